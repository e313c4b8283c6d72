// Several contents in one (RFC 2046 §5.1): forms with files, ranges of a file.
#pragma once
#include "core/walk/protocol.h"

namespace pw::mime_multipart {
extern const Protocol kProtocol;
}
