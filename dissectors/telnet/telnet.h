// Telnet (RFC 854): a terminal over the network, all of it readable. The walk is over one segment of a side.
#pragma once
#include "core/stream/stream_framer.h"
#include "core/walk/protocol.h"

namespace pw::telnet {
extern const Protocol kProtocol;
extern const StreamProtocol kStream;
}
