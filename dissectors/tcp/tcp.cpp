#include "dissectors/tcp/tcp.h"

#include "core/walk/walk.h"
#include "dissectors/ip/transport_checksum.h"
#include "dissectors/tcp/tcp_analysis.h"
#include "dissectors/tcp/tcp_fields.h"
#include "dissectors/tcp/tcp_options.h"

namespace pw::tcp {

namespace {

constexpr unsigned kMinHeader = 20;
constexpr std::uint8_t kIpProtocol = 6;
namespace flag {
constexpr unsigned kFin = 0x01, kSyn = 0x02, kRst = 0x04, kPsh = 0x08, kAck = 0x10, kUrg = 0x20, kEce = 0x40,
                   kCwr = 0x80, kAe = 0x100,
                   kAce = kEce | kCwr | kAe, kReserved = 0xe00;
}

/// "SYN, ACK": in the order that Wireshark lists them.
void flagNames(TextOut& t, unsigned flags, bool accEcn = false) {
  constexpr std::pair<unsigned, std::string_view> kNames[] = {
      {flag::kFin, "FIN"}, {flag::kSyn, "SYN"}, {flag::kRst, "RST"}, {flag::kPsh, "PSH"}, {flag::kAck, "ACK"},
      {flag::kUrg, "URG"}, {flag::kEce, "ECE"}, {flag::kCwr, "CWR"}, {flag::kAe, "AE"}, {flag::kReserved, "Reserved"}};
  if (flags == 0) {
    t.add("<None>");
    return;
  }
  const unsigned ace = flags >> 6 & 7;
  if (accEcn) flags &= ~flag::kAce;
  bool first = true;
  for (const auto& [bit, name] : kNames) {
    if ((flags & bit) == 0) continue;
    if (!first) t.add(", ");
    t.add(name);
    first = false;
  }
  if (accEcn) t.add(first ? "ACE=" : ", ACE=").dec(ace);
}

/// One letter or dot a flag, from the reserved bits down, as tcp.flags.str.
void flagLetters(TextOut& t, unsigned flags) {
  constexpr std::string_view kLetters = "RRRACEUAPRSF";
  for (unsigned i = 0; i < 12; ++i) {
    if ((flags >> (11 - i) & 1) != 0) t.add(kLetters[i]);
    else t.add("\xc2\xb7");
  }
}

template <class Sink>
bool countsMarks(Walk<Sink>& w, unsigned flags) {
  return w.context().flow.accEcn && !w.inQuote() && (flags & flag::kSyn) == 0;
}

/// What the flags do to the conversation.
template <class Sink>
void steps(Walk<Sink>& w, std::uint32_t at, unsigned flags) {
  if ((flags & flag::kSyn) != 0)
    (flags & flag::kAck) != 0 ? note<F::connectionSynAck>(w, at, 1) : note<F::connectionSyn>(w, at, 1);
  if ((flags & flag::kFin) != 0) {
    note<F::connectionFin>(w, at, 1);
    const unsigned step = w.context().analysis.marks.closeStep();
    if (step == 1) note<F::connectionFinActive>(w, at, 1);
    if (step == 3) note<F::connectionFinPassive>(w, at, 1);
  }
  if ((flags & flag::kRst) != 0) note<F::connectionRst>(w, at, 1);
}

template <class Sink>
void flagFields(Walk<Sink>& w, std::uint32_t at, std::uint16_t raw) {
  if constexpr (Sink::kFields) {
    const unsigned flags = raw & 0xfffu;
    const NodeId node = add<F::flags>(w, at, 2, flags);
    label(w, node, [&](TextOut& t) {
      t.add("Flags: ").hex0x(flags, 3).add(" (");
      flagNames(t, flags, countsMarks(w, flags));
      t.add(')');
    });
    Under<Sink> under{w, node};
    bits<F::reserved>(w, at, 1, flags);
    bits<F::ae>(w, at, 1, flags);
    bits<F::cwr>(w, at + 1, 1, flags);
    bits<F::ece>(w, at + 1, 1, flags);
    if (countsMarks(w, flags)) addGenerated<F::ace>(w, at, 2, flags >> 6 & 7);
    bits<F::urg>(w, at + 1, 1, flags);
    bits<F::ackFlag>(w, at + 1, 1, flags);
    bits<F::push>(w, at + 1, 1, flags);
    bits<F::reset>(w, at + 1, 1, flags);
    bits<F::syn>(w, at + 1, 1, flags);
    bits<F::fin>(w, at + 1, 1, flags);
    if (!w.inQuote()) steps(w, at + 1, flags);
    std::string letters;
    TextOut t{letters};
    flagLetters(t, flags);
    const NodeId text = addText<F::flagsText>(w, at, 2, letters);
    if (text != kNoNode) w.sink().tree[text].generated = true;
  }
}

/// The window in bytes, scaled where the opening told how. RFC 7323 §2.2: a SYN's window is never scaled.
struct WindowSize {
  std::uint32_t bytes = 0;
  std::int32_t factor = -1;  ///< -1: not known, -2: not used
};

WindowSize windowOf(const TcpSummary& t, const FlowFacts& flow) {
  const std::uint8_t scale = flow.known ? flow.scale[flow.direction] : FlowFacts::kUnknownScale;
  if ((t.flags & flag::kSyn) != 0) return {t.window, -1};
  if (scale == FlowFacts::kUnknownScale) return {t.window, -1};
  if (scale == FlowFacts::kNoScale) return {t.window, -2};
  return {std::uint32_t{t.window} << scale, std::int32_t{1} << scale};
}

struct Tcp {
  /// Numbers relative to the start of the conversation, for people.
  struct Relative {
    std::uint32_t seq = 0, ack = 0;
  };

