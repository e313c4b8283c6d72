#include "core/report/glossary.h"

#include <algorithm>
#include <vector>

namespace pw {

namespace {

bool hasBase(Kind kind) { return kind >= Kind::u8 && kind <= Kind::i64; }

/// A boolean's base is the width of the integer its bit stands in.
void baseOf(TextOut& out, const FieldDef& d) {
  if (hasBase(d.kind))
    out.add(baseName(d.base));
  else if (d.kind == Kind::boolean && d.extra.mask != 0)
    out.dec(d.extra.parentBits != 0 ? d.extra.parentBits : 8u);
}

/// P for a protocol, F for a field: name, key, type, protocol, base, mask, help.
void fieldLines(TextOut& out, const Registry& registry, ProtocolId id) {
  const Protocol& p = registry.protocol(id);
  out.add("P\t").add(p.longName).add('\t').add(p.name).add('\n');
  for (const FieldDef& d : p.fields) {
    if (d.kind == Kind::protocol) continue;
    out.add("F\t")
        .add(d.label)
        .add('\t')
        .add(d.key)
        .add('\t')
        .add(typeName(d.kind))
        .add('\t')
        .add(p.name)
        .add('\t');
    baseOf(out, d);
    out.add("\t0x").hex(d.extra.mask, 1).add('\t').add(d.help).add('\n');
  }
}

void valueLines(TextOut& out, const Registry& registry, ProtocolId id) {
  for (const FieldDef& d : registry.protocol(id).fields) {
    if (d.kind == Kind::boolean) {
      const ValueNames names = d.extra.names.empty() ? ValueNames{kTrueFalse} : d.extra.names;
      out.add("T\t").add(d.key).add('\t').add(nameOf(names, 1)).add('\t').add(nameOf(names, 0)).add('\n');
      continue;
    }
    const bool hex = d.base == Base::hex || d.base == Base::hexDec;
    for (const ValueName& v : d.extra.names) {
      out.add("V\t").add(d.key).add('\t');
      if (hex)
        out.hex0x(v.value, 1);
      else
        out.dec(v.value);
      out.add('\t').add(v.name).add('\n');
    }
  }
}

void referenceOf(TextOut& out, const Registry& registry, ProtocolId id) {
  const Protocol& p = registry.protocol(id);
  out.add("\n## ").add(p.longName).add(" (`").add(p.name).add("`)\n\n");
  out.add(p.fields[0].help).add(".\n\n| field | type | what it is |\n|---|---|---|\n");
  const auto cell = [&](std::string_view text) {
    for (const char c : text) {
      if (c == '|') out.add('\\');
      out.add(c);
    }
  };
  for (const FieldDef& d : p.fields) {
    if (d.kind == Kind::protocol) continue;
    out.add("| `").add(d.key).add("` | ").add(typeName(d.kind).substr(3)).add(" | **");
    cell(d.label);
    out.add("**: ");
    cell(d.help);
    out.add(" |\n");
  }
}

std::vector<ProtocolId> byName(const Registry& registry) {
  std::vector<ProtocolId> all;
  all.reserve(registry.protocolCount());
  for (std::size_t i = 0; i < registry.protocolCount(); ++i) all.push_back(static_cast<ProtocolId>(i));
  std::ranges::sort(all, {}, [&](ProtocolId id) { return registry.protocol(id).name; });
  return all;
}

}  // namespace

std::optional<GlossaryList> glossaryListFrom(std::string_view name) {
  if (name == "fields") return GlossaryList::fields;
  if (name == "protocols") return GlossaryList::protocols;
  if (name == "values") return GlossaryList::values;
  if (name == "markdown") return GlossaryList::reference;
  return std::nullopt;
}

void writeGlossary(TextOut& out, const Registry& registry, GlossaryList list) {
  if (list == GlossaryList::reference)
    out.add(
        "# Fields\n\nEvery field that the tree shows and `-e` takes. Made by `pwire -G markdown`; not edited "
        "by hand.\n");
  for (const ProtocolId id : byName(registry)) {
    const Protocol& p = registry.protocol(id);
    switch (list) {
      case GlossaryList::fields: fieldLines(out, registry, id); break;
      case GlossaryList::values: valueLines(out, registry, id); break;
      case GlossaryList::reference: referenceOf(out, registry, id); break;
      case GlossaryList::protocols:
        out.add(p.longName).add('\t').add(p.shortName).add('\t').add(p.name).add('\n');
        break;
    }
  }
}

}  // namespace pw
