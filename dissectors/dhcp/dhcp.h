// Dynamic Host Configuration Protocol (RFC 2131, RFC 2132) and its forerunner BOOTP (RFC 951).
#pragma once
#include "core/walk/protocol.h"

namespace pw::dhcp {
extern const Protocol kProtocol;
}
