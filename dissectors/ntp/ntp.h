// Network Time Protocol, versions 1 to 4 (RFC 5905), and its control messages (RFC 9327).
#pragma once
#include "core/walk/protocol.h"

namespace pw::ntp {
extern const Protocol kProtocol;
}
