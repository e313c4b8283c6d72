// Internet Message Access Protocol, version 4 (RFC 3501, RFC 9051). The walk is over what one segment brings of it,
// each line with the literals in it.
#pragma once
#include "core/stream/stream_framer.h"
#include "core/walk/protocol.h"

namespace pw::imap {
extern const Protocol kProtocol;
extern const StreamProtocol kStream;
}
