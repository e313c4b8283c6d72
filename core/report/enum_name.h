// Enumerators by the names they have in the sources: what programs are told, so that no second table can disagree.
#pragma once
#include <array>
#include <string_view>
#include <utility>

namespace pw {

namespace detail {

template <auto value>
consteval std::string_view enumeratorName() {
  // "... [with auto value = pw::Opening::threeWay; ...]" (GCC), "... [value = pw::Opening::threeWay]" (clang).
  constexpr std::string_view kSays = __PRETTY_FUNCTION__;
  constexpr std::string_view kBefore = "value = ";
  const std::size_t from = kSays.find(kBefore) + kBefore.size();
  const std::string_view name = kSays.substr(from, kSays.find_first_of(";]", from) - from);
  return name.substr(name.rfind(':') + 1);
}

template <class E, std::size_t... i>
consteval auto enumeratorNames(std::index_sequence<i...>) {
  return std::array<std::string_view, sizeof...(i)>{enumeratorName<static_cast<E>(i)>()...};
}

}  // namespace detail

/// The name of an enumerator of an enumeration that counts from 0 to `last`; empty for other values.
template <auto last>
std::string_view enumName(decltype(last) value) noexcept {
  using E = decltype(last);
  static constexpr auto kNames =
      detail::enumeratorNames<E>(std::make_index_sequence<static_cast<std::size_t>(last) + 1>{});
  const auto i = static_cast<std::size_t>(value);
  return i < kNames.size() ? kNames[i] : std::string_view{};
}

}  // namespace pw
