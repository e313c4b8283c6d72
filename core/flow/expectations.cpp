#include "core/flow/expectations.h"

#include <algorithm>
#include <string_view>

namespace pw {

namespace {
/// Only the bytes that an address of its kind has: the others may be left from an earlier packet.
Address clean(const Address& a) {
  Address out;
  out.kind = a.kind;
  std::copy_n(a.bytes.begin(), lengthOf(a.kind), out.bytes.begin());
  return out;
}

std::string_view view(const Address& a) {
  return {reinterpret_cast<const char*>(a.bytes.data()), a.bytes.size()};
}
}  // namespace

std::size_t Expectations::Hash::operator()(const Key& k) const noexcept {
  const std::hash<std::string_view> hash;
  return hash(view(k.client)) * 31 + hash(view(k.server)) * 17 + k.clientPort;
}

Expectations::Key Expectations::keyOf(const Address& client, std::uint16_t port, const Address& server,
                                      Transport transport) noexcept {
  return {clean(client), clean(server), port, transport};
}

void Expectations::add(const PacketSummary& s, ProtocolId protocol) {
  if (known_.size() < kMax) known_.try_emplace(keyOf(s.src, s.srcPort, s.dst, s.transport), protocol);
}

ProtocolId Expectations::find(const PacketSummary& s) const noexcept {
  if (known_.empty()) return ProtocolId::none;
  auto it = known_.find(keyOf(s.dst, s.dstPort, s.src, s.transport));
  if (it == known_.end()) it = known_.find(keyOf(s.src, s.srcPort, s.dst, s.transport));
  return it == known_.end() ? ProtocolId::none : it->second;
}

}  // namespace pw
