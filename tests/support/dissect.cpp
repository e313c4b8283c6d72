#include "tests/support/dissect.h"

#include <random>

#include "dissectors/registry.h"

namespace pw::test {

namespace {

std::uint8_t nibble(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  ADD_FAILURE() << "not a hex digit: " << c;
  return 0;
}

template <class Sink>
void walkWith(PacketContext context, const Bytes& bytes, const Entry* entry, PacketSummary& summary, Sink& sink) {
  context.bytes = bytes;
  summary.clear();
  if (entry == nullptr) {
    walkPacket(registry(), context, summary, sink);
    return;
  }
  if constexpr (Sink::kFields) sink.tree.setSource(Source::frame, context.bytes);
  Walk<Sink> w{registry(), context, summary, sink};
  w.next(entry->table, entry->key, Cursor{context.bytes, std::max<std::size_t>(context.wireLen, bytes.size())},
         entry->handoff);
}

}  // namespace

Bytes hex(std::string_view text) {
  Bytes out;
  bool half = false, comment = false;
  for (const char c : text) {
    if (c == '#') comment = true;
    if (c == '\n') comment = false;
    if (comment || c == ' ' || c == '\n' || c == '\t' || c == '\r') continue;
    if (half)
      out.back() = static_cast<std::uint8_t>(out.back() << 4 | nibble(c));
    else
      out.push_back(nibble(c));
    half = !half;
  }
  EXPECT_FALSE(half) << "odd number of hex digits";
  return out;
}

const Registry& registry() {
  static const Registry all = allProtocols();
  return all;
}

Dissected::Dissected(const PacketContext& context, Bytes bytes, const Entry* entry)
    : bytes_(bytes.begin(), bytes.end()), fields_(FieldSet::all(), true, true) {
  bytes_.shrink_to_fit();
  SummarySink none;
  walkWith(context, bytes_, entry, summary, none);
  RowSink row;
  walkWith(context, bytes_, entry, rowSummary_, row);
  protocol = row.text.protocol;
  info = row.text.info;
  walkWith(context, bytes_, entry, treeSummary_, fields_);
  treeProtocol_ = fields_.text().protocol;
  treeInfo_ = fields_.text().info;
  for (std::size_t i = entry == nullptr ? 1 : 0; i < summary.stack.size(); ++i) {
    if (!layers.empty()) layers += ':';
    layers += registry().protocol(summary.stack[i]).name;
  }
}

std::string Dissected::printed(const FieldNode& n) const {
  const FieldDef& def = registry().field(n.field);
  std::string s;
  TextOut t{s};
  const ByteView raw = fields_.tree.bytes(n);
  switch (def.kind) {
    case Kind::protocol: t.add(def.key); break;
    case Kind::label:
    case Kind::note: t.add(def.label); break;
    case Kind::string: t.printable(raw); break;
    case Kind::bytes:
    case Kind::guid: t.hexBytes(raw); break;
    case Kind::ipv4: t.ipv4(static_cast<std::uint32_t>(n.value)); break;
    case Kind::ipv6:
      if (raw.size() == 16) t.ipv6(raw.data());
      break;
    case Kind::ether: {
      std::uint8_t b[6];
      for (unsigned i = 0; i < 6; ++i) b[i] = static_cast<std::uint8_t>(n.value >> (40 - 8 * i));
      t.ether(b);
      break;
    }
    case Kind::relTime:
    case Kind::absTime: t.seconds(static_cast<std::int64_t>(n.value)); break;
    default:
      if (isSigned(def.kind))
        t.sdec(static_cast<std::int64_t>(n.value));
      else if (def.base == Base::hex || def.base == Base::hexDec)
        t.hex0x(n.value, def.extra.mask != 0 ? 1 : 2 * widthOf(def.kind));
      else
        t.dec(n.value);
  }
  return s;
}

std::vector<std::string> Dissected::values(std::string_view key) const {
  std::vector<std::string> out;
  for (const FieldNode& n : fields_.tree.nodes())
    if (registry().field(n.field).key == key) out.push_back(printed(n));
  return out;
}

std::string Dissected::value(std::string_view key) const {
  std::string out;
  bool first = true;
  for (const std::string& v : values(key)) {
    if (!first) out += ',';
    out += v;
    first = false;
  }
  return out;
}

bool Dissected::has(std::string_view key) const { return !values(key).empty(); }

std::string Dissected::label(std::string_view key) const {
  for (const FieldNode& n : fields_.tree.nodes())
    if (registry().field(n.field).key == key) return std::string{fields_.tree.label(n)};
  return {};
}

std::string Dissected::faults() const {
  if (!sameSummary(summary, rowSummary_)) return "the walk for a line has another summary";
  if (!sameSummary(summary, treeSummary_)) return "the walk for the tree has another summary";
  if (protocol != treeProtocol_ || info != treeInfo_)
    return "two lines: " + protocol + " " + info + " / " + treeProtocol_ + " " + treeInfo_;
  const auto& nodes = fields_.tree.nodes();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const FieldNode& n = nodes[i];
    const std::string name{registry().field(n.field).key};
    const std::size_t size = fields_.tree.source(n.source).size();
    if (n.length != 0 && (n.offset > size || n.length > size - n.offset))
      return name + " at " + std::to_string(n.offset) + "+" + std::to_string(n.length) + " of " +
             std::to_string(size);
    if (n.parent != kNoNode && n.parent >= i) return name + " stands before its parent";
  }
  return {};
}

