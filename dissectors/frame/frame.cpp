#include "dissectors/frame/frame.h"

#include <algorithm>
#include <vector>

#include "core/walk/walk.h"
#include "dissectors/frame/frame_fields.h"
#include "dissectors/ipv6/version.h"

namespace pw::frame {

namespace {

/// frame.protocols: the layers below this one, with ':' between.
void protocolsText(TextOut& t, const Registry& registry, const ProtocolStack& stack) {
  for (std::size_t i = 1; i < stack.size(); ++i) {
    if (i != 1) t.add(':');
    t.add(registry.protocol(stack[i]).name);
  }
}

/// Names and comments come from the file, so they may hold anything.
ByteView bytesOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Hostile stamps may lie further apart than 63 bits tell: the difference wraps instead of overflowing.
std::uint64_t between(std::int64_t from, std::int64_t to) {
  return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

struct Frame {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const PacketContext& p = w.context();
    if constexpr (Sink::kFields) before(w);
    const Cursor link = c;
    if (p.linkType == LinkType::ipv6) {
      ipv6::enter(w, link);
    } else if (!w.next(Table::linkType, static_cast<std::uint32_t>(p.linkType), link)) {
      w.column("UNKNOWN");
      w.info([&](TextOut& t) { t.add("WTAP_ENCAP = ").dec(static_cast<std::uint32_t>(p.linkType)); });
      w.data(link);
    }
    c.rest();
    if constexpr (Sink::kRow) after(w);
  }

  template <class Sink>
  static void before(Walk<Sink>& w) {
    const PacketContext& p = w.context();
    const auto captured = static_cast<std::uint32_t>(p.bytes.size());
    layerLabel(w, [&](TextOut& t) {
      t.add("Frame ")
          .dec(p.id.value + 1ull)
          .add(": ")
          .dec(p.wireLen)
          .add(" bytes on wire (")
          .dec(p.wireLen * 8ull);
      t.add(" bits), ").dec(captured).add(" bytes captured (").dec(captured * 8ull).add(" bits)");
      if (p.interfaceInfo != nullptr && !p.interfaceInfo->name.empty())
        t.add(" on interface ").printable(bytesOf(p.interfaceInfo->name)).add(", id ").dec(p.interface);
    });
    w.layerEnds(captured);
    interfaceFields(w);
    extras(w);
    times(w);
    add<F::number>(w, 0, 0, p.id.value + 1ull);
    bytesLine(w, add<F::length>(w, 0, 0, p.wireLen), "Frame Length: ", p.wireLen);
    bytesLine(w, add<F::captured>(w, 0, 0, captured), "Capture Length: ", captured);
    if (p.wireLen < captured) note<F::shorterThanCaptured>(w, 0, 0);
  }

  template <class Sink>
  static void bytesLine(Walk<Sink>& w, NodeId node, std::string_view what, std::uint64_t n) {
    label(w, node, [&](TextOut& t) { t.add(what).dec(n).add(" bytes (").dec(n * 8).add(" bits)"); });
  }

  template <class Sink>
  static void interfaceFields(Walk<Sink>& w) {
    const PacketContext& p = w.context();
    if (p.interfaceInfo != nullptr) {
      const InterfaceInfo& i = *p.interfaceInfo;
      add<F::interfaceId>(w, 0, 0, p.interface);
      if (!i.name.empty()) addText<F::interfaceName>(w, 0, 0, i.name);
      if (!i.description.empty()) addText<F::interfaceDescription>(w, 0, 0, i.description);
    }
    add<F::encapType>(w, 0, 0, static_cast<std::uint64_t>(p.linkType));
  }

  template <class Sink>
  static void extras(Walk<Sink>& w) {
    const PacketExtras* e = w.context().extras;
    if (e == nullptr) return;
    for (const std::string& comment : e->comments) addText<F::comment>(w, 0, 0, comment);
    if (e->flags) add<F::packetFlags>(w, 0, 0, *e->flags);
    if (e->dropCount) add<F::dropCount>(w, 0, 0, *e->dropCount);
    if (e->queue) add<F::queue>(w, 0, 0, *e->queue);
    if (e->packetId) add<F::packetId>(w, 0, 0, *e->packetId);
  }

  template <class Sink>
  static void times(Walk<Sink>& w) {
    const PacketContext& p = w.context();
    if (!p.hasTime) return;
    add<F::time>(w, 0, 0, static_cast<std::uint64_t>(p.timeNs));
    add<F::timeEpoch>(w, 0, 0, static_cast<std::uint64_t>(p.timeNs));
    addGenerated<F::timeDelta>(w, 0, 0, between(p.previousTimeNs, p.timeNs));
    addGenerated<F::timeDeltaDisplayed>(w, 0, 0, between(p.previousTimeNs, p.timeNs));
    addGenerated<F::timeRelative>(w, 0, 0, between(p.firstTimeNs, p.timeNs));
  }

  /// What is known only once the layers were walked.
  template <class Sink>
  static void after(Walk<Sink>& w) {
    const PacketSummary& s = w.summary();
    if constexpr (Sink::kFields) {
      if (w.sink().wants(w.idOf(static_cast<std::uint16_t>(F::protocols)))) {
        std::string names;
        TextOut t{names};
        protocolsText(t, w.registry(), s.stack);
        const NodeId node = addText<F::protocols>(w, 0, 0, names);
        if (node != kNoNode) w.sink().tree[node].generated = true;
      }
      if (w.sink().wantsAll()) unparsed(w);
      for (unsigned i = 0; i < w.brokenRules(); ++i) brokenRule(w, 0);
    }
    if (s.stop.why == Stop::none || s.stopIn == ProtocolId::none) return;
    stopLine(w, w.registry().protocol(s.stopIn).shortName);
  }

  /// Bytes that no field covers, because reading stopped before them or because nobody knows what they are:
  /// each gets a field of this layer, so that none of the packet is out of sight.
  template <class Sink>
  static void unparsed(Walk<Sink>& w) {
    const PacketContext& p = w.context();
    std::vector<bool> covered(p.bytes.size());
    const auto cover = [&](std::size_t at, std::size_t length) {
      const std::size_t end = std::min(at + length, covered.size());
      for (std::size_t i = at; i < end; ++i) covered[i] = true;
    };
    for (const FieldNode& n : w.sink().tree.nodes()) {
      const Kind kind = w.registry().field(n.field).kind;
      if (n.source == Source::frame && kind != Kind::protocol && kind != Kind::note && !n.generated)
        cover(n.offset, n.length);
    }
    // A piece of a datagram is shown where the whole of it is.
    for (const FragmentPiece& piece : p.reassembly.pieces)
      if (piece.packet == p.id && !p.reassembly.bytes.empty()) cover(piece.dataAt, piece.length);
    for (std::size_t i = 0; i < covered.size();) {
      std::size_t end = i;
      while (end < covered.size() && !covered[end]) ++end;
      if (end != i)
        add<F::unparsed>(w, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end - i), 0);
      i = std::max(end, i + 1);
    }
  }

