// One walk over one packet: the layers call each other through it, and it feeds the sink.
// A dissector is written once against Walk<Sink>; what a sink does not want costs nothing.
#pragma once
#include <type_traits>
#include <utility>

#include "core/bytes/cursor.h"
#include "core/flow/expectations.h"
#include "core/packet/packet_context.h"
#include "core/packet/packet_summary.h"
#include "core/stream/stream_framer.h"
#include "core/walk/registry.h"
#include "core/walk/sinks.h"

namespace pw {

/// The layers that messages of a stream are in a packet: as often as a protocol is handed bytes. That is once for each
/// message that was put together, and once for all that follows in the segment itself and is of one protocol. `message`
/// is called for each message behind its layers, which may add some of its own.
template <class Layer, class Message>
void forEachCall(const StreamView& stream, const Registry& registry, Layer&& layer, Message&& message) {
  const auto call = [&](const MessageView& m) {
    if (m.carrier != ProtocolId::none) layer(m.carrier);
    layer(m.protocol);
  };
  bool own = false;  // the messages of the segment itself have begun
  ProtocolId last = ProtocolId::none;
  for (const MessageView& m : stream.messages) {
    if (!m.own || !own) call(m);
    else if (m.protocol != last) layer(m.protocol);  // the connection was handed over within the segment
    own = m.own;
    last = m.protocol;
    message(m);
  }
  const MessageView& b = stream.begun;
  const bool here = b.protocol != ProtocolId::none && b.length != 0;
  if (here && !own && registry.protocol(b.protocol).stream->layerFromStart) call(b);
}

template <class Sink>
class Walk {
 public:
  static constexpr unsigned kMaxDepth = 16;
  static constexpr bool kFields = Sink::kFields;

  Walk(const Registry& registry, const PacketContext& context, PacketSummary& summary, Sink& sink) noexcept
      : registry_(registry), context_(context), summary_(summary), sink_(sink) {}
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  [[nodiscard]] const PacketContext& context() const noexcept { return context_; }
  [[nodiscard]] const Registry& registry() const noexcept { return registry_; }
  PacketSummary& summary() noexcept { return summary_; }
  Sink& sink() noexcept { return sink_; }

  // ---- layers ----

  /// Hands `c` to the protocol attached at `key`. False, and nothing done, where there is none. `handoff` is a number
  /// for the child (an ethertype, a port).
  bool next(Table table, std::uint32_t key, const Cursor& c, std::uint32_t handoff = 0) {
    const ProtocolId id = registry_.attached(table, key);
    if (id == ProtocolId::none) return false;
    enter(id, c, handoff);
    return true;
  }
  void next(Hub hub, const Cursor& c, std::uint32_t handoff = 0) {
    const ProtocolId id = registry_.hub(hub);
    if (id != ProtocolId::none) enter(id, c, handoff);
  }
  /// Bytes that nobody here understands, as a layer of their own; nothing for an empty rest.
  void data(const Cursor& c) {
    if (c.wireLeft() > 0) next(Hub::data, c);
  }
  [[nodiscard]] bool has(Table table, std::uint32_t key) const noexcept {
    return registry_.attached(table, key) != ProtocolId::none;
  }
  /// What the parent passed to this layer.
  [[nodiscard]] std::uint32_t handoff() const noexcept { return handoff_; }
  /// Bytes of this layer itself, its payload apart. Needed only where the walk does not hand the rest to next() or
  /// data(): those close the layer at the rest's start.
  void layerEnds(std::uint32_t offset) {
    if constexpr (kFields) closeLayer(offset);
  }

  /// For a layer without bytes of its own: the tree does not draw it.
  void hideLayer() {
    if constexpr (kFields) {
      if (layer_ != kNoNode) sink_.tree[layer_].hidden = true;
    }
  }
  /// Called by a layer that knows its own length (IP): bytes from `offset` on are not its payload but padding, which the
  /// link layer below shows as trailer.
  void payloadEndsAt(std::uint32_t offset) noexcept {
    // The outermost says it for the frame; a packet in a tunnel ends within.
    if (quoted_ != 0 || source_ != Source::frame || payloadEnd_ != kUnknown) return;
    payloadEnd_ = offset;
    if constexpr (kFields)
      sink_.tree.endCarried(layer_ != kNoNode ? layer_ : static_cast<NodeId>(sink_.tree.nodes().size()), offset);
  }
  /// What payloadEndsAt said since forgetPayloadEnd(), or `otherwise`.
  [[nodiscard]] std::uint32_t payloadEnd(std::uint32_t otherwise) const noexcept {
    return payloadEnd_ == kUnknown ? otherwise : payloadEnd_;
  }
  void forgetPayloadEnd() noexcept { payloadEnd_ = kUnknown; }
  /// Puts back what payloadEnd(UINT32_MAX) said before.
  void restorePayloadEnd(std::uint32_t offset) noexcept { payloadEnd_ = offset; }