  template <class Sink>
  static Relative relative(Walk<Sink>& w, const TcpSummary& t) {
    const FlowFacts& flow = w.context().flow;
    if (!flow.known || w.inQuote()) return {t.seq, t.ack};
    const unsigned d = flow.direction;
    Relative r{t.seq, t.ack};
    if (flow.hasBase[d]) r.seq -= flow.baseSeq[d];
    if (flow.hasBase[d ^ 1u] && (t.flags & flag::kAck) != 0) r.ack -= flow.baseSeq[d ^ 1u];
    return r;
  }

  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const Cursor start = c;
    const std::uint16_t src = read<F::srcPort>(w, c);
    const std::uint16_t dst = read<F::dstPort>(w, c);
    if (!c.ok()) return;
    w.column("TCP");
    addHidden<F::port>(w, start.offset(), 2, src);
    addHidden<F::port>(w, start.offset() + 2, 2, dst);
    const bool outer = !w.inQuote();
    w.info([&](TextOut& t) {
      if (outer) Analysis<Sink>{w}.words(t);
    });
    if (outer) w.fenceInfo();
    w.moreInfo([&](TextOut& t) {
      t.dec(src).add(" → ").dec(dst);
    });
    PacketSummary& s = w.summary();
    if (outer) {
      s.transport = Transport::tcp;
      s.srcPort = src;
      s.dstPort = dst;
    }
    TcpSummary quoted;
    TcpSummary& t = outer ? s.tcp : quoted;
    t = {};
    header(w, c, start, t, src, dst);
  }

  template <class Sink>
  static void header(Walk<Sink>& w, Cursor& c, const Cursor& start, TcpSummary& t, std::uint16_t src,
                     std::uint16_t dst) {
    const std::uint32_t at = c.offset();
    t.seq = c.u32();
    if (!c.ok()) return;
    // An error message over IPv4 quotes but eight bytes: this number is all there is.
    if (w.inQuote() && c.left() < 12) add<F::seq>(w, at, 4, t.seq);
    t.ack = c.u32();
    const std::uint16_t word = c.u16();
    if (Cursor ahead = c; c.ok() && !ahead.skip(sizeof t.window)) c.adopt(ahead);  // a header cut here tells nothing
    if (!c.ok()) return;
    w.quotedPorts(Transport::tcp, src, dst);
    t.flags = word & 0xfff;
    const unsigned headerLength = (word >> 12) * 4u;
    const std::size_t segment = start.wireLeft();
    const bool bogus = headerLength < kMinHeader || headerLength > segment;
    const auto length = bogus ? 0u : static_cast<std::uint32_t>(segment - headerLength);
    const Relative r = relative(w, t);
    const bool fits = headerLength <= segment;
    numbers(w, at, t, r, fits, fits ? static_cast<std::uint32_t>(segment - headerLength) : 0u);
    const bool piece = (w.summary().hasFragment && w.source() == Source::frame) || w.inQuote();  // of unknown length
    if (!fits && !piece) note<F::shortSegment>(w, at, 0);
    if (headerLength < kMinHeader) {
      headerLengthField(w, at + 8, headerLength);
    } else {
      if constexpr (Sink::kFields) behind(w, at, t, r, length, bogus);
      headerLengthField(w, at + 8, headerLength);
      flagFields(w, at + 8, word);
    }
    w.moreInfo([&](TextOut& o) {
      o.add(" [");
      flagNames(o, t.flags, countsMarks(w, t.flags));
      o.add(']');
    });
    if (bogus) note<F::bogusHeaderLength>(w, at + 8, 1);
    layerLabel(w, [&](TextOut& o) {
      o.add("Transmission Control Protocol, Src Port: ").dec(src).add(", Dst Port: ").dec(dst);
      o.add(", Seq: ").dec(r.seq);
      if ((t.flags & flag::kAck) != 0) o.add(", Ack: ").dec(r.ack);
      o.add(", Len: ").dec(length);
    });
    afterFlags(w, c, start, t, r, headerLength, length);
  }

