// What the capture says about a packet apart from its bytes, and the step to its link layer.
#pragma once
#include "core/walk/protocol.h"

namespace pw::frame {
extern const Protocol kProtocol;
}
