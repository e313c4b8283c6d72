// The data of a record, by its kind.
#pragma once
#include "dissectors/dns/dns_layouts.h"
#include "dissectors/dns/dns_options.h"

namespace pw::dns {

/// Reads one record's data from a cursor that ends with it. What it tells for the record's heading is in
/// head().
template <class Sink>
class RecordData {
 public:
  /// `whole`: all bytes of the data are there; else the line tells nothing of it.
  RecordData(Reader<Sink>& r, Cursor& c, std::uint16_t recordType, bool whole)
      : r_(r), w_(r.walk()), c_(c), type_(recordType), whole_(whole) {}

  [[nodiscard]] bool toldInLine() const noexcept { return whole_; }

  [[nodiscard]] std::string& head() noexcept { return head_; }

  void walk() {
    if (const Layout* l = layoutOf(type_))
      parts(l->parts);
    else
      special();
    if (!c_.ok()) return;
    // More than the kind calls for; a cut capture shows here too.
    if (const std::size_t rest = c_.wireLeft(); rest > 0) readBytes<F::unparsed>(w_, c_, rest);
  }

  /// Kinds whose line names the owner although their layout is told here.
  [[nodiscard]] static bool ownerInLine(std::uint16_t recordType) {
    if (const Layout* l = layoutOf(recordType)) return l->ownerInLine;
    return recordType == type::kNsec3Param || recordType == type::kApl || recordType == type::kHip;
  }

 private:
  /// The value goes into the line and behind `words` into the heading.
  template <class Make>
  void told(std::string_view words, Make&& make) {
    if (words.empty() || !c_.ok()) return;
    if (whole_) {
      r_.line([&](TextOut& t) {
        t.add(' ');
        make(t);
      });
    }
    if constexpr (Sink::kFields) {
      TextOut t{head_};
      t.add(words);
      make(t);
    }
  }

  void parts(std::span<const Part> all) {
    for (const Part& p : all) {
      if (!c_.ok()) return;
      part(p);
    }
  }

  void part(const Part& p) {
    switch (p.form) {
      case Form::number: {
        const std::uint64_t v = r_.number(p.field, c_);
        const bool address = kFields[static_cast<std::size_t>(p.field)].kind == Kind::ipv4;
        told(p.head, [&](TextOut& t) { address ? t.ipv4(static_cast<std::uint32_t>(v)) : t.dec(v); });
        break;
      }
      case Form::ipv6: {
        const ByteView v = r_.bytes(p.field, c_, 16);
        told(p.head, [&](TextOut& t) { t.ipv6(v.data()); });
        break;
      }
      case Form::seconds: r_.seconds(p.field, c_); break;
      case Form::time: r_.time(p.field, c_); break;
      case Form::name: namePart(p); break;
      case Form::text: textPart(p); break;
      case Form::texts:
        while (c_.more()) textPart(p);
        break;
      case Form::rest:
        if (c_.wireLeft() > 0) r_.bytes(p.field, c_, c_.wireLeft());
        break;
      case Form::bitmap: bitmap(); break;
    }
  }

  void namePart(const Part& p) {
    Name name;
    const std::uint32_t at = c_.offset();
    if (!readName<Reader<Sink>::kText>(c_, r_.message(), name)) return;
    const std::uint32_t length = c_.offset() - at;
    if (p.length != F::count_) r_.generated(r_.put(p.length, at, length, name.text().size()));
    r_.nameField(p.field, at, length, name);
    told(p.head, [&](TextOut& t) { name.printTo(t); });
  }

  void textPart(const Part& p) {
    const std::uint64_t n = r_.number(p.length, c_);
    const ByteView v = r_.bytes(p.field, c_, n);
    told(p.head, [&](TextOut& t) { t.printable(v); });
  }

  /// RFC 4034 §4.1.2: windows of 256 kinds, of each the leading bytes of a bit map.
  void bitmap() {
    while (c_.more()) {
      const unsigned window = c_.u8();
      const unsigned n = c_.u8();
      const std::uint32_t at = c_.offset();
      const ByteView bits = c_.bytes(n);
      if constexpr (Sink::kFields) {
        for (unsigned i = 0; i < bits.size() * 8; ++i)
          if ((bits[i / 8] >> (7 - i % 8) & 1) != 0)
            typeBit(at + i / 8, static_cast<std::uint16_t>(window << 8 | i));
      }
    }
  }
  void typeBit(std::uint32_t at, std::uint16_t recordType) {
    label(w_, add<F::type>(w_, at, 1, recordType), [&](TextOut& t) {
      const std::string_view name = nameOf(kTypes, recordType);
      t.add("RR type in bit map: ");
      if (name.empty())
        t.add("Unknown (").dec(recordType).add(')');
      else
        t.add(name);
    });
  }

