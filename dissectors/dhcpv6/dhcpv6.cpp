#include "dissectors/dhcpv6/dhcpv6.h"

#include "core/walk/walk.h"
#include "dissectors/dhcpv6/dhcpv6_options.h"
#include "dissectors/dns/dns_name.h"

namespace pw::dhcpv6 {

namespace {

constexpr unsigned kAdvertise = 2, kReply = 7, kRelayForward = 12, kRelayReply = 13;
/// Levels of messages and options within each other. RFC 8415 §7.6: a message passes at most 8 relays.
constexpr unsigned kMaxDepth = 16;
/// Seconds from 1970 to 2000, from which identifiers count (RFC 8415 §11.2).
constexpr std::uint64_t k1970To2000 = 946'684'800;

/// Text that tshark shows for 32 bits of an identifier.
std::string hexText(ByteView bytes, char separator) {
  std::string s;
  TextOut{s}.hexBytes(bytes, separator);
  return s;
}

template <class Sink>
class Message {
 public:
  explicit Message(Walk<Sink>& w) : w_(w) {}

  void walk(Cursor& c, unsigned depth) {
    const std::uint8_t kind = read<F::messageType>(w_, c);
    if (!c.ok()) return;
    w_.moreInfo([&](TextOut& t) {
      const std::string_view name = nameOf(kMessageTypes, kind);
      if (name.empty())
        t.add("Message Type ").dec(kind);
      else
        t.add(name);
      t.add(' ');
    });
    fromServer_ = kind == kAdvertise || kind == kReply;
    if (kind == kRelayForward || kind == kRelayReply)
      relay(c);
    else
      transaction(c);
    options(c, depth);
  }

 private:
  void transaction(Cursor& c) {
    const std::uint32_t id = read<F::transactionId>(w_, c);
    if (c.ok()) w_.moreInfo([&](TextOut& t) { t.add("XID: ").hex0x(id, 6).add(' '); });
  }

  void relay(Cursor& c) {
    read<F::hopCount>(w_, c);
    const ByteView link = readBytes<F::linkAddress>(w_, c, 16);
    readBytes<F::peerAddress>(w_, c, 16);
    if (c.ok()) w_.moreInfo([&](TextOut& t) { t.add("L: ").ipv6(link.data()).add(' '); });
  }

  void options(Cursor& c, unsigned depth) {
    while (c.more()) option(c, depth);
  }

  void option(Cursor& c, unsigned depth) {
    const NodeId node = add<F::option>(w_, c.offset(), 0, 0);
    Under<Sink> under{w_, node};
    const std::uint16_t code = read<F::optionType>(w_, c);
    if (!c.ok()) return;
    label(w_, node, [&](TextOut& t) {
      const std::string_view name = nameOf(kOptions, code);
      if (name.empty())
        t.add("DHCP option ").dec(code);
      else
        t.add(name);
    });
    const std::uint16_t length = read<F::optionLength>(w_, c);
    if (!c.ok()) return;
    Cursor body = c.sub(length);
    if (depth == kMaxDepth)
      note<F::tooDeep>(w_, body.offset(), 0);
    else if (const Layout* l = layoutOf(code))
      form(*l, body);
    else if (!special(code, body, depth))
      fits_ = true;
    if (!fits_) note<F::malformed>(w_, body.offset(), 0);
    fits_ = true;
    if (body.more()) readBytes<F::optionData>(w_, body, body.wireLeft());
    c.adopt(body);
    under.endsAt(c.offset());
  }

  /// False, and nothing read, where fewer bytes are left than the option needs.
  bool has(const Cursor& c, std::size_t n) {
    if (c.wireLeft() < n) fits_ = false;
    return fits_;
  }

