#include "core/filter/capture_form.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/filter/literal.h"
#include "core/filter/syntax.h"

namespace pw::filter {

namespace {

// ---- capture to display ----

std::vector<std::string> wordsIn(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  const auto end = [&] {
    if (!word.empty()) out.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\t') {
      end();
    } else if (c == '(' || c == ')' || c == '!') {
      end();
      out.emplace_back(1, c);
    } else if ((c == '&' || c == '|') && i + 1 < text.size() && text[i + 1] == c) {
      end();
      out.emplace_back(c == '&' ? "and" : "or");
      ++i;
    } else {
      word += c;
    }
  }
  end();
  return out;
}

/// Recursive descent over words; `ok` stays false where something is no capture filter.
class CaptureReader {
 public:
  explicit CaptureReader(std::vector<std::string> words) : words_(std::move(words)) {}

  std::string run() {
    const std::string all = either(0);
    return ok_ && at_ == words_.size() && qualified_ ? all : std::string{};
  }

 private:
  [[nodiscard]] std::string_view word() const {
    return at_ < words_.size() ? std::string_view{words_[at_]} : std::string_view{};
  }
  bool accept(std::string_view w) {
    if (word() != w) return false;
    ++at_;
    return true;
  }
  std::string fail() {
    ok_ = false;
    return {};
  }

  std::string either(unsigned depth) {
    if (depth > 32) return fail();
    std::string all = no(depth);
    while (ok_ && (word() == "and" || word() == "or")) {
      const bool both = accept("and") || !accept("or");
      all += (both ? " && " : " || ") + no(depth);
    }
    return all;
  }
  std::string no(unsigned depth) {
    if (depth > 32) return fail();
    if (accept("not") || accept("!")) return "!(" + no(depth + 1) + ")";
    if (!accept("(")) return primitive();
    std::string inner = "(" + either(depth + 1) + ")";
    return accept(")") ? inner : fail();
  }

  std::string primitive() {
    std::string_view protocol;
    for (const std::string_view p : {"tcp", "udp", "ip", "ip6", "arp", "icmp", "icmp6", "ether", "vlan"})
      if (word() == p) protocol = p;
    if (!protocol.empty()) ++at_;
    std::string_view way;
    if (accept("src")) way = "src";
    else if (accept("dst")) way = "dst";
    if (accept("port")) return port(protocol, way);
    if (accept("portrange")) return range(protocol, way);
    if (accept("host")) return host(protocol, way);
    if (accept("net")) return network(way);
    if (protocol.empty() && !way.empty()) return host({}, way);
    if (!way.empty()) return fail();
    if (protocol.empty() && accept("greater")) return length(">=");
    if (protocol.empty() && accept("less")) return length("<=");
    if (protocol == "ip6") return "ipv6";
    if (protocol == "icmp6") return "icmpv6";
    if (protocol == "ether") return "eth";
    return protocol.empty() ? fail() : std::string{protocol};
  }

  std::string number() {
    bool tooBig = false;
    const auto n = numberOf(word(), tooBig);
    if (!n || *n > UINT16_MAX) return fail();
    ++at_;
    return std::to_string(*n);
  }
  std::string length(std::string_view sign) {
    qualified_ = true;
    return "frame.len " + std::string{sign} + ' ' + number();
  }
  static std::string portField(std::string_view protocol, std::string_view way) {
    return std::string{protocol} + '.' + (way.empty() ? "" : std::string{way}) + "port";
  }
  template <class Make>
  std::string ofPorts(std::string_view protocol, std::string_view way, Make make) {
    qualified_ = true;
    if (protocol == "tcp" || protocol == "udp") return make(portField(protocol, way));
    if (!protocol.empty()) return fail();
    return '(' + make(portField("tcp", way)) + " || " + make(portField("udp", way)) + ')';
  }
  std::string port(std::string_view protocol, std::string_view way) {
    const std::string n = number();
    return ofPorts(protocol, way, [&](const std::string& field) { return field + " == " + n; });
  }
  std::string range(std::string_view protocol, std::string_view way) {
    const std::string both{word()};
    const auto dash = both.find('-');
    bool tooBig = false;
    if (dash == std::string::npos || !numberOf(both.substr(0, dash), tooBig) ||
        !numberOf(both.substr(dash + 1), tooBig))
      return fail();
    ++at_;
    return ofPorts(protocol, way, [&](const std::string& field) {
      return field + " in {" + both.substr(0, dash) + ".." + both.substr(dash + 1) + '}';
    });
  }
  static std::string addressField(std::string_view protocol, std::string_view way) {
    return std::string{protocol} + '.' + (way.empty() ? "addr" : std::string{way});
  }
  std::string host(std::string_view protocol, std::string_view way) {
    qualified_ = true;
    const std::string_view w = word();
    const std::string_view field = ipv4From(w)                                   ? "ip"
                                   : ipv6From(w)                                 ? "ipv6"
                                   : bytesFrom(w) && bytesFrom(w)->size() == 6   ? "eth"
                                                                                 : "";
    if (field.empty() || protocol == "tcp" || protocol == "udp") return fail();
    ++at_;
    return addressField(field, way) + " == " + std::string{w};
  }
  std::string network(std::string_view way) {
    qualified_ = true;
    const std::string_view w = word();
    const std::string_view address = w.substr(0, std::min(w.find('/'), w.size()));
    const std::string_view field = ipv4From(address) ? "ip" : ipv6From(address) ? "ipv6" : "";
    if (field.empty()) return fail();
    ++at_;
    return addressField(field, way) + " == " + std::string{w};
  }