  void special() {
    switch (type_) {
      case type::kWks: wellKnownServices(); break;
      case type::kKey: key(); break;
      case type::kLoc:
        if (c_.peek() == 0)
          parts(layout::kLoc);
        else
          location();
        break;
      case type::kNxt: nextObsolete(); break;
      case type::kA6: a6(); break;
      case type::kOpt: Options<Sink>{r_}.walk(c_); break;
      case type::kApl:
        while (c_.more()) addressRange();
        break;
      case type::kIpseckey: ipsecKey(); break;
      case type::kDnskey:
      case type::kCdnskey: dnsKey(); break;
      case type::kNsec3:
      case type::kNsec3Param: nsec3(); break;
      case type::kHip: hostIdentity(); break;
      case type::kCsync: csync(); break;
      case type::kSvcb:
      case type::kHttps: {
        constexpr Part kHead[]{{Form::number, F::svcbPriority}, {Form::name, F::svcbTarget}};
        parts(kHead);
        ServiceParameters<Sink>{r_}.walk(c_);
        break;
      }
      case type::kTkey: tkey(); break;
      case type::kTsig: tsig(); break;
      case type::kCaa: caa(); break;
      case type::kWins: wins(); break;
      case type::kWinsReverse: {
        constexpr Part kParts[]{{Form::number, F::winsrLookup},
                                {Form::number, F::winsrCache},
                                {Form::name, F::winsrDomain, F::count_, ", name result domain "}};
        localFlag<F::winsrLocal>();
        parts(kParts);
        break;
      }
      case type::kXpf: forwarded(); break;
      default:
        note<F::undecoded>(w_, c_.offset(), static_cast<std::uint32_t>(c_.left()));
        readBytes<F::data>(w_, c_, c_.wireLeft());
    }
  }

  void location() {
    bits8<F::locVersion>();
    readBytes<F::locUnknown>(w_, c_, c_.wireLeft());
  }
  /// The next byte as a field, without moving.
  template <F Field>
  void bits8() {
    if (c_.left() > 0) add<Field>(w_, c_.offset(), 1, c_.peek());
  }

  void wellKnownServices() {
    constexpr Part kHead[]{{Form::number, F::wksAddress, F::count_, ", addr "},
                           {Form::number, F::wksProtocol}};
    parts(kHead);
    if (!c_.ok()) return;
    const std::uint32_t at = c_.offset();
    const ByteView map = c_.bytes(c_.wireLeft());
    if constexpr (Sink::kFields) {
      for (std::size_t i = 0; i < map.size(); ++i)
        if (map[i] != 0) servedPorts(at + static_cast<std::uint32_t>(i), map[i], i * 8);
    }
  }
  void servedPorts(std::uint32_t at, std::uint8_t mask, std::size_t firstPort) {
    label(w_, add<F::wksBits>(w_, at, 1, mask), [&](TextOut& t) {
      t.add("Bits: ").hex0x(mask, 2).add(" (");
      bool first = true;
      for (unsigned bit = 0; bit < 8; ++bit) {
        if ((mask >> (7 - bit) & 1) == 0) continue;
        if (!first) t.add(", ");
        t.dec(firstPort + bit);
        first = false;
      }
      t.add(')');
    });
  }

  void nextObsolete() {
    constexpr Part kHead[]{{Form::name, F::nxtNext, F::count_, ", next domain name "}};
    parts(kHead);
    if (!c_.ok()) return;
    const std::uint32_t at = c_.offset();
    const ByteView map = c_.bytes(std::min<std::size_t>(c_.wireLeft(), 8192));
    if constexpr (Sink::kFields) {
      for (unsigned i = 0; i < map.size() * 8; ++i)
        if ((map[i / 8] >> (7 - i % 8) & 1) != 0) typeBit(at + i / 8, static_cast<std::uint16_t>(i));
    }
  }

