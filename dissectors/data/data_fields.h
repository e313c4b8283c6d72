#pragma once
#include "core/field/field_def.h"

namespace pw::data {

enum class F : std::uint16_t { protocol, bytes, length, count_ };

inline constexpr std::array kFields{
    field(F::protocol, "data", "Data", Kind::protocol, Base::none, "Bytes that no dissector here understands"),
    field(F::bytes, "data.data", "Data", Kind::bytes, Base::none, "The bytes themselves"),
    field(F::length, "data.len", "Length", Kind::i32, Base::dec, "How many bytes were captured of them"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::data

template <>
inline constexpr const auto& pw::kFieldTable<pw::data::F> = pw::data::kFields;
