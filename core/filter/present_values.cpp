#include "core/filter/present_values.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <span>

#include "core/bytes/cursor.h"
#include "core/field/format.h"
#include "core/trace/packet_reader.h"

namespace pw {

namespace {

constexpr std::size_t kMaxText = 200;       // bytes of a value that is offered
constexpr std::uint32_t kAtOnce = 1 << 12;  // conversations for which the engine waits

bool isTyped(Kind kind) {
  switch (kind) {
    case Kind::protocol:
    case Kind::label:
    case Kind::note:
    case Kind::absTime:
    case Kind::relTime:
    case Kind::f64: return false;
    default: return true;
  }
}

/// As a filter writes it; empty where it is too long.
std::string textOf(const FieldDef& def, const FieldTree& tree, const FieldNode& node) {
  std::string plain;
  TextOut out{plain};
  if (def.kind == Kind::bytes) {
    if (node.length > kMaxText / 3) return {};
    out.hexBytes(tree.bytes(node), ':');
    return plain;
  }
  if (def.kind == Kind::string && tree.bytes(node).size() > kMaxText) return {};
  appendValue(out, def, tree, node);
  if (def.kind != Kind::string) return plain;
  std::string quoted{'"'};
  for (const char c : plain) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted += '"';
}

/// Which end of a conversation a field is of.
struct EndField {
  AddressKind kind = AddressKind::none;  ///< of an address
  Transport transport = Transport::none; ///< of a port
  bool sources = true, destinations = true;
};

std::optional<EndField> endFieldOf(std::string_view key) {
  const auto dot = key.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view layer = key.substr(0, dot), what = key.substr(dot + 1);
  EndField f;
  if (layer == "ip") f.kind = AddressKind::ipv4;
  else if (layer == "ipv6") f.kind = AddressKind::ipv6;
  else if (layer == "tcp") f.transport = Transport::tcp;
  else if (layer == "udp") f.transport = Transport::udp;
  else return std::nullopt;
  const bool port = f.transport != Transport::none;
  f.sources = what == (port ? "port" : "addr") || what == (port ? "srcport" : "src");
  f.destinations = what == (port ? "port" : "addr") || what == (port ? "dstport" : "dst");
  if (!f.sources && !f.destinations) return std::nullopt;
  return f;
}

class Finder {
 public:
  Finder(std::string_view key, const Trace& trace, const Registry& registry, const std::stop_token& stop)
      : key_(key), trace_(trace), registry_(registry), stop_(stop), ids_(registry.find(key)) {}

  std::vector<PresentValue> run(std::size_t most) {
    if (ids_.empty() || !isTyped(registry_.field(ids_.front()).kind)) return {};
    if (const auto ends = endFieldOf(key_)) lookAtFlows(*ends);
    const bool known = !found_.empty();
    lookAtPackets(known);
    if (stop_.stop_requested()) return {};
    std::vector<PresentValue> all;
    all.reserve(found_.size());
    for (auto& [text, v] : found_) all.push_back({text, v.name, v.packets});
    std::sort(all.begin(), all.end(), [](const PresentValue& a, const PresentValue& b) {
      return a.packets != b.packets ? a.packets > b.packets : a.text < b.text;
    });
    if (all.size() > most) all.resize(most);
    return all;
  }

 private:
  struct Found {
    std::string_view name;
    std::uint64_t packets = 0;
    bool exact = false;  ///< counted by the conversations
  };

  /// What of a conversation is counted.
  struct Ends {
    FlowKey key;
    std::uint32_t fromLow = 0, fromHigh = 0;  ///< packets
  };

  void lookAtFlows(const EndField& field) {
    const std::uint32_t count = std::min(trace_.flowCount(), kPresentFlows);
    std::vector<Ends> some;
    for (std::uint32_t from = 0; from < count && !stop_.stop_requested(); from += kAtOnce) {
      some.clear();
      trace_.readFlows([&](const FlowTable& flows) {
        for (std::uint32_t i = from; i < std::min(from + kAtOnce, count); ++i) {
          const Flow& f = flows.flow(FlowId{i});
          const bool wanted = field.transport != Transport::none ? f.key.transport == field.transport
                                                                 : f.key.kind == field.kind;
          if (!wanted) continue;
          const auto forward = f.packets[0], backward = f.packets[1];
          some.push_back({f.key, f.firstFromLow ? forward : backward, f.firstFromLow ? backward : forward});
        }
      });
      for (const Ends& e : some) {
        const std::uint64_t all = std::uint64_t{e.fromLow} + e.fromHigh;
        const bool either = field.sources && field.destinations;
        const std::uint64_t low = either ? all : field.sources ? e.fromLow : e.fromHigh;
        const std::string one = endText(field, e.key, true), other = endText(field, e.key, false);
        addEnd(one, low);
        if (!either || one != other) addEnd(other, either ? all : all - low);
      }
    }
  }

