#include "core/report/json_writer.h"

#include <ctime>

#include "core/field/format.h"
#include "core/report/json_text.h"

namespace pw {

namespace {

/// Depth at which the layers' names stand.
constexpr unsigned kLayerDepth = 4;

void indent(TextOut& out, unsigned depth) {
  for (unsigned i = 0; i < depth; ++i) out.add("  ");
}

void key(TextOut& out, std::string_view name, std::string_view suffix, unsigned depth) {
  indent(out, depth);
  out.add('"').add(name).add(suffix).add("\": ");
}

/// tshark's number of a severity.
std::uint32_t severityNumber(Base severity) {
  switch (severity) {
    case Base::error: return 0x00800000;
    case Base::warning: return 0x00600000;
    case Base::remark: return 0x00400000;
    default: return 0x00200000;
  }
}

/// tshark's number of a field type, as it stands in the raw members.
unsigned typeNumber(Kind kind) {
  switch (kind) {
    case Kind::label:
    case Kind::note: return 0;
    case Kind::protocol: return 1;
    case Kind::boolean: return 2;
    case Kind::u8: return 4;
    case Kind::u16: return 5;
    case Kind::u24: return 6;
    case Kind::u32: return 7;
    case Kind::u40: return 8;
    case Kind::u48: return 9;
    case Kind::u64: return 11;
    case Kind::i8: return 12;
    case Kind::i16: return 13;
    case Kind::i32: return 15;
    case Kind::i64: return 19;
    case Kind::f64: return 23;
    case Kind::absTime: return 24;
    case Kind::relTime: return 25;
    case Kind::string: return 26;
    case Kind::ether: return 29;
    case Kind::bytes: return 30;
    case Kind::ipv4: return 32;
    case Kind::ipv6: return 33;
    case Kind::frameNum: return 35;
    case Kind::guid: return 36;
    case Kind::eui64: return 38;
  }
  return 0;
}

bool isLayerWithoutBytes(const FieldDef& def, const FieldNode& n) {
  return def.kind == Kind::protocol && n.hidden;
}

FieldSink sinkFor(const Registry& registry, const std::vector<std::string>& keys) {
  if (keys.empty()) return FieldSink{FieldSet::all(), true, false};
  FieldSet wanted;
  for (const std::string& k : keys)
    for (const FieldId id : registry.find(k)) wanted.add(id);
  return FieldSink{std::move(wanted), true, false};
}

/// Values of one field in an array's brackets, with `between` around each; false where there is none.
template <class Before>
bool valuesOf(TextOut& out, const Registry& registry, const FieldTree& tree, std::string_view wanted,
              Before before) {
  bool any = false;
  for (const FieldNode& n : tree.nodes()) {
    const FieldDef& def = registry.field(n.field);
    if (def.key != wanted) continue;
    before(any);
    any = true;
    appendJsonValue(out, def, tree, n);
  }
  return any;
}

/// "2026-11-23T15:06:59.043358000Z"
void isoTime(TextOut& out, std::int64_t ns) {
  std::int64_t second = ns / 1'000'000'000, part = ns % 1'000'000'000;
  if (part < 0) {
    part += 1'000'000'000;
    --second;
  }
  const auto t = static_cast<std::time_t>(second);
  std::tm tm{};
  gmtime_r(&t, &tm);
  const auto two = [](int v) { return static_cast<std::uint64_t>(v); };
  out.add('"')
      .sdec(tm.tm_year + 1900)
      .add('-')
      .dec0(two(tm.tm_mon + 1), 2)
      .add('-')
      .dec0(two(tm.tm_mday), 2)
      .add('T');
  out.dec0(two(tm.tm_hour), 2).add(':').dec0(two(tm.tm_min), 2).add(':').dec0(two(tm.tm_sec), 2).add('.');
  out.dec0(static_cast<std::uint64_t>(part), 9).add("Z\"");
}

}  // namespace

void appendIndexName(TextOut& out, std::int64_t timeNs) {
  const auto t = static_cast<std::time_t>(timeNs / 1'000'000'000);
  std::tm tm{};
  localtime_r(&t, &tm);
  const auto number = [](int v) { return static_cast<std::uint64_t>(v); };
  out.add("packets-").sdec(tm.tm_year + 1900).add('-').dec0(number(tm.tm_mon + 1), 2).add('-');
  out.dec0(number(tm.tm_mday), 2);
}

void appendJsonValue(TextOut& out, const FieldDef& def, const FieldTree& tree, const FieldNode& n) {
  switch (def.kind) {
    case Kind::string: appendJsonString(out, tree.bytes(n)); break;
    case Kind::bytes: {
      out.add('"').hexBytes(tree.bytes(n), ':').add('"');
      break;
    }
    case Kind::protocol:
      if (n.labelLength != 0)
        appendJsonString(out, tree.label(n));
      else
        appendJsonString(out, def.label);
      break;
    case Kind::label:
    case Kind::note: out.add("\"\""); break;
    default:
      out.add('"');
      appendValue(out, def, tree, n);
      out.add('"');
  }
}

JsonWriter::JsonWriter(const Registry& registry, std::vector<std::string> keys, bool raw)
    : registry_(registry), keys_(std::move(keys)), raw_(raw) {}

FieldSink JsonWriter::makeSink() const { return sinkFor(registry_, keys_); }

void JsonWriter::packet(TextOut& out, const PacketContext& p, const FieldTree& tree) {
  out.add(any_ ? ",\n" : "[\n");
  any_ = true;
  out.add("  {\n    \"_index\": \"");
  appendIndexName(out, p.timeNs);
  out.add("\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n      \"layers\": {");
  if (keys_.empty()) {
    order_.build(tree);
    members(out, tree, order_.firstRoot(), kLayerDepth);
  } else {
    chosen(out, tree);
  }
  out.add("      }\n    }\n  }");
}

void JsonWriter::finish(TextOut& out) { out.add(any_ ? "\n]\n" : "[\n]\n"); }

void JsonWriter::chosen(TextOut& out, const FieldTree& tree) {
  bool any = false;
  for (const std::string& k : keys_) {
    const bool found = valuesOf(out, registry_, tree, k, [&](bool again) {
      if (again) {
        out.add(",\n");
      } else {
        out.add(any ? ",\n" : "\n");
        key(out, k, {}, kLayerDepth);
        out.add("[\n");
      }
      indent(out, kLayerDepth + 1);
    });
    if (!found) continue;
    any = true;
    out.add('\n');
    indent(out, kLayerDepth);
    out.add(']');
  }
  if (any) out.add('\n');
}

void JsonWriter::members(TextOut& out, const FieldTree& tree, NodeId first, unsigned depth) {
  bool any = false;
  for (NodeId id = first; id != kNoNode; id = order_.next(id)) {
    if (isLayerWithoutBytes(registry_.field(tree[id].field), tree[id])) continue;
    out.add(any ? ",\n" : "\n");
    any = true;
    member(out, tree, id, depth);
  }
  if (any) out.add('\n');
  if (any && depth > kLayerDepth) indent(out, depth - 1);
}

void JsonWriter::member(TextOut& out, const FieldTree& tree, NodeId id, unsigned depth) {
  const FieldNode& n = tree[id];
  const FieldDef& def = registry_.field(n.field);
  if (def.kind == Kind::note) {
    note(out, def, depth);
    return;
  }
  if (raw_) rawMember(out, tree, n, depth);
  const NodeId child = depth < kMaxDepth ? order_.firstChild(id) : kNoNode;
  const bool valued = def.kind != Kind::protocol && def.kind != Kind::label;
  if (valued || child == kNoNode) {
    key(out, def.key, {}, depth);
    appendJsonValue(out, def, tree, n);
    if (child == kNoNode) return;
    out.add(",\n");
  }
  key(out, def.key, valued ? "_tree" : "", depth);
  out.add('{');
  members(out, tree, child, depth + 1);
  out.add('}');
}

void JsonWriter::rawMember(TextOut& out, const FieldTree& tree, const FieldNode& n, unsigned depth) {
  const FieldDef& def = registry_.field(n.field);
  const ByteView bytes = tree.covered(n);
  if (bytes.empty()) return;
  key(out, def.key, "_raw", depth);
  out.add("[\n");
  indent(out, depth + 1);
  out.add('"').hexBytes(bytes).add("\",\n");
  for (const std::uint64_t v : {std::uint64_t{n.offset}, std::uint64_t{bytes.size()}, def.extra.mask}) {
    indent(out, depth + 1);
    out.dec(v).add(",\n");
  }
  indent(out, depth + 1);
  out.dec(typeNumber(def.kind)).add('\n');
  indent(out, depth);
  out.add("],\n");
}

void JsonWriter::note(TextOut& out, const FieldDef& def, unsigned depth) {
  key(out, "_ws.expert", {}, depth);
  out.add("{\n");
  key(out, def.key, {}, depth + 1);
  out.add("\"\",\n");
  key(out, "_ws.expert.message", {}, depth + 1);
  appendJsonString(out, def.label);
  out.add(",\n");
  key(out, "_ws.expert.severity", {}, depth + 1);
  out.add('"').dec(severityNumber(def.base)).add("\"\n");
  indent(out, depth);
  out.add('}');
}

EkWriter::EkWriter(const Registry& registry, std::vector<std::string> keys, bool raw)
    : registry_(registry), keys_(std::move(keys)), raw_(raw) {}

FieldSink EkWriter::makeSink() const { return sinkFor(registry_, keys_); }

void EkWriter::packet(TextOut& out, const PacketContext& p, const FieldTree& tree) {
  out.add("{\"index\":{\"_index\":\"");
  appendIndexName(out, p.timeNs);
  out.add("\",\"_type\":\"doc\"}}\n{\"timestamp\":\"").sdec(p.timeNs / 1'000'000).add("\",\"layers\":{");
  keys_.empty() ? layers(out, tree) : chosen(out, tree);
  out.add("}}\n");
}

/// tshark puts '_' for '.', since document stores read a dot as a path.
void EkWriter::name(TextOut& out, FieldId field, std::string_view suffix) {
  const auto underscored = [&](std::string_view text) {
    for (const char c : text) out.add(c == '.' ? '_' : c);
  };
  out.add('"');
  const FieldDef& def = registry_.field(field);
  const Protocol& owner = registry_.protocol(registry_.protocolOf(field));
  if (def.kind != Kind::protocol) {
    underscored(owner.name);
    out.add('_');
  }
  underscored(def.key);
  out.add(suffix).add("\":");
}

void EkWriter::chosen(TextOut& out, const FieldTree& tree) {
  bool any = false;
  for (const std::string& k : keys_) {
    const bool found = valuesOf(out, registry_, tree, k, [&](bool again) {
      if (again) {
        out.add(',');
        return;
      }
      if (any) out.add(',');
      out.add('"');
      for (const char c : k) out.add(c == '.' ? '_' : c);
      out.add("\":[");
    });
    if (found) out.add(']');
    any = any || found;
  }
}

void EkWriter::layers(TextOut& out, const FieldTree& tree) {
  order_.build(tree);
  written_.assign(tree.nodes().size(), false);
  bool any = false;
  for (NodeId id = order_.firstRoot(); id != kNoNode; id = order_.next(id))
    if (!isLayerWithoutBytes(registry_.field(tree[id].field), tree[id])) group(out, tree, id, 0, any);
}

/// The node and its equals among the siblings behind it: one member, an array where there are several.
void EkWriter::group(TextOut& out, const FieldTree& tree, NodeId id, unsigned depth, bool& any) {
  if (written_[id]) return;
  const FieldNode& n = tree[id];
  bool several = false;
  for (NodeId other = order_.next(id); other != kNoNode && !several; other = order_.next(other))
    several = tree[other].field == n.field;
  const auto all = [&](auto&& one) {
    if (several) out.add('[');
    bool first = true;
    for (NodeId other = id; other != kNoNode; other = order_.next(other)) {
      if (tree[other].field != n.field) continue;
      written_[other] = true;
      if (!first) out.add(',');
      first = false;
      one(other);
    }
    if (several) out.add(']');
  };
  if (any) out.add(',');
  any = true;
  if (raw_ && !tree.covered(n).empty()) {
    name(out, n.field, "_raw");
    all([&](NodeId each) { out.add('"').hexBytes(tree.covered(tree[each])).add('"'); });
    out.add(',');
  }
  name(out, n.field, {});
  if (registry_.field(n.field).kind != Kind::protocol) {
    all([&](NodeId each) { value(out, tree, tree[each]); });
    for (NodeId other = id; other != kNoNode; other = order_.next(other))
      if (tree[other].field == n.field) fields(out, tree, order_.firstChild(other), depth + 1, any);
    return;
  }
  all([&](NodeId each) {
    bool inner = false;
    out.add('{');
    fields(out, tree, order_.firstChild(each), depth + 1, inner);
    out.add('}');
  });
}

void EkWriter::fields(TextOut& out, const FieldTree& tree, NodeId first, unsigned depth, bool& any) {
  if (depth == kMaxDepth) return;
  for (NodeId id = first; id != kNoNode; id = order_.next(id)) group(out, tree, id, depth, any);
}

void EkWriter::value(TextOut& out, const FieldTree& tree, const FieldNode& n) {
  const FieldDef& def = registry_.field(n.field);
  switch (def.kind) {
    case Kind::boolean: out.add(n.value != 0 ? "true" : "false"); break;
    case Kind::label:
    case Kind::note: out.add("null"); break;
    case Kind::absTime:
      if (def.base == Base::epoch)
        appendJsonValue(out, def, tree, n);
      else
        isoTime(out, static_cast<std::int64_t>(n.value));
      break;
    default: appendJsonValue(out, def, tree, n);
  }
}

}  // namespace pw