  /// RFC 2874 §3.1: the bits that are there end the address.
  void a6() {
    const std::uint8_t prefix = read<F::a6PrefixLength>(w_, c_);
    if (!c_.ok()) return;
    if (prefix > 128) {
      c_.malformed();
      return;
    }
    const std::size_t n = (128u - prefix + 7u) / 8u;
    const std::uint32_t at = c_.offset();
    const ByteView v = c_.bytes(n);
    if (!c_.ok()) return;
    std::array<std::uint8_t, 16> address{};
    std::copy(v.begin(), v.end(), address.end() - static_cast<std::ptrdiff_t>(n));
    r_.putText(F::a6Suffix, at, n, {reinterpret_cast<const char*>(address.data()), address.size()});
    Name name;
    if (prefix > 0 && !r_.name(F::a6Prefix, c_, name)) return;
    told(", addr ", [&](TextOut& t) {
      t.dec(prefix).add(' ').ipv6(address.data()).add(' ');
      if (prefix > 0) name.printTo(t);
    });
  }

  void addressRange() {
    const std::uint16_t family = read<F::aplFamily>(w_, c_);
    read<F::aplPrefix>(w_, c_);
    const std::uint32_t at = c_.offset();
    const std::uint8_t word = c_.u8();
    if (!c_.ok()) return;
    bits<F::aplNegation>(w_, at, 1, word);
    const std::size_t n = bits<F::aplLength>(w_, at, 1, word);
    const ByteView v = c_.bytes(n);
    if constexpr (Sink::kFields) {
      if (!c_.ok()) return;
      std::array<std::uint8_t, 16> whole{};
      if (n <= 16) std::copy(v.begin(), v.end(), whole.begin());
      if (family == 1 && n <= 4)
        r_.put(F::aplIpv4, at + 1, n, loadBe<std::uint32_t>(whole.data()));
      else if (family == 2 && n <= 16)
        r_.putText(F::aplIpv6, at + 1, n, {reinterpret_cast<const char*>(whole.data()), whole.size()});
      else
        r_.put(F::aplData, at + 1, n, 0);
    }
  }

  void ipsecKey() {
    constexpr Part kName[]{{Form::name, F::ipseckeyName}};
    read<F::ipseckeyPrecedence>(w_, c_);
    const std::uint8_t gateway = read<F::ipseckeyType>(w_, c_);
    read<F::ipseckeyAlgorithm>(w_, c_);
    if (!c_.ok()) return;
    if (gateway == 1)
      read<F::ipseckeyIpv4>(w_, c_);
    else if (gateway == 2)
      readBytes<F::ipseckeyIpv6>(w_, c_, 16);
    else if (gateway == 3)
      parts(kName);
    if (c_.ok() && c_.wireLeft() > 0) readBytes<F::ipseckeyKey>(w_, c_, c_.wireLeft());
  }

  /// RFC 4034 appendix B; for RSA/MD5 the end of the modulus (B.1).
  static std::uint16_t keyTag(ByteView data, std::uint8_t algorithm) {
    if (algorithm == 1)
      return data.size() < 7 ? std::uint16_t{0} : loadBe<std::uint16_t>(data.data() + data.size() - 3);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < data.size(); ++i) sum += i % 2 == 0 ? std::uint32_t{data[i]} << 8 : data[i];
    return static_cast<std::uint16_t>(sum + (sum >> 16));
  }

  void dnsKey() {
    const std::uint32_t at = c_.offset();
    const Cursor whole = c_.fork();
    const std::uint16_t flags = c_.u16();
    if (!c_.ok()) return;
    {
      Under<Sink> under{w_, add<F::dnskeyFlags>(w_, at, 2, flags)};
      bits<F::dnskeyZone>(w_, at, 2, flags);
      bits<F::dnskeyRevoked>(w_, at, 2, flags);
      bits<F::dnskeyEntry>(w_, at, 2, flags);
      bits<F::dnskeyReserved>(w_, at, 2, flags);
    }
    read<F::dnskeyProtocol>(w_, c_);
    const std::uint8_t algorithm = read<F::dnskeyAlgorithm>(w_, c_);
    if (!c_.ok()) return;
    const auto tag = c_.left() == c_.wireLeft() ? keyTag(whole.peekRest(), algorithm) : std::uint16_t{0};
    addGenerated<F::dnskeyId>(w_, at, static_cast<std::uint32_t>(whole.left()), tag);
    if (c_.wireLeft() > 0) readBytes<F::dnskeyKey>(w_, c_, c_.wireLeft());
  }

