#include "tests/support/walk_check.h"

#include <algorithm>

#include "core/field/format.h"

namespace pw::test {

bool sameAsPassed(const PacketSummary& passed, const PacketSummary& walked, const PacketContext& context) {
  if (!context.stream.known && context.stream.messages.empty()) return sameSummary(passed, walked);
  PacketSummary below = walked;
  below.stack = passed.stack;
  below.stop = passed.stop;
  below.stopIn = passed.stopIn;
  return sameSummary(passed, below);
}


namespace {

/// Every third field: enough that groups lose their heading here and their members there.
FieldSet someFields(const Registry& registry) {
  FieldSet set;
  for (std::size_t i = 0; i < registry.fieldCount(); i += 3) set.add(static_cast<FieldId>(i));
  return set;
}

/// Length and value of the UTF-8 sequence at the start, 0 where it is none (RFC 3629 §4).
struct Rune {
  std::size_t length = 0;
  std::uint32_t value = 0;
};

Rune runeAt(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(s[i]); };
  const std::uint8_t c = byte(0);
  if (c < 0x80) return {1, c};
  const std::size_t n = c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u;
  if (c < 0xc2 || c > 0xf4 || s.size() < n) return {};
  std::uint32_t v = c & (0x7fu >> n);
  for (std::size_t i = 1; i < n; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    v = v << 6 | (byte(i) & 0x3fu);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (v < kLeast[n] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff)) return {};
  return {n, v};
}

bool sameBytes(ByteView a, ByteView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

}  // namespace

bool isPlainText(std::string_view text) noexcept {
  while (!text.empty()) {
    const Rune r = runeAt(text);
    if (r.length == 0 || r.value < 0x20 || (r.value >= 0x7f && r.value < 0xa0)) return false;
    text.remove_prefix(r.length);
  }
  return true;
}

WalkCheck::WalkCheck(const Registry& registry)
    : registry_(registry), fields_(FieldSet::all(), true, true), part_(someFields(registry), false, false) {}

std::string WalkCheck::packet(const PacketContext& context) {
  return compare([&](PacketSummary& summary, auto& sink) {
    summary.clear();
    walkPacket(registry_, context, summary, sink);
  });
}

std::string WalkCheck::protocol(std::string_view name, const PacketContext& context, const PacketSummary& before,
                                unsigned way, std::uint64_t facts) {
  const auto id = registry_.findProtocol(name);
  if (!id) return {};
  if (registry_.protocol(*id).stream != nullptr) return message(*id, context, before, facts);
  const auto places = registry_.protocol(*id).attach;
  if (places.empty()) return {};
  const Attach place = places[way % places.size()];
  return compare([&]<class Sink>(PacketSummary& summary, Sink& sink) {
    summary = before;
    if constexpr (Sink::kFields) {
      sink.tree.setSource(Source::frame, context.bytes);
      sink.tree.setSource(Source::reassembled, context.reassembly.bytes);
    }
    Walk<Sink> w{registry_, context, summary, sink};
    w.next(place.table, place.key, Cursor{context.bytes, std::max<std::size_t>(context.wireLen, context.bytes.size())},
           way);
  });
}

std::string WalkCheck::message(ProtocolId id, PacketContext context, const PacketSummary& before,
                               std::uint64_t facts) {
  const auto length = static_cast<std::uint32_t>(std::max<std::size_t>(context.wireLen, context.bytes.size()));
  const MessageView whole{.length = length, .protocol = id, .facts = facts};
  context.stream.known = true;
  context.stream.messages = {&whole, 1};
  return compare([&]<class Sink>(PacketSummary& summary, Sink& sink) {
    summary = before;
    if constexpr (Sink::kFields) sink.tree.setSource(Source::frame, context.bytes);
    Walk<Sink> w{registry_, context, summary, sink};
    w.messages(Cursor{context.bytes, length});
  });
}

template <class Run>
std::string WalkCheck::compare(Run&& run) {
  row_.clear();
  fields_.clear();
  part_.clear();
  run(summary_, none_);
  run(rowSummary_, row_);
  run(fieldSummary_, fields_);
  run(partSummary_, part_);
  if (!sameSummary(summary_, rowSummary_)) return "the walk for a line has another summary";
  if (!sameSummary(summary_, fieldSummary_)) return "the walk for all fields has another summary";
  if (!sameSummary(summary_, partSummary_)) return "the walk for some fields has another summary";
  const RowText& other = fields_.text();
  if (row_.text.protocol != other.protocol) return "Protocol: " + row_.text.protocol + " / " + other.protocol;
  if (row_.text.info != other.info) return "Info: " + row_.text.info + " / " + other.info;
  if (!isPlainText(other.protocol)) return "Protocol is not plain text";
  if (!isPlainText(other.info)) return "Info is not plain text: " + other.info;
  for (NodeId i = 0; i < fields_.tree.nodes().size(); ++i)
    if (std::string fault = nodeFault(i); !fault.empty()) return fault;
  return partFault();
}

std::string WalkCheck::described(NodeId id) const {
  const FieldNode& n = fields_.tree[id];
  return std::string{registry_.field(n.field).key} + " at " + std::to_string(n.offset) + "+" +
         std::to_string(n.length);
}

std::string WalkCheck::nodeFault(NodeId id) {
  const FieldNode& n = fields_.tree[id];
  const std::size_t size = fields_.tree.source(n.source).size();
  if (n.offset > size || n.length > size - n.offset)
    return described(id) + " lies outside its " + std::to_string(size) + " bytes";
  if (n.parent != kNoNode && n.parent >= id) return described(id) + " stands before its parent";
  if (n.parent != kNoNode && registry_.field(fields_.tree[n.parent].field).kind == Kind::note)
    return described(id) + " stands below a remark";
  text_.clear();
  TextOut out{text_};
  appendValue(out, registry_.field(n.field), fields_.tree, n);
  if (!isPlainText(text_)) return described(id) + " has a value that is not plain text: " + text_;
  text_.clear();
  appendLine(out, registry_, fields_.tree, n);
  if (!isPlainText(text_)) return described(id) + " has a line that is not plain text: " + text_;
  return {};
}

/// What no field covers is known only where all of them are asked for.
bool WalkCheck::wantedAlone(FieldId id) const {
  return part_.wants(id) && registry_.field(id).key != "frame.unparsed";
}

/// A walk that is asked for some fields gives the same nodes of them as the walk for all.
std::string WalkCheck::partFault() {
  const auto& all = fields_.tree.nodes();
  if (all.size() >= FieldTree::kMaxNodes) return {};
  NodeId next = 0;
  for (const FieldNode& n : part_.tree.nodes()) {
    while (next < all.size() && !wantedAlone(all[next].field)) ++next;
    if (next == all.size()) return "asked for alone, there is one more " + std::string{registry_.field(n.field).key};
    const FieldNode& o = all[next];
    if (n.field != o.field || n.offset != o.offset || n.length != o.length || n.source != o.source ||
        n.hidden != o.hidden || n.generated != o.generated || (!n.ownText && n.value != o.value) ||
        !sameBytes(part_.tree.bytes(n), fields_.tree.bytes(o)))
      return described(next) + " differs when asked for alone";
    ++next;
  }
  while (next < all.size() && !wantedAlone(all[next].field)) ++next;
  return next == all.size() ? std::string{} : described(next) + " is missing when asked for alone";
}

}  // namespace pw::test
