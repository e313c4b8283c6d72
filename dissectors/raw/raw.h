// Packets without a link layer (LINKTYPE_RAW).
#pragma once
#include "core/walk/protocol.h"

namespace pw::raw {
extern const Protocol kProtocol;
}
