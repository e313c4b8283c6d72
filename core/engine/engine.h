// Source in, trace out: walks every packet once and appends what it finds.
#pragma once
#include <array>
#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/file/packet_source.h"
#include "core/flow/ip_reassembler.h"
#include "core/trace/trace.h"
#include "core/walk/walk.h"

namespace pw {

/// Sees each packet right after it was appended, on the engine's thread, while its bytes are at hand.
class PacketObserver {
 public:
  virtual ~PacketObserver() = default;
  /// `context` lives for the call. False ends the run (a closed pipe, a packet limit).
  virtual bool onPacket(const PacketContext& context, const PacketSummary& summary) = 0;
  /// After the packets of each batch of the source, and once at the end. False ends the run.
  virtual bool onBatchEnd() { return true; }
};

enum class RunEnd : std::uint8_t { finished, stopped, observerEnded };

/// One run over one source. All of it on the calling thread.
class Engine {
 public:
  Engine(const Registry& registry, PacketSource& source, Trace& trace)
      : registry_(registry), source_(source), trace_(trace) {}

  /// Reads to the end of the source, or until asked to stop. Rows are published batch by batch.
  RunEnd run(const std::stop_token& stop = {}, PacketObserver* observer = nullptr);
  /// Packets after this many are not read.
  void limitPackets(std::uint64_t n) noexcept { limit_ = n; }

 private:
  /// Packets that are decoded together, so that their flow entries come into the cache while others are decoded.
  static constexpr std::size_t kGroup = 64;
  static constexpr std::size_t kLag = 12;  ///< packets between asking for a hash slot and looking into it
  struct Pending {
    PacketSummary summary;
    std::uint64_t hash = 0;
    KeyedEnds ends;
    const PacketRef* ref = nullptr;
    const IpReassembler::Done* done = nullptr;
  };

  bool batch(const PacketBatch& batch, PacketObserver* observer);
  std::size_t decode(std::span<const PacketRef> group, std::size_t at);
  void prefetchFlow(const Pending& p) const noexcept;
  void setPacket(const PacketRef& ref, PacketId id);
  void walkOne(Pending& p, PacketId id);
  bool commit(Pending& p, const PacketBatch& batch, PacketObserver* observer);
  void assignFlow(Pending& p, PacketRow& row, PacketId id);
  void agreeOnApplication(Pending& p, const PacketRow& row);
  bool observe(const Pending& p, const PacketRow& row, PacketId id, const PacketBatch& batch, PacketObserver& observer);

  const Registry& registry_;
  PacketSource& source_;
  Trace& trace_;
  IpReassembler reassembler_;
  Expectations expectations_;
  std::shared_ptr<const CaptureInfo> info_;
  std::array<Pending, kGroup> group_;
  SummarySink sink_;
  PacketContext context_;
  std::int64_t firstTimeNs_ = 0;
  std::int64_t previousTimeNs_ = 0;
  std::uint64_t limit_ = UINT64_MAX;
};

}  // namespace pw