  void form(const Layout& l, Cursor& c) {
    const FieldDef& d = kFields[static_cast<std::size_t>(l.field)];
    switch (l.form) {
      case Form::number:
      case Form::seconds:
        if (has(c, widthOf(d.kind))) number(l.field, c);
        break;
      case Form::address6:
        if (has(c, 16)) bytes(l.field, c, 16);
        break;
      case Form::addresses:
      case Form::numbered:
        for (unsigned i = 1; c.more() && has(c, 16); ++i) {
          const NodeId node = bytes(l.field, c, 16);
          if (l.form == Form::numbered) countedLine(node, d, i);
        }
        break;
      case Form::names:
        while (c.more()) name(l.field, c);
        break;
      case Form::text:
      case Form::bytes:
        if (c.wireLeft() > 0) bytes(l.field, c, c.wireLeft());
        break;
    }
  }

  void countedLine(NodeId node, const FieldDef& d, unsigned i) {
    if constexpr (Sink::kFields) {
      if (node == kNoNode) return;
      const ByteView v = w_.sink().tree.bytes(w_.sink().tree[node]);
      label(w_, node, [&](TextOut& t) {
        t.add(' ').dec(i).add(' ').add(d.label).add(": ");
        if (v.size() == 16) t.ipv6(v.data());
      });
    }
  }

  NodeId put(F f, std::uint32_t at, std::size_t length, std::uint64_t value) {
    return w_.addNode(static_cast<std::uint16_t>(f), at, static_cast<std::uint32_t>(length), value);
  }
  void number(F f, Cursor& c) {
    const unsigned width = widthOf(kFields[static_cast<std::size_t>(f)].kind);
    const std::uint32_t at = c.offset();
    const std::uint64_t v = c.beN(width);
    if (c.ok()) put(f, at, width, v);
  }
  NodeId bytes(F f, Cursor& c, std::size_t n) {
    const std::uint32_t at = c.offset();
    c.bytes(n);
    return c.ok() ? put(f, at, n, 0) : kNoNode;
  }

  /// 32 bits of seconds, of which all ones mean for ever (RFC 8415 §7.7).
  template <auto Field>
  void seconds(Cursor& c) {
    const std::uint32_t v = read<Field>(w_, c);
    if (!c.ok() || v != UINT32_MAX) return;
    label(w_, w_.lastNode(), [](TextOut& t) { t.add(kDef<Field>.label).add(": infinity"); });
  }

  /// With a dot at its end; a name without end mark is a part of one (RFC 4704 §4.2) and has none.
  void name(F f, Cursor& c) {
    const std::uint32_t at = c.offset();
    dns::Name name;
    const Cursor none;
    if (!dns::readName<Sink::kFields>(c, none, name, true)) return;
    if constexpr (Sink::kFields) {
      const std::uint32_t length = c.offset() - at;
      const bool ended = length > 0 && w_.sink().tree.source(w_.source())[c.offset() - 1] == 0;
      std::string text;
      TextOut t{text};
      name.printTo(t);
      if (ended) t.add('.');
      const NodeId node = put(f, at, length, 0);
      if (node == kNoNode) return;
      std::string& all = w_.sink().tree.text();
      FieldNode& n = w_.sink().tree[node];
      n.ownText = true;
      n.value = std::uint64_t{all.size()} << 32 | text.size();
      all.append(text);
    }
  }

  bool special(unsigned code, Cursor& c, unsigned depth) {
    switch (code) {
      case option::kClientId:
      case option::kServerId:
      case option::kRelayId: duid(c, code == option::kClientId); return true;
      case option::kNonTemporary:
      case option::kPrefixDelegation:
        if (!has(c, 12)) return true;
        identity<F::iaid>(c);
        seconds<F::t1>(c);
        seconds<F::t2>(c);
        options(c, depth + 1);
        return true;
      case option::kTemporary:
        if (!has(c, 4)) return true;
        identity<F::iata>(c);
        options(c, depth + 1);
        return true;
      case option::kAddress: address(c, depth); return true;
      case option::kPrefix: prefix(c, depth); return true;
      case option::kClientData: options(c, depth + 1); return true;
      case option::kRelayMessage: inner(c, depth); return true;
      default: return other(code, c, depth);
    }
  }

