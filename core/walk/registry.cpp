#include "core/walk/registry.h"

namespace pw {

namespace {
/// Every table's keys are 16-bit numbers or less; a row with a larger key could never be found.
constexpr std::uint32_t kMaxKey = UINT16_MAX;
}  // namespace

Registry::Registry(std::span<const Protocol* const> protocols) {
  for (const Protocol* p : protocols) {
    const auto id = static_cast<ProtocolId>(protocols_.size());
    protocols_.push_back(p);
    bases_.push_back(static_cast<std::uint16_t>(fields_.size()));
    for (const FieldDef& f : p->fields) {
      byKey_[f.key].push_back(static_cast<FieldId>(fields_.size()));
      fields_.push_back(&f);
      owners_.push_back(id);
    }
    for (const Attach& a : p->attach) {
      if (a.key > kMaxKey) continue;
      auto& table = tables_[static_cast<std::size_t>(a.table)];
      if (table.size() <= a.key) table.resize(a.key + 1, ProtocolId::none);
      table[a.key] = id;
    }
  }
}

std::span<const FieldId> Registry::find(std::string_view key) const {
  const auto it = byKey_.find(key);
  return it == byKey_.end() ? std::span<const FieldId>{} : std::span<const FieldId>{it->second};
}

std::optional<ProtocolId> Registry::findProtocol(std::string_view name) const {
  for (std::size_t i = 0; i < protocols_.size(); ++i)
    if (protocols_[i]->name == name) return static_cast<ProtocolId>(i);
  return std::nullopt;
}

}  // namespace pw
