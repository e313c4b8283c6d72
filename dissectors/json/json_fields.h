#pragma once
#include "core/field/field_def.h"

namespace pw::json {

enum class F : std::uint16_t {
  protocol,
  object,
  array,
  member,
  pathWithValue,
  memberWithValue,
  string,
  number,
  false_,
  null,
  true_,
  key,
  path,
  unparsed,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "json", "JavaScript Object Notation", Kind::protocol, Base::none,
          "Data of programs as text: names, values, lists (RFC 8259)"),
    field(F::object, "json.object", "Object", Kind::label, Base::none,
          "Names with their values (RFC 8259 §4)"),
    field(F::array, "json.array", "Array", Kind::label, Base::none,
          "Values in their order (RFC 8259 §5)"),
    field(F::member, "json.member", "Member", Kind::string, Base::none,
          "One name and its value (RFC 8259 §4)", {.reveals = Reveals::pairName}),
    field(F::pathWithValue, "json.path_with_value", "Path with value", Kind::string, Base::none,
          "The names that lead to a value, and the value, to filter for"),
    field(F::memberWithValue, "json.member_with_value", "Member with value", Kind::string, Base::none,
          "The name of a value, and the value, to filter for"),
    field(F::string, "json.value.string", "String value", Kind::string, Base::none,
          "Text (RFC 8259 §7)", {.reveals = Reveals::pairValue}),
    field(F::number, "json.value.number", "Number value", Kind::string, Base::none,
          "A number as it is written (RFC 8259 §6)", {.reveals = Reveals::pairValue}),
    field(F::false_, "json.value.false", "False value", Kind::label, Base::none,
          "False (RFC 8259 §3)"),
    field(F::null, "json.value.null", "Null value", Kind::label, Base::none,
          "Nothing (RFC 8259 §3)"),
    field(F::true_, "json.value.true", "True value", Kind::label, Base::none,
          "True (RFC 8259 §3)"),
    field(F::key, "json.key", "Key", Kind::string, Base::none,
          "The name (RFC 8259 §4)"),
    field(F::path, "json.path", "Path", Kind::string, Base::none,
          "The names that lead here"),
    field(F::unparsed, "json.unparsed", "Unknown bytes", Kind::bytes, Base::none,
          "What is no JSON, or nested too deep"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::json

template <>
inline constexpr const auto& pw::kFieldTable<pw::json::F> = pw::json::kFields;
