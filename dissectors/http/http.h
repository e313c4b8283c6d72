// Hypertext Transfer Protocol, versions 1.0 and 1.1 (RFC 9110, RFC 9112). The walk is over one message of a stream;
// its handoff is what the framer told of it (http_facts.h).
#pragma once
#include "core/stream/stream_framer.h"
#include "core/walk/protocol.h"

namespace pw::http {
extern const Protocol kProtocol;
extern const StreamProtocol kStream;
}