  /// Says who talks to whom; within a quote, who did in the quoted packet.
  void endpoints(AddressKind kind, const std::uint8_t* src, const std::uint8_t* dst) noexcept {
    if (quoted_ == 1) {
      put(summary_.quoted.src, kind, src);
      put(summary_.quoted.dst, kind, dst);
    }
    if (quoted_ != 0) return;
    put(summary_.src, kind, src);
    put(summary_.dst, kind, dst);
  }
  /// The same for a transport layer within a quote, read far enough to know the conversation.
  void quotedPorts(Transport transport, std::uint16_t src, std::uint16_t dst) noexcept {
    if (quoted_ != 1) return;
    summary_.quoted.transport = transport;
    summary_.quoted.srcPort = src;
    summary_.quoted.dstPort = dst;
  }

  /// Layers entered while it lives belong to a packet that is quoted in an error message: they are shown, but do not
  /// say who talks to whom, and a length longer than the quote is no mistake.
  class Quote {
   public:
    explicit Quote(Walk& w) noexcept : w_(w), parent_(w.rootParent_) {
      ++w_.quoted_;
      if constexpr (kFields) w_.rootParent_ = w_.layer_;
    }
    ~Quote() {
      --w_.quoted_;
      w_.rootParent_ = parent_;
    }
    Quote(const Quote&) = delete;
    Quote& operator=(const Quote&) = delete;

   private:
    Walk& w_;
    NodeId parent_;
  };
  [[nodiscard]] bool inQuote() const noexcept { return quoted_ != 0; }
  /// True where the innermost quoted packet is an IPv6 one.
  [[nodiscard]] bool quotesIpv6() const noexcept { return quoted_ != 0 && quotedPacket_ == registry_.hub(Hub::ipv6); }

  /// Offsets of nodes added while it lives count in another source.
  class In {
   public:
    In(Walk& w, Source source) noexcept : w_(w), before_(w.source_) { w_.source_ = source; }
    ~In() { w_.source_ = before_; }
    In(const In&) = delete;
    In& operator=(const In&) = delete;

   private:
    Walk& w_;
    Source before_;
  };
  /// The same for the reassembled datagram.
  class Reassembled : public In {
   public:
    explicit Reassembled(Walk& w) noexcept : In(w, Source::reassembled) {}
  };
  [[nodiscard]] Source source() const noexcept { return source_; }

  /// Hands each message that ends in this segment to its protocol, and the beginning of one that goes on. `payload` stands
  /// at the segment's first payload byte. True where a message ended.
  bool messages(const Cursor& payload) {
    if (quoted_ != 0) return false;
    const StreamView& stream = context_.stream;
    const Cursor together{stream.bytes, stream.bytes.size()};
    const auto layer = [this](ProtocolId id) { summary_.stack.push(id); };
    forEachCall(stream, registry_, layer, [&](const MessageView& m) {
      const Source before = source_;
      if (m.together) source_ = Source::stream;
      Cursor c = (m.together ? together : payload).fork();
      if (c.skip(m.at)) message(m, c.sub(m.length));
      source_ = before;
      ++messages_;
    });
    if (stream.messages.empty() && stream.begun.protocol != ProtocolId::none) begun(stream, payload);
    return !stream.messages.empty();
  }
  /// What the protocol of the current message was told about the connection; its handoff is the lower half.
  [[nodiscard]] std::uint64_t facts() const noexcept { return facts_; }
  /// Messages of this packet before the current one.
  [[nodiscard]] unsigned messagesBefore() const noexcept { return messages_; }
  /// The current message's place among those of its connection; null where that was not worked out.
  [[nodiscard]] const MessageLink* messageLink() const noexcept {
    const MessageLinks* const e = context_.stream.links.get();
    return e != nullptr && messages_ < e->all.size() ? &e->all[messages_] : nullptr;
  }
  /// The current message is not over in this packet: there is no more to be done than to say in the line of the list
  /// what it is.
  [[nodiscard]] bool onlyBegun() const noexcept { return begun_; }

  /// Called by the current protocol: this packet asks something, or answers, by a number.
  void exchange(std::uint32_t number, bool answer) noexcept {
    if (quoted_ == 0) summary_.exchange = {std::uint64_t{static_cast<std::uint8_t>(protocol_)} << 32 | number | kIsExchange, answer};
  }

  /// Records why reading stopped; only a packet's first stop is kept. Called by the walk for each layer's cursor.
  /// A quote ends where its sender chose, so that only a cut capture counts there; it is put down to the quoted packet.
  void stopped(const StopInfo& stop) noexcept {
    if (stop.why == Stop::none || stop.why == Stop::needMore || summary_.stop.why != Stop::none) return;
    if (quoted_ != 0 && stop.why != Stop::cut) return;
    summary_.stop = stop;
    summary_.stopIn = quoted_ != 0 && quotedPacket_ != ProtocolId::none ? quotedPacket_ : protocol_;
  }

