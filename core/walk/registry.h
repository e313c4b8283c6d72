// All protocols and fields of the program, numbered densely, and the tables by which layers find each other.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/field/field_tree.h"
#include "core/packet/packet_summary.h"
#include "core/walk/protocol.h"

namespace pw {

/// Built once at start from the list in dissectors/registry.cpp, then constant: any thread may read it.
class Registry {
 public:
  explicit Registry(std::span<const Protocol* const> protocols);

  [[nodiscard]] std::size_t protocolCount() const noexcept { return protocols_.size(); }
  [[nodiscard]] const Protocol& protocol(ProtocolId id) const noexcept {
    return *protocols_[static_cast<std::uint8_t>(id)];
  }
  /// Field 0 of a protocol; its others follow.
  [[nodiscard]] std::uint16_t fieldBase(ProtocolId id) const noexcept {
    return bases_[static_cast<std::uint8_t>(id)];
  }
  [[nodiscard]] std::size_t fieldCount() const noexcept { return fields_.size(); }
  [[nodiscard]] const FieldDef& field(FieldId id) const noexcept { return *fields_[static_cast<std::uint16_t>(id)]; }
  [[nodiscard]] ProtocolId protocolOf(FieldId id) const noexcept { return owners_[static_cast<std::uint16_t>(id)]; }
  /// All rows that carry a key (several rows may share one, as tcp.port does); empty where there is none.
  [[nodiscard]] std::span<const FieldId> find(std::string_view key) const;
  [[nodiscard]] std::optional<ProtocolId> findProtocol(std::string_view name) const;

  /// The protocol attached at `key`, or ProtocolId::none.
  [[nodiscard]] ProtocolId attached(Table table, std::uint32_t key) const noexcept {
    const auto& t = tables_[static_cast<std::size_t>(table)];
    return key < t.size() ? t[key] : ProtocolId::none;
  }
  [[nodiscard]] ProtocolId hub(Hub h) const noexcept { return attached(Table::hub, static_cast<std::uint32_t>(h)); }

 private:
  std::vector<const Protocol*> protocols_;
  std::vector<std::uint16_t> bases_;
  std::vector<const FieldDef*> fields_;
  std::vector<ProtocolId> owners_;
  std::array<std::vector<ProtocolId>, static_cast<std::size_t>(Table::count_)> tables_;
  std::unordered_map<std::string_view, std::vector<FieldId>> byKey_;
};

}  // namespace pw
