// The fields that a filter can name: those of the registry, and some that are made from others.
#include <algorithm>
#include <array>

#include "core/filter/checker.h"
#include "core/filter/names.h"

namespace pw::filter {

namespace {

using Special = FieldUse::Special;

constexpr std::string_view kColumn = "_ws.col.";
constexpr std::array<std::pair<std::string_view, RowColumn>, 8> kColumns{
    {{"No.", RowColumn::number},
     {"Time", RowColumn::time},
     {"Source", RowColumn::source},
     {"Destination", RowColumn::destination},
     {"Protocol", RowColumn::protocol},
     {"Length", RowColumn::length},
     {"Info", RowColumn::info},
     {"number", RowColumn::number}}};

constexpr std::array<std::pair<std::string_view, Special>, 3> kSpecial{
    {{"_ws.expert", Special::expert},
     {"_ws.expert.severity", Special::expertSeverity},
     {"_ws.expert.message", Special::expertMessage}}};

constexpr std::uint64_t kSeverityStep = 0x200000;
constexpr std::array<ValueName, 4> kSeverities{{{kSeverityStep, "Chat"},
                                                {2 * kSeverityStep, "Note"},
                                                {3 * kSeverityStep, "Warning"},
                                                {4 * kSeverityStep, "Error"}}};

constexpr std::array<std::string_view, 9> kVirtual{
    "_ws.col.Time", "_ws.col.Source",      "_ws.col.Destination", "_ws.col.Protocol",   "_ws.col.Length",
    "_ws.col.Info", "_ws.expert",          "_ws.expert.severity", "_ws.expert.message"};

constexpr std::array<std::string_view, kFunctions> kNames{"len",    "count", "upper", "lower",
                                                          "string", "max",   "min",   "abs"};

void addField(FieldUse& use, FieldId id, const Registry& registry) {
  use.ids.push_back(id);
  use.set.add(id);
  const ProtocolId owner = registry.protocolOf(id);
  if (std::find(use.owners.begin(), use.owners.end(), owner) == use.owners.end()) use.owners.push_back(owner);
}

std::optional<FieldUse> columnFrom(std::string_view key) {
  if (!key.starts_with(kColumn)) return std::nullopt;
  const std::string_view title = key.substr(kColumn.size());
  for (const auto& [name, column] : kColumns) {
    if (!sameLetters(name, title)) continue;
    FieldUse use;
    use.key = key;
    use.column = column;
    return use;
  }
  return std::nullopt;
}

}  // namespace

ValueNames severities() noexcept { return kSeverities; }

std::uint64_t severityNumber(Base base) noexcept {
  return kSeverityStep * (static_cast<std::uint64_t>(base) - static_cast<std::uint64_t>(Base::chat) + 1);
}

std::span<const std::string_view> virtualKeys() noexcept { return kVirtual; }

std::optional<Function> functionFrom(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Function>(i);
  return std::nullopt;
}

std::string_view nameOf(Function f) noexcept { return kNames[static_cast<std::size_t>(f)]; }

std::optional<FieldUse> fieldFrom(std::string_view key, const Registry& registry) {
  if (auto column = columnFrom(key)) return column;
  FieldUse use;
  use.key = key;
  for (const auto& [name, special] : kSpecial) {
    if (name != key) continue;
    use.special = special;
    for (std::size_t i = 0; i < registry.fieldCount(); ++i)
      if (const auto id = static_cast<FieldId>(i); registry.field(id).kind == Kind::note) addField(use, id, registry);
    return use;
  }
  for (const FieldId id : registry.find(key)) addField(use, id, registry);
  if (use.ids.empty()) return std::nullopt;
  use.isProtocol = registry.field(use.ids.front()).kind == Kind::protocol;
  return use;
}

}  // namespace pw::filter
