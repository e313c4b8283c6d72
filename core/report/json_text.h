// The small pieces that every JSON writer here needs.
#pragma once
#include <string_view>

#include "core/bytes/byte_view.h"
#include "core/field/text_out.h"

namespace pw {

/// A JSON string with its quotes (RFC 8259 §7). Bytes that are not UTF-8 become U+FFFD.
void appendJsonString(TextOut& out, ByteView bytes);

inline void appendJsonString(TextOut& out, std::string_view text) {
  appendJsonString(out, ByteView{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace pw