  /// Window to payload.
  template <class Sink>
  static void afterFlags(Walk<Sink>& w, Cursor& c, const Cursor& start, TcpSummary& t, const Relative& r,
                         unsigned headerLength, std::uint32_t length) {
    const std::uint32_t windowAt = c.offset();
    t.window = read<F::windowValue>(w, c);
    if (!c.ok()) return;
    windowFields(w, windowAt, t);
    w.moreInfo([&](TextOut& o) {
      o.add(" Seq=").dec(r.seq);
      if ((t.flags & flag::kAck) != 0) o.add(" Ack=").dec(r.ack);
      o.add(" Win=").dec(windowOf(t, w.context().flow).bytes);
      if (headerLength < kMinHeader)
        o.add(", bogus TCP header length (").dec(headerLength).add(", must be at least 20)");
    });
    if (headerLength < kMinHeader) return;  // nothing says where the payload begins
    checksum(w, c, start);
    urgent(w, c, t);
    if (headerLength <= start.wireLeft()) w.moreInfo([&](TextOut& o) { o.add(" Len=").dec(length); });
    if (!c.ok()) return;
    // Known even where the capture kept too little to see the options.
    if (headerLength <= start.wireLeft() && !w.inQuote()) {
      w.summary().payloadAt = start.offset() + headerLength;
      w.summary().payloadLength = length;
    }
    if (headerLength > kMinHeader) {
      const unsigned n = headerLength - kMinHeader;
      Cursor options = c.fork();
      options.limit(n);
      Under<Sink> all{w, optionsNode(w, options)};
      Options<Sink>{w, options, t}.walk();
      if (!c.skip(n)) return;
    }
    if (!w.inQuote()) Analysis<Sink>{w}.fields(start.offset());
    payload(w, c, t, length);
  }

  template <class Sink>
  static void numbers(Walk<Sink>& w, std::uint32_t at, const TcpSummary& t, const Relative& r, bool hasLength,
                      std::uint32_t length) {
    if constexpr (Sink::kFields) {
      const FlowFacts& flow = w.context().flow;
      if (flow.known) addGenerated<F::stream>(w, at, 0, flow.stream);
      if (!w.inQuote()) Analysis<Sink>{w}.completeness(at);
      if (hasLength && !w.inQuote()) addGenerated<F::length>(w, at + 8, 1, length);
      const NodeId seq = add<F::seq>(w, at, 4, r.seq);
      if (flow.known)
        label(w, seq, [&](TextOut& o) { o.add("Sequence Number: ").dec(r.seq).add("    (relative sequence number)"); });
      if (!w.inQuote() || w.quotesIpv6()) add<F::seqRaw>(w, at, 4, t.seq);
    }
  }

