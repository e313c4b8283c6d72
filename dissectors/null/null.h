// BSD loopback: an address family before each packet (LINKTYPE_NULL, LINKTYPE_LOOP).
#pragma once
#include "core/walk/protocol.h"

namespace pw::null {
extern const Protocol kProtocol;
}
