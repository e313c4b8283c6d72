// Internet Group Management Protocol, versions 1 to 3 (RFC 1112, RFC 2236, RFC 3376).
#pragma once
#include "core/walk/protocol.h"

namespace pw::igmp {
extern const Protocol kProtocol;
}
