// The data of DHCP options.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/dhcp/dhcp_layouts.h"
#include "dissectors/dns/dns_name.h"
#include "dissectors/dns/duration.h"

namespace pw::dhcp {

constexpr const FieldDef& rowOf(F f) { return kFields[static_cast<std::size_t>(f)]; }

/// Reads one option's data from a cursor that ends with it. Adds to `heading` what the option's line tells of
/// it.
template <class Sink>
class OptionData {
 public:
  OptionData(Walk<Sink>& w, Cursor& c, unsigned code, std::string& heading)
      : w_(w), c_(c), code_(code), heading_(heading) {}

  void walk() {
    const std::uint32_t at = c_.offset();
    const NodeId value = add<F::optionValue>(w_, at, static_cast<std::uint32_t>(c_.left()), 0);
    const bool known = layoutOf(kLayouts, code_) != nullptr || special(code_);
    if (const Layout* l = layoutOf(kLayouts, code_))
      known_ = form(*l);
    else if (special(code_))
      one();
    if constexpr (Sink::kFields) {
      if (value != kNoNode && known && known_) w_.sink().tree[value].hidden = true;
      if (known && !known_) note<F::badLength>(w_, at, 0);
    }
    // What no field took; a cut capture shows here too.
    if (c_.ok()) c_.bytes(c_.wireLeft());
  }

 private:
  static constexpr bool special(unsigned code) {
    constexpr unsigned kSpecial[]{option::kVendor,         option::kMessageType,
                                  option::kOverload,       option::kRequestList,
                                  option::kClientId,       option::kUserClass,
                                  option::kSlpAgent,       option::kSlpScope,
                                  option::kFqdn,           option::kAgent,
                                  option::kAuthentication, option::kUndi,
                                  option::kUuid,           option::kCivic,
                                  option::kSearch,         option::kSip,
                                  option::kClasslessRoute, option::kVendorClass,
                                  option::kVendorSettings, option::kRdnss,
                                  option::kLeaseStatus,    option::kPortParameters,
                                  option::kSixRd,          option::kClasslessRouteMicrosoft};
    return std::find(std::begin(kSpecial), std::end(kSpecial), code) != std::end(kSpecial);
  }

  NodeId put(F f, std::uint32_t at, std::size_t length, std::uint64_t value) {
    return w_.addNode(static_cast<std::uint16_t>(f), at, static_cast<std::uint32_t>(length), value);
  }

  /// False where the length does not fit the form.
  bool form(const Layout& l) {
    const std::size_t n = c_.wireLeft();
    const unsigned width = widthOf(rowOf(l.field).kind);
    switch (l.form) {
      case Form::number:
        if (n != width) return false;
        number(l.field);
        return true;
      case Form::numbers:
        while (c_.more() && c_.wireLeft() >= width) number(l.field);
        return n >= width && n % width == 0;
      case Form::seconds:
        if (n != 4) return false;
        seconds(l.field);
        return true;
      case Form::time:
        if (n != 4) return false;
        time(l.field);
        return true;
      case Form::address:
        if (n != 4) return false;
        address(l.field);
        return true;
      case Form::addresses:
        while (c_.ok() && c_.wireLeft() >= 4) number(l.field);
        return n >= 4 && n % 4 == 0;
      case Form::pairs:
        while (c_.ok() && c_.wireLeft() >= 8) {
          number(l.field);
          number(l.second);
        }
        return n >= 8 && n % 8 == 0;
      case Form::text: text(l.field, n); return n > 0;
      case Form::bytes: add8(l.field, n); return true;
    }
    return true;
  }

  void number(F f) {
    const FieldDef& d = rowOf(f);
    const unsigned width = widthOf(d.kind);
    const std::uint32_t at = c_.offset();
    const std::uint64_t v = c_.beN(width);
    if (c_.ok()) put(f, at, width, d.kind == Kind::boolean ? std::uint64_t{v != 0} : v);
  }

