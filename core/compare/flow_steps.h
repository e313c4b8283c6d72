// One conversation in the steps in which a person would tell it (the name looked up, TCP opened, TLS agreed, each
// request and response, the close), and what anybody on the way sees of each. Numbers and places only.
#pragma once
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/leaks/leak_finder.h"

namespace pw {

enum class StepKind : std::uint8_t {
  lookup,    ///< the question and the answer (DNS) that gave the server's address
  opening,   ///< TCP
  sealing,   ///< handshake of a protocol that seals what follows (TLS)
  request,   ///< what the client says until the server speaks
  response,  ///< what the server says until the client speaks
  closing,
};

/// Bytes of one of a packet's sources.
struct BytePlace {
  PacketId packet;
  Source source = Source::frame;
  std::uint32_t offset = 0, length = 0;

  [[nodiscard]] bool valid() const noexcept { return packet.valid() && length != 0; }
  /// Whether a stretch of the same packet lies in it.
  [[nodiscard]] bool holds(const Finding& f) const noexcept {
    return f.packet == packet && f.source == source && f.offset >= offset && f.offset - offset <= length &&
           f.length <= length - (f.offset - offset);
  }
  bool operator==(const BytePlace&) const = default;
};

struct FlowStep {
  static constexpr std::size_t kMaxPackets = 64, kMaxFindings = 256, kMaxRecords = 64;

  StepKind kind = StepKind::opening;
  bool sealed = false;       ///< a request or response that can only be read with the key
  std::uint32_t number = 0;  ///< of requests and their responses, from 1; a response 0: the server spoke first
  std::vector<PacketId> packets;  ///< the first ones, in order
  std::uint64_t packetCount = 0;
  std::uint64_t payload = 0;      ///< bytes behind the transport header on the wire
  std::int64_t firstNs = 0, lastNs = 0;

  // ---- what can be read ----
  BytePlace message;              ///< one of its messages: the one that gives most away, else the first
  std::vector<Finding> findings;
  bool crowded = false;           ///< there are more findings: not every secret in `message` is known

  // ---- what is sealed ----
  std::vector<SealedRecord> records;  ///< the first ones
  std::uint64_t recordCount = 0;
  std::uint64_t sealedBytes = 0;
  std::uint64_t insideMost = 0;   ///< bytes of content in all of them, at most
  bool insideKnown = true;        ///< false where a cipher does not tell, and insideMost says too little
  bool insideExact = true;        ///< insideMost is what they hold

  [[nodiscard]] bool isTurn() const noexcept { return kind == StepKind::request || kind == StepKind::response; }
};

struct FlowSteps {
  /// Packets with payload past so many are not looked at; `whole` then says false.
  static constexpr std::size_t kMaxPackets = std::size_t{1} << 14;
  /// Requests and responses that are kept; the others are counted.
  static constexpr std::size_t kMaxTurns = 200;
  /// Packets before a conversation among which the lookup of its server's name is sought.
  static constexpr std::uint32_t kLookupBack = 1 << 16;

  FlowSummary summary;
  std::vector<FlowStep> steps;        ///< lookup, opening, then as they came, closing
  std::vector<SealedDetail> details;  ///< what shows of a handshake
  std::string serverName;             ///< as the client said it (Host, SNI), lower case, without port; else empty
  bool isSealed = false;              ///< some of what was said is
  std::uint64_t turnsLeftOut = 0;
  bool whole = true;

  [[nodiscard]] const FlowStep* find(StepKind kind) const noexcept;
};

/// Reads a conversation below `rows` of the trace; null where `stop` was asked for. Any thread. Walks each of its packets
/// with payload once.
std::shared_ptr<const FlowSteps> readFlowSteps(const Trace& trace, const Registry& registry, FlowId flow,
                                               std::uint32_t rows, const std::stop_token& stop = {});

/// Protocols that seal: those with fields about it. Constant once made.
class SealingProtocols {
 public:
  explicit SealingProtocols(const Registry& registry);
  [[nodiscard]] bool has(ProtocolId id) const noexcept {
    return static_cast<std::size_t>(id) < is_.size() && is_[static_cast<std::size_t>(id)];
  }

 private:
  std::vector<bool> is_;
};

/// A name of a server as it compares: lower case, without port and last dot.
std::string comparableName(std::string_view name);

/// Reads what places stand for. One thread; remembers the latest packet.
class PlaceReader {
 public:
  PlaceReader(const Trace& trace, const Registry& registry) : reader_(trace, registry), sink_({}, false, false) {}
  /// As many of the bytes as can be read, `most` at the most; until the next call.
  ByteView read(const BytePlace& place, std::size_t most = SIZE_MAX);

 private:
  PacketReader reader_;
  FieldSink sink_;
  PacketId packet_;
};

}  // namespace pw
