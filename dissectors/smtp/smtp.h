// Simple Mail Transfer Protocol (RFC 5321), with authentication (RFC 4954) and pieces of mail (RFC 3030). The walk is
// over what one segment brings of it.
#pragma once
#include "core/stream/stream_framer.h"
#include "core/walk/protocol.h"

namespace pw::smtp {
extern const Protocol kProtocol;
extern const StreamProtocol kStream;
}
