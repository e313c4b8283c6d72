#pragma once
#include "core/field/field_def.h"
#include "dissectors/ip/ip_protocols.h"

namespace pw::udp {

enum class F : std::uint16_t {
  protocol,
  srcPort,
  dstPort,
  port,
  length,
  checksum,
  checksumCalculated,
  checksumStatus,
  stream,
  payload,
  badLength,
  badChecksum,
  zeroChecksum,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "udp", "User Datagram Protocol", Kind::protocol, Base::none,
          "Single messages between programs, without connection or repair (RFC 768)"),
    field(F::srcPort, "udp.srcport", "Source Port", Kind::u16, Base::dec, "Program that sent the message (RFC 768)"),
    field(F::dstPort, "udp.dstport", "Destination Port", Kind::u16, Base::dec,
          "Program that the message is for (RFC 768)"),
    field(F::port, "udp.port", "Source or Destination Port", Kind::u16, Base::dec, "Either end's port"),
    field(F::length, "udp.length", "Length", Kind::u16, Base::dec, "Bytes of the message with its 8 of header (RFC 768)"),
    field(F::checksum, "udp.checksum", "Checksum", Kind::u16, Base::hex,
          "Guards message and addresses against damage; 0 is none, over IPv4 only (RFC 768)"),
    field(F::checksumCalculated, "udp.checksum_calculated", "Calculated Checksum", Kind::u16, Base::hex,
          "What the checksum should be (RFC 768)"),
    field(F::checksumStatus, "udp.checksum.status", "Checksum Status", Kind::u8, Base::none,
          "Whether the checksum is right", {.names = ip::kChecksumStatus}),
    field(F::stream, "udp.stream", "Stream index", Kind::u32, Base::dec, "Number of the conversation, from 0"),
    field(F::payload, "udp.payload", "Payload", Kind::bytes, Base::none, "The message itself"),
    field(F::badLength, "udp.length.bad", "Bad length value", Kind::note, Base::error,
          "The length is below 8 or more than IP has left", {.malformed = true}),
    field(F::badChecksum, "udp.checksum.bad", "Bad checksum", Kind::note, Base::error,
          "The message was damaged on the way"),
    field(F::zeroChecksum, "udp.checksum.zero", "Illegal checksum value (0)", Kind::note, Base::error,
          "Over IPv6 a checksum must be there (RFC 8200 §8.1)"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::udp

template <>
inline constexpr const auto& pw::kFieldTable<pw::udp::F> = pw::udp::kFields;
