// What somebody who listens learns: one thing, where it stands, and how bad that is.
#pragma once
#include <cstdint>

#include "core/field/field_tree.h"
#include "core/flow/flow_key.h"
#include "core/packet/packet_id.h"

namespace pw {

/// In the order in which a person wants to be told.
enum class FindingKind : std::uint8_t {
  password,
  hashedPassword,  ///< hashed or encrypted before it was sent: a stolen secret all the same, since it can be sent again
  cardNumber,
  cardCode,        ///< the digits on a card's back, or its date
  token,
  cookie,
  userName,
  mailAddress,
  phone,
  personal,        ///< numbers of the state, dates of birth, where somebody lives
  formValue,       ///< another value that the client sent under a name
  host,
  address,         ///< what was asked for: path and query
  referer,
  userAgent,
  text,            ///< a body that can be read; no value, only its bytes
  count_,
};

enum class Harm : std::uint8_t {
  secret,    ///< whoever has it can act as somebody else, or pay
  personal,  ///< says who somebody is, or what they wrote
  context,   ///< says what somebody does
};

/// Reasons and remarks.
enum class FindingNote : std::uint8_t {
  byName = 1,          ///< what it is was told by its name
  looksHashed = 2,     ///< the value has the form of a hash, or of something encrypted
  nameSaysSealed = 4,  ///< so does the name
  jwt = 8,             ///< a JSON Web Token: what it says can be read, too
  notSecure = 16,      ///< of a cookie: may be sent over plain HTTP as well (RFC 6265 §5.2.5)
  notHttpOnly = 32,    ///< of a cookie: scripts may read it (RFC 6265 §5.2.6)
  noSameSite = 64,     ///< of a cookie: other sites may have it sent (RFC 6265bis §5.6.7)
  checkDigit = 128,    ///< the check digit of a card number is right
};

/// Offsets and lengths in bytes of `source`: the value only, without what is around it.
struct Finding {
  PacketId packet;   ///< in which it is complete
  FlowId flow;       ///< none outside conversations
  std::uint32_t offset = 0, length = 0;
  std::uint32_t nameOffset = 0;
  std::uint16_t nameLength = 0;  ///< 0: it has no name of its own
  FieldId field = FieldId::none; ///< that gave it away
  FindingKind kind = FindingKind::text;
  Harm harm = Harm::context;
  Source source = Source::frame;
  Direction direction = Direction::forward;  ///< of the packet in its flow
  std::uint8_t notes = 0;        ///< bits of FindingNote

  [[nodiscard]] bool has(FindingNote n) const noexcept { return (notes & static_cast<std::uint8_t>(n)) != 0; }
  void note(FindingNote n) noexcept { notes = static_cast<std::uint8_t>(notes | static_cast<std::uint8_t>(n)); }
  bool operator==(const Finding&) const = default;
};
static_assert(sizeof(Finding) <= 32);

/// Whether the value is one to hide on a projector: secrets, and all cookies.
constexpr bool isSecret(const Finding& f) noexcept {
  return f.harm == Harm::secret || f.kind == FindingKind::cookie;
}

}  // namespace pw
