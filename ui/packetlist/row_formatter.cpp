#include "ui/packetlist/row_formatter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

#include "core/bytes/elapsed.h"
#include "core/field/format.h"
#include "core/report/measured_fields.h"
#include "ui/packetlist/badges.h"

namespace pw::ui {

namespace {

constexpr std::uint16_t kFin = 0x001, kSyn = 0x002, kRst = 0x004;
constexpr std::uint8_t kCongestionExperienced = 3;

unsigned decimalsOf(const CaptureInfo* info) {
  if (info == nullptr) return 6;
  if (info->format == FileFormat::pcapNsec) return 9;
  for (const InterfaceInfo& i : info->interfaces)
    if ((i.tsResolution & 0x80) != 0 ? (i.tsResolution & 0x7f) > 20 : i.tsResolution > 6) return 9;
  return 6;
}

}  // namespace

namespace {

constexpr std::array kTrouble{TcpMark::outOfOrder,      TcpMark::lostSegment,        TcpMark::ackLostSegment,
                              TcpMark::duplicateAck,    TcpMark::zeroWindow,         TcpMark::zeroWindowProbe,
                              TcpMark::windowFull,      TcpMark::zeroWindowProbeAck};

bool isTrouble(TcpMarks marks) noexcept {
  return std::any_of(kTrouble.begin(), kTrouble.end(), [marks](TcpMark m) { return marks.has(m); });
}

}  // namespace

RowSign signOf(const PacketRow& row) noexcept {
  const std::uint16_t f = row.tcpFlags;
  const TcpMarks m = row.marks;
  if (row.malformed) return RowSign::broken;
  if ((f & kRst) != 0) return RowSign::reset;
  if (row.ecn == kCongestionExperienced) return RowSign::congestion;
  if (m.isRepeat() || m.has(TcpMark::openRetry)) return RowSign::again;
  if (isTrouble(m)) return RowSign::trouble;
  if ((f & kSyn) != 0 || m.openStep() != 0) return RowSign::opening;
  if (m.has(TcpMark::ecnReduced)) return RowSign::reduced;
  if (m.has(TcpMark::ecnEcho)) return RowSign::echo;
  if ((f & kFin) != 0 || m.closeStep() != 0) return RowSign::closing;
  return row.cut ? RowSign::cut : RowSign::none;
}

Tint tintOf(const PacketRow& row) noexcept {
  switch (signOf(row)) {
    case RowSign::broken:
    case RowSign::again:
    case RowSign::trouble:
    case RowSign::reset: return Tint::loss;
    case RowSign::congestion:
    case RowSign::reduced:
    case RowSign::echo: return Tint::ecn;
    case RowSign::opening: return Tint::handshake;
    case RowSign::closing: return Tint::close;
    default: return row.marks.has(TcpMark::ecnBreach) ? Tint::ecn : Tint::none;
  }
}

void appendAddress(std::string& to, const Address& address) {
  TextOut out{to};
  const auto& b = address.bytes;
  switch (address.kind) {
    case AddressKind::ipv4:
      out.ipv4(std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | b[3]);
      break;
    case AddressKind::ipv6: out.ipv6(b.data()); break;
    case AddressKind::ether: out.ether(b.data()); break;
    case AddressKind::none: break;
  }
}

void RowFormatter::setColumns(const std::vector<Column>& columns) {
  columns_ = columns;
  fields_.reset();
  measured_ = false;
  FieldSet wanted;
  bool any = false;
  for (const Column& c : columns_) {
    if (!c.visible || c.kind != ColumnKind::field) continue;
    for (const FieldId id : document_.registry().find(c.fieldKey.toStdString())) {
      wanted.add(id);
      any = true;
    }
    measured_ |= isMeasured(c.fieldKey.toStdString());
  }
  if (reader_) reader_->measure(measured_);
  if (any) fields_ = std::make_unique<FieldSink>(wanted, true, true);
  invalidate();
}

void RowFormatter::setTimeFormat(TimeFormat format) {
  timeFormat_ = format;
  invalidate();
}

void RowFormatter::setPasswords(MarkSet packets) {
  passwords_ = std::move(packets);
  invalidate();
}

void RowFormatter::invalidate() {
  for (FormattedRow& r : cache_) r.packet = UINT32_MAX;
  if (session_ != document_.session()) {
    reader_.reset();
    session_.reset();
    colouring_.release();
  }
}

const FormattedRow& RowFormatter::row(std::uint32_t packet) {
  FormattedRow& r = cache_[packet % kCached];
  if (r.packet != packet) format(r, packet);
  return r;
}

void RowFormatter::prepareReader() {
  if (reader_ && session_ == document_.session()) return;
  session_ = document_.session();
  reader_ = std::make_unique<PacketReader>(session_->trace(), document_.registry());
  reader_->measure(measured_);
  decimals_ = decimalsOf(session_->trace().info().get());
}

void RowFormatter::format(FormattedRow& into, std::uint32_t packet) {
  prepareReader();
  const PacketId id{packet};
  const PacketRow row = session_->trace().row(id);
  into.packet = packet;
  if (session_->trace().isGivenUp(id)) return formatGivenUp(into);
  into.tint = tintOf(row);
  into.sign = signOf(row);
  into.colours = colouring_.of(session_, id, row.flow);
  reader_->load(id);
  const PacketContext& context = reader_->context();
  into.hasComment = context.extras != nullptr && !context.extras->comments.empty();
  const PacketSummary* summary = nullptr;
  const RowText* text = nullptr;
  if (fields_) {
    summary = &reader_->walk(*fields_);
    text = &fields_->text();
  } else {
    summary = &reader_->walk(rowSink_);
    text = &rowSink_.text;
  }
  into.cells.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    scratch_.clear();
    if (columns_[i].visible) cell(scratch_, columns_[i], row, *summary, *text);
    into.cells[i] = QString::fromUtf8(scratch_.data(), static_cast<qsizetype>(scratch_.size()));
  }
}

