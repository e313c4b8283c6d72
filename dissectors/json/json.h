// JavaScript Object Notation (RFC 8259).
#pragma once
#include "core/walk/protocol.h"

namespace pw::json {
extern const Protocol kProtocol;
}
