#include "core/filter/column_fields.h"

#include <algorithm>
#include <array>

#include "core/bytes/elapsed.h"

namespace pw::filter {

namespace {

using S = ColumnSource;

struct Known {
  std::string_view key;
  ColumnSource source;
  FieldGuards guards{};
};

constexpr FieldGuards kTcp{.tcp = true}, kUdp{.udp = true}, kIpv4{.ipv4 = true}, kIpv6{.ipv6 = true};

constexpr std::array<Known, 30> kKnown{{{"frame.number", S::frameNumber},
                                        {"frame.len", S::frameLength},
                                        {"frame.cap_len", S::frameCaptured},
                                        {"frame.time", S::frameTime},
                                        {"frame.time_epoch", S::frameTime},
                                        {"frame.time_relative", S::frameRelative},
                                        {"frame.time_delta", S::frameDelta},
                                        {"frame.time_delta_displayed", S::frameDelta},
                                        {"tcp.flags", S::tcpFlags, kTcp},
                                        {"tcp.window_size_value", S::tcpWindow, kTcp},
                                        {"tcp.len", S::tcpLength, kTcp},
                                        {"tcp.seq_raw", S::tcpSeq, kTcp},
                                        {"tcp.ack_raw", S::tcpAck, kTcp},
                                        {"tcp.stream", S::stream, kTcp},
                                        {"tcp.srcport", S::sourcePort, kTcp},
                                        {"tcp.dstport", S::destinationPort, kTcp},
                                        {"tcp.port", S::eitherPort, kTcp},
                                        {"udp.stream", S::stream, kUdp},
                                        {"udp.srcport", S::sourcePort, kUdp},
                                        {"udp.dstport", S::destinationPort, kUdp},
                                        {"udp.port", S::eitherPort, kUdp},
                                        {"ip.src", S::sourceAddress, kIpv4},
                                        {"ip.dst", S::destinationAddress, kIpv4},
                                        {"ip.addr", S::eitherAddress, kIpv4},
                                        {"ip.dsfield.ecn", S::ecn, kIpv4},
                                        {"ipv6.tclass.ecn", S::ecn, kIpv6},
                                        {"ipv6.src", S::sourceAddress, kIpv6},
                                        {"ipv6.dst", S::destinationAddress, kIpv6},
                                        {"ipv6.addr", S::eitherAddress, kIpv6},
                                        {"frame", S::frameBytes}}};

constexpr std::uint32_t bit(TcpMark m) { return 1u << static_cast<unsigned>(m); }
constexpr std::uint32_t kShown = (bit(TcpMark::tfoIgnored) << 1) - 1;

struct KnownMark {
  std::string_view key;
  std::uint32_t marks;
};
constexpr std::array<KnownMark, 19> kMarks{
    {{"tcp.analysis.flags", kShown},
     {"tcp.analysis.retransmission",
      bit(TcpMark::retransmission) | bit(TcpMark::fastRetransmission) | bit(TcpMark::spuriousRetransmission)},
     {"tcp.analysis.fast_retransmission", bit(TcpMark::fastRetransmission)},
     {"tcp.analysis.spurious_retransmission", bit(TcpMark::spuriousRetransmission)},
     {"tcp.analysis.out_of_order", bit(TcpMark::outOfOrder)},
     {"tcp.analysis.reused_ports", bit(TcpMark::reusedPorts)},
     {"tcp.analysis.lost_segment", bit(TcpMark::lostSegment)},
     {"tcp.analysis.ack_lost_segment", bit(TcpMark::ackLostSegment)},
     {"tcp.analysis.window_update", bit(TcpMark::windowUpdate)},
     {"tcp.analysis.window_full", bit(TcpMark::windowFull)},
     {"tcp.analysis.keep_alive", bit(TcpMark::keepAlive)},
     {"tcp.analysis.keep_alive_ack", bit(TcpMark::keepAliveAck)},
     {"tcp.analysis.zero_window", bit(TcpMark::zeroWindow)},
     {"tcp.analysis.zero_window_probe", bit(TcpMark::zeroWindowProbe)},
     {"tcp.analysis.zero_window_probe_ack", bit(TcpMark::zeroWindowProbeAck)},
     {"tcp.analysis.duplicate_ack", bit(TcpMark::duplicateAck)},
     {"tcp.analysis.tfo_syn", bit(TcpMark::tfoSyn)},
     {"tcp.analysis.tfo_ack", bit(TcpMark::tfoAck)},
     {"tcp.analysis.tfo_ignored", bit(TcpMark::tfoIgnored)}}};

}  // namespace

ColumnFields::ColumnFields(const Program& program, const Trace& trace, const Registry& registry)
    : trace_(trace), registry_(registry) {
  const auto id = [&](std::string_view name) { return registry.findProtocol(name).value_or(ProtocolId::none); };
  tcp_ = id("tcp");
  udp_ = id("udp");
  ipv4_ = id("ip");
  ipv6_ = id("ipv6");
  for (const FieldUse& f : program.fields) uses_.push_back(useOf(f));
  if (trace.size() != 0) firstTimeNs_ = trace.timeNs(PacketId{0});
}

ColumnFields::Use ColumnFields::useOf(const FieldUse& f) const {
  Use use;
  if (f.ids.empty() || !f.layers.empty() || f.special != FieldUse::Special::none) return use;
  use.def = &registry_.field(f.ids.front());
  for (const Known& k : kKnown)
    if (k.key == f.key) {
      use.source = k.source;
      use.guards = k.guards;
      return use;
    }
  for (const KnownMark& k : kMarks)
    if (k.key == f.key) {
      use.source = S::tcpMarks;
      use.marks = k.marks;
      use.guards = kTcp;
      return use;
    }
  if (f.key.starts_with("tcp.flags.") && f.ids.size() == 1 && use.def->kind == Kind::boolean &&
      use.def->extra.mask != 0) {
    use.source = S::tcpFlags;
    use.guards = kTcp;
  } else if (f.isProtocol && f.ids.size() == 1) {
    use.source = S::layer;
  }
  return use;
}

void ColumnFields::guard(std::uint16_t use, FieldGuards& g) const noexcept {
  const FieldGuards& u = uses_[use].guards;
  g.tcp = g.tcp || u.tcp;
  g.udp = g.udp || u.udp;
  g.ipv4 = g.ipv4 || u.ipv4;
  g.ipv6 = g.ipv6 || u.ipv6;
}

const ColumnFields::StackFacts& ColumnFields::factsOf(StackId stack) {
  if (facts_.size() <= stack) facts_.resize(std::size_t{stack} + 1);
  StackFacts& f = facts_[stack];
  if (f.known) return f;
  f.known = true;
  for (const ProtocolId p : trace_.stack(stack)) {
    f.tcp = static_cast<std::uint8_t>(f.tcp + (p == tcp_));
    f.udp = static_cast<std::uint8_t>(f.udp + (p == udp_));
    f.ipv4 = static_cast<std::uint8_t>(f.ipv4 + (p == ipv4_));
    f.ipv6 = static_cast<std::uint8_t>(f.ipv6 + (p == ipv6_));
  }
  return f;
}

bool ColumnFields::holds(const FieldGuards& g, const RowView& r) {
  if (!g.tcp && !g.udp && !g.ipv4 && !g.ipv6) return true;
  const TraceColumns& c = *r.chunk;
  const std::uint8_t marks = c.marks[r.i];
  const FlowId flow = c.flow[r.i];
  if (!flow.valid() || (marks & TraceColumns::kQuotes) != 0) return false;
  const StackFacts& f = factsOf(c.stack[r.i]);
  if (g.tcp && (f.tcp != 1 || (marks & TraceColumns::kTcpWhole) == 0)) return false;
  if (g.udp && f.udp != 1) return false;
  if (f.tcp + f.udp != 1 || f.ipv4 + f.ipv6 != 1) return false;
  return true;
}

bool ColumnFields::flowHolds(const FieldGuards& g, const RowView& r) const {
  if (!g.tcp && !g.udp && !g.ipv4 && !g.ipv6) return true;
  const FlowKey& key = trace_.flowOf(r.chunk->flow[r.i]).key;
  return (!g.tcp || key.transport == Transport::tcp) && (!g.udp || key.transport == Transport::udp) &&
         (!g.ipv4 || key.kind == AddressKind::ipv4) && (!g.ipv6 || key.kind == AddressKind::ipv6);
}

void ColumnFields::push(std::vector<Value>& out, const Use& use, std::int64_t number) const {
  static const FieldTree kNoTree;
  FieldNode node;
  node.value = static_cast<std::uint64_t>(number);
  out.push_back(valueOf(*use.def, kNoTree, node));
}

void ColumnFields::flagValues(std::uint16_t use, std::uint16_t flags, std::vector<Value>& out) const {
  const Use& u = uses_[use];
  const std::uint64_t mask = u.def->kind == Kind::boolean ? u.def->extra.mask : UINT64_MAX;
  push(out, u, u.def->kind == Kind::boolean ? (flags & mask) != 0 : flags);
}

void ColumnFields::addresses(const Use& u, const Flow& flow, bool fromLow, std::vector<Value>& out) const {
  const auto one = [&](bool low) {
    const std::uint64_t* words = low ? flow.key.low : flow.key.high;
    if (u.guards.ipv4) {
      std::array<std::uint8_t, 4> b{};
      std::memcpy(b.data(), words, b.size());
      push(out, u, std::int64_t{b[0]} << 24 | b[1] << 16 | b[2] << 8 | b[3]);
      return;
    }
    Value v;
    v.type = Type::ipv6;
    v.inside = 16;
    std::memcpy(v.small.data(), words, v.small.size());
    out.push_back(v);
  };
  if (u.source != S::destinationAddress) one(fromLow);
  if (u.source != S::sourceAddress) one(!fromLow);
}

void ColumnFields::values(std::uint16_t use, const RowView& r, std::vector<Value>& out) const {
  const Use& u = uses_[use];
  const TraceColumns& c = *r.chunk;
  if (isOfFlow(u.source)) {
    const Flow& flow = trace_.flowOf(c.flow[r.i]);
    const bool forward = (c.flags[r.i] & TraceColumns::kBackward) == 0;
    const bool fromLow = forward == flow.firstFromLow;
    const std::uint16_t src = fromLow ? flow.key.lowPort : flow.key.highPort;
    const std::uint16_t dst = fromLow ? flow.key.highPort : flow.key.lowPort;
    switch (u.source) {
      case S::stream: return push(out, u, flow.stream);
      case S::sourcePort: return push(out, u, src);
      case S::destinationPort: return push(out, u, dst);
      case S::eitherPort:
        push(out, u, src);
        return push(out, u, dst);
      default: return addresses(u, flow, fromLow, out);
    }
  }
  if (u.source == S::tcpFlags) return flagValues(use, c.flags[r.i] & TraceColumns::kTcpFlags, out);
  if (u.source == S::ecn) return push(out, u, c.flags[r.i] >> TraceColumns::kEcnShift & TraceColumns::kEcnMask);
  if (u.source == S::tcpMarks) {
    if ((c.tcpMarks[r.i].bits() & u.marks) != 0) out.emplace_back();
    return;
  }
  if ((u.source == S::frameTime || u.source == S::frameRelative || u.source == S::frameDelta) &&
      (c.marks[r.i] & TraceColumns::kNoTime) != 0)
    return;
  std::int64_t n = 0;
  numbers(u.source, c, r.i, r.id, std::span{&n, 1});
  push(out, u, n);
}

void ColumnFields::numbers(ColumnSource source, const TraceColumns& c, std::uint32_t from, PacketId first,
                           std::span<std::int64_t> out) const {
  const auto each = [&](auto value) {
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = value(from + k);
  };
  const auto packet = [&](std::size_t i) { return PacketId{first.value + static_cast<std::uint32_t>(i - from)}; };
  switch (source) {
    case S::frameNumber: return each([&](std::size_t i) { return std::int64_t{packet(i).value} + 1; });
    case S::frameLength:
      return each([&](std::size_t i) {
        return std::int64_t{c.wireLen[i] != TraceColumns::kFull ? c.wireLen[i] : trace_.wireLen(packet(i))};
      });
    case S::frameCaptured:
      return each([&](std::size_t i) {
        return static_cast<std::int64_t>(c.place[i] & ((std::uint64_t{1} << TraceColumns::kLengthBits) - 1));
      });
    case S::frameTime: return each([&](std::size_t i) { return c.timeNs[i]; });
    case S::frameRelative: return each([&](std::size_t i) { return elapsedNs(firstTimeNs_, c.timeNs[i]); });
    case S::frameDelta:
      return each([&](std::size_t i) {
        const std::int64_t before = i != 0             ? c.timeNs[i - 1]
                                    : first.value == 0 ? c.timeNs[0]
                                                       : trace_.timeNs(PacketId{first.value - 1});
        return elapsedNs(before, c.timeNs[i]);
      });
    case S::tcpWindow: return each([&](std::size_t i) { return std::int64_t{c.window[i]}; });
    case S::tcpLength:
      return each([&](std::size_t i) {
        return std::int64_t{c.payload[i] != TraceColumns::kFull ? c.payload[i] : trace_.row(packet(i)).payload};
      });
    case S::tcpSeq: return each([&](std::size_t i) { return std::int64_t{c.seq[i]}; });
    case S::tcpAck: return each([&](std::size_t i) { return std::int64_t{c.ack[i]}; });
    case S::tcpFlags: return each([&](std::size_t i) { return std::int64_t{c.flags[i] & TraceColumns::kTcpFlags}; });
    default: return each([](std::size_t) { return std::int64_t{0}; });
  }
}

}  // namespace pw::filter
