// Conversations that an earlier one announced: a TFTP server answers from a port of its own choice (RFC 1350 §4), and
// only the request says what those packets are.
#pragma once
#include <cstdint>
#include <unordered_map>

#include "core/packet/packet_summary.h"

namespace pw {

/// Written between walks by the thread that walks, read by its walks. What a conversation turned out to be is then kept
/// with its flow, so that later walks need not ask here.
class Expectations {
 public:
  /// Announcements past this many are not kept: their packets are shown as data.
  static constexpr std::size_t kMax = 1 << 16;

  /// The sender of this packet will be answered on its port by `s.dst`, from any port, in `protocol`.
  void add(const PacketSummary& s, ProtocolId protocol);
  /// What a packet between these ends was announced to be, or none.
  [[nodiscard]] ProtocolId find(const PacketSummary& s) const noexcept;

 private:
  struct Key {
    Address client, server;
    std::uint16_t clientPort = 0;
    Transport transport = Transport::none;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& k) const noexcept;
  };
  static Key keyOf(const Address& client, std::uint16_t port, const Address& server, Transport transport) noexcept;

  std::unordered_map<Key, ProtocolId, Hash> known_;
};

}  // namespace pw