  /// "[Malformed Packet]" behind the line; the field names the protocol too.
  template <class Sink>
  static void stopLine(Walk<Sink>& w, std::string_view name) {
    const PacketSummary& s = w.summary();
    const bool cut = s.stop.why == Stop::cut;
    std::string text;
    TextOut t{text};
    if (cut)
      t.add("[Packet size limited during capture: ").add(name).add(" truncated]");
    else
      t.add("[Malformed Packet: ").add(name).add(']');
    w.moreInfo(
        [&](TextOut& o) { o.add(cut ? "[Packet size limited during capture]" : "[Malformed Packet]"); });
    if constexpr (Sink::kFields) {
      const NodeId node =
          cut ? addText<F::wsShort>(w, s.stop.at, 0, text) : addText<F::wsMalformed>(w, s.stop.at, 0, text);
      label(w, node, [&](TextOut& o) { o.add(text); });
      if (node != kNoNode) w.sink().tree[node].parent = kNoNode;
      if (!cut) brokenRule(w, s.stop.at);
    }
  }

  /// For filters: there is one behind the line of a malformed packet, and one for each note that says as much.
  template <class Sink>
  static void brokenRule(Walk<Sink>& w, std::uint32_t at) {
    const NodeId node = addText<F::wsMalformed>(w, at, 0, "_ws.malformed");
    if (node != kNoNode) w.sink().tree[node].hidden = true;
  }
};

constexpr std::array kAttach{Attach{Table::hub, static_cast<std::uint32_t>(Hub::frame)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Frame, F>("frame", "Frame", "Frame", kAttach);

}  // namespace pw::frame
