// Point-to-Point Protocol framing (RFC 1661, RFC 1662).
#pragma once
#include "core/walk/protocol.h"

namespace pw::ppp {
extern const Protocol kProtocol;
}
