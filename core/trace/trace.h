// All that is known of a capture: columns of small numbers, one row a packet, append-only.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/bytes/big_memory.h"
#include "core/file/packet_source.h"
#include "core/flow/facts_history.h"
#include "core/flow/flow_gate.h"
#include "core/flow/flow_table.h"
#include "core/flow/tcp_marks.h"
#include "core/packet/packet_context.h"
#include "core/packet/packet_summary.h"
#include "core/trace/message_store.h"
#include "core/trace/sparse_column.h"
#include "core/trace/stack_table.h"

namespace pw {

/// One packet as the trace keeps it.
struct PacketRow {
  std::uint64_t at = 0;        ///< offset of the bytes in the ByteStore
  std::int64_t timeNs = 0;     ///< ns since 1970-01-01 UTC
  std::uint32_t captured = 0;  ///< bytes kept
  std::uint32_t wireLen = 0;   ///< bytes on the wire
  FlowId flow;                 ///< none for packets without a transport header
  Direction direction = Direction::forward;
  PacketId previousInFlow;     ///< none for the first of a flow
  StackId stack = 0;
  std::uint16_t tcpFlags = 0;  ///< 12 bits; 0 where there is no TCP
  std::uint16_t window = 0;    ///< as in the TCP header, not scaled
  std::uint32_t seq = 0;       ///< TCP sequence number as in the header
  std::uint32_t ack = 0;       ///< TCP acknowledgment number as in the header
  std::uint32_t payload = 0;   ///< bytes behind the TCP header on the wire
  TcpMarks marks;              ///< what the segment means (TCP)
  bool tcpWhole = false;       ///< the TCP header could be read to its end: seq, ack, window, payload and marks hold
  std::uint16_t interface = 0;
  std::uint8_t ecn = 0;        ///< two bits of the innermost IP header
  bool malformed = false;      ///< reading stopped at something the protocol forbids
  bool cut = false;            ///< reading stopped because the capture kept too little
  bool hasTime = true;
  bool hasExtras = false;      ///< comments and the like: see extras()
  bool fragment = false;       ///< belongs to a datagram in pieces: see reassembly()
  bool quotes = false;         ///< an error message about a packet of the flow; not among the flow's packets and bytes
};

/// tcp.completeness as Wireshark shows it: a conversation's first segment does not count by itself unless it is a SYN.
inline std::uint8_t completenessShown(std::uint8_t completeness, const PacketRow& row) noexcept {
  constexpr unsigned kSyn = 2;
  return row.previousInFlow.valid() || (row.tcpFlags & kSyn) != 0 ? completeness : std::uint8_t{0};
}

/// The columns of a chunk of rows, for those who go over all of them: row i of the chunk is at place i. Only rows below
/// Trace::size() may be looked at.
struct TraceColumns {
  static constexpr unsigned kLengthBits = 19;  ///< of `place`, the bytes kept; above them the offset
  static constexpr std::uint16_t kTcpFlags = 0x0fff, kBackward = 1u << 14;
  static constexpr unsigned kEcnShift = 12, kEcnMask = 3;
  static constexpr std::uint8_t kMalformed = 1, kCut = 2, kNoTime = 4, kExtras = 8, kFragment = 16, kTcpWhole = 32,
                                kQuotes = 64;
  /// Of `wireLen` and `payload`: the value is this or more, and stands in the row alone.
  static constexpr std::uint16_t kFull = UINT16_MAX;

  const std::uint64_t* place = nullptr;
  const std::int64_t* timeNs = nullptr;
  const std::uint32_t *seq = nullptr, *ack = nullptr;
  const TcpMarks* tcpMarks = nullptr;
  const std::uint16_t *window = nullptr, *payload = nullptr, *wireLen = nullptr;
  const FlowId* flow = nullptr;
  const StackId* stack = nullptr;
  const std::uint16_t* flags = nullptr;  ///< kTcpFlags, ECN bits, kBackward
  const std::uint8_t* marks = nullptr;   ///< kMalformed and so on
};

/// Written by one thread, read by any. A row below size() never changes.
class Trace {
 public:
  static constexpr std::size_t kChunk = 1 << 16;
  /// 2^32 - 2^16 packets; later ones are counted in `refused()` and not kept.
  static constexpr std::size_t kMaxPackets = (std::size_t{1} << 32) - kChunk;