  bool other(unsigned code, Cursor& c, unsigned depth) {
    switch (code) {
      case option::kRequest:
      case option::kEcho:
        while (c.more() && has(c, 2)) read<F::requested>(w_, c);
        return true;
      case option::kElapsed: elapsed(c); return true;
      case option::kAuthentication: authentication(c); return true;
      case option::kStatus:
        if (!has(c, 2)) return true;
        read<F::status>(w_, c);
        if (c.more()) readBytes<F::statusText>(w_, c, c.wireLeft());
        return true;
      case option::kUserClass:
        while (c.more()) {
          const std::uint16_t n = read<F::userClassLength>(w_, c);
          readBytes<F::userClass>(w_, c, n);
        }
        return true;
      case option::kVendorClass: vendorClass(c); return true;
      case option::kVendorSettings: vendorSettings(c); return true;
      case option::kRemoteId:
        if (!has(c, 4)) return true;
        read<F::remoteEnterprise>(w_, c);
        if (c.more()) readBytes<F::remoteId>(w_, c, c.wireLeft());
        return true;
      case option::kClientName: clientName(c); return true;
      case option::kQuery:
        if (!has(c, 17)) return true;
        read<F::queryType>(w_, c);
        readBytes<F::queryLink>(w_, c, 16);
        options(c, depth + 1);
        return true;
      case option::kNtp: ntp(c); return true;
      case option::kExclude:
        if (!has(c, 2)) return true;
        read<F::excludedLength>(w_, c);
        readBytes<F::excludedSubnet>(w_, c, c.wireLeft());
        return true;
      default: return false;
    }
  }

  template <auto Field>
  void identity(Cursor& c) {
    const std::uint32_t at = c.offset();
    const ByteView v = c.bytes(4);
    if constexpr (Sink::kFields) {
      if (c.ok()) addText<Field>(w_, at, 4, hexText(v, 0));
    }
  }

