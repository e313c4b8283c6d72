// Internet Protocol version 6 (RFC 8200); each extension header is a layer of its own.
#pragma once
#include "core/walk/protocol.h"

namespace pw::ipv6 {
extern const Protocol kProtocol;
extern const Protocol kHopByHop;
extern const Protocol kDestination;
extern const Protocol kRouting;
extern const Protocol kFragment;
}  // namespace pw::ipv6
