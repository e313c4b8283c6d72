// Content of a type that nothing here takes apart (RFC 6838).
#pragma once
#include "core/walk/protocol.h"

namespace pw::media {
extern const Protocol kProtocol;
}
