// What the readers of all parts of a DNS message share: fields whose row is known only at run time, names,
// headings.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/dns/dns_fields.h"
#include "dissectors/dns/dns_name.h"
#include "dissectors/dns/duration.h"

namespace pw::dns {

/// Which of the three protocols speaks.
enum class Dialect : std::uint8_t { dns, multicast, linkLocal };

template <class Sink>
class Reader {
 public:
  static constexpr bool kText = Sink::kRow;
  /// A line is cut before it gets this long by those who show it: hostile messages could make megabytes of
  /// it.
  static constexpr std::size_t kLongLine = 4096;

  Reader(Walk<Sink>& w, const Cursor& message, Dialect dialect) noexcept
      : w_(w), message_(message), dialect_(dialect) {}

  Walk<Sink>& walk() noexcept { return w_; }
  [[nodiscard]] const Cursor& message() const noexcept { return message_; }
  [[nodiscard]] Dialect dialect() const noexcept { return dialect_; }

  /// Adds to the line.
  template <class Make>
  void line(Make&& make) {
    if (RowText* r = w_.row(); r != nullptr && r->info.size() < kLongLine) {
      TextOut t{r->info};
      make(t);
    }
  }

  NodeId put(F f, std::uint32_t at, std::size_t length, std::uint64_t value) {
    return w_.addNode(static_cast<std::uint16_t>(f), at, static_cast<std::uint32_t>(length), value);
  }
  NodeId putText(F f, std::uint32_t at, std::size_t length, std::string_view text) {
    if constexpr (Sink::kFields) {
      const NodeId n = put(f, at, length, 0);
      if (n == kNoNode) return n;
      std::string& all = w_.sink().tree.text();
      FieldNode& node = w_.sink().tree[n];
      node.ownText = true;
      node.value = std::uint64_t{all.size()} << 32 | text.size();
      all.append(text);
      return n;
    } else {
      return kNoNode;
    }
  }
  void generated(NodeId n) {
    if constexpr (Sink::kFields) {
      if (n != kNoNode) w_.sink().tree[n].generated = true;
    }
  }

  /// Reads a number by the width of its row and adds it.
  std::uint64_t number(F f, Cursor& c) {
    const unsigned n = widthOf(kFields[static_cast<std::size_t>(f)].kind);
    const std::uint32_t at = c.offset();
    const std::uint64_t v = c.beN(n);
    if constexpr (Sink::kFields) {
      if (c.ok()) put(f, at, n, v);
    }
    return v;
  }
  ByteView bytes(F f, Cursor& c, std::size_t n) {
    const std::uint32_t at = c.offset();
    const ByteView v = c.bytes(n);
    if constexpr (Sink::kFields) {
      if (c.ok()) put(f, at, n, 0);
    }
    return v;
  }
  /// "Label: 300 (5 minutes)"
  std::uint32_t seconds(F f, Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint32_t v = c.u32();
    if constexpr (Sink::kFields) {
      if (!c.ok()) return v;
      label(w_, put(f, at, 4, v), [&](TextOut& t) {
        t.add(kFields[static_cast<std::size_t>(f)].label).add(": ").dec(v).add(" (");
        durationTo(t, v);
        t.add(')');
      });
    }
    return v;
  }
  /// Seconds since 1970 in 32 bits.
  void time(F f, Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint64_t v = c.u32();
    if (c.ok()) put(f, at, 4, v * 1'000'000'000);
  }
  /// Reads a name and adds it.
  bool name(F f, Cursor& c, Name& out) {
    const std::uint32_t at = c.offset();
    if (!readName<kText>(c, message_, out)) return false;
    nameField(f, at, c.offset() - at, out);
    return true;
  }
  NodeId nameField(F f, std::uint32_t at, std::uint32_t length, const Name& name) {
    if constexpr (Sink::kFields) {
      text_.clear();
      TextOut t{text_};
      name.printTo(t);
      return putText(f, at, length, text_);
    } else {
      return kNoNode;
    }
  }

 private:
  Walk<Sink>& w_;
  const Cursor& message_;
  Dialect dialect_;
  std::string text_;  // a name on its way into the tree
};

}  // namespace pw::dns
