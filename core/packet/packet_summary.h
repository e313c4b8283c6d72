// What one walk over a packet finds out without making text: plain numbers, reused from packet to packet.
#pragma once
#include <array>
#include <cstdint>

#include "core/bytes/byte_view.h"
#include "core/bytes/stop_info.h"

namespace pw {

/// A protocol's place in the registry.
enum class ProtocolId : std::uint8_t { none = UINT8_MAX };

enum class AddressKind : std::uint8_t { none, ether, ipv4, ipv6 };

/// Bytes in network order, the rest zero.
struct Address {
  std::array<std::uint8_t, 16> bytes{};
  AddressKind kind = AddressKind::none;

  bool operator==(const Address&) const = default;
};

constexpr unsigned lengthOf(AddressKind kind) {
  return kind == AddressKind::ipv6 ? 16u : kind == AddressKind::ipv4 ? 4u : kind == AddressKind::ether ? 6u : 0u;
}

/// The layers in the order they were entered, quoted and tunnelled ones too; each part of a certificate counts as one.
class ProtocolStack {
 public:
  static constexpr std::size_t kMax = 112;

  void clear() noexcept {
    size_ = 0;
    hash_ = 0;
  }
  /// Layers past kMax are not recorded.
  void push(ProtocolId id) noexcept {
    if (size_ == kMax) return;
    ids_[size_++] = id;
    hash_ = (hash_ + static_cast<std::uint8_t>(id) + 1) * 0x9e3779b97f4a7c15ull;
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] ProtocolId operator[](std::size_t i) const noexcept { return ids_[i]; }
  [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }
  [[nodiscard]] const ProtocolId* begin() const noexcept { return ids_.data(); }
  [[nodiscard]] const ProtocolId* end() const noexcept { return ids_.data() + size_; }
  bool operator==(const ProtocolStack& o) const noexcept {
    if (hash_ != o.hash_ || size_ != o.size_) return false;
    for (std::size_t i = 0; i < size_; ++i)
      if (ids_[i] != o.ids_[i]) return false;
    return true;
  }

 private:
  std::array<ProtocolId, kMax> ids_{};
  std::uint8_t size_ = 0;
  std::uint64_t hash_ = 0;
};

enum class Transport : std::uint8_t { none, tcp, udp };

/// TCP header, host order. Valid where PacketSummary::transport is tcp.
struct TcpSummary {
  static constexpr std::uint8_t kNoScale = UINT8_MAX;

  std::uint32_t seq = 0, ack = 0;
  std::uint16_t flags = 0;   ///< 12 bits as on the wire: reserved, AE, CWR, ECE, URG, ACK, PSH, RST, SYN, FIN
  std::uint16_t window = 0;  ///< as on the wire, not scaled
  std::uint16_t mss = 0;     ///< 0: no such option
  std::uint8_t windowScale = kNoScale;
  bool sackPermitted = false, hasTimestamps = false;
  bool fastOpenRequest = false, fastOpenCookie = false;  ///< RFC 7413: asks for a cookie, or brings one
  std::uint32_t tsVal = 0, tsEcr = 0;
  std::uint32_t sacked = 0;  ///< bytes in its SACK blocks (RFC 2018 §3)

  bool operator==(const TcpSummary&) const = default;
};

/// An IP fragment whose datagram is not there yet; the engine puts it together.
struct FragmentInfo {
  Address src, dst;
  std::uint32_t id = 0;      ///< IPv4 16 bits, IPv6 32 bits
  std::uint8_t protocol = 0;
  bool more = false;         ///< not the last one
  std::uint32_t at = 0;      ///< where its data belongs in the datagram, bytes
  std::uint32_t dataAt = 0;  ///< where its data stands in the frame, bytes
  std::uint32_t length = 0;  ///< bytes on the wire
  std::uint32_t captured = 0;

  bool operator==(const FragmentInfo&) const = default;
};

/// Who talks to whom in a packet that an error message quotes, as far as a conversation is known by it.
struct QuotedEnds {
  Transport transport = Transport::none;  ///< none: nothing was quoted, or too little of it
  Address src, dst;
  std::uint16_t srcPort = 0, dstPort = 0;
};

/// A question that carries a number, or its answer.
struct QuestionNumber {
  std::uint64_t key = 0;  ///< 0: neither; between ports only the lower half counts
  bool answer = false;

  bool operator==(const QuestionNumber&) const = default;
};

struct PacketSummary {
  Address src, dst;  ///< of the innermost network layer outside quotes; link addresses where there is none
  std::uint16_t srcPort = 0, dstPort = 0;
  Transport transport = Transport::none;
  std::uint8_t ecn = 0;           ///< the IP header's two bits (RFC 3168)
  bool hasFragment = false;
  bool hasIp = false;
  bool checksumBad = false;
  ProtocolId application = ProtocolId::none;  ///< found by an announcement, not by port
  ProtocolId announces = ProtocolId::none;    ///< the other side will answer in this protocol, from any port
  ProtocolId stopIn = ProtocolId::none;  ///< where reading stopped early
  StopInfo stop;
  std::uint32_t payloadAt = 0;    ///< first byte behind the transport header, from the start of its source
  std::uint32_t payloadLength = 0;  ///< bytes on the wire
  TcpSummary tcp;
  FragmentInfo fragment;  ///< valid where hasFragment
  QuotedEnds quoted;
  QuestionNumber exchange;
  ProtocolStack stack;

  /// Makes ready for the next packet; parts whose guard says "not valid" keep what they had.
  void clear() noexcept {
    src.kind = dst.kind = AddressKind::none;
    srcPort = dstPort = 0;
    transport = quoted.transport = Transport::none;
    ecn = 0;
    hasFragment = hasIp = checksumBad = false;
    application = announces = stopIn = ProtocolId::none;
    stop = {};
    exchange = {};
    payloadAt = payloadLength = 0;
    stack.clear();
  }
};

/// Equality of what is valid: the walk with and without a tree must agree.
bool sameSummary(const PacketSummary& a, const PacketSummary& b) noexcept;

}  // namespace pw
