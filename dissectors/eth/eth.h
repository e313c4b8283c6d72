// Ethernet II and IEEE 802.3 frames.
#pragma once
#include "core/walk/protocol.h"

namespace pw::eth {
extern const Protocol kProtocol;
}
