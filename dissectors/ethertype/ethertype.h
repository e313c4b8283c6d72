// The step from a link layer to its payload by ethertype; Wireshark counts it as a layer of its own.
#pragma once
#include "core/walk/protocol.h"

namespace pw::ethertype {
extern const Protocol kProtocol;
}
