// IEEE 802.1ad service tags (Q-in-Q); two in a row are one layer.
#pragma once
#include "core/walk/protocol.h"

namespace pw::ieee8021ad {
extern const Protocol kProtocol;
}