  void key() {
    const std::uint32_t at = c_.offset();
    const Cursor whole = c_.fork();
    const std::uint16_t flags = c_.u16();
    if (!c_.ok()) return;
    {
      Under<Sink> under{w_, add<F::keyFlags>(w_, at, 2, flags)};
      bits<F::keyAuthentication>(w_, at, 2, flags);
      bits<F::keyConfidentiality>(w_, at, 2, flags);
      // RFC 2535 §3.1.2: with both bits set there is no key.
      if ((flags & 0xc000) != 0xc000) {
        bits<F::keyRequired>(w_, at, 2, flags);
        bits<F::keyUser>(w_, at, 2, flags);
        bits<F::keyEntity>(w_, at, 2, flags);
        bits<F::keyIpsec>(w_, at, 2, flags);
        bits<F::keyMime>(w_, at, 2, flags);
        bits<F::keySignatory>(w_, at, 2, flags);
      }
    }
    read<F::keyProtocol>(w_, c_);
    const std::uint8_t algorithm = read<F::keyAlgorithm>(w_, c_);
    if (!c_.ok()) return;
    const auto tag = c_.left() == c_.wireLeft() ? keyTag(whole.peekRest(), algorithm) : std::uint16_t{0};
    addGenerated<F::keyId>(w_, at, static_cast<std::uint32_t>(whole.left()), tag);
    if (c_.wireLeft() > 0) readBytes<F::keyPublic>(w_, c_, c_.wireLeft());
  }

