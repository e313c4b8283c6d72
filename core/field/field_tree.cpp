#include "core/field/field_tree.h"

#include <algorithm>

namespace pw {

void FieldTree::clear() noexcept {
  nodes_.clear();
  text_.clear();
  decoded_.clear();
  sources_.fill({});
  carriedFrom_ = kNoNode;
}

std::size_t FieldTree::carriedEnd(const FieldNode& layer) const noexcept {
  const std::size_t all = source(layer.source).size();
  const auto id = static_cast<NodeId>(&layer - nodes_.data());
  return layer.source == Source::frame && carriedFrom_ != kNoNode && id >= carriedFrom_
             ? std::min<std::size_t>(all, carriedEnd_)
             : all;
}

std::uint32_t FieldTree::keepDecoded(ByteView bytes) {
  const auto at = static_cast<std::uint32_t>(decoded_.size());
  const ByteView kept = bytes.first(std::min(bytes.size(), kMaxDecoded - decoded_.size()));
  decoded_.insert(decoded_.end(), kept.begin(), kept.end());
  setSource(Source::decoded, decoded_);
  return at;
}

ByteView FieldTree::covered(const FieldNode& n) const noexcept {
  const ByteView all = source(n.source);
  if (n.offset >= all.size()) return {};
  return all.subspan(n.offset, std::min<std::size_t>(n.length, all.size() - n.offset));
}

ByteView FieldTree::bytes(const FieldNode& n) const noexcept {
  if (!n.ownText) return covered(n);
  const auto at = static_cast<std::size_t>(n.value >> 32);
  const auto length = static_cast<std::size_t>(n.value & UINT32_MAX);
  if (at > text_.size() || length > text_.size() - at) return {};
  return {reinterpret_cast<const std::uint8_t*>(text_.data()) + at, length};
}

}  // namespace pw
