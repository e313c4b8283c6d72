#include "core/report/flow_list.h"

#include <array>

#include "core/report/enum_name.h"
#include "core/report/flow_text.h"
#include "core/report/row_writer.h"

namespace pw {

namespace {

constexpr unsigned kClient = 0, kServer = 1;

std::string_view transportName(Transport t) { return t == Transport::tcp ? "tcp" : "udp"; }
std::string_view nameOf(Opening v) { return enumName<Opening::answerFirst>(v); }
std::string_view nameOf(Closing v) { return enumName<Closing::resetAfterFin>(v); }
std::string_view nameOf(EcnSetup v) { return enumName<EcnSetup::accRefused>(v); }

unsigned directionOf(const FlowSummary& f, unsigned side) { return static_cast<unsigned>(f.directionOf(side)); }
const TcpSide& sideOf(const FlowSummary& f, unsigned side) { return f.tcp.side[directionOf(f, side)]; }
const TcpFlow::Counts& countsOf(const FlowSummary& f, unsigned side) { return f.tcp.counts[directionOf(f, side)]; }

std::string addressText(const Address& address) {
  std::string s;
  TextOut out{s};
  appendAddress(out, address);
  return s;
}

// ---- JSON ----

void endJson(JsonMembers& m, TextOut& out, std::string_view name, const Address& address, std::uint16_t port) {
  m.key(name);
  JsonMembers end{out};
  end.text("address", addressText(address));
  end.number("port", port);
  end.end();
}

template <class Get>
void bothSides(JsonMembers& m, std::string_view name, const FlowSummary& f, Get get) {
  m.key(name).add('[').dec(std::uint64_t{get(f, kClient)}).add(", ").dec(std::uint64_t{get(f, kServer)}).add(']');
}

void sideOrNull(JsonMembers& m, std::string_view name, const FlowSummary& f, bool known, Direction d) {
  if (!known) return m.nothing(name);
  m.text(name, f.sideOf(d) == kClient ? "client" : "server");
}

void countsJson(JsonMembers& m, const FlowSummary& f) {
  const auto count = [&m, &f](std::string_view name, std::uint32_t TcpFlow::Counts::* member) {
    bothSides(m, name, f, [member](const FlowSummary& flow, unsigned side) { return countsOf(flow, side).*member; });
  };
  bothSides(m, "payload", f, [](const FlowSummary& flow, unsigned side) { return sideOf(flow, side).payload; });
  bothSides(m, "repeats", f, [](const FlowSummary& flow, unsigned side) { return sideOf(flow, side).repeats; });
  count("gaps", &TcpFlow::Counts::gaps);
  count("out_of_order", &TcpFlow::Counts::outOfOrder);
  count("ect0", &TcpFlow::Counts::ect0);
  count("ect1", &TcpFlow::Counts::ect1);
  count("ce", &TcpFlow::Counts::ce);
  count("ece", &TcpFlow::Counts::ece);
  count("cwr", &TcpFlow::Counts::cwr);
  count("ecn_breaches", &TcpFlow::Counts::breaches);
}

void tcpJson(JsonMembers& m, const FlowSummary& f) {
  const TcpFlow& t = f.tcp;
  m.text("opening", nameOf(t.opening));
  m.text("closing", nameOf(t.closing));
  m.text("ecn", nameOf(t.ecn));
  t.initialRttNs < 0 ? m.nothing("initial_rtt_ns") : m.signedNumber("initial_rtt_ns", t.initialRttNs);
  m.number("completeness", t.completeness);
  m.text("client_state", stateName(Language::english, t.state[directionOf(f, kClient)]));
  m.text("server_state", stateName(Language::english, t.state[directionOf(f, kServer)]));
  sideOrNull(m, "closed_by", f, t.closing != Closing::open && t.closing != Closing::reset, t.closer);
  sideOrNull(m, "reset_by", f, t.reset.valid(), t.resetter);
  m.number("syn_retries", t.synRepeats);
  m.number("half_close_bytes", t.halfCloseBytes);
  countsJson(m, f);
  bothSides(m, "fin_with_data", f, [](const FlowSummary& flow, unsigned side) {
    return flow.tcp.finCarriesData[directionOf(flow, side)] ? 1u : 0u;
  });
}

// ---- for people ----

/// Columns that one character takes on a terminal: Hangul and its neighbours take two.
std::size_t columnsOf(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) {
    const auto b = static_cast<unsigned char>(c);
    if ((b & 0xc0u) == 0x80u) continue;
    n += b >= 0xe1 && b <= 0xed ? 2u : 1u;
  }
  return n;
}

struct Column {
  Msg title;
  std::size_t width;
  bool right;
};
constexpr std::array<Column, 14> kColumns{{{Msg::flowsTransport, 5, false},
                                           {Msg::flowsStream, 6, true},
                                           {Msg::flowsClient, 22, false},
                                           {Msg::flowsServer, 22, false},
                                           {Msg::flowsPackets, 8, true},
                                           {Msg::flowsPacketsBack, 8, true},
                                           {Msg::flowsBytes, 11, true},
                                           {Msg::flowsBytesBack, 11, true},
                                           {Msg::flowsDuration, 12, true},
                                           {Msg::flowsRtt, 8, true},
                                           {Msg::flowsRepeats, 7, true},
                                           {Msg::flowsOpening, 20, false},
                                           {Msg::flowsClosing, 17, false},
                                           {Msg::flowsEcn, 0, false}}};
using Cells = std::array<std::string, kColumns.size()>;

void writeCells(TextOut& out, const Cells& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Column& c = kColumns[i];
    const std::size_t have = columnsOf(cells[i]);
    const std::string padding(have < c.width ? c.width - have : 0, ' ');
    if (i != 0) out.add("  ");
    if (c.right) out.add(padding);
    out.add(cells[i]);
    if (!c.right && i + 1 != cells.size()) out.add(padding);
  }
  while (out.string().ends_with(' ')) out.string().pop_back();
  out.add('\n');
}

}  // namespace

