// The half of a run that needs nothing from the trace: pulls packets, walks them and puts datagrams together.
#pragma once
#include <optional>
#include <stop_token>

#include "core/engine/decoded.h"
#include "core/flow/ip_reassembler.h"
#include "core/walk/walk.h"

namespace pw {

enum class RunEnd : std::uint8_t { finished, stopped, observerEnded };

/// Used by one thread at a time: the engine's own, or a WalkerThread. Its cache lines are nobody else's.
class alignas(kSharedLine) PacketWalker {
 public:
  /// `flows` gives the seed of hashes; all must outlive this.
  PacketWalker(const Registry& registry, PacketSource& source, const FlowTable& flows)
      : registry_(registry), source_(source), flows_(flows) {
    context_.expectations = &expectations_;
  }

  /// Packets after this many are not read.
  void limitPackets(std::uint64_t n) noexcept { limit_ = n; }
  /// What the next packet will be.
  void startAt(PacketId id) noexcept { next_ = id.value; }

  /// Replaces the batch by the source's next packets; empty where there are none yet. Says so where no more will come.
  std::optional<RunEnd> pull(const std::stop_token& stop, PacketBatch& batch);
  /// Walks one packet of that batch and adds it to `out`; `summary` is replaced. Gives the datagram that the packet
  /// completed, whose bytes live until the next walk, or null.
  const IpReassembler::Done* walk(const PacketRef& ref, DecodedBatch& out, PacketSummary& summary);

  [[nodiscard]] const std::shared_ptr<const CaptureInfo>& info() const noexcept { return info_; }
  /// The engine's thread may read a stack whose number it got.
  [[nodiscard]] const StackTable& stacks() const noexcept { return stacks_; }

 private:
  void setPacket(const PacketRef& ref);
  static void setQuestion(const QuestionNumber& exchange, DecodedPacket& out) noexcept;
  void decode(const PacketRef& ref, const PacketSummary& summary, DecodedPacket& out);
  void keepPayload(ByteView bytes, std::uint32_t at, std::uint32_t length, DecodedBatch& out);
  void keepBytes(const PacketRef& ref, const IpReassembler::Done* done, DecodedBatch& out);

  const Registry& registry_;
  PacketSource& source_;
  const FlowTable& flows_;
  IpReassembler reassembler_;
  Expectations expectations_;
  StackTable stacks_;
  std::shared_ptr<const CaptureInfo> info_;
  SummarySink sink_;
  PacketContext context_;
  std::uint64_t limit_ = UINT64_MAX;
  std::uint32_t next_ = 0;
};

/// What of a walk stands in the row and may be another where the packet is walked once more. `Out` is a DecodedPacket or
/// a PacketRow.
template <class Out>
void describe(const PacketSummary& s, Out& out) noexcept {
  out.ecn = s.ecn;
  out.cut = s.stop.why == Stop::cut;
  out.malformed = s.stop.why == Stop::overrun || s.stop.why == Stop::malformed;
  out.fragment = s.hasFragment;
}

}  // namespace pw