  /// What follows from the numbers; not for a header too short to hold them.
  template <class Sink>
  static void behind(Walk<Sink>& w, std::uint32_t at, const TcpSummary& t, const Relative& r, std::uint32_t length,
                     bool bogus) {
    const std::uint32_t extra = ((t.flags & flag::kSyn) != 0 ? 1u : 0u) + ((t.flags & flag::kFin) != 0 ? 1u : 0u);
    if (!bogus) addGenerated<F::nextSeq>(w, at, 0, std::uint32_t{r.seq + length + extra});
    const NodeId ack = add<F::ack>(w, at + 4, 4, r.ack);
    if (w.context().flow.known && (t.flags & flag::kAck) != 0)
      label(w, ack, [&](TextOut& o) { o.add("Acknowledgment Number: ").dec(r.ack).add("    (relative ack number)"); });
    add<F::ackRaw>(w, at + 4, 4, t.ack);
    if (t.ack != 0 && (t.flags & flag::kAck) == 0) note<F::ackWithoutFlag>(w, at + 4, 4);
  }

  template <class Sink>
  static void headerLengthField(Walk<Sink>& w, std::uint32_t at, unsigned length) {
    const NodeId node = add<F::hdrLen>(w, at, 1, length);
    label(w, node, [&](TextOut& o) {
      for (unsigned bit = 4; bit-- > 0;) o.add((length / 4 >> bit & 1) != 0 ? '1' : '0');
      o.add(" .... = Header Length: ").dec(length).add(" bytes (").dec(length / 4).add(')');
    });
  }

  template <class Sink>
  static void windowFields(Walk<Sink>& w, std::uint32_t at, const TcpSummary& t) {
    if constexpr (Sink::kFields) {
      const WindowSize size = windowOf(t, w.context().flow);
      addGenerated<F::window>(w, at, 2, size.bytes);
      if ((t.flags & flag::kSyn) != 0) return;
      const NodeId node = addGenerated<F::windowFactor>(w, at, 2, static_cast<std::uint32_t>(size.factor));
      label(w, node, [&](TextOut& o) {
        o.add("Window size scaling factor: ").sdec(size.factor);
        if (size.factor == -1) o.add(" (unknown)");
        if (size.factor == -2) o.add(" (no window scaling used)");
      });
    }
  }

  template <class Sink>
  static void checksum(Walk<Sink>& w, Cursor& c, const Cursor& start) {
    const std::uint32_t at = c.offset();
    const std::uint16_t v = c.u16();
    if constexpr (Sink::kFields) {
      if (!c.ok()) return;
      const auto check = ip::verifyTransport(w, start.peekRest(), start.wireLeft(), kIpProtocol, v);
      const NodeId node = add<F::checksum>(w, at, 2, v);
      label(w, node, [&](TextOut& o) { ip::checksumLine(o, v, check); });
      if (check.status == ip::ChecksumStatus::bad) {
        w.summary().checksumBad = true;
        Under<Sink> under{w, node};
        note<F::badChecksum>(w, at, 2);
        addGenerated<F::checksumCalculated>(w, at, 2, check.expected);
      }
      addGenerated<F::checksumStatus>(w, at, 0, static_cast<std::uint8_t>(check.status));
    }
  }

  template <class Sink>
  static void urgent(Walk<Sink>& w, Cursor& c, const TcpSummary& t) {
    const std::uint32_t at = c.offset();
    const std::uint16_t pointer = read<F::urgentPointer>(w, c);
    if (!c.ok()) return;
    if ((t.flags & flag::kUrg) != 0) w.moreInfo([&](TextOut& o) { o.add(" Urg=").dec(pointer); });
    else if (pointer != 0) note<F::urgentWithoutFlag>(w, at, 2);
  }

  template <class Sink>
  static NodeId optionsNode(Walk<Sink>& w, const Cursor& options) {
    const auto n = static_cast<std::uint32_t>(options.left());
    const NodeId node = add<F::options>(w, options.offset(), n, 0);
    label(w, node, [&](TextOut& o) { o.add("Options: (").dec(options.wireLeft()).add(" bytes)"); });
    return node;
  }

  template <class Sink>
  static void payload(Walk<Sink>& w, Cursor& c, const TcpSummary& t, std::uint32_t length) {
    if (length == 0) {  // a FIN may end a message
      if (!w.context().stream.messages.empty()) inStream(w, c, length);
      return;
    }
    if constexpr (Sink::kFields) {
      const NodeId node = add<F::payload>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
      label(w, node, [&](TextOut& o) { o.add("TCP payload (").dec(length).add(length == 1 ? " byte)" : " bytes)"); });
    }
    if ((t.flags & flag::kRst) == 0 && c.left() > 0) {
      if (inStream(w, c, length) || subProtocol(w, c)) return;
    }
    w.data(c);
  }