std::string endText(const Address& address, std::uint16_t port) {
  const std::string text = addressText(address), number = std::to_string(port);
  return address.kind == AddressKind::ipv6 ? '[' + text + "]:" + number : text + ':' + number;
}

void writeFlowTitles(TextOut& out, Language language) {
  Cells cells;
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = messageText(language, kColumns[i].title);
  writeCells(out, cells);
}

void writeFlowRow(TextOut& out, Language language, const FlowSummary& f) {
  const auto n = [](std::uint64_t v) { return std::to_string(v); };
  const bool tcp = f.transport == Transport::tcp && f.followed;
  const TcpFlow& t = f.tcp;
  Cells cells{std::string{transportName(f.transport)},
              n(f.stream),
              endText(f.client, f.clientPort),
              endText(f.server, f.serverPort),
              n(f.packets[kClient]),
              n(f.packets[kServer]),
              n(f.bytes[kClient]),
              n(f.bytes[kServer]),
              spanText(language, elapsedNs(f.firstNs, f.lastNs)),
              tcp && t.initialRttNs >= 0 ? spanText(language, t.initialRttNs) : "-",
              tcp ? n(std::uint64_t{sideOf(f, kClient).repeats} + sideOf(f, kServer).repeats) : "-",
              tcp ? std::string{openingName(language, t.opening)} : "-",
              tcp ? std::string{closingName(language, t.closing)} : "-",
              tcp ? std::string{ecnName(language, t.ecn)} : "-"};
  writeCells(out, cells);
}

void writeFlowCsvTitles(TextOut& out) {
  out.add("transport,stream,client,client_port,server,server_port,roles,packets,packets_back,bytes,bytes_back,start_ns,"
          "duration_ns,initial_rtt_ns,repeats,repeats_back,opening,closing,ecn\r\n");
}

void writeFlowCsvRow(TextOut& out, const FlowSummary& f) {
  const auto number = [&out](std::uint64_t v) { out.add(',').dec(v); };
  out.add(transportName(f.transport));
  number(f.stream);
  out.add(',').add(addressText(f.client));
  number(f.clientPort);
  out.add(',').add(addressText(f.server));
  number(f.serverPort);
  out.add(f.rolesGuessed ? ",guessed" : ",known");
  for (const unsigned side : {kClient, kServer}) number(f.packets[side]);
  for (const unsigned side : {kClient, kServer}) number(f.bytes[side]);
  out.add(',').sdec(f.firstNs).add(',').sdec(elapsedNs(f.firstNs, f.lastNs)).add(',');
  if (f.transport != Transport::tcp || !f.followed) {
    out.add(",,,,,\r\n");
    return;
  }
  if (f.tcp.initialRttNs >= 0) out.sdec(f.tcp.initialRttNs);
  for (const unsigned side : {kClient, kServer}) number(sideOf(f, side).repeats);
  for (const std::string_view name : {nameOf(f.tcp.opening), nameOf(f.tcp.closing), nameOf(f.tcp.ecn)})
    out.add(',').add(name);
  out.add("\r\n");
}

void writeFlowJson(JsonMembers& m, TextOut& out, const FlowSummary& f) {
  m.text("transport", transportName(f.transport));
  m.number("stream", f.stream);
  endJson(m, out, "client", f.client, f.clientPort);
  endJson(m, out, "server", f.server, f.serverPort);
  m.text("roles", f.rolesGuessed ? "guessed" : "known");
  m.number("first", std::uint64_t{f.first.value} + 1);
  m.number("last", std::uint64_t{f.last.value} + 1);
  m.signedNumber("start_ns", f.firstNs);
  m.signedNumber("duration_ns", elapsedNs(f.firstNs, f.lastNs));
  bothSides(m, "packets", f, [](const FlowSummary& flow, unsigned side) { return flow.packets[side]; });
  bothSides(m, "bytes", f, [](const FlowSummary& flow, unsigned side) { return flow.bytes[side]; });
  if (f.transport != Transport::tcp) return;
  m.truth("followed", f.followed);
  if (f.followed) tcpJson(m, f);
}

}  // namespace pw
