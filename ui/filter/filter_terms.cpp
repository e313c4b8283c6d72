#include "ui/filter/filter_terms.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/trace/flow_summary.h"
#include "ui/packetlist/row_formatter.h"

namespace pw::ui {

namespace {

QString equals(const char* key, const QString& value) { return QLatin1String(key) + QStringLiteral(" == ") + value; }

QString textOf(std::string_view s) { return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size())); }

/// ip, ipv6 or eth, by how an address is written.
QString addressFilter(const QString& address, const char* end) {
  if (address.isEmpty()) return {};
  const bool ethernet = address.count(QLatin1Char(':')) == 5 && address.size() == 17;
  const char* layer = ethernet ? "eth" : address.contains(QLatin1Char(':')) ? "ipv6" : "ip";
  return QStringLiteral("%1.%2 == %3").arg(QLatin1String(layer), QLatin1String(end), address);
}

QString protocolFilter(const Registry& registry, const Trace& trace, PacketId packet, const QString& shown) {
  const auto stack = trace.stack(trace.row(packet).stack);
  std::string_view best;
  for (const ProtocolId p : stack) {
    best = registry.protocol(p).name;
    if (textOf(best).compare(shown, Qt::CaseInsensitive) == 0) break;
  }
  return textOf(best);
}

bool needsQuotes(const Registry& registry, const QString& key) {
  const auto ids = registry.find(key.toStdString());
  if (ids.empty()) return true;
  const Kind kind = registry.field(ids.front()).kind;
  return kind == Kind::string || kind == Kind::absTime;
}

QString fieldFilter(const Registry& registry, const QString& key, const QString& cell) {
  if (cell.isEmpty()) return QLatin1Char('!') + key;
  const auto ids = registry.find(key.toStdString());
  const Kind kind = ids.empty() ? Kind::string : registry.field(ids.front()).kind;
  if (kind == Kind::protocol || kind == Kind::label || kind == Kind::note) return key;
  if (needsQuotes(registry, key)) return key + QStringLiteral(" == ") + quotedForFilter(cell);
  return key + QStringLiteral(" == ") + cell.section(QLatin1Char(','), 0, 0);
}

/// The field that stands for a finding; empty for those that are ours alone.
std::string_view keyOf(FindingKind kind) {
  constexpr std::array<std::string_view, 18> kMarks{
      "tcp.analysis.retransmission",     "tcp.analysis.fast_retransmission",
      "tcp.analysis.spurious_retransmission", "tcp.analysis.out_of_order",
      "tcp.analysis.reused_ports",       "tcp.analysis.lost_segment",
      "tcp.analysis.ack_lost_segment",   "tcp.analysis.window_update",
      "tcp.analysis.window_full",        "tcp.analysis.keep_alive",
      "tcp.analysis.keep_alive_ack",     "tcp.analysis.zero_window",
      "tcp.analysis.zero_window_probe",  "tcp.analysis.zero_window_probe_ack",
      "tcp.analysis.duplicate_ack",      "tcp.analysis.tfo_syn",
      "tcp.analysis.tfo_ack",            "tcp.analysis.tfo_ignored"};
  static_assert(static_cast<std::size_t>(TcpMark::tfoIgnored) + 1 == kMarks.size());
  if (kind == FindingKind::malformed) return "_ws.malformed";
  if (kind == FindingKind::cut) return "_ws.short";
  const auto i = static_cast<std::size_t>(kind);
  return i < kMarks.size() ? kMarks[i] : std::string_view{};
}

}  // namespace

QString quotedForFilter(QString text) {
  text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
  return QLatin1Char('"') + text + QLatin1Char('"');
}

QString joinFilter(const QString& present, const QString& term, FilterJoin join) {
  const QString before = present.trimmed();
  const auto with = [&](const char* word, const QString& what) {
    return before.isEmpty() ? what : QStringLiteral("(%1) %2 %3").arg(before, QLatin1String(word), what);
  };
  const QString inBrackets = QStringLiteral("(%1)").arg(term), opposite = QStringLiteral("!(%1)").arg(term);
  switch (join) {
    case FilterJoin::notSelected: return opposite;
    case FilterJoin::andSelected: return with("&&", before.isEmpty() ? term : inBrackets);
    case FilterJoin::orSelected: return with("||", before.isEmpty() ? term : inBrackets);
    case FilterJoin::andNotSelected: return with("&&", opposite);
    case FilterJoin::orNotSelected: return with("||", opposite);
    default: return term;
  }
}

QString filterOfPacket(PacketId packet) {
  return equals("frame.number", QString::number(std::uint64_t{packet.value} + 1));
}

QString filterOfPackets(std::span<const std::uint32_t> packets) {
  if (packets.size() == 1) return filterOfPacket(PacketId{packets.front()});
  if (packets.empty()) return {};
  QStringList numbers;
  for (const std::uint32_t p : packets.first(std::min(packets.size(), kMaxListed)))
    numbers << QString::number(std::uint64_t{p} + 1);
  return QStringLiteral("frame.number in {%1}").arg(numbers.join(QLatin1String(", ")));
}

QString filterOfFinding(const Registry& registry, FindingKind kind, std::span<const std::uint32_t> packets) {
  const std::string_view key = keyOf(kind);
  return key.empty() || registry.find(key).empty() ? filterOfPackets(packets) : textOf(key);
}

QString filterOfFlow(const Trace& trace, FlowId flow) {
  if (!flow.valid()) return {};
  const FlowSummary s = summarizeFlow(trace, flow);
  if (s.transport == Transport::tcp) return equals("tcp.stream", QString::number(s.stream));
  if (s.transport == Transport::udp) return equals("udp.stream", QString::number(s.stream));
  std::string a, b;
  appendAddress(a, s.client);
  appendAddress(b, s.server);
  const QString one = addressFilter(textOf(a), "addr"), other = addressFilter(textOf(b), "addr");
  return one.isEmpty() || other.isEmpty() ? one + other : one + QStringLiteral(" && ") + other;
}

QString filterOfCell(const Registry& registry, const Trace& trace, PacketId packet, const Column& column,
                     const QString& cell) {
  switch (column.kind) {
    case ColumnKind::source: return addressFilter(cell, "src");
    case ColumnKind::destination: return addressFilter(cell, "dst");
    case ColumnKind::flow:
    case ColumnKind::direction: return filterOfFlow(trace, trace.row(packet).flow);
    case ColumnKind::protocol: return protocolFilter(registry, trace, packet, cell);
    case ColumnKind::length: return equals("frame.len", cell);
    case ColumnKind::layers: return equals("frame.protocols", quotedForFilter(cell));
    case ColumnKind::info: return equals("_ws.col.info", quotedForFilter(cell));
    case ColumnKind::field: return fieldFilter(registry, column.fieldKey, cell);
    default: return filterOfPacket(packet);
  }
}

}  // namespace pw::ui