  Trace();
  ~Trace();
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  // ---- any thread ----

  /// Keeps only the last rows, some 64 Ki more than asked for, and the first 64 Ki: for a capture that runs for ever.
  /// Rows that were given up read as nothing, and no link leads to them; in columns() they are zeros. Chunks are given up
  /// as a whole. To be called before the engine runs.
  void keepLast(std::uint32_t rows) noexcept { keep_ = rows; }
  /// Rows from the first 64 Ki on up to here were given up; 0: none were.
  [[nodiscard]] std::uint32_t givenUpBelow() const noexcept { return givenUp_.load(std::memory_order_acquire); }
  [[nodiscard]] bool isGivenUp(PacketId id) const noexcept { return id.value >= kChunk && id.value < givenUpBelow(); }
  /// Rows that may be read.
  [[nodiscard]] std::uint32_t size() const noexcept { return published_.load(std::memory_order_acquire); }
  [[nodiscard]] PacketRow row(PacketId id) const noexcept;
  /// Of the rows from `chunk` * kChunk on; there must be one.
  [[nodiscard]] TraceColumns columns(std::size_t chunk) const noexcept;
  [[nodiscard]] std::int64_t timeNs(PacketId id) const noexcept;
  [[nodiscard]] std::uint32_t wireLen(PacketId id) const noexcept;
  [[nodiscard]] StackId stackOf(PacketId id) const noexcept;
  [[nodiscard]] TcpMarks marks(PacketId id) const noexcept;
  /// As in the row, for those who walk along a conversation.
  [[nodiscard]] PacketId previousInFlow(PacketId id) const noexcept;
  /// Whether reading stopped early, as in the row.
  [[nodiscard]] bool isMalformed(PacketId id) const noexcept;
  [[nodiscard]] bool isCut(PacketId id) const noexcept;
  /// Layers of a stack that a row named.
  [[nodiscard]] const ProtocolStack& stack(StackId id) const noexcept { return stacks_[id]; }
  /// What a packet's conversation was known to be when the packet came.
  [[nodiscard]] FlowFacts flowFacts(PacketId id, const PacketRow& row) const;
  /// What is known of a segment without working out its conversation: marks and number of a duplicate ACK.
  [[nodiscard]] TcpAnalysis analysis(PacketId id, const PacketRow& row) const;
  /// Bytes that a segment says arrived out of order (its SACK option, RFC 2018); 0: none.
  [[nodiscard]] std::uint32_t sackedBytes(PacketId id) const noexcept { return sackedBytes_.find(id).value_or(0); }
  /// Messages of application protocols, up to the published rows.
  [[nodiscard]] const MessageStore& messages() const noexcept { return messages_; }
  /// A copy, since people edit comments while the trace is read; empty where there is nothing.
  [[nodiscard]] std::optional<PacketExtras> extras(PacketId id) const;
  /// Replaces a packet's comments.
  void setComments(PacketId id, std::vector<std::string> comments);
  /// Packets that have comments, in order.
  [[nodiscard]] std::vector<PacketId> commented() const;
  /// Pieces of the datagram that a fragment belongs to, in order of arrival, and the packet that completed it; empty
  /// where it was never completed.
  struct Datagram {
    std::vector<FragmentPiece> pieces;
    PacketId completedIn;
    std::uint32_t length = 0;
  };
  [[nodiscard]] std::shared_ptr<const Datagram> reassembly(PacketId id) const;
  [[nodiscard]] std::shared_ptr<const CaptureInfo> info() const;
  [[nodiscard]] std::shared_ptr<const ByteStore> store() const;
  [[nodiscard]] std::uint64_t refused() const noexcept { return refused_.load(std::memory_order_relaxed); }
  /// What was too much to follow: conversations, and packets that belong to none. Zero for all but enormous scans.
  [[nodiscard]] std::uint64_t unfollowedFlows() const noexcept { return unfollowed_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t homelessPackets() const noexcept { return homeless_.load(std::memory_order_relaxed); }
  /// Conversations seen up to the published rows.
  [[nodiscard]] std::uint32_t flowCount() const noexcept { return flowCount_.load(std::memory_order_relaxed); }

  /// Reads what changes while the engine runs: `f(const FlowTable&)` is called between two batches of the engine, which
  /// waits meanwhile. Keep it short; copy what is needed.
  template <class F>
  decltype(auto) readFlows(F&& f) const {
    const FlowGate::Reader inside{gate_};
    return std::forward<F>(f)(flows_);
  }

  /// What never changes of a flow once a row names it: its key, first packet and number.
  [[nodiscard]] const Flow& flowOf(FlowId id) const noexcept { return flows_.flow(id); }

  /// The packet with the question that a packet answers, where both were seen (ICMP echo, DNS). Of a question between
  /// ports that is asked again, or an answer that is given again: the first one.
  [[nodiscard]] PacketId questionOf(PacketId answer) const noexcept { return answers_.find(answer).value_or(PacketId{}); }

  // ---- engine's thread ----

  /// Held by the engine around each batch.
  FlowGate& gate() noexcept { return gate_; }

  /// False where the trace is full. The row is readable after publish().
  bool append(const PacketRow& row);
  void publish() noexcept;
  [[nodiscard]] std::uint32_t appended() const noexcept { return appended_; }
  StackId intern(const ProtocolStack& stack) { return stacks_.intern(stack); }
  FlowTable& flows() noexcept { return flows_; }
  FactsHistory& factsHistory() noexcept { return factsHistory_; }
  SparseColumn<DuplicateAck>& duplicateAcks() noexcept { return duplicateAcks_; }
  MessageStore& messages() noexcept { return messages_; }
  SparseColumn<PacketId>& answers() noexcept { return answers_; }
  SparseColumn<std::uint32_t>& sackedBytes() noexcept { return sackedBytes_; }
  void setExtras(PacketId id, PacketExtras extras);
  void addDatagram(const std::shared_ptr<const Datagram>& datagram);
  void setInfo(std::shared_ptr<const CaptureInfo> info);
  void setStore(std::shared_ptr<const ByteStore> store);

 private:
  struct Chunk;

  [[nodiscard]] const Chunk& chunkOf(PacketId id) const noexcept;
  [[nodiscard]] PacketId linkFrom(PacketId link) const noexcept;
  void giveUpOld() noexcept;

  std::unique_ptr<BigPtr<Chunk>[]> chunks_;
  std::atomic<std::uint32_t> published_{0};
  std::uint32_t appended_ = 0;
  std::uint32_t keep_ = 0;  ///< 0: all
  std::atomic<std::uint32_t> givenUp_{0};
  std::atomic<std::uint64_t> refused_{0}, unfollowed_{0}, homeless_{0};
  std::atomic<std::uint32_t> flowCount_{0};

  StackTable stacks_;
  FlowTable flows_;
  mutable FlowGate gate_;
  FactsHistory factsHistory_;
  SparseColumn<DuplicateAck> duplicateAcks_;
  SparseColumn<PacketId> answers_;
  SparseColumn<std::uint32_t> sackedBytes_;
  MessageStore messages_;
  // What does not fit the narrow columns: offload, jumbograms, captures of very many interfaces.
  SparseColumn<std::uint32_t> longPayloads_, longLengths_;
  SparseColumn<std::uint16_t> highInterfaces_;

  mutable std::mutex mutex_;  // guards what is rare: everything below
  std::map<PacketId, PacketExtras> extras_;
  std::unordered_map<std::uint32_t, std::shared_ptr<const Datagram>> datagrams_;
  std::shared_ptr<const CaptureInfo> info_;
  std::shared_ptr<const ByteStore> store_;
};

}  // namespace pw
