// Dynamic Host Configuration Protocol for IPv6 (RFC 8415).
#pragma once
#include "core/walk/protocol.h"

namespace pw::dhcpv6 {
extern const Protocol kProtocol;
}
