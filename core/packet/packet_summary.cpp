#include "core/packet/packet_summary.h"

#include <algorithm>

namespace pw {

namespace {
bool sameAddress(const Address& a, const Address& b) {
  return a.kind == b.kind && std::equal(a.bytes.begin(), a.bytes.begin() + lengthOf(a.kind), b.bytes.begin());
}

bool operator==(const QuotedEnds& a, const QuotedEnds& b) noexcept {
  if (a.transport != b.transport) return false;
  return a.transport == Transport::none ||
         (sameAddress(a.src, b.src) && sameAddress(a.dst, b.dst) && a.srcPort == b.srcPort && a.dstPort == b.dstPort);
}

/// Of an address only the bytes that its kind has: behind them may stand what an earlier packet left.
bool sameFragment(const FragmentInfo& a, const FragmentInfo& b) {
  FragmentInfo c = b;
  c.src = a.src;
  c.dst = a.dst;
  return sameAddress(a.src, b.src) && sameAddress(a.dst, b.dst) && a == c;
}

}  // namespace

bool sameSummary(const PacketSummary& a, const PacketSummary& b) noexcept {
  return sameAddress(a.src, b.src) && sameAddress(a.dst, b.dst) && a.srcPort == b.srcPort && a.dstPort == b.dstPort &&
         a.transport == b.transport && a.ecn == b.ecn && a.hasFragment == b.hasFragment && a.hasIp == b.hasIp && a.application == b.application && a.announces == b.announces &&
         a.stopIn == b.stopIn && a.stop == b.stop && a.payloadAt == b.payloadAt &&
         a.payloadLength == b.payloadLength && (a.transport != Transport::tcp || a.tcp == b.tcp) &&
         (!a.hasFragment || sameFragment(a.fragment, b.fragment)) && a.quoted == b.quoted && a.exchange == b.exchange && a.stack == b.stack;
}

}  // namespace pw
