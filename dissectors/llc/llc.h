// IEEE 802.2 logical link control, with SNAP.
#pragma once
#include "core/walk/protocol.h"

namespace pw::llc {
extern const Protocol kProtocol;
}
