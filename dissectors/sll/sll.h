// Linux cooked captures, versions 1 and 2 (LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2).
#pragma once
#include "core/walk/protocol.h"

namespace pw::sll {
extern const Protocol kProtocol;
}
