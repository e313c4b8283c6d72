// Source in, trace out: walks every packet once and appends what it finds.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/engine/packet_walker.h"
#include "core/engine/pending_questions.h"
#include "core/engine/repeat_check.h"
#include "core/engine/stream_set.h"
#include "core/engine/tcp_measures.h"
#include "core/file/packet_source.h"
#include "core/trace/exchanges.h"
#include "core/trace/trace.h"

namespace pw {

/// Sees each packet right after it was appended, on the engine's thread, while its bytes are at hand.
class PacketObserver {
 public:
  virtual ~PacketObserver() = default;
  /// `context` lives for the call. False ends the run (a closed pipe, a packet limit).
  virtual bool onPacket(const PacketContext& context, const PacketSummary& summary) = 0;
  /// After the packets of each batch of the source, and once at the end. False ends the run.
  virtual bool onBatchEnd() { return true; }
  /// True where it looks at PacketContext::analysis beyond the marks. Asked once, before the run.
  [[nodiscard]] virtual bool wantsMeasures() const { return false; }
};

/// One run over one source. On the calling thread; where nobody observes it and the source is not small, a second thread
/// walks.
class Engine {
 public:
  Engine(const Registry& registry, PacketSource& source, Trace& trace)
      : registry_(registry), source_(source), trace_(trace), walker_(registry, source, trace.flows()),
        streams_(registry), repeats_(trace, registry) {}

  /// Reads to the end of the source, or until asked to stop. Rows are published batch by batch.
  RunEnd run(const std::stop_token& stop = {}, PacketObserver* observer = nullptr);
  /// Packets after this many are not read.
  void limitPackets(std::uint64_t n) noexcept { walker_.limitPackets(n); }
  /// False keeps all of the run on the calling thread.
  void useThread(bool use) noexcept { threaded_ = use; }

 private:
  /// Packets that are walked before the first of them is appended, where one thread does both.
  static constexpr std::size_t kGroup = 64;
  /// Batches before a thread is worth its start.
  static constexpr unsigned kAlone = 4;
  /// Packets between asking for a flow and using it; its hash slot is asked for as many before, what the tracker keeps
  /// half as many after.
  static constexpr std::size_t kAhead = 16;
  /// A question that comes again so soon is the same one, sent once more; later its number may be used anew.
  static constexpr std::int64_t kRepeatWithinNs = 5'000'000'000;
  static constexpr StackId kNoStack = UINT16_MAX;

  std::optional<RunEnd> runAlone(const std::stop_token& stop, PacketObserver* observer);
  std::optional<RunEnd> runThreaded(const std::stop_token& stop);
  bool batch(PacketObserver* observer);
  bool group(std::span<const PacketRef> all, PacketObserver* observer);
  void setInfo(const std::shared_ptr<const CaptureInfo>& info);
  void prefetch(const DecodedBatch& batch, std::size_t i) const noexcept;
  void prefetchFlow(const DecodedPacket& p) const noexcept;
  void prefetchTcp(const DecodedPacket& p) const noexcept;
  bool commit(const DecodedBatch& batch, std::size_t i, PacketRow& row, PacketSummary& summary);
  void assignFlow(const DecodedPacket& p, PacketRow& row, PacketId id, ByteView payload);
  ByteView nextPayload(const DecodedBatch& batch, const DecodedPacket& p);
  StreamView streamOf(PacketId id, const PacketRow& row);
  void enterMessages(PacketRow& row, PacketId id, bool any);
  void noteQuestions(const DecodedPacket& p, PacketId id, std::size_t messages);
  PacketId exchange(std::uint64_t key, bool answer, PacketId id, std::int64_t timeNs);
  [[nodiscard]] ProtocolStack withoutData(const ProtocolStack& walked) const noexcept;
  void enterLayers(PacketRow& row, PacketId id, ProtocolStack stack);
  void track(const DecodedPacket& p, PacketRow& row, PacketId id, bool reopens, ByteView payload);
  bool agreeOnApplication(const DecodedBatch& batch, const DecodedPacket& p, PacketRow& row, PacketSummary& summary);
  StackId stackOf(StackId walkers);
  bool observe(const PacketRef& ref, const PacketRow& row, const IpReassembler::Done* done,
               const PacketSummary& summary, PacketObserver& observer);

  const Registry& registry_;
  PacketSource& source_;
  Trace& trace_;
  PacketWalker walker_;
  bool threaded_ = true;
  std::shared_ptr<const CaptureInfo> info_;
  std::vector<StackId> stacks_;  ///< the trace's numbers, by the walker's
  std::vector<StackId> bare_;    ///< the same stacks without data, by the trace's numbers
  PacketBatch batch_;
  DecodedBatch decoded_;
  std::array<PacketSummary, kGroup> summaries_;
  PacketSummary again_;  ///< of a packet that was walked once more, where nobody wants to see it
  bool measuring_ = false;
  TcpSide before_;  ///< the sender's side before its segment was tracked
  TcpMeasures measures_;
  StreamSet streams_;
  PendingQuestions questions_;
  RepeatCheck repeats_;
  std::size_t payload_ = 0;  ///< of the batch: the next packet's that has one
  std::vector<MessageView> messages_;
  std::vector<StreamPiece> pieces_;
  std::unique_ptr<Exchanges> exchanges_;  ///< with measuring_
  std::int64_t firstTimeNs_ = 0;
  std::int64_t previousTimeNs_ = 0;
};

}  // namespace pw
