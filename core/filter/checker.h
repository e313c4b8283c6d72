// From what is written to what it means: fields found, values converted, types checked.
#pragma once
#include "core/filter/filter.h"
#include "core/filter/program.h"
#include "core/filter/syntax.h"

namespace pw::filter {

std::expected<Program, FilterError> check(const Syntax& syntax, const Registry& registry, const FilterOptions& options);

std::optional<Function> functionFrom(std::string_view name) noexcept;
std::string_view nameOf(Function f) noexcept;
inline constexpr std::size_t kFunctions = 8;

/// A field by its key, virtual ones too; nothing where nobody has it.
std::optional<FieldUse> fieldFrom(std::string_view key, const Registry& registry);
/// Wireshark's numbers and names of severities.
ValueNames severities() noexcept;
std::uint64_t severityNumber(Base base) noexcept;
/// Keys beside those of the registry.
std::span<const std::string_view> virtualKeys() noexcept;

}  // namespace pw::filter
