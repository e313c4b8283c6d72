#pragma once
#include "core/field/field_def.h"
#include "dissectors/ethertype/ethertype_names.h"

namespace pw::ethertype {

enum class F : std::uint16_t { protocol, count_ };

inline constexpr std::array kFields{
    field(F::protocol, "ethertype", "Ethertype", Kind::protocol, Base::none,
          "The step from a link layer to what it carries, by a 16-bit type (RFC 9542)"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::ethertype

template <>
inline constexpr const auto& pw::kFieldTable<pw::ethertype::F> = pw::ethertype::kFields;
