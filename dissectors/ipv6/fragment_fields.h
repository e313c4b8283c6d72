#pragma once
#include "core/field/field_def.h"
#include "dissectors/ip/ip_protocols.h"

namespace pw::ipv6 {

enum class FragmentF : std::uint16_t {
  protocol,
  next,
  reserved,
  offset,
  reservedBits,
  more,
  id,
  fragments,
  fragment,
  fragmentCount,
  reassembledIn,
  reassembledLength,
  count_
};

inline constexpr std::array kFragmentFields{
    field(FragmentF::protocol, "ipv6.fraghdr", "Fragment Header for IPv6", Kind::protocol, Base::none,
          "Says which piece of a larger packet this is (RFC 8200 §4.5)"),
    field(FragmentF::next, "ipv6.fraghdr.nxt", "Next header", Kind::u8, Base::dec,
          "What the whole packet starts with (RFC 8200 §4.5)", {.names = ip::kProtocolNames}),
    field(FragmentF::reserved, "ipv6.fraghdr.reserved_octet", "Reserved octet", Kind::u8, Base::hex,
          "Must be zero"),
    field(FragmentF::offset, "ipv6.fraghdr.offset", "Offset", Kind::u16, Base::dec,
          "Where this piece belongs, in units of eight bytes (RFC 8200 §4.5)", {.mask = 0xfff8}),
    field(FragmentF::reservedBits, "ipv6.fraghdr.reserved_bits", "Reserved bits", Kind::u16, Base::dec,
          "Must be zero", {.mask = 0x0006}),
    field(FragmentF::more, "ipv6.fraghdr.more", "More Fragments", Kind::boolean, Base::none,
          "More pieces of the same packet follow this one (RFC 8200 §4.5)",
          {.mask = 0x0001, .names = kYesNo, .parentBits = 16}),
    field(FragmentF::id, "ipv6.fraghdr.ident", "Identification", Kind::u32, Base::hex,
          "Tells which pieces belong together (RFC 8200 §4.5)"),
    field(FragmentF::fragments, "ipv6.fragments", "IPv6 Fragments", Kind::label, Base::none,
          "The pieces that this packet was put together from (RFC 8200 §4.5)"),
    field(FragmentF::fragment, "ipv6.fragment", "IPv6 Fragment", Kind::frameNum, Base::none,
          "Packet that carried one piece"),
    field(FragmentF::fragmentCount, "ipv6.fragment.count", "Fragment count", Kind::u32, Base::dec,
          "How many pieces there were"),
    field(FragmentF::reassembledIn, "ipv6.reassembled.in", "Reassembled IPv6 in frame", Kind::frameNum,
          Base::none, "Packet whose arrival completed the larger one"),
    field(FragmentF::reassembledLength, "ipv6.reassembled.length", "Reassembled IPv6 length", Kind::u32,
          Base::dec, "Bytes of the whole packet behind the headers that each piece repeats"),
};
static_assert(complete<FragmentF>(kFragmentFields));

}  // namespace pw::ipv6

template <>
inline constexpr const auto& pw::kFieldTable<pw::ipv6::FragmentF> = pw::ipv6::kFragmentFields;
