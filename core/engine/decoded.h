// What a walk found out about packets, small enough to be handed from the thread that walks to the one that appends.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "core/flow/flow_key.h"
#include "core/trace/trace.h"

namespace pw {

/// What two threads write must lie this far apart: processors fetch cache lines in pairs.
inline constexpr std::size_t kSharedLine = 128;

/// One packet: all that a row and its conversation are made of. Two cache lines.
struct alignas(64) DecodedPacket {
  static constexpr std::uint16_t kNone = UINT16_MAX;

  DecodedPacket() noexcept {}  // without it, all bytes would be set to zero before the members are set

  FlowKey key;              ///< valid where key.transport is not none
  std::uint64_t hash = 0;   ///< of the key
  std::uint64_t at = 0;     ///< offset of the bytes in the ByteStore
  std::int64_t timeNs = 0;  ///< ns since 1970-01-01 UTC
  TcpSummary tcp;           ///< valid where key.transport is tcp
  std::uint32_t captured = 0, wireLen = 0;
  std::uint32_t payloadLength = 0;  ///< bytes behind the transport header, on the wire
  std::uint32_t question = 0;       ///< of an exchange between ports: its number there
  std::uint16_t interface = 0;
  StackId stack = 0;                ///< number in the walker's own table
  std::uint16_t extras = kNone;     ///< index into DecodedBatch::extras
  std::uint16_t datagram = kNone;   ///< index into DecodedBatch::datagrams: this packet completed it
  std::uint16_t announced = kNone;  ///< index into DecodedBatch::announced
  ProtocolId application = ProtocolId::none;  ///< found by an announcement, not by port
  std::uint8_t ecn = 0;
  bool fromLow = true;       ///< the sender is the key's lower end
  bool wholeHeader = false;  ///< the transport header could be read to its end
  bool hasTime = true;
  bool cut : 1 = false, malformed : 1 = false;
  bool fragment : 1 = false;
  bool asks : 1 = false, answers : 1 = false;  ///< of an exchange: `hash` tells which, and `question` between ports
  bool quoted : 1 = false;  ///< an error message about a packet of the conversation: `key` is that of the quoted packet

  /// Its bytes belong to a TCP stream.
  [[nodiscard]] bool hasPayload() const noexcept {
    return wholeHeader && payloadLength != 0 && key.transport == Transport::tcp && !quoted;
  }
};
static_assert(sizeof(DecodedPacket) == 128, "two cache lines a packet pass between the cores");

/// A batch of a source, walked. Reused from batch to batch; no cache line is shared with the next one.
struct alignas(kSharedLine) DecodedBatch {
  /// Where in `bytes` the bytes of a packet lie that was announced: it may have to be walked once more.
  struct Announced {
    std::size_t at = 0, length = 0;
    std::size_t datagramAt = 0, datagramLength = 0;  ///< of the whole datagram, where the packet completed one
  };

  /// TCP payload of a packet as captured, in `bytes`; one for each packet that hasPayload(), in their order.
  struct Payload {
    std::size_t at = 0, length = 0;
  };

  std::vector<DecodedPacket> packets;
  std::vector<Payload> payloads;
  std::vector<PacketExtras> extras;  ///< as in the PacketBatch
  std::vector<std::shared_ptr<const Trace::Datagram>> datagrams;
  std::vector<Announced> announced;
  std::vector<std::uint8_t> bytes;
  std::shared_ptr<const CaptureInfo> info;  ///< the source's, when it gave the batch

  /// Keeps `extras` and `info`, which are replaced and not added to.
  void clear() noexcept {
    packets.clear();
    datagrams.clear();
    announced.clear();
    payloads.clear();
    bytes.clear();
  }
};

}  // namespace pw
