// Post Office Protocol, version 3 (RFC 1939), with authentication (RFC 5034) and TLS (RFC 2595). The walk is over what
// one segment brings of it.
#pragma once
#include "core/stream/stream_framer.h"
#include "core/walk/protocol.h"

namespace pw::pop {
extern const Protocol kProtocol;
extern const StreamProtocol kStream;
}
