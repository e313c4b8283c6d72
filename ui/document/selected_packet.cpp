#include "ui/document/selected_packet.h"

namespace pw::ui {

SelectedPacket::SelectedPacket(CaptureDocument& document, QObject* parent)
    : QObject(parent), document_(document), sink_(FieldSet::all(), true, true) {}

void SelectedPacket::select(std::optional<std::uint32_t> packet) {
  if (packet && (!document_.isOpen() || *packet >= document_.rows())) packet.reset();
  if (packet == packet_ && (!packet || session_ == document_.session())) return;
  packet_ = packet;
  refresh();
}

void SelectedPacket::refresh() {
  Q_EMIT aboutToChange();
  node_ = kNoNode;
  part_.reset();
  complete_ = true;
  sink_.clear();
  if (session_ != document_.session() || !packet_) {
    reader_.reset();
    session_ = packet_ ? document_.session() : nullptr;
  }
  if (packet_ && session_) {
    if (!reader_) {
      reader_ = std::make_unique<PacketReader>(session_->trace(), document_.registry());
      reader_->measure(true);
    }
    complete_ = reader_->load(PacketId{*packet_});
    if (!isLetGo()) reader_->walk(sink_);
  }
  Q_EMIT packetChanged();
}

bool SelectedPacket::isLetGo() const {
  return packet_ && session_ && session_->trace().isGivenUp(PacketId{*packet_});
}

void SelectedPacket::selectNode(NodeId node) {
  if (node != kNoNode && node >= tree().nodes().size()) node = kNoNode;
  // A view that shows the node of some bytes says by that nothing new.
  if (node == node_ && (!part_ || telling_)) return;
  node_ = node;
  part_.reset();
  tellNode();
}

void SelectedPacket::selectBytes(const ByteRange& bytes) {
  const std::size_t size = tree().source(bytes.source).size();
  if (bytes.length == 0 || bytes.offset >= size || bytes.length > size - bytes.offset) return;
  node_ = innermostAround(bytes);
  part_.reset();
  if (rangeOf(node_) != bytes) part_ = bytes;
  tellNode();
}

void SelectedPacket::tellNode() {
  telling_ = true;
  Q_EMIT nodeChanged(node_);
  telling_ = false;
}

std::optional<ByteRange> SelectedPacket::range() const { return part_ ? part_ : rangeOf(node_); }

std::optional<ByteRange> SelectedPacket::around() const {
  if (node_ == kNoNode) return std::nullopt;
  return rangeOf(part_ ? node_ : tree()[node_].parent);
}

std::optional<ByteRange> SelectedPacket::rangeOf(NodeId node) const {
  if (node == kNoNode || node >= tree().nodes().size()) return std::nullopt;
  const FieldNode& n = tree()[node];
  const auto covered = static_cast<std::uint32_t>(tree().covered(n).size());
  if (covered == 0) return std::nullopt;
  return ByteRange{n.source, n.offset, covered};
}

NodeId SelectedPacket::innermostAround(const ByteRange& bytes) const {
  NodeId best = kNoNode;
  std::uint32_t bestLength = UINT32_MAX;
  const auto& nodes = tree().nodes();
  for (NodeId i = 0; i < nodes.size(); ++i) {
    const FieldNode& n = nodes[i];
    if (n.hidden || n.source != bytes.source || n.offset > bytes.offset) continue;
    if (std::uint64_t{n.offset} + n.length < std::uint64_t{bytes.offset} + bytes.length) continue;
    if (n.length > bestLength) continue;  // of the same length the later one lies deeper
    best = i;
    bestLength = n.length;
  }
  return best;
}

NodeId SelectedPacket::innermostAt(Source source, std::uint32_t offset) const {
  NodeId best = kNoNode;
  std::uint32_t bestLength = UINT32_MAX;
  const auto& nodes = tree().nodes();
  for (NodeId i = 0; i < nodes.size(); ++i) {
    const FieldNode& n = nodes[i];
    if (n.hidden || n.source != source || offset < n.offset || offset - n.offset >= n.length) continue;
    // Of fields of the same length the later one lies deeper; but the first of the bits that share a byte is
    // kept.
    const bool deeper = best != kNoNode && n.length == bestLength && n.parent == best;
    if (n.length < bestLength || deeper) {
      best = i;
      bestLength = n.length;
    }
  }
  return best;
}

}  // namespace pw::ui
