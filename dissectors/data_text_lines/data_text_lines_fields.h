#pragma once
#include "core/field/field_def.h"

namespace pw::data_text_lines {

enum class F : std::uint16_t {
  protocol,
  line,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "data-text-lines", "Line-based text data", Kind::protocol, Base::none,
          "Text such as web pages, scripts and style sheets (RFC 2046 §4.1)"),
    field(F::line, "data-text-lines.line", "Line", Kind::string, Base::none,
          "One line with its end", {.reveals = Reveals::text}),
};
static_assert(complete<F>(kFields));

}  // namespace pw::data_text_lines

template <>
inline constexpr const auto& pw::kFieldTable<pw::data_text_lines::F> = pw::data_text_lines::kFields;
