#pragma once
#include "core/field/field_def.h"
#include "dissectors/ethertype/ethertype_names.h"

namespace pw::eth {

enum class F : std::uint16_t {
  protocol,
  dst,
  src,
  addr,
  lg,
  ig,
  type,
  length,
  invalidType,
  padding,
  trailer,
  fcs,
  lengthPastEnd,
  count_
};

inline constexpr std::array<ValueName, 2> kLg{
    {{0, "Globally unique address (factory default)"},
     {1, "Locally administered address (this is NOT the factory default)"}}};
inline constexpr std::array<ValueName, 2> kIg{
    {{0, "Individual address (unicast)"}, {1, "Group address (multicast/broadcast)"}}};

inline constexpr std::array kFields{
    field(F::protocol, "eth", "Ethernet", Kind::protocol, Base::none,
          "The frame on the local network: who hands it to whom on this link (IEEE 802.3)"),
    field(F::dst, "eth.dst", "Destination", Kind::ether, Base::none,
          "Network card that the frame is meant for"),
    field(F::src, "eth.src", "Source", Kind::ether, Base::none,
          "Network card that sent the frame on this link"),
    field(F::addr, "eth.addr", "Address", Kind::ether, Base::none, "Source or destination network card"),
    field(F::lg, "eth.lg", "LG bit", Kind::boolean, Base::none,
          "Whether the address was given by the maker or chosen locally (IEEE 802)",
          {.mask = 0x020000, .names = kLg, .parentBits = 24}),
    field(F::ig, "eth.ig", "IG bit", Kind::boolean, Base::none,
          "Whether the address is one card or a group (IEEE 802)",
          {.mask = 0x010000, .names = kIg, .parentBits = 24}),
    field(F::type, "eth.type", "Type", Kind::u16, Base::hex, "Which protocol the frame carries (RFC 9542)",
          {.names = ethertype::kNames}),
    field(F::length, "eth.len", "Length", Kind::u16, Base::dec,
          "Bytes of payload, in frames of the older 802.3 form"),
    field(F::invalidType, "eth.invalid_lentype", "Invalid length/type", Kind::u16, Base::hexDec,
          "Neither a length (up to 1500) nor a type (from 1536)"),
    field(F::padding, "eth.padding", "Padding", Kind::bytes, Base::none,
          "Zeros that fill the frame up to the least length of 60 bytes"),
    field(F::trailer, "eth.trailer", "Trailer", Kind::bytes, Base::none,
          "Bytes behind the payload that belong to no protocol above"),
    field(F::fcs, "eth.fcs", "Frame check sequence", Kind::u32, Base::hex,
          "CRC over the frame (IEEE 802.3 §3.2.9)"),
    field(F::lengthPastEnd, "eth.len.past_end", "Length field value goes past the end of the payload",
          Kind::note, Base::error, "The frame is shorter than its length field says",
          {.malformed = true}),
};
static_assert(complete<F>(kFields));

}  // namespace pw::eth

template <>
inline constexpr const auto& pw::kFieldTable<pw::eth::F> = pw::eth::kFields;