  void duid(Cursor& c, bool inLine) {
    if (!has(c, 2)) return;
    Cursor all = c;
    const ByteView v = readBytes<F::duid>(w_, all, all.wireLeft());
    if (!all.ok()) {
      c.adopt(all);
      return;
    }
    if (inLine) w_.moreInfo([&](TextOut& t) { t.add("CID: ").hexBytes(v).add(' '); });
    const std::uint16_t kind = read<F::duidType>(w_, c);
    switch (kind) {
      case 1:
        if (!has(c, 6)) return;
        read<F::duidTimedHardware>(w_, c);
        duidTime(c);
        linkText<F::duidTimedLink>(c);
        break;
      case 2:
        if (!has(c, 4)) return;
        read<F::duidEnterprise>(w_, c);
        if (c.more()) readBytes<F::duidIdentifier>(w_, c, c.wireLeft());
        break;
      case 3:
        if (!has(c, 2)) return;
        read<F::duidHardware>(w_, c);
        linkText<F::duidLink>(c);
        break;
      case 4:
        if (has(c, 16)) readBytes<F::duidUuid>(w_, c, 16);
        break;
      default: c.skip(c.wireLeft());  // the identifier is shown already
    }
  }
  void duidTime(Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint64_t v = c.u32();
    if (c.ok()) add<F::duidTime>(w_, at, 4, (v + k1970To2000) * 1'000'000'000);
  }
  template <auto Field>
  void linkText(Cursor& c) {
    const std::uint32_t at = c.offset();
    const ByteView v = c.bytes(c.wireLeft());
    if constexpr (Sink::kFields) {
      if (c.ok() && !v.empty()) addText<Field>(w_, at, static_cast<std::uint32_t>(v.size()), hexText(v, ':'));
    }
  }

  void address(Cursor& c, unsigned depth) {
    if (!has(c, 24)) return;
    const ByteView ip = readBytes<F::address>(w_, c, 16);
    seconds<F::addressPreferred>(c);
    seconds<F::addressValid>(c);
    if (!c.ok()) return;
    w_.moreInfo([&](TextOut& t) { t.add("IAA: ").ipv6(ip.data()).add(' '); });
    options(c, depth + 1);
  }

  void prefix(Cursor& c, unsigned depth) {
    if (!has(c, 25)) return;
    seconds<F::prefixPreferred>(c);
    seconds<F::prefixValid>(c);
    read<F::prefixLength>(w_, c);
    readBytes<F::prefix>(w_, c, 16);
    options(c, depth + 1);
  }

  void inner(Cursor& c, unsigned depth) {
    if (c.wireLeft() == 0) return;
    Under<Sink> under{w_, add<F::message>(w_, c.offset(), static_cast<std::uint32_t>(c.left()), 0)};
    walk(c, depth + 1);
  }

  /// Hundredths of a second on the wire (RFC 8415 §21.9).
  void elapsed(Cursor& c) {
    if (!has(c, 2)) return;
    const std::uint32_t at = c.offset();
    const std::uint32_t ms = c.u16() * 10u;
    if (!c.ok()) return;
    label(w_, add<F::elapsed>(w_, at, 2, ms), [&](TextOut& t) { t.add("Elapsed time: ").dec(ms).add("ms"); });
  }

  void authentication(Cursor& c) {
    if (!has(c, 11)) return;
    read<F::authProtocol>(w_, c);
    read<F::authAlgorithm>(w_, c);
    read<F::authReplay>(w_, c);
    readBytes<F::authCounter>(w_, c, 8);
    if (c.more()) readBytes<F::authInformation>(w_, c, c.wireLeft());
  }

  void vendorClass(Cursor& c) {
    if (!has(c, 4)) return;
    read<F::vendorClassEnterprise>(w_, c);
    while (c.more()) {
      const std::uint16_t n = c.u16();
      if (n > 0) readBytes<F::vendorClass>(w_, c, n);
    }
  }

  void vendorSettings(Cursor& c) {
    if (!has(c, 4)) return;
    read<F::vendorEnterprise>(w_, c);
    while (c.more()) {
      read<F::vendorCode>(w_, c);
      const std::uint16_t n = read<F::vendorLength>(w_, c);
      readBytes<F::vendorData>(w_, c, n);
    }
  }

  void clientName(Cursor& c) {
    if (!has(c, 1)) return;
    const std::uint32_t at = c.offset();
    const std::uint8_t flags = c.u8();
    if (!c.ok()) return;
    {
      Under<Sink> under{w_, add<F::fqdnFlags>(w_, at, 1, flags)};
      if (fromServer_) {
        bits<F::fqdnServerNoServer>(w_, at, 1, flags);
        bits<F::fqdnServerOverride>(w_, at, 1, flags);
        bits<F::fqdnServerServer>(w_, at, 1, flags);
      } else {
        bits<F::fqdnNoServer>(w_, at, 1, flags);
        bits<F::fqdnServer>(w_, at, 1, flags);
      }
    }
    if (c.more()) name(F::clientName, c);
  }

  void ntp(Cursor& c) {
    while (c.more()) {
      const std::uint16_t kind = read<F::ntpType>(w_, c);
      const std::uint16_t n = read<F::ntpLength>(w_, c);
      if (!c.ok()) return;
      Cursor body = c.sub(n);
      if (kind == 1 && n == 16)
        readBytes<F::ntpAddress>(w_, body, 16);
      else if (kind == 2 && n == 16)
        readBytes<F::ntpGroup>(w_, body, 16);
      else if (kind == 3 && n > 0)
        name(F::ntpName, body);
      if (body.more()) readBytes<F::optionData>(w_, body, body.wireLeft());
      c.adopt(body);
    }
  }

  Walk<Sink>& w_;
  bool fromServer_ = false;
  bool fits_ = true;  // false once the option at hand is too short for its kind
};

struct Dhcpv6 {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("DHCPv6");
    w.info([](TextOut&) {});
    Message<Sink>{w}.walk(c, 0);
  }
};

constexpr std::array kAttach{Attach{Table::udpPort, 546}, Attach{Table::udpPort, 547}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Dhcpv6, F>("dhcpv6", "DHCPv6", "DHCPv6", kAttach);

}  // namespace pw::dhcpv6