  std::vector<std::string> words_;
  std::size_t at_ = 0;
  bool ok_ = true;
  bool qualified_ = false;  ///< says more than names of protocols, which are display filters too
};

// ---- display to capture ----

struct Pair {
  std::string_view field, capture;
};
constexpr std::array<Pair, 9> kProtocols{{{"tcp", "tcp"}, {"udp", "udp"}, {"ip", "ip"}, {"ipv6", "ip6"}, {"arp", "arp"},
                                          {"icmp", "icmp"}, {"icmpv6", "icmp6"}, {"vlan", "vlan"}, {"eth", "ether"}}};
constexpr std::array<Pair, 15> kFields{{{"tcp.port", "tcp port"},
                                        {"tcp.srcport", "tcp src port"},
                                        {"tcp.dstport", "tcp dst port"},
                                        {"udp.port", "udp port"},
                                        {"udp.srcport", "udp src port"},
                                        {"udp.dstport", "udp dst port"},
                                        {"ip.addr", "host"},
                                        {"ip.src", "src host"},
                                        {"ip.dst", "dst host"},
                                        {"ipv6.addr", "host"},
                                        {"ipv6.src", "src host"},
                                        {"ipv6.dst", "dst host"},
                                        {"eth.addr", "ether host"},
                                        {"eth.src", "ether src"},
                                        {"eth.dst", "ether dst"}}};

template <std::size_t n>
std::string_view captureOf(const std::array<Pair, n>& all, const Syntax& s) {
  if (s.kind != Syntax::Kind::word || !s.layers.empty()) return {};
  const auto it = std::ranges::find(all, std::string_view{s.text}, &Pair::field);
  return it == all.end() ? std::string_view{} : it->capture;
}

std::string one(std::string_view field, const Syntax& value) {
  if (value.kind != Syntax::Kind::word) return {};
  std::string f{field};
  if (const auto host = f.find("host"); host != std::string::npos && value.text.find('/') != std::string::npos)
    f.replace(host, 4, "net");
  return f + ' ' + value.text;
}

std::string capture(const Syntax& s) {
  using Kind = Syntax::Kind;
  if (s.kind == Kind::word) return std::string{captureOf(kProtocols, s)};
  if (s.kind == Kind::no) {
    const std::string inner = capture(s.parts[0]);
    return inner.empty() ? inner : "not (" + inner + ')';
  }
  if (s.kind == Kind::compare && (s.sign == Sign::anyEqual || s.sign == Sign::allNotEqual) &&
      s.quantifier == Syntax::Quantifier::usual) {
    const std::string_view field = captureOf(kFields, s.parts[0]);
    const std::string text = field.empty() ? std::string{} : one(field, s.parts[1]);
    return text.empty() || s.sign == Sign::anyEqual ? text : "not " + text;
  }
  std::string all;
  const auto add = [&all](const std::string& part, std::string_view between) {
    if (part.empty()) return false;
    all.append(all.empty() ? "" : between).append(part);
    return true;
  };
  if (s.kind == Kind::both || s.kind == Kind::either) {
    for (const Syntax& p : s.parts)
      if (const std::string part = capture(p);
          !add(part.empty() ? part : '(' + part + ')', s.kind == Kind::both ? " and " : " or "))
        return {};
    return all;
  }
  if (s.kind != Kind::in || s.quantifier != Syntax::Quantifier::usual) return {};
  const std::string_view field = captureOf(kFields, s.parts[0]);
  for (std::size_t i = 1; i < s.parts.size() && !field.empty(); ++i) {
    const std::vector<Syntax>& ends = s.parts[i].parts;
    std::string f{field};
    const bool isRange = ends.size() == 2;
    if (isRange && !f.ends_with("port")) return {};
    if (!add(isRange ? f + "range " + ends[0].text + '-' + ends[1].text : one(f, ends[0]), " or ")) return {};
  }
  return all;
}

}  // namespace

std::string displayFormOf(std::string_view text) {
  constexpr std::size_t kMost = 512;
  return text.size() > kMost ? std::string{} : CaptureReader{wordsIn(text)}.run();
}

std::string captureFormOf(std::string_view text) {
  const auto syntax = parse(text);
  return syntax && *syntax ? capture(**syntax) : std::string{};
}

}  // namespace pw::filter
