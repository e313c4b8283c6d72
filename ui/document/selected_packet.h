// The packet that is selected, taken apart: one selection that all panes share.
#pragma once
#include <QObject>
#include <memory>
#include <optional>

#include "core/trace/packet_reader.h"
#include "ui/document/capture_document.h"

namespace pw::ui {

/// A run of bytes in one of the sources of a packet.
struct ByteRange {
  Source source = Source::frame;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;

  bool operator==(const ByteRange&) const = default;
};

/// Owns the bytes and the tree of the selected packet until the next one is selected. GUI thread.
class SelectedPacket : public QObject {
  Q_OBJECT

 public:
  explicit SelectedPacket(CaptureDocument& document, QObject* parent = nullptr);

  /// Nothing for none, or where there is no such packet.
  void select(std::optional<std::uint32_t> packet);
  /// Takes the packet apart again: its comments or the rows around it changed.
  void refresh();
  /// kNoNode selects none.
  void selectNode(NodeId node);
  /// Exactly these bytes, and the smallest drawn field that has all of them. Nothing where the packet has no such bytes.
  void selectBytes(const ByteRange& bytes);

  [[nodiscard]] std::optional<std::uint32_t> packet() const noexcept { return packet_; }
  [[nodiscard]] const FieldTree& tree() const noexcept { return sink_.tree; }
  [[nodiscard]] const Registry& registry() const noexcept { return document_.registry(); }
  [[nodiscard]] NodeId node() const noexcept { return node_; }
  /// The bytes of the selected node, or those of it that were selected.
  [[nodiscard]] std::optional<ByteRange> range() const;
  /// What is around range(): the node where only a part of it is selected, else its parent.
  [[nodiscard]] std::optional<ByteRange> around() const;
  [[nodiscard]] std::optional<ByteRange> rangeOf(NodeId node) const;
  /// The smallest drawn field that covers a byte; kNoNode where there is none.
  [[nodiscard]] NodeId innermostAt(Source source, std::uint32_t offset) const;
  /// False where some bytes could not be read back: the file was changed meanwhile.
  [[nodiscard]] bool complete() const noexcept { return complete_; }
  /// Of a long capture of which only the last packets are kept, one before those.
  [[nodiscard]] bool isLetGo() const;

 Q_SIGNALS:
  /// Another packet, or none; views drop all that they borrowed from the tree.
  void aboutToChange();
  void packetChanged();
  void nodeChanged(std::uint32_t node);

 private:
  void tellNode();
  [[nodiscard]] NodeId innermostAround(const ByteRange& bytes) const;

  CaptureDocument& document_;
  std::shared_ptr<Session> session_;  // what reader_ reads; outlives a reload until the next selection
  std::unique_ptr<PacketReader> reader_;
  FieldSink sink_;
  std::optional<std::uint32_t> packet_;
  NodeId node_ = kNoNode;
  std::optional<ByteRange> part_;  // of node_, where not all of it is selected
  bool telling_ = false;
  bool complete_ = true;
};

}  // namespace pw::ui
