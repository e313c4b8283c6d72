// All conversations of a capture, found by their ends.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/bytes/big_memory.h"
#include "core/flow/flow_key.h"
#include "core/flow/tcp_flow.h"
#include "core/packet/packet_context.h"
#include "core/packet/packet_id.h"

namespace pw {

/// One conversation. Written by the engine's thread; what other threads may read meanwhile is atomic or never changes
/// once its first packet is published. What every packet needs stands in the first cache line.
struct alignas(64) Flow {
  FlowKey key;
  /// Per direction: base sequence number, whether it is known, and the window's shift, packed so that readers see
  /// them whole.
  std::array<std::atomic<std::uint64_t>, 2> facts{};
  PacketId last;                 ///< engine's thread only
  bool firstFromLow = true;      ///< the first packet came from the lower end: that way is "forward"
  std::uint8_t synSeen : 4 = 0;     ///< bit per direction; engine's thread only
  std::uint8_t windowSeen : 4 = 0;  ///< bit per direction: a segment other than a SYN; engine's thread only
  std::uint8_t offeredScale[2] = {FlowFacts::kUnknownScale, FlowFacts::kUnknownScale};  ///< engine's thread only
  // ---- second cache line ----
  PacketId first;
  std::uint32_t stream = 0;      ///< tcp.stream or udp.stream
  ProtocolId application = ProtocolId::none;  ///< announced by an earlier conversation; set before publication
  /// By Direction; engine's thread or readFlows().
  std::array<std::uint32_t, 2> packets{};
  std::array<std::uint64_t, 2> bytes{};  ///< frames on the wire

  static constexpr std::uint64_t kHasBase = std::uint64_t{1} << 32;
  static constexpr std::uint64_t kRewritten = std::uint64_t{1} << 33;  ///< earlier packets: see FactsHistory
  static constexpr std::uint64_t kAccEcn = std::uint64_t{1} << 34;  ///< agreed on (RFC 9768 §3.1.1); a SYN does not need it
  static constexpr unsigned kScaleShift = 40;
};

/// Hash table with open addressing over flows in chunks that never move. Lookup O(1), no allocation while neither a
/// chunk nor the table is full. One writer; flow(id) may be called by any thread for ids it got from a published row.
class FlowTable {
 public:
  static constexpr std::size_t kChunk = 1 << 14;
  static constexpr std::size_t kMaxChunks = 1 << 10;
  /// Flows past this many are not told apart any more: their packets have no flow.
  static constexpr std::size_t kMaxFlows = kChunk * kMaxChunks;
  /// TCP conversations past this many are known, but not followed.
  static constexpr std::size_t kMaxTcp = kMaxFlows / 2;

  FlowTable();

  /// Brings the hash slot, then the flow itself into the cache: call both some packets ahead of find().
  void prefetchSlot(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[hash & mask_]); }
  void prefetchFlow(std::uint64_t hash) const noexcept {
    const std::uint32_t id = likely(hash);
    if (id == kEmpty) return;
    const auto* at = reinterpret_cast<const char*>(&flow(FlowId{id}));
    __builtin_prefetch(at, 1);
    __builtin_prefetch(at + 64, 1);
  }
  /// What the tracker keeps of a TCP conversation: called once the flow itself should have come.
  void prefetchTcp(std::uint64_t hash) const noexcept {
    const std::uint32_t id = likely(hash);
    if (id == kEmpty || !follows(flow(FlowId{id}))) return;
    const auto* at = reinterpret_cast<const char*>(&tcp(flow(FlowId{id})));
    for (std::size_t line = 0; line < 3; ++line) __builtin_prefetch(at + line * 64, 1);
  }

  [[nodiscard]] std::uint64_t hashOf(const FlowKey& key) const noexcept { return key.hash(seed_); }

  /// The latest conversation between these ends, or no id.
  [[nodiscard]] FlowId find(const FlowKey& key, std::uint64_t hash) const noexcept;
  /// Starts a conversation; a later find() of the key gives the new one. No id once kMaxFlows are there.
  FlowId add(const FlowKey& key, std::uint64_t hash, PacketId first, bool fromLow);

  [[nodiscard]] Flow& flow(FlowId id) noexcept { return (*chunks_[id.value / kChunk])[id.value % kChunk]; }
  [[nodiscard]] const Flow& flow(FlowId id) const noexcept { return (*chunks_[id.value / kChunk])[id.value % kChunk]; }
  /// True where tcp() may be called: a TCP conversation below kMaxTcp.
  [[nodiscard]] static bool follows(const Flow& f) noexcept {
    return f.key.transport == Transport::tcp && f.stream < kMaxTcp;
  }
  /// TCP conversations that are not followed.
  [[nodiscard]] std::size_t unfollowed() const noexcept {
    const std::size_t n = streams_[static_cast<std::size_t>(Transport::tcp)];
    return n > kMaxTcp ? n - kMaxTcp : 0;
  }
  /// Packets whose conversation has no place.
  [[nodiscard]] std::uint64_t homeless() const noexcept { return homeless_; }
  /// Of a flow that is followed.
  [[nodiscard]] TcpFlow& tcp(const Flow& f) noexcept { return (*tcpChunks_[f.stream / kTcpChunk])[f.stream % kTcpChunk]; }
  [[nodiscard]] const TcpFlow& tcp(const Flow& f) const noexcept {
    return (*tcpChunks_[f.stream / kTcpChunk])[f.stream % kTcpChunk];
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t id = kEmpty;
  };
  using Chunk = std::array<Flow, kChunk>;
  static constexpr std::size_t kTcpChunk = 1 << 12;
  using TcpChunk = std::array<TcpFlow, kTcpChunk>;
  static constexpr std::uint32_t kEmpty = UINT32_MAX;

  /// The flow whose hash looks like this one, without a look at the flow itself.
  [[nodiscard]] std::uint32_t likely(std::uint64_t hash) const noexcept {
    for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
      const Slot& s = slots_[i];
      if (s.id == kEmpty || s.tag == static_cast<std::uint32_t>(hash >> 32)) return s.id;
    }
  }
  [[nodiscard]] std::size_t slotOf(const FlowKey& key, std::uint64_t hash) const noexcept;
  void grow();

  HashSeed seed_;
  std::vector<Slot, BigAllocator<Slot>> slots_;
  std::uint64_t mask_;
  std::unique_ptr<BigPtr<Chunk>[]> chunks_;
  std::unique_ptr<BigPtr<TcpChunk>[]> tcpChunks_;
  std::size_t size_ = 0;
  std::size_t used_ = 0;  // slots taken; fewer than flows where ports were used again
  std::uint64_t homeless_ = 0;
  std::array<std::uint32_t, 3> streams_{};
};

}  // namespace pw
