#include "ui/filter/filter_references.h"

#include <algorithm>

#include "core/field/format.h"
#include "core/filter/lexer.h"
#include "core/filter/program.h"

namespace pw::ui {

std::vector<std::string> referencesIn(const Filter& filter) {
  std::vector<std::string> all;
  const auto tokens = pw::filter::tokensOf(filter.program().text);
  if (!tokens) return all;
  for (std::size_t i = 0; i + 2 < tokens->size(); ++i) {
    if ((*tokens)[i].sign != pw::filter::Sign::dollar) continue;
    const std::string& key = (*tokens)[i + 2].text;
    if (std::find(all.begin(), all.end(), key) == all.end()) all.push_back(key);
  }
  return all;
}

TakenReferences takeReferences(const std::vector<std::string>& fields, const SelectedPacket& packet) {
  TakenReferences taken;
  for (const std::string& key : fields) {
    std::vector<std::string> values;
    for (const FieldNode& n : packet.tree().nodes()) {
      const FieldDef& d = packet.registry().field(n.field);
      if (d.key != key) continue;
      TextOut out{values.emplace_back()};
      if (d.kind == Kind::bytes) out.hexBytes(packet.tree().bytes(n), ':');
      else appendValue(out, d, packet.tree(), n);
    }
    if (values.empty() && taken.missing.empty()) taken.missing = key;
    if (!values.empty()) taken.values.emplace(key, std::move(values));
  }
  return taken;
}

}  // namespace pw::ui
