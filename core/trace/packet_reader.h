// One packet of a trace, ready to be walked: its bytes from the store and all that is known about it.
#pragma once
#include <optional>
#include <vector>

#include "core/trace/conversation.h"
#include "core/trace/stream_pieces.h"
#include "core/trace/trace.h"
#include "core/walk/walk.h"

namespace pw {

class Exchanges;

/// Reads packets back. One per thread; the trace and the registry must outlive it.
class PacketReader {
 public:
  PacketReader(const Trace& trace, const Registry& registry);
  ~PacketReader();

  /// Loads a packet below trace.size(). False where its bytes cannot be read any more (the file was changed); the
  /// context then has what there is. The context lives until the next load().
  bool load(PacketId id);
  [[nodiscard]] const PacketContext& context() const noexcept { return context_; }

  /// From now on load() works out what a segment means to the others of its conversation (PacketContext::analysis), if
  /// the conversation has at most kMaxMeasured packets or was given by know(), and what its messages have to do with
  /// others (StreamView::links). Off at first.
  void measure(bool on) noexcept { measure_ = on; }
  static constexpr std::uint32_t kMaxMeasured = 1 << 16;
  /// Gives a conversation that somebody has worked out already.
  void know(std::shared_ptr<const Conversation> conversation);

  /// Bytes are read from there instead of from the trace's own store: one that reads ahead. It must outlive this.
  void readFrom(const ByteStore* store) noexcept { from_ = store; }

  /// What stands behind the transport header of any packet, datagrams in pieces put together; as captured. Leaves the
  /// loaded packet alone. Lives until the next call of a member.
  ByteView payloadOf(PacketId id) { return segments().payload(id); }
  /// The bytes of a message that ends in the loaded packet, one of context().stream.messages. As long as that lives.
  ByteView messageBytes(const MessageView& message);

  /// Walks the loaded packet. The sink is cleared first; a FieldSink's tree borrows this reader's bytes.
  template <class Sink>
  const PacketSummary& walk(Sink& sink) {
    sink.clear();
    summary_.clear();
    walkPacket(registry_, context_, summary_, sink);
    return summary_;
  }

 private:
  static constexpr std::size_t kKept = 8;

  std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const;
  void loadDatagram(PacketId id);
  void loadStream(PacketId id, const PacketRow& row);
  ByteView payload(PacketId id);
  ByteView loadedPayload();
  ByteView beginningOf(const StreamPlace& place);
  PacketReader& segments();
  void measure(PacketId id, const PacketRow& row);
  const Conversation* conversationOf(PacketId id, FlowId flow);

  const Trace& trace_;
  const Registry& registry_;
  PacketContext context_;
  PacketSummary summary_;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint8_t> datagramBytes_;
  std::shared_ptr<const Trace::Datagram> datagram_;
  std::shared_ptr<const CaptureInfo> info_;
  std::optional<PacketExtras> extras_;
  std::vector<MessageView> messages_;
  std::vector<StreamPiece> pieces_;
  std::vector<std::uint8_t> streamBytes_;
  std::unique_ptr<PacketReader> segments_;  // reads the packets that hold a message's beginning
  const ByteStore* from_ = nullptr;         // null: the trace's own
  bool inner_ = false;                      // is such a reader itself
  bool measure_ = false;
  std::unique_ptr<Exchanges> exchanges_;
  std::vector<std::shared_ptr<const Conversation>> conversations_;  // latest first
};

/// Facts about a packet that come from its row and its interface; bytes, extras and reassembly are left to the caller.
void fillContext(PacketContext& context, const Trace& trace, const CaptureInfo* info, PacketId id, const PacketRow& row);

}  // namespace pw
