// Internet Control Message Protocol (RFC 792, RFC 4884).
#pragma once
#include "core/walk/protocol.h"

namespace pw::icmp {
extern const Protocol kProtocol;
}
