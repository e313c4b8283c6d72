// Lists of typed values within records: the options of EDNS (RFC 6891) and the parameters of services (RFC
// 9460).
#pragma once
#include "dissectors/dns/dns_reader.h"

namespace pw::dns {

namespace option {
inline constexpr std::uint16_t kDau = 5, kDhu = 6, kN3u = 7, kClientSubnet = 8, kCookie = 10, kKeepalive = 11,
                               kPadding = 12, kChain = 13, kExtendedError = 15, kClientSubnetTrial = 20730;
}

template <class Sink>
class Options {
 public:
  explicit Options(Reader<Sink>& r) : r_(r), w_(r.walk()) {}

  void walk(Cursor& c) {
    while (c.more()) {
      const std::uint32_t at = c.offset();
      const NodeId node = add<F::option>(w_, at, 0, 0);
      Under<Sink> under{w_, node};
      const std::uint16_t code = read<F::optionCode>(w_, c);
      const std::uint16_t length = read<F::optionLength>(w_, c);
      if (!c.ok()) return;
      label(w_, node, [&](TextOut& t) {
        t.add("Option: ");
        const std::string_view name = nameOf(kOptionCodes, code);
        if (name.empty())
          t.add("Unknown (").dec(code).add(')');
        else
          t.add(name);
      });
      Cursor body = c.sub(length);
      Cursor whole = body;
      readBytes<F::optionData>(w_, whole, length);
      c.adopt(whole);
      if (!c.ok()) return;
      one(code, body);
      under.endsAt(c.offset());
      c.adopt(body);
    }
  }

 private:
  void one(std::uint16_t code, Cursor& b) {
    switch (code) {
      case option::kDau:
        while (b.more()) read<F::optionDau>(w_, b);
        break;
      case option::kDhu:
        while (b.more()) read<F::optionDhu>(w_, b);
        break;
      case option::kN3u:
        while (b.more()) read<F::optionN3u>(w_, b);
        break;
      case option::kClientSubnet:
      case option::kClientSubnetTrial: clientSubnet(b); break;
      case option::kCookie:
        readBytes<F::clientCookie>(w_, b, 8);
        if (b.ok()) readBytes<F::serverCookie>(w_, b, b.wireLeft());
        break;
      case option::kKeepalive:
        if (b.wireLeft() == 2) read<F::keepaliveTimeout>(w_, b);
        break;
      case option::kPadding:
        if (b.wireLeft() > 0) readBytes<F::padding>(w_, b, b.wireLeft());
        break;
      case option::kChain: {
        Name name;
        if (b.wireLeft() > 0) r_.name(F::chainPoint, b, name);
        break;
      }
      case option::kExtendedError:
        read<F::errorCode>(w_, b);
        if (b.ok() && b.wireLeft() > 0) readBytes<F::errorText>(w_, b, b.wireLeft());
        break;
      default: break;
    }
  }

  /// RFC 7871 §6: only as many bytes of the address as the netmask covers.
  void clientSubnet(Cursor& b) {
    const std::uint16_t family = read<F::clientFamily>(w_, b);
    read<F::clientNetmask>(w_, b);
    read<F::clientScope>(w_, b);
    const std::uint32_t at = b.offset();
    const std::size_t n = b.wireLeft();
    const ByteView v = b.bytes(n);
    if constexpr (Sink::kFields) {
      if (!b.ok()) return;
      std::array<std::uint8_t, 16> whole{};
      if (n > whole.size()) note<F::badAddress>(w_, at, static_cast<std::uint32_t>(n));
      std::copy_n(v.begin(), std::min(n, whole.size()), whole.begin());
      if (family == 1)
        r_.put(F::clientAddress4, at, n, loadBe<std::uint32_t>(whole.data()));
      else if (family == 2)
        r_.putText(F::clientAddress6, at, n, {reinterpret_cast<const char*>(whole.data()), whole.size()});
      else
        r_.put(F::clientAddress, at, n, 0);
    }
  }

