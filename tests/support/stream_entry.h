// Enters a protocol of streams directly: its walk gets whole messages, so that no port attaches it.
#pragma once
#include <vector>

#include "dissectors/registry.h"
#include "tests/support/walk_check.h"

namespace pw::test {

/// A registry of the data layer and the protocol, attached where nothing else is; `name` as in frame.protocols.
inline Registry registryFor(std::string_view name) {
  static constexpr Attach kPlace[] = {{Table::llcSap, 1}};
  static const Registry all = allProtocols();
  static std::vector<Protocol> rows;
  const auto rowOf = [](std::string_view n) { return all.protocol(*all.findProtocol(n)); };
  rows = {rowOf("data"), rowOf(name)};
  rows[1].attach = kPlace;
  static std::vector<const Protocol*> list;
  list = {&rows[0], &rows[1]};
  return Registry{list};
}

}  // namespace pw::test
