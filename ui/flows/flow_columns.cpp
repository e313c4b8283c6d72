#include "ui/flows/flow_columns.h"

#include <QLocale>
#include <array>

#include "core/bytes/elapsed.h"
#include "core/field/text_out.h"
#include "ui/packetlist/row_formatter.h"

namespace pw::ui {

namespace {

struct Look {
  const char* title;
  int widthChars;
  bool right;
};

// In the order of FlowColumn.
constexpr std::array<Look, kFlowColumns> kLooks{{
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "#"), 4, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Protocol"), 6, false},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Client"), 16, false},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Server"), 16, false},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Name"), 6, false},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Activity"), 16, false},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Started"), 12, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Duration"), 10, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Packets →"), 10, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Packets ←"), 10, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Bytes →"), 11, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Bytes ←"), 11, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Opening"), 20, false},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Closing"), 20, false},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "RTT"), 10, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "Losses"), 8, true},
    {QT_TRANSLATE_NOOP("pw::ui::FlowColumnModel", "ECN"), 30, false},
}};

constexpr const Look& lookOf(FlowColumn c) noexcept { return kLooks[static_cast<std::size_t>(c)]; }

void appendCount(std::string& to, std::uint64_t n) {
  to += QLocale().toString(static_cast<qulonglong>(n)).toStdString();
}

std::uint64_t sum(const FlowSummary& f, std::uint32_t TcpFlow::Counts::* of) noexcept {
  return std::uint64_t{f.tcp.counts[0].*of} + f.tcp.counts[1].*of;
}

void appendEcn(std::string& to, const FlowWords& words, const FlowSummary& f) {
  TextOut out{to};
  out.add(ecnName(words.language, f.tcp.ecn));
  const auto counted = [&](std::string_view what, std::uint64_t n) {
    if (n == 0) return;
    out.add(" · ").add(what).add(' ');
    appendCount(to, n);
  };
  counted("CE", sum(f, &TcpFlow::Counts::ce));
  if (!isClassicEcn(f.tcp.ecn)) return;  // otherwise the two flags mean something else, or nothing
  counted("ECE", sum(f, &TcpFlow::Counts::ece));
  counted("CWR", sum(f, &TcpFlow::Counts::cwr));
}

void appendTcpCell(std::string& to, const FlowWords& words, const FlowSummary& f, FlowColumn column) {
  if (f.transport != Transport::tcp) return;
  switch (column) {
    case FlowColumn::opening: to += openingName(words.language, f.tcp.opening); break;
    case FlowColumn::closing: to += closingName(words.language, f.tcp.closing); break;
    case FlowColumn::rtt:
      if (f.tcp.initialRttNs >= 0) to += spanText(words.language, f.tcp.initialRttNs);
      break;
    case FlowColumn::losses: appendCount(to, lossesOf(f)); break;
    case FlowColumn::ecn: appendEcn(to, words, f); break;
    default: break;
  }
}

}  // namespace

int widthOf(FlowColumn column) noexcept { return lookOf(column).widthChars; }
bool alignedRight(FlowColumn column) noexcept { return lookOf(column).right; }

std::uint64_t lossesOf(const FlowSummary& f) noexcept {
  if (f.transport != Transport::tcp) return 0;
  return std::uint64_t{f.tcp.side[0].repeats} + f.tcp.side[1].repeats + sum(f, &TcpFlow::Counts::gaps);
}

std::uint64_t congestionMarksOf(const FlowSummary& f) noexcept {
  return f.transport == Transport::tcp ? sum(f, &TcpFlow::Counts::ce) : 0;
}

std::string_view protocolName(const FlowWords& words, const FlowSummary& f) {
  const ProtocolStack& layers = words.trace.stack(f.stack);
  for (std::size_t i = layers.size(); i-- > 0;) {
    const Protocol& p = words.registry.protocol(layers[i]);
    if (p.name != "data") return p.shortName;
  }
  return f.transport == Transport::udp ? "UDP" : "TCP";
}

void appendEnd(std::string& to, const Address& address, std::uint16_t port) {
  const bool bracket = address.kind == AddressKind::ipv6;
  if (bracket) to += '[';
  appendAddress(to, address);
  if (bracket) to += ']';
  TextOut{to}.add(':').dec(port);
}

void appendFlowCell(std::string& to, const FlowWords& words, const FlowSummary& f, FlowColumn column) {
  TextOut out{to};
  switch (column) {
    case FlowColumn::number: out.dec(f.id.value); break;
    case FlowColumn::protocol: out.add(protocolName(words, f)); break;
    case FlowColumn::client: appendEnd(to, f.client, f.clientPort); break;
    case FlowColumn::server: appendEnd(to, f.server, f.serverPort); break;
    case FlowColumn::name: to += words.names.nameOf(f.server, f.first); break;
    case FlowColumn::started: out.seconds(elapsedNs(words.trace.timeNs(PacketId{0}), f.firstNs), 6); break;
    case FlowColumn::duration: to += spanText(words.language, elapsedNs(f.firstNs, f.lastNs)); break;
    case FlowColumn::packetsOut: appendCount(to, f.packets[0]); break;
    case FlowColumn::packetsIn: appendCount(to, f.packets[1]); break;
    case FlowColumn::bytesOut: appendCount(to, f.bytes[0]); break;
    case FlowColumn::bytesIn: appendCount(to, f.bytes[1]); break;
    default: appendTcpCell(to, words, f, column); break;
  }
}

QString FlowColumnModel::title(FlowColumn column) { return tr(lookOf(column).title); }

QVariant FlowColumnModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= kFlowColumns) return {};
  const auto column = static_cast<FlowColumn>(section);
  if (role == Qt::DisplayRole) return title(column);
  if (role == Qt::TextAlignmentRole)
    return QVariant::fromValue(
        Qt::Alignment(Qt::AlignVCenter | (alignedRight(column) ? Qt::AlignRight : Qt::AlignLeft)));
  return {};
}

}  // namespace pw::ui
