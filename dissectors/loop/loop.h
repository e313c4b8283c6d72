// Configuration Test Protocol: Ethernet loopback frames.
#pragma once
#include "core/walk/protocol.h"

namespace pw::loop {
extern const Protocol kProtocol;
}
