#include "core/trace/name_learner.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace pw {

namespace {

constexpr std::size_t kMaxAliases = 16;  // longer chains are told by their last links only
constexpr std::uint32_t kBetweenLooks = 4096;

std::string lowered(ByteView bytes) {
  std::string s(bytes.size(), '\0');
  std::transform(bytes.begin(), bytes.end(), s.begin(), [](std::uint8_t b) {
    return static_cast<char>(b >= 'A' && b <= 'Z' ? b + 32 : b);
  });
  while (!s.empty() && s.back() == '.') s.pop_back();
  return s;
}

/// Takes the label before the last dot off a name.
std::string_view takeLast(std::string_view& name) noexcept {
  const std::size_t dot = name.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? name : name.substr(dot + 1);
  name = dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
  return last;
}

bool number(std::string_view label, int base, unsigned max, std::uint8_t& into) noexcept {
  unsigned v = 0;
  const auto r = std::from_chars(label.data(), label.data() + label.size(), v, base);
  if (label.empty() || r.ec != std::errc{} || r.ptr != label.data() + label.size() || v > max) return false;
  into = static_cast<std::uint8_t>(v);
  return true;
}

bool endsWith(std::string_view& name, std::string_view zone) noexcept {
  if (!name.ends_with(zone)) return false;
  name.remove_suffix(zone.size());
  return true;
}

}  // namespace

Address reverseAddress(std::string_view name) noexcept {
  Address a;
  if (endsWith(name, ".in-addr.arpa")) {
    for (std::size_t i = 0; i < 4; ++i)
      if (!number(takeLast(name), 10, 255, a.bytes[i])) return {};
    a.kind = AddressKind::ipv4;
  } else if (endsWith(name, ".ip6.arpa")) {
    for (std::size_t i = 0; i < 16; ++i) {
      std::uint8_t high = 0, low = 0;
      if (!number(takeLast(name), 16, 15, high) || !number(takeLast(name), 16, 15, low)) return {};
      a.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    a.kind = AddressKind::ipv6;
  }
  if (!name.empty()) return {};
  return a;
}

NameLearner::NameLearner(const Trace& trace, const Registry& registry)
    : trace_(trace), reader_(trace, registry), parts_(registry.fieldCount(), Part::none), sink_({}, false, false) {
  struct Key {
    std::string_view key;
    Part part;
  };
  constexpr std::array kKeys{Key{"dns.flags.response", Part::response}, Key{"dns.qry.name", Part::question},
                             Key{"dns.resp.name", Part::owner},         Key{"dns.cname", Part::alias},
                             Key{"dns.a", Part::ipv4},                  Key{"dns.aaaa", Part::ipv6},
                             Key{"dns.ptr.domain_name", Part::pointer}};
  FieldSet wanted;
  for (const Key& k : kKeys)
    for (const FieldId id : registry.find(k.key)) {
      wanted.add(id);
      parts_[static_cast<std::size_t>(id)] = k.part;
    }
  sink_ = FieldSink{std::move(wanted), false, false};
  for (const std::string_view name : {"dns", "mdns", "llmnr"})
    if (const auto id = registry.findProtocol(name)) protocols_.push_back(*id);
}

bool NameLearner::mayHaveNames(StackId stack) {
  if (known_.size() <= stack) known_.resize(std::size_t{stack} + 1);
  std::uint8_t& known = known_[stack];
  if (known == 0) {
    const ProtocolStack& layers = trace_.stack(stack);
    known = std::find_first_of(layers.begin(), layers.end(), protocols_.begin(), protocols_.end()) != layers.end()
                ? 2
                : 1;
  }
  return known == 2;
}

std::uint32_t NameLearner::read(std::uint32_t from, std::uint32_t to, NameBook& into, const std::stop_token& stop) {
  for (std::uint32_t i = from; i < to; ++i) {
    if (i % kBetweenLooks == 0 && stop.stop_requested()) return i;
    const PacketId id{i};
    if (mayHaveNames(trace_.stackOf(id))) packet(id, into);
  }
  return to;
}

std::string NameLearner::textOf(const FieldNode& node) const { return lowered(sink_.tree.bytes(node)); }

bool NameLearner::asked(const std::string& name) const {
  return name == question_ || std::find(aliases_.begin(), aliases_.end(), name) != aliases_.end();
}

// An address that was found through aliases gets the name that was asked for: it is what a person knows.
void NameLearner::answer(const Address& address, NameBook& into, PacketId in) const {
  into.learn(address, !question_.empty() && asked(owner_) ? question_ : owner_, NameSource::dnsAnswer, in);
}

void NameLearner::packet(PacketId id, NameBook& into) {
  reader_.load(id);
  reader_.walk(sink_);
  bool response = false;
  for (const FieldNode& n : sink_.tree.nodes()) {
    switch (parts_[static_cast<std::size_t>(n.field)]) {
      case Part::response:
        response = n.value != 0;
        question_.clear();
        owner_.clear();
        aliases_.clear();
        break;
      case Part::question: question_ = textOf(n); break;
      case Part::owner: owner_ = textOf(n); break;
      case Part::alias:
        if (asked(owner_) && aliases_.size() < kMaxAliases) aliases_.push_back(textOf(n));
        break;
      case Part::ipv4: {
        Address a{.bytes = {}, .kind = AddressKind::ipv4};
        for (unsigned i = 0; i < 4; ++i) a.bytes[i] = static_cast<std::uint8_t>(n.value >> (24 - 8 * i));
        if (response) answer(a, into, id);
        break;
      }
      case Part::ipv6: {
        const ByteView b = sink_.tree.bytes(n);
        Address a{.bytes = {}, .kind = AddressKind::ipv6};
        if (b.size() != a.bytes.size()) break;
        std::memcpy(a.bytes.data(), b.data(), b.size());
        if (response) answer(a, into, id);
        break;
      }
      case Part::pointer:
        if (const Address a = reverseAddress(owner_); response && a.kind != AddressKind::none)
          into.learn(a, textOf(n), NameSource::dnsReverse, id);
        break;
      case Part::none: break;
    }
  }
}

}  // namespace pw
