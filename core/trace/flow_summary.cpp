#include "core/trace/flow_summary.h"

namespace pw {

namespace {

/// Which way the client's packets go: told by an opening, else the end with the lower port is taken for the server.
bool forwardIsFromClient(const FlowSummary& s, const Flow& f) {
  if (s.transport == Transport::tcp && s.tcp.clientKnown) return s.tcp.client == Direction::forward;
  // Of UDP the first packet is the request, unless it comes from a well-known port to one that is not.
  const std::uint16_t from = f.firstFromLow ? f.key.lowPort : f.key.highPort;
  const std::uint16_t to = f.firstFromLow ? f.key.highPort : f.key.lowPort;
  constexpr std::uint16_t kWellKnown = 1024;
  if (s.transport == Transport::tcp) return from >= to;
  return !(from < kWellKnown && to >= kWellKnown);
}

Address addressOf(const std::uint64_t (&words)[2], AddressKind kind) {
  Address a;
  a.kind = kind;
  std::memcpy(a.bytes.data(), words, sizeof words);
  return a;
}

void setEnds(FlowSummary& s, const Flow& f) {
  s.clientIsForward = forwardIsFromClient(s, f);
  const bool clientIsLow = s.clientIsForward == f.firstFromLow;
  const Address low = addressOf(f.key.low, f.key.kind), high = addressOf(f.key.high, f.key.kind);
  s.client = clientIsLow ? low : high;
  s.server = clientIsLow ? high : low;
  s.clientPort = clientIsLow ? f.key.lowPort : f.key.highPort;
  s.serverPort = clientIsLow ? f.key.highPort : f.key.lowPort;
}

}  // namespace

FlowSummary summarizeFlow(const FlowTable& flows, FlowId id) {
  const Flow& f = flows.flow(id);
  FlowSummary s;
  s.id = id;
  s.transport = f.key.transport;
  s.stream = f.stream;
  s.first = f.first;
  s.last = f.last;
  s.followed = s.transport != Transport::tcp || FlowTable::follows(f);
  if (FlowTable::follows(f)) s.tcp = flows.tcp(f);
  s.rolesGuessed = s.transport == Transport::tcp && !s.tcp.clientKnown;
  setEnds(s, f);
  for (const Direction d : {Direction::forward, Direction::backward}) {
    s.packets[s.sideOf(d)] = f.packets[static_cast<unsigned>(d)];
    s.bytes[s.sideOf(d)] = f.bytes[static_cast<unsigned>(d)];
  }
  return s;
}

FlowSummary summarizeFlow(const Trace& trace, FlowId id) {
  FlowSummary s = trace.readFlows([id](const FlowTable& flows) { return summarizeFlow(flows, id); });
  // The gate was open between two batches, so these rows are published.
  s.firstNs = trace.timeNs(s.first);
  s.lastNs = trace.timeNs(s.last);
  s.stack = trace.stackOf(s.first);
  return s;
}

}  // namespace pw
