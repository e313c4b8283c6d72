#pragma once
#include "core/field/field_def.h"

namespace pw::raw {

enum class F : std::uint16_t { protocol, zeros, count_ };

inline constexpr std::array kFields{
    field(F::protocol, "raw", "Raw packet data", Kind::protocol, Base::none,
          "A packet that was captured without any link header (LINKTYPE_RAW)"),
    field(F::zeros, "raw.zeros", "Unused", Kind::bytes, Base::none,
          "Room that some drivers leave before the packet"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::raw

template <>
inline constexpr const auto& pw::kFieldTable<pw::raw::F> = pw::raw::kFields;