  /// One address, told in the option's line too.
  void address(F f) {
    const std::uint32_t at = c_.offset();
    const std::uint32_t v = c_.u32();
    if constexpr (Sink::kFields) {
      if (!c_.ok()) return;
      put(f, at, 4, v);
      TextOut{heading_}.add(" (").ipv4(v).add(')');
    }
  }

  /// "Renewal Time Value: (1800s) 30 minutes"
  void seconds(F f) {
    const std::uint32_t at = c_.offset();
    const std::uint32_t v = c_.u32();
    if constexpr (Sink::kFields) {
      if (!c_.ok()) return;
      const bool isSigned = rowOf(f).kind == Kind::i32;
      const auto s = static_cast<std::int32_t>(v);
      const std::uint64_t value = isSigned ? static_cast<std::uint64_t>(std::int64_t{s}) : v;
      label(w_, put(f, at, 4, value), [&](TextOut& t) {
        t.add(rowOf(f).label).add(": (");
        if (isSigned)
          t.sdec(s).add("s) ");
        else
          t.dec(v).add("s) ");
        const bool negative = isSigned && s < 0;
        if (negative) t.add('-');
        if (!isSigned && v == UINT32_MAX)
          t.add("infinity");
        else
          dns::durationTo(t, negative ? 0u - v : v);
      });
    }
  }

