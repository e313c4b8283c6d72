#pragma once
#include "core/field/field_def.h"

namespace pw::null {

enum class F : std::uint16_t { protocol, family, type, count_ };

inline constexpr std::array<ValueName, 7> kFamilies{{{2, "IP"},
                                                     {7, "OSI"},
                                                     {16, "Appletalk"},
                                                     {23, "Netware IPX/SPX"},
                                                     {24, "IPv6"},
                                                     {28, "IPv6"},
                                                     {30, "IPv6"}}};

inline constexpr std::array kFields{
    field(F::protocol, "null", "Null/Loopback", Kind::protocol, Base::none,
          "A packet within one computer; only its address family stands before it (LINKTYPE_NULL)"),
    field(F::family, "null.family", "Family", Kind::u32, Base::dec,
          "Address family, by the number of the system that captured", {.names = kFamilies}),
    field(F::type, "null.type", "Type", Kind::u16, Base::hex,
          "Ethertype, where the family is too large to be one"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::null

template <>
inline constexpr const auto& pw::kFieldTable<pw::null::F> = pw::null::kFields;
