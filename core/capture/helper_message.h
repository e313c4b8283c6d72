// What helper and parent say to each other: messages of one size. docs/capture-helper.md describes them.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "core/bytes/byte_view.h"

namespace pw::helper {

inline constexpr std::uint16_t kVersion = 1;
inline constexpr std::size_t kTextBytes = 256;  ///< libpcap's PCAP_ERRBUF_SIZE
inline constexpr std::size_t kMessageBytes = 16 + 6 * 8 + kTextBytes;
/// The descriptor that the helper finds its socket at.
inline constexpr int kChannelFd = 3;
inline constexpr std::uint32_t kNoInterface = UINT32_MAX;

/// Numbers are never used for something else.
enum class MessageKind : std::uint16_t {
  // ---- from the helper ----
  opened = 1,          ///< interface; numbers: LINKTYPE_, snap length
  ready = 2,           ///< with the ring's descriptor; numbers: its bytes, interfaces. Packets follow
  counts = 3,          ///< interface; numbers: put into the ring, kernel drops, ring drops
  interfaceEnded = 4,  ///< interface, reason, text; others go on
  ended = 5,           ///< all that was put into the ring is published; the last message
  failed = 6,          ///< reason, interface, numbers[0], text; the last message
  linkType = 7,        ///< numbers: LINKTYPE_; text: name, tab, description. With --link-types, before `ended`
  // ---- from the parent ----
  askCounts = 32,
  stop = 33,
};
enum class Sender : std::uint8_t { helper, parent };

/// Why the helper ended: the reason of `failed` and `interfaceEnded`, and its exit status. Numbers are for good.
enum class Reason : std::uint32_t {
  none = 0,
  usage = 2,
  notPermitted = 3,        ///< numbers[0]: CapabilityBits that are missing
  noSuchInterface = 4,
  interfaceDown = 5,
  cannotOpen = 6,
  noMonitorMode = 7,
  badFilter = 8,
  unsupportedLinkType = 9, ///< numbers[0]: DLT_
  noRing = 10,             ///< numbers[0]: errno
  cannotConfine = 11,      ///< numbers[0]: errno
  parentGone = 12,
  parentMisbehaved = 13,
  interfaceGone = 14,
  interfaceFailed = 15,
};
inline constexpr std::uint32_t kLastReason = 15;

struct Message {
  MessageKind kind = MessageKind::askCounts;
  std::uint32_t interface = kNoInterface;
  Reason reason = Reason::none;
  std::array<std::uint64_t, 6> numbers{};
  std::string text = {};

  bool operator==(const Message&) const = default;
};

using MessageBytes = std::array<std::uint8_t, kMessageBytes>;
/// Text beyond kTextBytes - 1 is cut off. Allocates nothing.
[[nodiscard]] MessageBytes encode(const Message& message) noexcept;
/// Nothing where it is no message that this sender may send: size, version, kind, reason, interface or text cannot be.
[[nodiscard]] std::optional<Message> decode(ByteView bytes, Sender from);

}  // namespace pw::helper
