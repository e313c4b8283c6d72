// Internet Protocol version 4 (RFC 791).
#pragma once
#include "core/walk/protocol.h"

namespace pw::ip {
extern const Protocol kProtocol;
}