std::vector<std::size_t> Dissected::uncovered() const {
  std::vector<bool> seen(bytes_.size());
  for (const FieldNode& n : fields_.tree.nodes()) {
    const Kind kind = registry().field(n.field).kind;
    if (n.source != Source::frame || kind == Kind::protocol || kind == Kind::note || n.generated) continue;
    for (std::size_t i = n.offset; i < std::size_t{n.offset} + n.length && i < seen.size(); ++i)
      seen[i] = true;
  }
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < seen.size(); ++i)
    if (!seen[i]) out.push_back(i);
  return out;
}

Dissected dissect(PacketContext context, const Bytes& bytes, std::uint32_t wireLen) {
  if (!context.id.valid()) context.id = PacketId{0};
  context.wireLen = wireLen != 0 ? wireLen : static_cast<std::uint32_t>(bytes.size());
  return Dissected{context, bytes};
}

Dissected dissect(LinkType link, const Bytes& bytes, std::uint32_t wireLen) {
  PacketContext context;
  context.linkType = link;
  return dissect(context, bytes, wireLen);
}

Dissected dissect(const Entry& entry, const Bytes& bytes, std::uint32_t wireLen) {
  PacketContext context;
  context.id = PacketId{0};
  context.wireLen = wireLen != 0 ? wireLen : static_cast<std::uint32_t>(bytes.size());
  return Dissected{context, bytes, &entry};
}

namespace {

template <class Where>
void everyPrefixOf(const Where& where, const Bytes& sample) {
  for (std::size_t n = 0; n <= sample.size(); ++n) {
    const Bytes part(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(n));
    const auto cut = dissect(where, part, static_cast<std::uint32_t>(sample.size()));
    ASSERT_EQ(cut.faults(), "") << "first " << n << " bytes captured";
    ASSERT_TRUE(cut.uncovered().empty()) << "first " << n << " bytes captured";
    if (n > 0) {
      const auto whole = dissect(where, part);
      ASSERT_EQ(whole.faults(), "") << "first " << n << " bytes alone";
      ASSERT_TRUE(whole.uncovered().empty()) << "first " << n << " bytes alone";
    }
  }
}

template <class Where>
void mutationsOf(const Where& where, const Bytes& sample, std::uint32_t seed, unsigned count) {
  if (sample.empty()) return;
  std::mt19937 random{seed};
  for (unsigned i = 0; i < count; ++i) {
    Bytes changed = sample;
    const unsigned flips = 1 + random() % 4;
    for (unsigned f = 0; f < flips; ++f)
      changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    const auto d = dissect(where, changed);
    ASSERT_EQ(d.faults(), "") << "change " << i << " of seed " << seed;
    ASSERT_TRUE(d.uncovered().empty()) << "change " << i << " of seed " << seed;
  }
}

template <class Where>
void fullyCoveredIn(const Where& where, const Bytes& sample) {
  const auto d = dissect(where, sample);
  EXPECT_EQ(d.uncovered(), std::vector<std::size_t>{}) << d.layers;
  EXPECT_FALSE(d.has("frame.unparsed")) << d.layers;
}

}  // namespace

void everyPrefix(LinkType link, const Bytes& sample) { everyPrefixOf(link, sample); }

void mutations(LinkType link, const Bytes& sample, std::uint32_t seed, unsigned count) {
  mutationsOf(link, sample, seed, count);
}

void fullyCovered(LinkType link, const Bytes& sample) { fullyCoveredIn(link, sample); }

void sturdy(LinkType link, const Bytes& sample) {
  fullyCovered(link, sample);
  everyPrefix(link, sample);
  mutations(link, sample);
}

void sturdy(const Entry& entry, const Bytes& sample) {
  constexpr unsigned kSeed = 1, kChanges = 500;
  fullyCoveredIn(entry, sample);
  everyPrefixOf(entry, sample);
  mutationsOf(entry, sample, kSeed, kChanges);
}

}  // namespace pw::test