  void nsec3() {
    read<F::nsec3Algorithm>(w_, c_);
    const std::uint32_t at = c_.offset();
    const std::uint8_t flags = c_.u8();
    if (!c_.ok()) return;
    {
      Under<Sink> under{w_, add<F::nsec3Flags>(w_, at, 1, flags)};
      if (type_ == type::kNsec3) bits<F::nsec3OptOut>(w_, at, 1, flags);
    }
    read<F::nsec3Iterations>(w_, c_);
    const std::uint8_t saltLength = read<F::nsec3SaltLength>(w_, c_);
    readBytes<F::nsec3Salt>(w_, c_, saltLength);
    if (type_ != type::kNsec3) return;
    const std::uint8_t hashLength = read<F::nsec3HashLength>(w_, c_);
    const std::uint32_t hashAt = c_.offset();
    const ByteView hash = c_.bytes(hashLength);
    if (!c_.ok()) return;
    if constexpr (Sink::kFields) {
      std::string text;
      base32(text, hash);
      r_.generated(r_.putText(F::nsec3Hash, hashAt, hash.size(), text));
    }
    bitmap();
  }
  /// RFC 4648 §7 in lower case, without padding, as names of hashes are written (RFC 5155 §1.3).
  static void base32(std::string& out, ByteView bytes) {
    constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuv";
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += 5) {
      unsigned word = unsigned{bytes[bit / 8]} << 8;
      if (bit / 8 + 1 < bytes.size()) word |= bytes[bit / 8 + 1];
      out.push_back(kDigits[word >> (11 - bit % 8) & 31]);
    }
  }

  void hostIdentity() {
    constexpr Part kServers[]{{Form::name, F::hipServer}};
    const std::uint8_t tagLength = read<F::hipHitLength>(w_, c_);
    read<F::hipAlgorithm>(w_, c_);
    const std::uint16_t keyLength = read<F::hipKeyLength>(w_, c_);
    readBytes<F::hipTag>(w_, c_, tagLength);
    readBytes<F::hipKey>(w_, c_, keyLength);
    while (c_.more()) parts(kServers);
  }

  void csync() {
    read<F::csyncSerial>(w_, c_);
    const std::uint32_t at = c_.offset();
    const std::uint16_t flags = c_.u16();
    if (!c_.ok()) return;
    {
      Under<Sink> under{w_, add<F::csyncFlags>(w_, at, 2, flags)};
      bits<F::csyncImmediate>(w_, at, 2, flags);
      bits<F::csyncMinimum>(w_, at, 2, flags);
    }
    add<F::csyncBitmap>(w_, c_.offset(), static_cast<std::uint32_t>(c_.left()), 0);
    bitmap();
  }

  void tkey() {
    constexpr Part kHead[]{{Form::name, F::tkeyAlgorithm},
                           {Form::time, F::tkeyInception},
                           {Form::time, F::tkeyExpiration},
                           {Form::number, F::tkeyMode},
                           {Form::number, F::tkeyError}};
    parts(kHead);
    const std::uint16_t size = read<F::tkeySize>(w_, c_);
    if (size > 0) readBytes<F::tkeyData>(w_, c_, size);
    const std::uint16_t other = read<F::tkeyOtherSize>(w_, c_);
    if (other > 0) readBytes<F::tkeyOther>(w_, c_, other);
  }

  void tsig() {
    constexpr Part kHead[]{{Form::name, F::tsigAlgorithm}};
    parts(kHead);
    const std::uint32_t at = c_.offset();
    const std::uint64_t when = c_.beN(6);
    if (c_.ok()) add<F::tsigTime>(w_, at, 6, when * 1'000'000'000);
    read<F::tsigFudge>(w_, c_);
    const std::uint16_t size = read<F::tsigMacSize>(w_, c_);
    if (size > 0) readBytes<F::tsigMac>(w_, c_, size);
    read<F::tsigOriginalId>(w_, c_);
    read<F::tsigError>(w_, c_);
    const std::uint16_t other = read<F::tsigOtherLength>(w_, c_);
    if (other > 0) readBytes<F::tsigOther>(w_, c_, other);
  }

  void caa() {
    const std::uint32_t at = c_.offset();
    const std::uint8_t flags = c_.u8();
    if (!c_.ok()) return;
    {
      Under<Sink> under{w_, add<F::caaFlags>(w_, at, 1, flags)};
      bits<F::caaCritical>(w_, at, 1, flags);
    }
    const std::uint32_t tagAt = c_.offset();
    const std::uint8_t tagLength = c_.u8();
    const ByteView tagBytes = c_.bytes(tagLength);
    const std::uint32_t valueAt = c_.offset();
    const ByteView value = c_.bytes(c_.wireLeft());
    if constexpr (Sink::kFields) {
      if (!c_.ok()) return;
      const std::string_view tag{reinterpret_cast<const char*>(tagBytes.data()), tagBytes.size()};
      const F kind = tag == "issue"       ? F::caaIssue
                     : tag == "issuewild" ? F::caaIssueWild
                     : tag == "iodef"     ? F::caaIodef
                                          : F::caaUnknown;
      const NodeId node = r_.putText(kind, tagAt, c_.offset() - tagAt,
                                     {reinterpret_cast<const char*>(value.data()), value.size()});
      Under<Sink> under{w_, node};
      add<F::caaTagLength>(w_, tagAt, 1, tagLength);
      add<F::caaTag>(w_, tagAt + 1, tagLength, 0);
      add<F::caaValue>(w_, valueAt, static_cast<std::uint32_t>(value.size()), 0);
    }
  }

  template <F Field>
  void localFlag() {
    const std::uint32_t at = c_.offset();
    const std::uint32_t v = c_.u32();
    if (c_.ok()) bits<Field>(w_, at, 4, v);
  }

  void wins() {
    localFlag<F::winsLocal>();
    read<F::winsLookup>(w_, c_);
    read<F::winsCache>(w_, c_);
    std::uint32_t n = read<F::winsCount>(w_, c_);
    while (n-- > 0 && c_.more()) read<F::winsServer>(w_, c_);
  }

  void forwarded() {
    const std::uint32_t at = c_.offset();
    const std::uint8_t version = c_.u8();
    if (!c_.ok()) return;
    add<F::xpfVersion>(w_, at, 1, version);
    read<F::xpfProtocol>(w_, c_);
    if (version == 4) {
      read<F::xpfSource4>(w_, c_);
      read<F::xpfDestination4>(w_, c_);
    } else if (version == 6) {
      readBytes<F::xpfSource6>(w_, c_, 16);
      readBytes<F::xpfDestination6>(w_, c_, 16);
    } else {
      return;
    }
    read<F::xpfSourcePort>(w_, c_);
    read<F::xpfDestinationPort>(w_, c_);
  }

  Reader<Sink>& r_;
  Walk<Sink>& w_;
  Cursor& c_;
  std::uint16_t type_;
  bool whole_;
  std::string head_;
};

}  // namespace pw::dns
