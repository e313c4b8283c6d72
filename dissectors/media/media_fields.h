#pragma once
#include "core/field/field_def.h"

namespace pw::media {

enum class F : std::uint16_t {
  protocol,
  type,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "media", "Media Type", Kind::protocol, Base::none,
          "Content that is not shown in parts: pictures, fonts, programs (RFC 6838)"),
    field(F::type, "media.type", "Media type", Kind::bytes, Base::none,
          "The content as it is"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::media

template <>
inline constexpr const auto& pw::kFieldTable<pw::media::F> = pw::media::kFields;
