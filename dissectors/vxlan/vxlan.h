// Virtual eXtensible Local Area Network (RFC 7348).
#pragma once
#include "core/walk/protocol.h"

namespace pw::vxlan {
extern const Protocol kProtocol;
}