/// A row of a long capture whose place stays, so that numbers do.
void RowFormatter::formatGivenUp(FormattedRow& into) const {
  into.tint = Tint::none;
  into.sign = RowSign::none;
  into.colours.reset();
  into.hasComment = false;
  into.cells.assign(columns_.size(), QString());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].kind == ColumnKind::number) into.cells[i] = QString::number(std::uint64_t{into.packet} + 1);
    if (columns_[i].kind == ColumnKind::info)
      into.cells[i] = QCoreApplication::translate("pw::ui::PacketListView", "Let go: only the last packets are kept");
  }
}

void RowFormatter::cell(std::string& to, const Column& column, const PacketRow& row,
                        const PacketSummary& summary, const RowText& text) {
  TextOut out{to};
  const std::uint32_t packet = reader_->context().id.value;
  switch (column.kind) {
    case ColumnKind::number: out.dec(std::uint64_t{packet} + 1); break;
    case ColumnKind::time: time(to, row, packet); break;
    case ColumnKind::delta:
      if (row.hasTime) out.seconds(elapsedNs(reader_->context().previousTimeNs, row.timeNs), decimals_);
      break;
    case ColumnKind::source: appendAddress(to, summary.src); break;
    case ColumnKind::destination: appendAddress(to, summary.dst); break;
    case ColumnKind::flow:
      if (row.flow.valid()) out.add('#').dec(row.flow.value);
      break;
    case ColumnKind::direction:
      if (summary.transport == Transport::none) break;
      out.add(row.direction == Direction::forward ? "→ " : "← ")
          .dec(summary.srcPort)
          .add(" → ")
          .dec(summary.dstPort);
      break;
    case ColumnKind::protocol: out.add(text.protocol); break;
    case ColumnKind::length: out.dec(row.wireLen); break;
    case ColumnKind::layers:
      for (const ProtocolId p : session_->trace().stack(row.stack)) {
        if (!to.empty()) out.add(':');
        out.add(document_.registry().protocol(p).name);
      }
      break;
    case ColumnKind::what: appendBadges(to, row, passwords_.has(packet)); break;
    case ColumnKind::info: out.add(text.info); break;
    case ColumnKind::field: fieldCell(to, column); break;
  }
}

void RowFormatter::fieldCell(std::string& to, const Column& column) const {
  if (!fields_) return;
  constexpr std::size_t kMaxCell = 512;
  const std::string key = column.fieldKey.toStdString();
  const FieldTree& tree = fields_->tree;
  for (const FieldNode& n : tree.nodes()) {
    const FieldDef& d = document_.registry().field(n.field);
    if (d.key != key) continue;
    TextOut out{to};
    if (!to.empty()) out.add(',');
    appendValue(out, d, tree, n);
    if (to.size() > kMaxCell) break;
  }
}

void RowFormatter::time(std::string& to, const PacketRow& row, std::uint32_t packet) const {
  if (!row.hasTime) return;
  TextOut out{to};
  const Trace& trace = session_->trace();
  switch (timeFormat_) {
    case TimeFormat::sinceStart: {
      if (document_.timeReferences().has(packet)) {
        out.add("*REF*");
        break;
      }
      const auto reference = document_.timeReferences().atOrBefore(packet);
      out.seconds(elapsedNs(trace.timeNs(PacketId{reference.value_or(0)}), row.timeNs), decimals_);
      break;
    }
    case TimeFormat::sincePrevious:
      out.seconds(packet == 0 ? 0 : elapsedNs(trace.timeNs(PacketId{packet - 1}), row.timeNs), decimals_);
      break;
    case TimeFormat::epoch: out.seconds(row.timeNs, decimals_); break;
    case TimeFormat::localDate: appendIsoTime(to, row.timeNs, false, true, decimals_); break;
    case TimeFormat::localTime: appendIsoTime(to, row.timeNs, false, false, decimals_); break;
    case TimeFormat::utcDate: appendIsoTime(to, row.timeNs, true, true, decimals_); break;
    case TimeFormat::utcTime: appendIsoTime(to, row.timeNs, true, false, decimals_); break;
    case TimeFormat::count_: break;
  }
}

QString RowFormatter::sentence(std::uint32_t packet) {
  const FormattedRow& r = row(packet);
  QString source, destination, protocol, info, length;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    switch (columns_[i].kind) {
      case ColumnKind::source: source = r.cells[i]; break;
      case ColumnKind::destination: destination = r.cells[i]; break;
      case ColumnKind::protocol: protocol = r.cells[i]; break;
      case ColumnKind::info: info = r.cells[i]; break;
      default: break;
    }
  }
  QString text = QCoreApplication::translate("pw::ui::PacketListView", "Packet %1, %2, from %3 to %4, %5")
                     .arg(packet + 1)
                     .arg(protocol, source, destination, info);
  if (document_.marks().has(packet))
    text += QLatin1String(", ") + QCoreApplication::translate("pw::ui::PacketListView", "marked");
  if (r.hasComment)
    text += QLatin1String(", ") + QCoreApplication::translate("pw::ui::PacketListView", "has a comment");
  return text;
}

}  // namespace pw::ui
