// Address Resolution Protocol (RFC 826) and its relatives.
#pragma once
#include "core/walk/protocol.h"

namespace pw::arp {
extern const Protocol kProtocol;
}
