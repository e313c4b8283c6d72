// What dissectors call to say what they found: the field's row decides width and type.
#pragma once
#include <type_traits>
#include <utility>

#include "core/walk/packet_walk.h"

namespace pw {

/// The integer type a field of this kind is read as.
template <Kind K>
using WireType = std::conditional_t<
    widthOf(K) == 1, std::uint8_t,
    std::conditional_t<widthOf(K) == 2, std::uint16_t,
                       std::conditional_t<(widthOf(K) == 3 || widthOf(K) == 4), std::uint32_t, std::uint64_t>>>;

template <auto F>
inline constexpr const FieldDef& kDef = kFieldTable<decltype(F)>[static_cast<std::size_t>(F)];

/// Value of a masked field within the integer it shares with others.
constexpr std::uint64_t masked(const FieldDef& d, std::uint64_t raw) {
  return d.extra.mask == 0 ? raw : (raw & d.extra.mask) >> __builtin_ctzll(d.extra.mask);
}

/// Adds a field at a place with a value that is known. Returns its node (kNoNode where it is not wanted).
template <auto F, class Sink>
inline NodeId add(Walk<Sink>& w, std::uint32_t offset, std::uint32_t length, std::uint64_t value) {
  if constexpr (Sink::kFields) return w.addNode(static_cast<std::uint16_t>(F), offset, length, value);
  else return kNoNode;
}

/// The same, marked as computed by us.
template <auto F, class Sink>
inline NodeId addGenerated(Walk<Sink>& w, std::uint32_t offset, std::uint32_t length, std::uint64_t value) {
  if constexpr (Sink::kFields) {
    const NodeId n = add<F>(w, offset, length, value);
    if (n != kNoNode) w.sink().tree[n].generated = true;
    return n;
  } else {
    return kNoNode;
  }
}

/// The same, for filters and exports only (tcp.port, ip.addr).
template <auto F, class Sink>
inline NodeId addHidden(Walk<Sink>& w, std::uint32_t offset, std::uint32_t length, std::uint64_t value) {
  if constexpr (Sink::kFields) {
    const NodeId n = add<F>(w, offset, length, value);
    if (n != kNoNode) w.sink().tree[n].hidden = true;
    return n;
  } else {
    return kNoNode;
  }
}

/// Reads an integer or an address of up to 8 bytes in network order, by the width of its row, and adds it. 0 after a
/// stop, and then no node.
template <auto F, class Sink>
inline auto read(Walk<Sink>& w, Cursor& c) {
  constexpr unsigned kWidth = widthOf(kDef<F>.kind);
  static_assert(kWidth >= 1 && kWidth <= 8, "this kind has no fixed width up to 8: use readBytes");
  using T = WireType<kDef<F>.kind>;
  const std::uint32_t at = c.offset();
  T v;
  if constexpr (kWidth == sizeof(T)) v = c.be<T>();
  else v = static_cast<T>(c.beN(kWidth));
  if constexpr (Sink::kFields) {
    if (c.ok()) add<F>(w, at, kWidth, masked(kDef<F>, v));
  }
  return v;
}

/// The same for little-endian fields.
template <auto F, class Sink>
inline auto readLe(Walk<Sink>& w, Cursor& c) {
  using T = WireType<kDef<F>.kind>;
  static_assert(widthOf(kDef<F>.kind) == sizeof(T));
  const std::uint32_t at = c.offset();
  const T v = c.le<T>();
  if constexpr (Sink::kFields) {
    if (c.ok()) add<F>(w, at, sizeof(T), masked(kDef<F>, v));
  }
  return v;
}

/// Reads `n` bytes of a kind that refers to its bytes (bytes, string, ipv6, guid, label) and adds them.
template <auto F, class Sink>
inline ByteView readBytes(Walk<Sink>& w, Cursor& c, std::size_t n) {
  const std::uint32_t at = c.offset();
  const ByteView v = c.bytes(n);
  if constexpr (Sink::kFields) {
    if (c.ok()) add<F>(w, at, static_cast<std::uint32_t>(n), 0);
  }
  return v;
}

/// Adds the masked part of an integer that was read already (flags, nibbles) and returns it.
template <auto F, class Sink>
inline std::uint64_t bits(Walk<Sink>& w, std::uint32_t offset, std::uint32_t length, std::uint64_t raw) {
  static_assert(kDef<F>.extra.mask != 0, "a field of some bits needs a mask in its row");
  const std::uint64_t v = masked(kDef<F>, raw);
  if constexpr (Sink::kFields) add<F>(w, offset, length, v);
  return v;
}

/// Adds a string or bytes that were decoded (a DNS name): the text is copied into the tree.
template <auto F, class Sink>
inline NodeId addText(Walk<Sink>& w, std::uint32_t offset, std::uint32_t length, std::string_view text) {
  if constexpr (Sink::kFields) {
    const NodeId n = add<F>(w, offset, length, 0);
    if (n == kNoNode) return n;
    std::string& all = w.sink().tree.text();
    FieldNode& node = w.sink().tree[n];
    node.ownText = true;
    node.value = std::uint64_t{all.size()} << 32 | text.size();
    all.append(text);
    return n;
  } else {
    return kNoNode;
  }
}

/// A remark about the packet, below the node that is open.
template <auto F, class Sink>
inline void note(Walk<Sink>& w, std::uint32_t offset, std::uint32_t length) {
  static_assert(kDef<F>.kind == Kind::note);
  if constexpr (Sink::kFields) {
    addGenerated<F>(w, offset, length, 0);
    if constexpr (kDef<F>.extra.malformed) w.breaksRules();
  }
}

/// Gives a node the line that the tree draws for it, in place of the standard "Label: value".
template <class Sink, class Make>
inline void label(Walk<Sink>& w, NodeId node, Make&& make) {
  if constexpr (Sink::kFields) {
    if (node == kNoNode || !w.sink().labels()) return;
    std::string& all = w.sink().tree.text();
    const std::size_t at = all.size();
    TextOut out{all};
    make(out);
    w.sink().tree[node].labelAt = static_cast<std::uint32_t>(at);
    w.sink().tree[node].labelLength = static_cast<std::uint32_t>(all.size() - at);
  }
}

/// The line of the layer itself ("Internet Protocol Version 4, Src: ..., Dst: ...").
template <class Sink, class Make>
inline void layerLabel(Walk<Sink>& w, Make&& make) {
  label(w, w.layerNode(), std::forward<Make>(make));
}

/// Fields added while it lives are children of `node`; without a node they go to the parent that was open.
template <class Sink>
class Under {
 public:
  Under(Walk<Sink>& w, NodeId node) noexcept : w_(w), node_(node), before_(w.parent()) {
    if constexpr (Sink::kFields) {
      if (node != kNoNode) w.parent(node);
    }
  }
  ~Under() {
    if constexpr (Sink::kFields) w_.parent(before_);
  }
  Under(const Under&) = delete;
  Under& operator=(const Under&) = delete;

  /// Sets where the group ends, for groups whose length is known only behind them.
  void endsAt(std::uint32_t offset) {
    if constexpr (Sink::kFields) {
      if (node_ == kNoNode) return;
      FieldNode& n = w_.sink().tree[node_];
      if (offset >= n.offset) n.length = offset - n.offset;
    }
  }
  [[nodiscard]] NodeId node() const noexcept { return node_; }

 private:
  Walk<Sink>& w_;
  NodeId node_;
  NodeId before_;
};

}  // namespace pw
