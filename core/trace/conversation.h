// One conversation laid out: what each of its packets means to the others, worked out from the trace's columns by the
// same tracker that the engine ran, so that both always say the same.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/flow/tcp_ecn.h"
#include "core/trace/flow_summary.h"
#include "core/trace/trace.h"

namespace pw {

/// The numbers that led to a mark. What they are, by mark (sequence numbers relative, times in ns):
///   retransmission          seq, next expected, ns since the packet it repeats (-1: not known)
///   fastRetransmission      seq, next expected, duplicate ACKs, ns since the last of them
///   spuriousRetransmission  end of this segment, what was acknowledged before
///   outOfOrder              seq, next expected, ns since the highest byte was seen, limit in ns (initial RTT, or 3 ms)
///   lostSegment             seq, next expected, bytes missing
///   ackLostSegment          ack, end of what was seen without a gap, bytes acknowledged unseen
///   duplicateAck            ack, which number it is
///   keepAlive               seq, next expected, ns since this side's segment before
///   keepAliveAck, zeroWindowProbeAck   ack
///   zeroWindow              ack
///   zeroWindowProbe         seq, ns since the other side's window closed
///   windowUpdate            window before, window now (bytes)
///   windowFull              end of this segment, edge of the other side's window
///   reusedPorts, openRetry  raw seq, ns since the SYN before (-1: not known)
///   refusal                 -
///   tfoSyn, tfoAck, tfoIgnored   bytes of data on the SYN
///   ecnEcho                 how many ECEs since the CE mark they answer (0: no mark was seen), ns since that mark
///   ecnReduced              ns since the first ECE, ECEs in between
///   changedData             raw seq
///   ecnBreach               an EcnBreach, the IP header's two bits
struct Why {
  std::uint32_t item = 0;  ///< index into Conversation::items()
  TcpMark mark = TcpMark::count_;
  std::array<std::int64_t, 4> n{};
};

/// What the tracker is given of a packet that has a row; the options of SYNs are not in rows.
TcpSegment segmentOf(const PacketRow& row, PacketId id) noexcept;

class Conversation {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  /// Packets past this many of one conversation are not laid out; whole() then says false.
  static constexpr std::size_t kMaxItems = std::size_t{1} << 24;

  /// One packet. Addresses, lengths, flags and sequence numbers are in the trace's row.
  struct Item {
    PacketId packet;
    TcpMarks marks;                    ///< for UDP none
    std::uint32_t related = kNone;     ///< sent again: what it repeats, if captured; a duplicate ACK: the first
    std::uint32_t waitedFor = kNone;   ///< a retransmission: what its RTO counts from, as TcpTiming says
    std::uint32_t acked = kNone;       ///< newest item whose last byte this one acknowledges exactly
    std::uint32_t inFlight = 0;        ///< bytes sent this way and not yet acknowledged, after a packet with data; 0: unknown
    std::uint32_t pushed = 0;          ///< bytes sent this way since the last PSH, this packet included; 0: no data
    std::uint32_t duplicate = 0;       ///< number of a duplicate ACK; 0: is none
    std::uint8_t completeness = 0;     ///< tcp.completeness after this packet
    std::array<TcpState, 2> state{};   ///< of client and server, after this packet
    bool fromClient = true;
    bool inferred = false;             ///< packets were missing before this one: states are guesses
  };

  /// A stretch that means something as a whole; they do not overlap within a kind.
  enum class Kind : std::uint8_t { opening, closing, reset, loss, congestion, zeroWindow, idle };
  struct Episode {
    Kind kind = Kind::opening;
    std::uint32_t first = 0, last = 0;  ///< items
    std::uint32_t index = kNone;        ///< congestion: into ecnLoops(); loss: how many segments were repeated
  };

  /// A congestion signal and its answers (RFC 3168 §6.1). kNone where that part was not seen.
  struct EcnLoop {
    std::uint32_t ce = kNone;         ///< first packet that carries the mark
    std::uint32_t ceCount = 0;        ///< marked packets up to the CWR
    std::uint32_t firstEce = kNone;
    std::uint32_t eceCount = 0;
    std::uint32_t cwr = kNone;
    bool markedFromClient = false;    ///< which side's packets were marked
  };

  /// Works one out over the packets below `rows` of the trace. Null where `stop` was asked for. Any thread; reads only
  /// columns, at some 30 ns a packet.
  static std::shared_ptr<const Conversation> make(const Trace& trace, FlowId flow, std::uint32_t rows,
                                                  const std::stop_token& stop = {});

  [[nodiscard]] const FlowSummary& summary() const noexcept { return summary_; }
  [[nodiscard]] std::span<const Item> items() const noexcept { return items_; }
  /// By item, then mark.
  [[nodiscard]] std::span<const Why> whys() const noexcept { return whys_; }
  [[nodiscard]] std::span<const Why> whysOf(std::uint32_t item) const noexcept;
  /// By first item.
  [[nodiscard]] std::span<const Episode> episodes() const noexcept { return episodes_; }
  [[nodiscard]] std::span<const EcnLoop> ecnLoops() const noexcept { return ecnLoops_; }
  /// The item of a packet; nothing where the packet is of another conversation.
  [[nodiscard]] std::optional<std::uint32_t> itemOf(PacketId packet) const noexcept;
  [[nodiscard]] bool whole() const noexcept { return whole_; }
  /// Rows of the trace that it was made over.
  [[nodiscard]] std::uint32_t rows() const noexcept { return rows_; }
  /// First numbers, to count from 0: by side, 0 the client's. What tcp.seq shows is raw - base.
  [[nodiscard]] std::uint32_t base(unsigned side) const noexcept { return base_[side]; }
  /// True where packets before some of this conversation are known or suspected missing (dropped, or one direction
  /// only): "lost" then is "lost or not captured".
  [[nodiscard]] bool captureMayHaveGaps() const noexcept { return captureMayHaveGaps_; }

 private:
  friend class ConversationMaker;
  FlowSummary summary_;
  std::vector<Item> items_;
  std::vector<Why> whys_;
  std::vector<Episode> episodes_;
  std::vector<EcnLoop> ecnLoops_;
  std::array<std::uint32_t, 2> base_{};
  std::uint32_t rows_ = 0;
  bool whole_ = true;
  bool captureMayHaveGaps_ = false;
};

}  // namespace pw
