// Internet Control Message Protocol for IPv6 (RFC 4443) with Neighbor Discovery (RFC 4861) and Multicast
// Listener Discovery (RFC 2710, RFC 3810).
#pragma once
#include "core/walk/protocol.h"

namespace pw::icmpv6 {
extern const Protocol kProtocol;
}