  // ---- conversations that were announced ----

  /// Called by the current protocol: the receiver of this packet will answer its sender from a port that nobody knows
  /// yet, in the same protocol.
  void announceReplies() noexcept {
    if (quoted_ == 0) summary_.announces = protocol_;
  }
  /// Hands `c` to the protocol that an earlier packet announced for this conversation. False where there is none.
  bool nextAnnounced(const Cursor& c, std::uint32_t handoff = 0) {
    if (quoted_ != 0) return false;
    const ProtocolId id = context_.flow.known             ? context_.flow.application
                          : context_.expectations != nullptr ? context_.expectations->find(summary_)
                                                             : ProtocolId::none;
    if (id == ProtocolId::none) return false;
    summary_.application = id;
    enter(id, c, handoff);
    return true;
  }

  // ---- line of the list ----

  /// Null where no line is wanted, and within quotes: a constant for SummarySink, so that code behind it folds away.
  RowText* row() noexcept {
    if constexpr (Sink::kRow)
      return quoted_ == 0 ? sink_.row() : nullptr;
    else
      return nullptr;
  }
  /// Sets the Protocol column.
  void column(std::string_view protocol) {
    if (RowText* r = row()) r->protocol = protocol;
  }
  /// What stands in the Info column now stays in front of whatever comes.
  void fenceInfo() {
    if (RowText* r = row()) r->fence = r->info.size();
  }
  /// Replaces the Info column, up to its fence, by what `make(TextOut&)` writes.
  template <class Make>
  void info(Make&& make) {
    if (RowText* r = row()) {
      r->info.resize(r->fence);
      TextOut out{r->info};
      make(out);
    }
  }
  /// Adds to the Info column.
  template <class Make>
  void moreInfo(Make&& make) {
    if (RowText* r = row()) {
      TextOut out{r->info};
      make(out);
    }
  }

  // ---- fields (used through the free functions below) ----

  [[nodiscard]] FieldId idOf(std::uint16_t index) const noexcept {
    return static_cast<FieldId>(fieldBase_ + index);
  }
  NodeId addNode(std::uint16_t index, std::uint32_t offset, std::uint32_t length, std::uint64_t value) {
    if constexpr (kFields) {
      const FieldId id = idOf(index);
      if (!sink_.wants(id)) return last_ = kNoNode;
      FieldNode n;
      n.field = id;
      n.source = source_;
      n.parent = parent_;
      n.offset = offset;
      n.length = asCaptured(offset, length);
      n.value = value;
      return last_ = sink_.tree.add(n);
    } else {
      return kNoNode;
    }
  }
  /// Called for each note that says that bytes break the rules of their protocol.
  void breaksRules() noexcept { ++brokenRules_; }
  [[nodiscard]] unsigned brokenRules() const noexcept { return brokenRules_; }
  NodeId parent() const noexcept { return parent_; }
  void parent(NodeId id) noexcept { parent_ = id; }
  [[nodiscard]] NodeId lastNode() const noexcept { return last_; }
  [[nodiscard]] NodeId layerNode() const noexcept { return layer_; }

 private:
  using Step = void (*)(Walk&, Cursor&);

  static void put(Address& to, AddressKind kind, const std::uint8_t* bytes) noexcept {
    to.kind = kind;
    std::memcpy(to.bytes.data(), bytes, lengthOf(kind));
  }

  static Step stepOf(const Protocol& p) noexcept {
    if constexpr (std::is_same_v<Sink, SummarySink>) return p.summary;
    else if constexpr (std::is_same_v<Sink, RowSink>) return p.row;
    else return p.tree;
  }

  /// A heading may span what its length promises; the node covers what is there.
  [[nodiscard]] std::uint32_t asCaptured(std::uint32_t offset, std::uint32_t length) const noexcept {
    const std::size_t size = sink_.tree.source(source_).size();
    return offset >= size ? 0u : static_cast<std::uint32_t>(std::min<std::size_t>(length, size - offset));
  }

  void closeLayer(std::uint32_t end) {
    if (layer_ == kNoNode || layerClosed_) return;
    layerClosed_ = true;
    FieldNode& n = sink_.tree[layer_];
    if (end >= n.offset) n.length = end - n.offset;
  }

  void message(const MessageView& m, const Cursor& c) {
    if constexpr (kFields) {
      if (m.carrier != ProtocolId::none) carrierNode(m.carrier, c.offset());
    }
    facts_ = m.facts;
    enter(m.protocol, c, static_cast<std::uint32_t>(m.facts), false);
  }

