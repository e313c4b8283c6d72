// Bytes that nobody understands, shown as they are.
#pragma once
#include "core/walk/protocol.h"

namespace pw::data {
extern const Protocol kProtocol;
}
