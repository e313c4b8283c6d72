// Transmission Control Protocol: the header and its options (RFC 9293). What segments mean to each other is tracked
// elsewhere and comes in through FlowFacts.
#pragma once
#include "core/walk/protocol.h"

namespace pw::tcp {
extern const Protocol kProtocol;
}
