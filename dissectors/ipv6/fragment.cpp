// Fragment header (RFC 8200 §4.5).
#include "core/walk/walk.h"
#include "dissectors/ip/ip_options.h"
#include "dissectors/ipv6/fragment_fields.h"
#include "dissectors/ipv6/ipv6.h"
#include "dissectors/ipv6/next_header.h"

namespace pw::ipv6 {

namespace {

struct Header {
  std::uint8_t next = 0;
  std::uint16_t word = 0;  ///< offset and flags as on the wire
  std::uint32_t id = 0;

  [[nodiscard]] std::uint32_t offset() const { return word & 0xfff8u; }
  [[nodiscard]] bool more() const { return (word & 1) != 0; }
};

template <class Sink>
void describe(Walk<Sink>& w, const Header& h) {
  tell(w, [&](TextOut& t) {
    t.add("IPv6 fragment (off=").dec(h.offset()).add(h.more() ? " more=y" : " more=n");
    t.add(" ident=").hex0x(h.id, 8).add(" nxt=").dec(h.next).add(')');
  });
}

template <class Sink>
void summarize(Walk<Sink>& w, const Cursor& c, const Header& h) {
  PacketSummary& s = w.summary();
  s.hasFragment = true;
  FragmentInfo& f = s.fragment;
  f = {};
  f.src = s.src;
  f.dst = s.dst;
  f.id = h.id;
  // Not part of what tells packets apart, and only the first piece's counts, but here it is needed to go on.
  f.protocol = h.next;
  f.more = h.more();
  f.at = h.offset();
  f.dataAt = c.offset();
  f.length = static_cast<std::uint32_t>(c.wireLeft());
  f.captured = static_cast<std::uint32_t>(c.left());
}

struct Fragment {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    Header h;
    const std::uint32_t at = c.offset();
    h.next = read<FragmentF::next>(w, c);
    read<FragmentF::reserved>(w, c);
    const std::uint32_t wordAt = c.offset();
    h.word = c.u16();
    if (!c.ok()) return;
    const NodeId node = add<FragmentF::offset>(w, wordAt, 2, h.offset() / 8);
    label(w, node, [&](TextOut& t) {
      for (unsigned bit = 16; bit-- > 0;) {
        t.add(bit < 3 ? '.' : (h.word >> bit & 1) != 0 ? '1' : '0');
        if (bit % 4 == 0 && bit != 0) t.add(' ');
      }
      t.add(" = Offset: ").dec(h.offset() / 8).add(" (").dec(h.offset()).add(" bytes)");
    });
    bits<FragmentF::reservedBits>(w, wordAt, 2, h.word);
    bits<FragmentF::more>(w, wordAt, 2, h.word);
    h.id = read<FragmentF::id>(w, c);
    if (!c.ok()) return;
    // RFC 6946: a header that splits nothing is passed over.
    if (h.offset() == 0 && !h.more())
      nextHeader(w, c, h.next, w.handoff());
    else
      piece(w, c, h, at);
  }

  template <class Sink>
  static void piece(Walk<Sink>& w, Cursor& c, const Header& h, std::uint32_t at) {
    const ReassemblyView& r = w.context().reassembly;
    // A first piece that was not captured whole cannot be put together with others, but its headers can be
    // read.
    if (h.offset() == 0 && c.left() < c.wireLeft()) {
      nextHeader(w, c, h.next, w.handoff());
      return;
    }
    const bool first = !w.summary().hasFragment && !w.inQuote() && w.source() == Source::frame;
    if (first) summarize(w, c, h);
    if (first && !r.bytes.empty()) {
      ip::fragmentList<FragmentF::fragments, FragmentF::fragment, FragmentF::fragmentCount,
                       FragmentF::reassembledLength>(w);
      const typename Walk<Sink>::Reassembled inside{w};
      nextHeader(w, Cursor{r.bytes, r.bytes.size()}, h.next, w.handoff());
      return;
    }
    describe(w, h);
    if (first && r.completedIn.valid()) {
      addGenerated<FragmentF::reassembledIn>(w, at, 0, r.completedIn.value + 1ull);
      w.moreInfo([&](TextOut& t) {
        if (r.completedIn != w.context().id)
          t.add(" [Reassembled in #").dec(r.completedIn.value + 1ull).add(']');
      });
    }
    w.data(c);
  }
};

constexpr std::array kAttach{Attach{Table::ipProtocol, kFragmentHeader}};

}  // namespace

constexpr Protocol kFragment =
    protocolOf<Fragment, FragmentF>("ipv6.fraghdr", "IPv6 Fragment", "Fragment Header for IPv6", kAttach);

}  // namespace pw::ipv6