  /// A segment of a stream whose messages are put together: those that end here, or a word that there will be one.
  template <class Sink>
  static bool inStream(Walk<Sink>& w, const Cursor& c, std::uint32_t length) {
    const StreamView& stream = w.context().stream;
    if (!stream.known || w.inQuote()) return false;
    w.layerEnds(c.offset());
    reassembly(w);
    ownPart(w, c);
    const bool any = w.messages(c);
    if (stream.pending && !any) {
      if (length != 0) segmentData(w, c);
      w.column("TCP");
      const bool bare = w.row() != nullptr && w.row()->info.empty();
      w.moreInfo([&](TextOut& o) { o.add(bare ? "[" : " [").add("TCP segment of a reassembled PDU]"); });
    } else if (stream.pending && length != 0) {
      tail(w, c);
    } else if (length != 0 && !any && w.context().analysis.marks.isRepeat()) {
      segmentData(w, c, "Retransmitted TCP segment data");
    }
    return true;
  }

  template <class Sink>
  static void segmentData(Walk<Sink>& w, const Cursor& c, std::string_view what = "TCP segment data") {
    if constexpr (Sink::kFields) {
      const auto n = static_cast<std::uint32_t>(c.left());
      const NodeId node = add<F::segmentData>(w, c.offset(), n, 0);
      label(w, node, [&](TextOut& o) { o.add(what).add(" (").dec(n).add(n == 1 ? " byte)" : " bytes)"); });
    }
  }

  /// What this segment brings of messages that began in others.
  template <class Sink>
  static void ownPart(Walk<Sink>& w, const Cursor& c) {
    if constexpr (Sink::kFields) {
      const StreamView& stream = w.context().stream;
      if (stream.bytes.empty()) return;
      for (const StreamPiece& p : stream.pieces) {
        Cursor part = c.fork();
        if (p.packet == w.context().id && part.skip(p.skip)) segmentData(w, part.sub(p.length));
      }
    }
  }

  /// What follows the last message that ends in this segment: one goes on in the next.
  template <class Sink>
  static void tail(Walk<Sink>& w, const Cursor& c) {
    if constexpr (Sink::kFields) {
      const StreamView& stream = w.context().stream;
      std::size_t from = 0;
      for (const MessageView& m : stream.messages)
        if (!m.together) from = std::max<std::size_t>(from, std::size_t{m.at} + m.length);
      for (const StreamPiece& p : stream.pieces)
        if (p.packet == w.context().id) from = std::max<std::size_t>(from, std::size_t{p.skip} + p.length);
      Cursor rest = c.fork();
      if (rest.skip(from) && rest.left() > 0) segmentData(w, rest);
    }
  }

  /// Which segments the bytes of the messages came in.
  template <class Sink>
  static void reassembly(Walk<Sink>& w) {
    if constexpr (Sink::kFields) {
      const StreamView& stream = w.context().stream;
      if (stream.bytes.empty() || stream.pieces.empty()) return;
      const NodeId node = addGenerated<F::segments>(w, 0, 0, 0);
      label(w, node, [&](TextOut& o) {
        o.dec(stream.pieces.size()).add(" Reassembled TCP Segments (").dec(stream.bytes.size()).add(" bytes)");
      });
      Under<Sink> under{w, node};
      for (const StreamPiece& p : stream.pieces) addGenerated<F::segment>(w, 0, 0, p.packet.value + 1);
      addGenerated<F::segmentCount>(w, 0, 0, stream.pieces.size());
      addGenerated<F::reassembledLength>(w, 0, 0, stream.bytes.size());
    }
  }

  template <class Sink>
  static bool subProtocol(Walk<Sink>& w, Cursor& c) {
    const PacketSummary& s = w.summary();
    if (w.inQuote()) return false;
    const std::uint32_t ports = std::uint32_t{s.srcPort} << 16 | s.dstPort;
    return w.next(Table::tcpPort, std::min(s.srcPort, s.dstPort), c, ports) ||
           w.next(Table::tcpPort, std::max(s.srcPort, s.dstPort), c, ports);
  }
};

constexpr std::array kAttach{Attach{Table::ipProtocol, kIpProtocol}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Tcp, F>("tcp", "TCP", "Transmission Control Protocol", kAttach);

}  // namespace pw::tcp
