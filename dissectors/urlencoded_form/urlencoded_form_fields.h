#pragma once
#include "core/field/field_def.h"

namespace pw::urlencoded_form {

enum class F : std::uint16_t {
  protocol,
  item,
  key,
  value,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "urlencoded-form", "HTML Form URL Encoded", Kind::protocol, Base::none,
          "What a person wrote into a form, passwords too (URL Standard §5.1)"),
    field(F::item, "urlencoded-form.item", "Form item", Kind::label, Base::none,
          "One input of the form (URL Standard §5.1)"),
    field(F::key, "urlencoded-form.key", "Key", Kind::string, Base::none,
          "Name of the input (URL Standard §5.1)", {.reveals = Reveals::pairName}),
    field(F::value, "urlencoded-form.value", "Value", Kind::string, Base::none,
          "What was put in (URL Standard §5.1)", {.reveals = Reveals::pairValue}),
};
static_assert(complete<F>(kFields));

}  // namespace pw::urlencoded_form

template <>
inline constexpr const auto& pw::kFieldTable<pw::urlencoded_form::F> = pw::urlencoded_form::kFields;
