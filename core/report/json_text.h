// The small pieces that every JSON writer here needs.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_view.h"
#include "core/field/text_out.h"

namespace pw {

/// A JSON string with its quotes (RFC 8259 §7). Bytes that are not UTF-8 become U+FFFD.
void appendJsonString(TextOut& out, ByteView bytes);

inline void appendJsonString(TextOut& out, std::string_view text) {
  appendJsonString(out, ByteView{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

/// Members of a JSON object with commas between. Opens it; end() closes it.
class JsonMembers {
 public:
  explicit JsonMembers(TextOut& out) : out_(out) { out_.add('{'); }
  TextOut& key(std::string_view name) {
    out_.add(first_ ? "" : ", ").add('"').add(name).add("\": ");
    first_ = false;
    return out_;
  }
  void number(std::string_view name, std::uint64_t v) { key(name).dec(v); }
  void signedNumber(std::string_view name, std::int64_t v) { key(name).sdec(v); }
  void text(std::string_view name, std::string_view v) { appendJsonString(key(name), v); }
  void optionalText(std::string_view name, std::string_view v) {
    if (!v.empty()) text(name, v);
  }
  void truth(std::string_view name, bool v) { key(name).add(v ? "true" : "false"); }
  void nothing(std::string_view name) { key(name).add("null"); }
  void texts(std::string_view name, const std::vector<std::string>& all) {
    key(name).add('[');
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i != 0) out_.add(", ");
      appendJsonString(out_, all[i]);
    }
    out_.add(']');
  }
  void end() { out_.add('}'); }

 private:
  TextOut& out_;
  bool first_ = true;
};

}  // namespace pw