  /// The protocol around a message has no bytes here; filters find it.
  void carrierNode(ProtocolId id, std::uint32_t offset) {
    const std::uint16_t base = fieldBase_;
    const NodeId parent = parent_;
    fieldBase_ = registry_.fieldBase(id);
    parent_ = rootParent_;
    const NodeId node = addNode(0, offset, 0, 0);
    if (node != kNoNode) sink_.tree[node].hidden = true;
    fieldBase_ = base;
    parent_ = parent;
  }

  void begun(const StreamView& stream, const Cursor& payload) {
    Cursor c = stream.begunBytes.empty() ? payload.fork() : Cursor{stream.begunBytes, stream.begunBytes.size()};
    if (stream.begunBytes.empty() && !c.skip(stream.begun.at)) return;
    const Protocol& p = registry_.protocol(stream.begun.protocol);
    begun_ = true;
    facts_ = stream.begun.facts;
    if (p.stream->layerFromStart) {
      message(stream.begun, c);
    } else if (row() != nullptr) {
      const std::uint32_t before = handoff_;
      handoff_ = static_cast<std::uint32_t>(stream.begun.facts);
      stepOf(p)(*this, c);
      handoff_ = before;
    }
    begun_ = false;
  }

  /// `push`: it is a layer of the packet's stack, and not one that stands there already.
  void enter(ProtocolId id, Cursor c, std::uint32_t handoff, bool push = true) {
    if (depth_ == kMaxDepth) {
      stopped({Stop::malformed, c.offset(), 0, 0});
      return;
    }
    const Protocol& p = registry_.protocol(id);
    const ProtocolId parentProtocol = protocol_;
    const std::uint32_t parentHandoff = handoff_;
    protocol_ = id;
    handoff_ = handoff;
    ++depth_;
    if (quoted_ != 0 && (id == registry_.hub(Hub::ip) || id == registry_.hub(Hub::ipv6))) quotedPacket_ = id;
    if (push) summary_.stack.push(id);
    if constexpr (kFields) {
      const Frame saved{fieldBase_, parent_, layer_, layerClosed_};
      openLayer(id, c);
      stepOf(p)(*this, c);
      fieldBase_ = saved.fieldBase;
      parent_ = saved.parent;
      layer_ = saved.layer;
      layerClosed_ = saved.layerClosed;
    } else {
      stepOf(p)(*this, c);
    }
    if (!c.ok()) [[unlikely]] stopped(c.stopped());
    --depth_;
    protocol_ = parentProtocol;
    handoff_ = parentHandoff;
  }

  /// Adds the node of a layer that begins at the cursor; the layer it stands in ends there.
  void openLayer(ProtocolId id, const Cursor& c) {
    if (layer_ != kNoNode && sink_.tree[layer_].source == source_) closeLayer(c.offset());
    fieldBase_ = registry_.fieldBase(id);
    parent_ = rootParent_;
    layer_ = addNode(0, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    layerClosed_ = false;
    parent_ = layer_ != kNoNode ? layer_ : rootParent_;
  }

  struct Frame {
    std::uint16_t fieldBase;
    NodeId parent, layer;
    bool layerClosed;
  };

  const Registry& registry_;
  const PacketContext& context_;
  PacketSummary& summary_;
  Sink& sink_;
  ProtocolId protocol_ = ProtocolId::none;
  std::uint16_t fieldBase_ = 0;
  std::uint32_t handoff_ = 0;
  unsigned depth_ = 0;
  unsigned quoted_ = 0;
  ProtocolId quotedPacket_ = ProtocolId::none;
  Source source_ = Source::frame;
  NodeId parent_ = kNoNode;
  NodeId rootParent_ = kNoNode;
  NodeId layer_ = kNoNode;
  NodeId last_ = kNoNode;
  bool layerClosed_ = false;
  static constexpr std::uint32_t kUnknown = UINT32_MAX;
  static constexpr std::uint64_t kIsExchange = std::uint64_t{1} << 63;  // so that no key is 0
  std::uint32_t payloadEnd_ = kUnknown;
  std::uint64_t facts_ = 0;
  unsigned messages_ = 0;
  unsigned brokenRules_ = 0;
  bool begun_ = false;
};

/// Walks a whole packet from its link layer on. `summary` and `sink` are cleared first by the caller.
template <class Sink>
void walkPacket(const Registry& registry, const PacketContext& context, PacketSummary& summary, Sink& sink) {
  if constexpr (Sink::kFields) {
    sink.tree.setSource(Source::frame, context.bytes);
    sink.tree.setSource(Source::reassembled, context.reassembly.bytes);
    sink.tree.setSource(Source::stream, context.stream.bytes);
  }
  Walk<Sink> w{registry, context, summary, sink};
  w.next(Hub::frame, Cursor{context.bytes, std::max<std::size_t>(context.wireLen, context.bytes.size())});
}

}  // namespace pw
