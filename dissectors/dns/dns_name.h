// Names in DNS messages: labels, and pointers to labels that were written before (RFC 1035 §4.1.4).
#pragma once
#include <algorithm>
#include <array>
#include <string_view>

#include "core/bytes/cursor.h"
#include "core/field/text_out.h"

namespace pw::dns {

/// A name put together from its labels, with dots between. Holds the labels' bytes as they were.
class Name {
 public:
  static constexpr std::size_t kMaxWire = 255;  ///< bytes with all length bytes (RFC 1035 §2.3.4)
  static constexpr unsigned kMaxJumps = 255;    ///< more pointers than a name can have labels

  [[nodiscard]] std::string_view text() const noexcept {
    if (!instead_.empty()) return instead_;
    return {bytes_.data(), length_};
  }
  /// Adds the name with what is not printable escaped.
  void printTo(TextOut& t) const {
    const std::string_view s = text();
    t.printable({reinterpret_cast<const std::uint8_t*>(s.data()), s.size()});
  }
  /// Parts between dots; as everywhere, dots within a label count too.
  [[nodiscard]] unsigned labels() const noexcept {
    const std::string_view s = text();
    return s.size() <= 1 ? 0u : 1u + static_cast<unsigned>(std::count(s.begin(), s.end(), '.'));
  }

  void clear() noexcept {
    length_ = 0;
    instead_ = {};
  }
  void append(ByteView label) noexcept {
    if (length_ != 0) bytes_[length_++] = '.';
    std::copy(label.begin(), label.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(length_));
    length_ += label.size();
  }
  [[nodiscard]] bool isEmpty() const noexcept { return length_ == 0; }
  /// What stands for a name that has no text of its own.
  void instead(std::string_view text) noexcept { instead_ = text; }

 private:
  std::array<char, kMaxWire> bytes_{};
  std::size_t length_ = 0;
  std::string_view instead_;
};

/// Reads the name at `c` and moves behind it. `message` stands at the header that pointers count from. A
/// pointer to nowhere and a label of an unknown kind stop `c`; a loop or a name that is too long does not, it
/// gets a text that says so. Without kText the name is checked in the same way but not kept.
template <bool kText>
bool readName(Cursor& c, const Cursor& message, Name& name, bool mayEndOpen = false) {
  name.clear();
  Cursor far;
  Cursor* in = &c;
  std::size_t wire = 1;  // the root's length byte
  unsigned jumps = 0;
  std::uint32_t mark = UINT32_MAX;  // a place that a loop comes back to (Brent's way to find one)
  for (;;) {
    if (mayEndOpen && in == &c && c.wireLeft() == 0) break;
    const unsigned n = in->u8();
    if (n == 0 || !in->ok()) break;
    if (n < 0x40) {
      const ByteView label = in->bytes(n);
      wire += n + 1u;
      if (wire <= Name::kMaxWire) {
        if constexpr (kText) name.append(label);
      } else if (in == &far) {
        break;  // what follows is not part of this place
      }
    } else if (n >= 0xc0) {
      const std::uint32_t target = (n & 0x3fu) << 8 | in->u8();
      if (!in->ok() || wire > Name::kMaxWire) break;
      if (target == mark || ++jumps > Name::kMaxJumps) {
        name.instead("<Name contains a pointer that loops>");
        return true;
      }
      if ((jumps & (jumps - 1)) == 0) mark = target;
      far = message;
      in = &far;
      if (!far.skip(target)) break;
    } else {
      in->malformed();  // RFC 6891 §5: no other kind of label is in use
      break;
    }
  }
  c.adopt(*in);
  if (!c.ok()) return false;
  if (wire > Name::kMaxWire)
    name.instead("<Name too long>");
  else if (wire == 1)
    name.instead("<Root>");
  return true;
}

}  // namespace pw::dns
