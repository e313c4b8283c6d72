#pragma once
#include "core/field/field_def.h"

namespace pw::vxlan {

enum class F : std::uint16_t {
  protocol,
  flags,
  group,
  vniFlag,
  dontLearn,
  policyApplied,
  reservedFlags,
  policy,
  vni,
  reserved,
  count_
};

inline constexpr std::array<ValueName, 2> kDefined{{{0, "Not defined"}, {1, "Defined"}}};

inline constexpr std::array kFields{
    field(F::protocol, "vxlan", "Virtual eXtensible Local Area Network", Kind::protocol, Base::none,
          "Carries Ethernet frames through an IP network (RFC 7348)"),
    field(F::flags, "vxlan.flags", "Flags", Kind::u16, Base::hex, "Which parts have a meaning (RFC 7348 §5)"),
    field(F::group, "vxlan.flag_g", "GBP Extension", Kind::boolean, Base::none, "A group policy follows",
          {.mask = 0x8000, .names = kDefined, .parentBits = 16}),
    field(F::vniFlag, "vxlan.flag_i", "VXLAN Network ID (VNI)", Kind::boolean, Base::none,
          "The network's number follows: must be set (RFC 7348 §5)",
          {.mask = 0x0800, .names = kTrueFalse, .parentBits = 16}),
    field(F::dontLearn, "vxlan.flag_d", "Don't Learn", Kind::boolean, Base::none,
          "The receiver must not learn the inner source address",
          {.mask = 0x0040, .names = kTrueFalse, .parentBits = 16}),
    field(F::policyApplied, "vxlan.flag_a", "Policy Applied", Kind::boolean, Base::none,
          "The group policy was applied already", {.mask = 0x0008, .names = kTrueFalse, .parentBits = 16}),
    field(F::reservedFlags, "vxlan.flags_reserved", "Reserved(R)", Kind::u16, Base::hex, "Must be zero",
          {.mask = 0x77b7}),
    field(F::policy, "vxlan.gbp", "Group Policy ID", Kind::u16, Base::dec,
          "Group that the sender belongs to"),
    field(F::vni, "vxlan.vni", "VXLAN Network Identifier (VNI)", Kind::u24, Base::dec,
          "Number of the virtual network (RFC 7348 §5)"),
    field(F::reserved, "vxlan.reserved8", "Reserved", Kind::u8, Base::dec, "Must be zero"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::vxlan

template <>
inline constexpr const auto& pw::kFieldTable<pw::vxlan::F> = pw::vxlan::kFields;