  void time(F f) {
    const std::uint32_t at = c_.offset();
    const std::uint64_t v = c_.u32();
    if (c_.ok()) put(f, at, 4, v * 1'000'000'000);
  }

  /// Characters up to the first zero byte.
  void text(F f, std::size_t n) {
    const std::uint32_t at = c_.offset();
    const ByteView v = c_.bytes(n);
    if constexpr (Sink::kFields) {
      if (c_.ok()) putText(f, at, v);
    }
  }
  void putText(F f, std::uint32_t at, ByteView v) {
    if constexpr (Sink::kFields) {
      const NodeId node = put(f, at, v.size(), 0);
      if (node == kNoNode) return;
      const auto end = std::find(v.begin(), v.end(), std::uint8_t{0});
      if (end == v.end()) return;
      std::string& all = w_.sink().tree.text();
      FieldNode& n = w_.sink().tree[node];
      n.ownText = true;
      n.value = std::uint64_t{all.size()} << 32 | static_cast<std::uint64_t>(end - v.begin());
      all.append(v.begin(), end);
    }
  }

  void add8(F f, std::size_t n) {
    const std::uint32_t at = c_.offset();
    c_.bytes(n);
    if (c_.ok()) put(f, at, n, 0);
  }

  void one() {
    switch (code_) {
      case option::kVendor:
        if (c_.wireLeft() > 0) readBytes<F::vendorValue>(w_, c_, c_.wireLeft());
        break;
      case option::kMessageType: messageType(); break;
      case option::kOverload:
        if (c_.wireLeft() < 1)
          known_ = false;
        else
          read<F::overload>(w_, c_);
        break;
      case option::kRequestList:
        while (c_.more()) requested();
        break;
      case option::kClientId: clientId(); break;
      case option::kUserClass: userClass(); break;
      case option::kSlpAgent:
        read<F::slpAgentMode>(w_, c_);
        while (c_.ok() && c_.wireLeft() >= 4) read<F::slpAgent>(w_, c_);
        break;
      case option::kSlpScope:
        read<F::slpScopeMode>(w_, c_);
        if (c_.ok()) text(F::slpScope, c_.wireLeft());
        break;
      case option::kFqdn: fullName(); break;
      case option::kAgent: agent(); break;
      case option::kAuthentication: authentication(); break;
      case option::kUndi:
        c_.skip(1);
        read<F::undiMajor>(w_, c_);
        read<F::undiMinor>(w_, c_);
        break;
      case option::kUuid:
        c_.skip(1);
        uuid();
        break;
      case option::kCivic: civic(); break;
      default: newer();
    }
  }

  void newer() {
    switch (code_) {
      case option::kSearch: names<F::searchName>(); break;
      case option::kSip:
        if (const std::uint8_t encoding = read<F::sipEncoding>(w_, c_); encoding == 0)
          names<F::sipName>();
        else
          while (c_.ok() && c_.wireLeft() >= 4) read<F::sipAddress>(w_, c_);
        break;
      case option::kClasslessRoute:
      case option::kClasslessRouteMicrosoft:
        while (c_.more()) route();
        break;
      case option::kVendorClass:
        while (c_.more()) {
          read<F::classEnterprise>(w_, c_);
          const std::uint8_t n = read<F::classLength>(w_, c_);
          readBytes<F::classData>(w_, c_, n);
        }
        break;
      case option::kVendorSettings:
        while (c_.more()) {
          read<F::viEnterprise>(w_, c_);
          const std::uint8_t n = read<F::viLength>(w_, c_);
          readBytes<F::viValue>(w_, c_, n);
        }
        break;
      case option::kRdnss: dnsSelection(); break;
      case option::kLeaseStatus:
        read<F::leaseStatus>(w_, c_);
        if (c_.more()) text(F::leaseStatusText, c_.wireLeft());
        break;
      case option::kPortParameters:
        read<F::pskOffset>(w_, c_);
        read<F::psidLength>(w_, c_);
        readBytes<F::psid>(w_, c_, 2);
        break;
      case option::kSixRd:
        read<F::sixRdMask>(w_, c_);
        read<F::sixRdPrefixLength>(w_, c_);
        readBytes<F::sixRdPrefix>(w_, c_, 16);
        while (c_.more()) read<F::sixRdRelay>(w_, c_);
        break;
      default: break;
    }
  }

  void messageType() {
    if (c_.wireLeft() < 1) {
      known_ = false;
      return;
    }
    const std::uint8_t v = read<F::messageType>(w_, c_);
    if constexpr (Sink::kFields) {
      TextOut t{heading_};
      t.add(" (");
      messageTypeTo(t, v);
      t.add(')');
    }
  }

  void requested() {
    const std::uint32_t at = c_.offset();
    const std::uint8_t v = c_.u8();
    if (!c_.ok()) return;
    label(w_, add<F::requestItem>(w_, at, 1, v),
          [&](TextOut& t) { t.add("Parameter Request List Item: (").dec(v).add(") ").add(optionName(v)); });
  }

  /// RFC 2132 §9.14, RFC 4361 §6.1 and, with 17 bytes that start with 0, RFC 4578 §2.3.
  void clientId() {
    const std::size_t n = c_.wireLeft();
    const std::uint32_t at = c_.offset();
    const std::uint8_t kind = c_.u8();
    if (!c_.ok()) return;
    if (kind == 255 && n >= 7) {
      duid();
    } else if (kind == 0 && n == 17) {
      uuid();
    } else if (kind == 0) {
      add<F::clientIdType>(w_, at, 1, kind);
      text(F::clientIdText, c_.wireLeft());
    } else {
      add<F::hardwareType>(w_, at, 1, kind);
      if (kind == 1 && n == 7)
        read<F::mac>(w_, c_);
      else if (c_.more())
        readBytes<F::hardwareAddress>(w_, c_, c_.wireLeft());
    }
  }

  /// Its first three parts have the low byte first.
  void uuid() {
    const std::uint32_t at = c_.offset();
    const ByteView v = c_.bytes(16);
    if constexpr (Sink::kFields) {
      if (!c_.ok()) return;
      constexpr std::uint8_t kOrder[16]{3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
      std::string text;
      for (const std::uint8_t i : kOrder) text.push_back(static_cast<char>(v[i]));
      addText<F::clientIdUuid>(w_, at, 16, text);
    }
  }

  template <F Field>
  void hexText(std::size_t n, char separator) {
    const std::uint32_t at = c_.offset();
    const ByteView v = c_.bytes(n);
    if constexpr (Sink::kFields) {
      if (!c_.ok()) return;
      std::string s;
      TextOut{s}.hexBytes(v, separator);
      addText<Field>(w_, at, static_cast<std::uint32_t>(n), s);
    }
  }

  void duid() {
    hexText<F::clientIdIaid>(4, 0);
    const std::uint16_t kind = read<F::clientIdDuid>(w_, c_);
    if (!c_.ok()) return;
    if (kind == 1) {
      read<F::clientIdTimedHardware>(w_, c_);
      read<F::clientIdTime>(w_, c_);
      if (c_.more()) hexText<F::clientIdLink>(c_.wireLeft(), ':');
    } else if (kind == 2) {
      read<F::clientIdEnterprise>(w_, c_);
      if (c_.more()) readBytes<F::clientId>(w_, c_, c_.wireLeft());
    } else if (kind == 3) {
      read<F::clientIdHardware>(w_, c_);
      if (c_.more()) hexText<F::clientIdLink>(c_.wireLeft(), ':');
    }
  }

  /// Some clients send one text where RFC 3004 wants classes with a length each: lengths that do not fit
  /// tell.
  void userClass() {
    Cursor probe = c_.fork();
    while (probe.more()) {
      const std::uint8_t n = probe.u8();
      if (n == 0 || n > probe.wireLeft()) {
        text(F::userClassText, c_.wireLeft());
        return;
      }
      probe.skip(n);
    }
    for (unsigned i = 0; c_.more(); ++i) {
      const NodeId node = add<F::userClass>(w_, c_.offset(), 0, i);
      label(w_, node, [&](TextOut& t) { t.add("Instance of User Class: [").dec(i).add(']'); });
      Under<Sink> under{w_, node};
      const std::uint8_t n = read<F::userClassLength>(w_, c_);
      readBytes<F::userClassData>(w_, c_, n);
      under.endsAt(c_.offset());
    }
  }

  void fullName() {
    if (c_.wireLeft() < 3) {
      known_ = false;
      return;
    }
    const std::uint32_t at = c_.offset();
    const std::uint8_t flags = c_.u8();
    if (!c_.ok()) return;
    const NodeId node = add<F::fqdnFlags>(w_, at, 1, flags);
    label(w_, node, [&](TextOut& t) {
      constexpr std::pair<unsigned, std::string_view> kNames[]{
          {8, ", Server DDNS"}, {4, ", Encoding"}, {2, ", Server overrides"}, {1, ", Server"}};
      t.add("Flags: ").hex0x(flags, 2);
      for (const auto& [bit, name] : kNames)
        if ((flags & bit) != 0) t.add(name);
    });
    {
      Under<Sink> under{w_, node};
      bits<F::fqdnReserved>(w_, at, 1, flags);
      bits<F::fqdnNoServer>(w_, at, 1, flags);
      bits<F::fqdnEncoding>(w_, at, 1, flags);
      bits<F::fqdnOverride>(w_, at, 1, flags);
      bits<F::fqdnServer>(w_, at, 1, flags);
    }
    read<F::fqdnResult1>(w_, c_);
    read<F::fqdnResult2>(w_, c_);
    if (!c_.more()) return;
    if ((flags & 4) != 0)
      names<F::fqdnName>();
    else
      text(F::fqdnName, c_.wireLeft());
  }

  /// Names as DNS writes them; pointers count from the start of the data (RFC 3397 §2). A partial name at the
  /// end, as RFC 4702 §2.3.1 allows it, needs no end mark.
  template <F Field>
  void names() {
    const Cursor start = c_.fork();
    while (c_.more()) {
      const std::uint32_t at = c_.offset();
      dns::Name name;
      if (!dns::readName<Sink::kFields>(c_, start, name, true)) return;
      if constexpr (Sink::kFields) {
        std::string s;
        TextOut t{s};
        name.printTo(t);
        addText<Field>(w_, at, c_.offset() - at, s);
      }
    }
  }

  void agent() {
    while (c_.more()) {
      const std::uint32_t at = c_.offset();
      const std::uint8_t part = c_.u8();
      if (!c_.ok()) return;
      const NodeId node = add<F::agentPart>(w_, at, 1, part);
      Under<Sink> under{w_, node};
      const std::uint8_t n = read<F::suboptionLength>(w_, c_);
      if (!c_.ok()) return;
      Cursor body = c_.sub(n);
      heading2_.clear();
      OptionData inner{w_, body, 0, heading2_};
      inner.agentPart(part);
      label(w_, node, [&](TextOut& t) {
        const std::string_view name = nameOf(kAgentParts, part);
        t.add("Option 82 Suboption: (")
            .dec(part)
            .add(") ")
            .add(name.empty() ? "Unknown" : name)
            .add(heading2_);
      });
      c_.adopt(body);
      under.endsAt(c_.offset());
    }
  }

  static constexpr unsigned kEnterprisePart = 9;  // RFC 4243

  void agentPart(unsigned part) {
    const std::uint32_t at = c_.offset();
    const NodeId value = add<F::agentValue>(w_, at, static_cast<std::uint32_t>(c_.left()), 0);
    const Layout* l = layoutOf(kAgentLayouts, part);
    const bool fits = l != nullptr && form(*l);
    if constexpr (Sink::kFields) {
      if ((fits || part == kEnterprisePart) && value != kNoNode) w_.sink().tree[value].hidden = true;
      if (l != nullptr && !fits) note<F::badLength>(w_, at, 0);
    }
    if (part == kEnterprisePart) {
      while (c_.more()) {
        read<F::agentEnterprise>(w_, c_);
        const std::uint8_t length = read<F::agentEnterpriseLength>(w_, c_);
        readBytes<F::agentValue>(w_, c_, length);
      }
    }
    if (c_.ok()) c_.bytes(c_.wireLeft());
  }

  void authentication() {
    const std::uint8_t protocol = read<F::authProtocol>(w_, c_);
    std::uint8_t algorithm = 0;
    if (protocol == 1)
      algorithm = read<F::authDelayAlgorithm>(w_, c_);
    else
      read<F::authAlgorithm>(w_, c_);
    read<F::authReplay>(w_, c_);
    read<F::authCounter>(w_, c_);
    if (!c_.more()) return;
    if (protocol == 1 && algorithm == 1 && c_.wireLeft() >= 20) {
      read<F::authSecret>(w_, c_);
      readBytes<F::authHash>(w_, c_, 16);
    } else if (protocol != 1) {
      text(F::authInformation, c_.wireLeft());
    }
  }

  void civic() {
    if (c_.wireLeft() < 3) {
      known_ = false;
      return;
    }
    read<F::civicWhat>(w_, c_);
    text(F::civicCountry, 2);
    while (c_.more()) {
      read<F::civicType>(w_, c_);
      const std::uint8_t n = read<F::civicLength>(w_, c_);
      if (n > 0 && c_.ok()) text(F::civicValue, n);
    }
  }

  /// RFC 3442: the width of the mask, as many bytes of the network as it covers, the router.
  void route() {
    const std::uint32_t at = c_.offset();
    const std::uint8_t width = c_.u8();
    if (!c_.ok()) return;
    if (width > 32) {
      note<F::badMask>(w_, at, 1);
      c_.rest();
      known_ = false;
      return;
    }
    const ByteView network = c_.bytes((width + 7u) / 8u);
    const std::uint32_t router = c_.u32();
    if constexpr (Sink::kFields) {
      if (!c_.ok()) return;
      std::uint32_t address = 0;
      for (std::size_t i = 0; i < 4; ++i) address = address << 8 | (i < network.size() ? network[i] : 0u);
      label(w_, add<F::classlessRoute>(w_, at, c_.offset() - at, 0), [&](TextOut& t) {
        t.add(' ');
        if (width == 0)
          t.add("default");
        else
          t.ipv4(address).add('/').dec(width);
        t.add('-').ipv4(router);
      });
    }
  }

  void dnsSelection() {
    const std::uint32_t at = c_.offset();
    const std::uint8_t word = c_.u8();
    if (!c_.ok()) return;
    bits<F::rdnssReserved>(w_, at, 1, word);
    bits<F::rdnssPreference>(w_, at, 1, word);
    read<F::rdnssPrimary>(w_, c_);
    read<F::rdnssSecondary>(w_, c_);
    names<F::rdnssDomain>();
  }

  Walk<Sink>& w_;
  Cursor& c_;
  unsigned code_;
  std::string& heading_;
  std::string heading2_;
  bool known_ = true;
};

}  // namespace pw::dhcp
