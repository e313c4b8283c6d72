// The streams of all TCP conversations whose protocol was recognised, followed while packets pass.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "core/flow/flow_table.h"
#include "core/flow/tcp_tracker.h"
#include "core/stream/stream_follower.h"
#include "core/trace/trace.h"
#include "core/walk/registry.h"

namespace pw {

/// Engine's thread.
class StreamSet final : public StreamFinder {
 public:
  /// Payloads of a conversation that are looked at before nobody is thought to know its protocol.
  static constexpr unsigned kTries = 16;
  /// Bytes kept because they came early, over all conversations: past it nothing is waited for.
  static constexpr std::size_t kMaxKept = std::size_t{64} << 20;

  explicit StreamSet(const Registry& registry);
  /// assembled() will be wanted.
  void keepMessages(bool on) noexcept { keepMessages_ = on; }

  /// Follows a segment with its payload as captured; sets the stream bits of `row.marks` and adds the messages that end.
  void add(const Flow& flow, const TcpFlow& tcp, const TcpSegment& segment, ByteView payload, PacketRow& row,
           MessageStore& messages);
  /// Messages of the latest segment that was followed.
  [[nodiscard]] std::span<const StreamMessage> found() const noexcept { return found_; }
  /// Bytes of the latest segment's messages; see StreamFollower.
  [[nodiscard]] ByteView assembled(const Flow& flow, Direction d, SeqNum from, std::size_t length) const noexcept;

  [[nodiscard]] ProtocolId certain(ByteView bytes) const noexcept override;
  [[nodiscard]] const StreamProtocol& protocol(ProtocolId id) const noexcept override {
    return *registry_.protocol(id).stream;
  }

 private:
  struct Slot {
    std::unique_ptr<StreamFollower> follower;
    std::uint8_t tries = 0;
    bool ended = false;  ///< both sides closed: what still comes was sent before
  };

  Slot* slotOf(const Flow& flow, bool make);
  void recognise(Slot& slot, const Flow& flow, const TcpFlow& tcp, ByteView payload);

  const Registry& registry_;
  std::vector<ProtocolId> protocols_;  ///< that have streams
  std::vector<Slot> slots_;            ///< by tcp.stream
  std::vector<StreamMessage> found_;
  std::size_t kept_ = 0;
  Slot* over_ = nullptr;  ///< its conversation ended with the latest segment
  bool keepMessages_ = false;
};

}  // namespace pw
