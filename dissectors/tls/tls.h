// Transport Layer Security 1.0 to 1.3 and SSL 2.0 and 3.0 (RFC 8446, RFC 5246, RFC 6101).
#pragma once
#include "core/stream/stream_framer.h"
#include "core/walk/protocol.h"

namespace pw::tls {
extern const Protocol kProtocol;
/// How its streams are recognised and cut into messages.
extern const StreamProtocol kStream;
}
