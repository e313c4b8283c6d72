// Content that is text for people, or for programs that read it line by line (RFC 2046 §4.1).
#pragma once
#include "core/walk/protocol.h"

namespace pw::data_text_lines {
extern const Protocol kProtocol;
}
