// Generic Routing Encapsulation (RFC 2784, RFC 2890, RFC 2637).
#pragma once
#include "core/walk/protocol.h"

namespace pw::gre {
extern const Protocol kProtocol;
}
