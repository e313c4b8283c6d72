// The fields of one packet: nodes in an arena that is reused from packet to packet.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_view.h"
#include "core/field/field_def.h"

namespace pw {

class Registry;

/// A field's place in the registry: dense over all protocols.
enum class FieldId : std::uint16_t { none = UINT16_MAX };

/// Which bytes a node's offset counts in.
enum class Source : std::uint8_t {
  frame,        ///< the packet as captured
  reassembled,  ///< put together from fragments
  stream,       ///< put together from segments of a TCP stream
  decoded,      ///< unpacked, unmasked or put together on the way: FieldTree owns these
  count_,
};

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

struct FieldNode {
  FieldId field = FieldId::none;
  Source source = Source::frame;
  bool generated = false;   ///< computed by us, not read from the bytes: drawn in brackets
  bool hidden = false;      ///< present for filters and exports, not drawn
  bool ownText = false;     ///< strings and bytes: the value lies in the tree's text, not in the source
  NodeId parent = kNoNode;
  std::uint32_t offset = 0;  ///< bytes from the start of `source`
  std::uint32_t length = 0;  ///< bytes, as far as captured
  std::uint64_t value = 0;   ///< integers, addresses up to 8 bytes, times; own text: start << 32 | length
  std::uint32_t labelAt = 0, labelLength = 0;  ///< line drawn in the tree instead of the standard one
};

/// Nodes in reading order: a parent stands before its children. Owns its text; borrows the packet's bytes, which must
/// outlive it or the next clear(). One thread.
class FieldTree {
 public:
  static constexpr std::size_t kMaxNodes = 100'000;  ///< a packet with more is told "too many fields"

  void clear() noexcept;
  /// Room for what one packet's walk decodes, against bombs.
  static constexpr std::size_t kMaxDecoded = std::size_t{32} << 20;

  void setSource(Source which, ByteView bytes) noexcept { sources_[static_cast<std::size_t>(which)] = bytes; }

  /// kNoNode once the bound is reached.
  NodeId add(const FieldNode& node) {
    if (nodes_.size() >= kMaxNodes) return kNoNode;
    nodes_.push_back(node);
    return static_cast<NodeId>(nodes_.size() - 1);
  }
  [[nodiscard]] FieldNode& operator[](NodeId id) { return nodes_[id]; }
  [[nodiscard]] const FieldNode& operator[](NodeId id) const { return nodes_[id]; }
  [[nodiscard]] const std::vector<FieldNode>& nodes() const noexcept { return nodes_; }

  /// Copies bytes behind those of Source::decoded, as far as there is room, and returns where they begin. What was
  /// taken from that source before moves: no cursor over it may be in use.
  std::uint32_t keepDecoded(ByteView bytes);

  [[nodiscard]] std::string& text() noexcept { return text_; }
  [[nodiscard]] std::string_view label(const FieldNode& n) const {
    return std::string_view{text_}.substr(n.labelAt, n.labelLength);
  }
  [[nodiscard]] ByteView source(Source which) const noexcept { return sources_[static_cast<std::size_t>(which)]; }
  /// The bytes of a node's value: own text for strings that were decoded, else the part of the source it covers.
  [[nodiscard]] ByteView bytes(const FieldNode& n) const noexcept;
  /// What stands behind `offset` of the frame is padding, for the layers from node `from` on. The first call counts.
  void endCarried(NodeId from, std::uint32_t offset) noexcept {
    if (carriedFrom_ != kNoNode) return;
    carriedFrom_ = from;
    carriedEnd_ = offset;
  }
  /// Where what a layer carries ends, in its source.
  [[nodiscard]] std::size_t carriedEnd(const FieldNode& layer) const noexcept;
  /// The part of the source the node covers, cut to what there is.
  [[nodiscard]] ByteView covered(const FieldNode& n) const noexcept;

 private:
  std::vector<FieldNode> nodes_;
  std::string text_;
  std::vector<std::uint8_t> decoded_;
  std::array<ByteView, static_cast<std::size_t>(Source::count_)> sources_{};
  NodeId carriedFrom_ = kNoNode;
  std::uint32_t carriedEnd_ = 0;
};

}  // namespace pw
