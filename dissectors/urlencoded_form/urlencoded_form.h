// What a person wrote into a form (URL Standard §5.1).
#pragma once
#include "core/walk/protocol.h"

namespace pw::urlencoded_form {
extern const Protocol kProtocol;
}