  Reader<Sink>& r_;
  Walk<Sink>& w_;
};

namespace service {
inline constexpr std::uint16_t kMandatory = 0, kAlpn = 1, kPort = 3, kIpv4 = 4, kEch = 5, kIpv6 = 6,
                               kOdoh = 32769;
}

/// Base64 with padding (RFC 4648 §4).
inline void base64To(TextOut& t, ByteView bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t v = 0;
    for (std::size_t k = 0; k < 3; ++k) v = v << 8 | (k < n ? bytes[i + k] : 0u);
    for (std::size_t k = 0; k < 4; ++k) t.add(k <= n ? kDigits[v >> (18 - 6 * k) & 63] : '=');
  }
}

template <class Sink>
class ServiceParameters {
 public:
  explicit ServiceParameters(Reader<Sink>& r) : r_(r), w_(r.walk()) {}

  void walk(Cursor& c) {
    while (c.more()) {
      const std::uint32_t at = c.offset();
      const NodeId node = add<F::svcParam>(w_, at, 0, 0);
      Under<Sink> under{w_, node};
      const std::uint16_t key = read<F::svcParamKey>(w_, c);
      const std::uint16_t length = read<F::svcParamLength>(w_, c);
      if (!c.ok()) return;
      Cursor body = c.sub(length);
      head_.clear();
      one(key, body);
      label(w_, node, [&](TextOut& t) {
        const std::string_view name = nameOf(kServiceKeys, key);
        t.add("SvcParam: ");
        if (name.empty())
          t.add("key").dec(key);
        else
          t.add(name);
        t.add(head_);
      });
      c.adopt(body);
      under.endsAt(c.offset());
    }
  }

 private:
  /// Calls `make` on the heading's text, behind '=' or ','.
  template <class Make>
  void told(Make&& make) {
    if constexpr (Sink::kFields) {
      TextOut t{head_};
      t.add(head_.empty() ? '=' : ',');
      make(t);
    }
  }

  void one(std::uint16_t key, Cursor& b) {
    switch (key) {
      case service::kMandatory:
        while (b.more()) {
          const std::uint16_t v = read<F::svcMandatory>(w_, b);
          if (b.ok())
            told([&](TextOut& t) {
              const std::string_view name = nameOf(kServiceKeys, v);
              if (name.empty())
                t.add("key").dec(v);
              else
                t.add(name);
            });
        }
        break;
      case service::kAlpn:
        while (b.more()) {
          const std::uint8_t n = read<F::svcAlpnLength>(w_, b);
          const ByteView v = readBytes<F::svcAlpn>(w_, b, n);
          if (b.ok()) told([&](TextOut& t) { t.printable(v); });
        }
        break;
      case service::kPort: {
        const std::uint16_t v = read<F::svcPort>(w_, b);
        if (b.ok()) told([&](TextOut& t) { t.dec(v); });
        break;
      }
      case service::kIpv4:
        while (b.more()) {
          const std::uint32_t v = read<F::svcIpv4>(w_, b);
          if (b.ok()) told([&](TextOut& t) { t.ipv4(v); });
        }
        break;
      case service::kIpv6:
        while (b.more()) {
          const ByteView v = readBytes<F::svcIpv6>(w_, b, 16);
          if (b.ok()) told([&](TextOut& t) { t.ipv6(v.data()); });
        }
        break;
      case service::kEch: encoded(F::svcEch, b); break;
      case service::kOdoh: encoded(F::svcOdoh, b); break;
      default:
        if (b.wireLeft() == 0) break;
        const ByteView v = readBytes<F::svcParamValue>(w_, b, b.wireLeft());
        if (b.ok()) told([&](TextOut& t) { t.printable(v); });
    }
  }

  void encoded(F f, Cursor& b) {
    const std::uint32_t at = b.offset();
    const ByteView v = b.bytes(b.wireLeft());
    if constexpr (Sink::kFields) {
      if (!b.ok()) return;
      label(w_, r_.put(f, at, v.size(), 0), [&](TextOut& t) {
        t.add(kFields[static_cast<std::size_t>(f)].label).add(": ");
        base64To(t, v);
      });
      told([&](TextOut& t) { base64To(t, v); });
    }
  }

  Reader<Sink>& r_;
  Walk<Sink>& w_;
  std::string head_;
};

}  // namespace pw::dns
