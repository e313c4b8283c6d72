// User Datagram Protocol (RFC 768).
#pragma once
#include "core/walk/protocol.h"

namespace pw::udp {
extern const Protocol kProtocol;
}