  static std::string endText(const EndField& field, const FlowKey& key, bool low) {
    std::string text;
    if (field.transport != Transport::none) {
      TextOut{text}.dec(low ? key.lowPort : key.highPort);
      return text;
    }
    std::array<std::uint8_t, 16> a{};
    std::memcpy(a.data(), low ? key.low : key.high, a.size());
    if (key.kind == AddressKind::ipv6) TextOut{text}.ipv6(a.data());
    else TextOut{text}.ipv4(loadBe<std::uint32_t>(a.data()));
    return text;
  }

  void addEnd(const std::string& text, std::uint64_t packets) {
    if (packets == 0) return;
    Found& f = found_[text];
    f.packets += packets;
    f.exact = true;
  }

  /// `known`: what the conversations told is counted already.
  void lookAtPackets(bool known) {
    FieldSet set;
    for (const FieldId id : ids_) set.add(id);
    FieldSink sink{set, false, false};
    PacketReader reader{trace_, registry_};
    std::vector<std::string> inPacket;
    for (const std::uint32_t packet : sample()) {
      if (stop_.stop_requested()) return;
      reader.load(PacketId{packet});
      reader.walk(sink);
      inPacket.clear();
      for (const FieldNode& n : sink.tree.nodes()) take(sink.tree, n, known, inPacket);
    }
  }

  void take(const FieldTree& tree, const FieldNode& n, bool known, std::vector<std::string>& inPacket) {
    const FieldDef& def = registry_.field(n.field);
    if (def.key != key_) return;
    std::string text = textOf(def, tree, n);
    if (text.empty() || std::find(inPacket.begin(), inPacket.end(), text) != inPacket.end()) return;
    const auto at = found_.try_emplace(text).first;
    inPacket.push_back(std::move(text));
    if (known && at->second.exact) return;
    ++at->second.packets;
    if (at->second.packets == 1) at->second.name = nameOf(def, n);
  }

  static std::string_view nameOf(const FieldDef& def, const FieldNode& n) {
    const ValueNames names = def.kind == Kind::boolean && def.extra.names.empty() ? ValueNames{kTrueFalse}
                                                                                  : def.extra.names;
    return names.empty() ? std::string_view{} : pw::nameOf(names, n.value);
  }

  /// Packets that have a protocol of the field, as far apart as there are many.
  std::vector<std::uint32_t> sample() const {
    std::vector<std::uint32_t> rows;
    std::vector<std::uint8_t> stacks;  // by StackId: 0 not looked at, 1 without, 2 with the protocol
    std::uint32_t seen = 0, step = 1;
    const std::uint32_t size = trace_.size(), gone = trace_.givenUpBelow();
    for (std::uint32_t from = 0; from < size && !stop_.stop_requested(); from += Trace::kChunk) {
      if (from >= Trace::kChunk && from < gone) continue;
      const TraceColumns c = trace_.columns(from / Trace::kChunk);
      const std::uint32_t n = std::min<std::uint32_t>(size - from, Trace::kChunk);
      for (std::uint32_t i = 0; i < n; ++i) {
        if (!hasProtocol(c.stack[i], stacks) || seen++ % step != 0) continue;
        rows.push_back(from + i);
        if (rows.size() < 2 * kPresentSample) continue;
        thin(rows);
        step *= 2;
      }
    }
    if (rows.size() > kPresentSample) thin(rows);
    return rows;
  }

  static void thin(std::vector<std::uint32_t>& rows) {
    std::size_t to = 0;
    for (std::size_t i = 0; i < rows.size(); i += 2) rows[to++] = rows[i];
    rows.resize(to);
  }

  bool hasProtocol(StackId stack, std::vector<std::uint8_t>& known) const {
    if (known.size() <= stack) known.resize(std::size_t{stack} + 1);
    std::uint8_t& k = known[stack];
    if (k != 0) return k == 2;
    k = 1;
    for (const FieldId id : ids_) {
      const ProtocolId owner = registry_.protocolOf(id);
      if (owner == registry_.hub(Hub::frame)) k = 2;  // that every packet has
      for (const ProtocolId p : trace_.stack(stack))
        if (p == owner) k = 2;
    }
    return k == 2;
  }

  const std::string_view key_;
  const Trace& trace_;
  const Registry& registry_;
  const std::stop_token& stop_;
  const std::span<const FieldId> ids_;
  std::map<std::string, Found> found_;
};

}  // namespace

std::vector<PresentValue> presentValues(std::string_view key, const Trace& trace, const Registry& registry,
                                        const std::stop_token& stop, std::size_t most) {
  return Finder{key, trace, registry, stop}.run(most);
}

}  // namespace pw
