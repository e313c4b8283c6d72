// IEEE 802.1Q virtual LAN tags, one layer a tag.
#pragma once
#include "core/walk/protocol.h"

namespace pw::vlan {
extern const Protocol kProtocol;
}
