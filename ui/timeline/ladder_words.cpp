#include "ui/timeline/ladder_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "core/bytes/elapsed.h"
#include "core/flow/tcp_tracker.h"
#include "ui/packetlist/row_formatter.h"

namespace pw::ui {

namespace {

constexpr std::int64_t kMicro = 1'000, kMilli = 1'000'000, kSecond = 1'000'000'000;

QString tr(const char* text, int n = -1) {
  return QCoreApplication::translate("pw::ui::LadderWords", text, nullptr, n);
}

QString text(std::string_view s) { return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size())); }

QString packetNumber(PacketId id) { return QString::number(std::uint64_t{id.value} + 1); }

/// Three digits that count.
QString shortNumber(double v) {
  const double whole = std::abs(v);
  return QString::number(v, 'f', whole < 9.995 ? 2 : whole < 99.95 ? 1 : 0);
}

}  // namespace

QString bytesText(std::uint64_t bytes) {
  constexpr double kKilo = 1000;
  if (bytes < 10'000) return QStringLiteral("%1 B").arg(bytes);
  const auto v = static_cast<double>(bytes);
  if (v < 999'500) return QStringLiteral("%1 kB").arg(std::lround(v / kKilo));
  if (v < 999.5e6) return QStringLiteral("%1 MB").arg(shortNumber(v / 1e6));
  return QStringLiteral("%1 GB").arg(shortNumber(v / 1e9));
}

QString spanText(std::int64_t ns) {
  const auto v = static_cast<double>(ns);
  if (ns < 999'500) return QStringLiteral("%1 µs").arg(std::lround(v / kMicro));
  if (ns < 999'500'000) return QStringLiteral("%1 ms").arg(shortNumber(v / kMilli));
  return QStringLiteral("%1 s").arg(shortNumber(v / kSecond));
}

LadderWords::LadderWords(const LadderModel& model, Language language)
    : model_(model), c_(*model.conversation), in_(*model.input), language_(language) {
  const std::int64_t whole = in_.packets.empty() ? 0 : elapsedNs(in_.packets.front().timeNs, in_.packets.back().timeNs);
  if (whole < 10 * kMilli) {
    unitNs_ = kMicro;
    decimals_ = 0;
  } else if (whole >= 20 * kSecond) {
    unitNs_ = kSecond;
    decimals_ = 3;
  }
}

QString LadderWords::unit() const {
  return unitNs_ == kMicro   ? QStringLiteral("µs")
         : unitNs_ == kMilli ? QStringLiteral("ms")
                             : QStringLiteral("s");
}

QString LadderWords::number(std::int64_t ns) const {
  return QString::number(static_cast<double>(ns) / static_cast<double>(unitNs_), 'f', decimals_);
}

QString LadderWords::time(std::uint32_t i) const {
  return number(elapsedNs(in_.packets.front().timeNs, in_.packets[i].timeNs));
}

std::int64_t LadderWords::gapNs(std::uint32_t i) const {
  return i == 0 ? 0 : elapsedNs(in_.packets[i - 1].timeNs, in_.packets[i].timeNs);
}

QString LadderWords::gap(std::uint32_t i) const {
  const std::int64_t ns = gapNs(i);
  const double least = std::pow(10.0, -decimals_) / 2;
  if (static_cast<double>(std::abs(ns)) < least * static_cast<double>(unitNs_)) return {};
  return (ns > 0 ? QStringLiteral("+") : QString()) + number(ns);
}

QString LadderWords::gapText(std::uint32_t i) const {
  const QString span = spanText(gapNs(i));
  return gapNs(i) >= kSecond ? tr("⋮ silence for %1").arg(span) : QStringLiteral("⋮ %1").arg(span);
}

QString LadderWords::roleText(unsigned s) const {
  const bool guessed = c_.summary().rolesGuessed;
  if (s == 0) return guessed ? tr("Client (role guessed)") : tr("Client");
  return guessed ? tr("Server (role guessed)") : tr("Server");
}

QString LadderWords::endText(unsigned s) const {
  const FlowSummary& f = c_.summary();
  const Address& a = s == 0 ? f.client : f.server;
  std::string address;
  appendAddress(address, a);
  const QString port = QString::number(s == 0 ? f.clientPort : f.serverPort);
  const QString host = QString::fromStdString(address);
  return a.kind == AddressKind::ipv6 ? QStringLiteral("[%1]:%2").arg(host, port)
                                     : QStringLiteral("%1:%2").arg(host, port);
}

QString LadderWords::title() const {
  const FlowSummary& f = c_.summary();
  const QString name = f.transport == Transport::tcp ? QStringLiteral("TCP") : QStringLiteral("UDP");
  return QStringLiteral("%1 #%2   %3 ↔ %4").arg(name).arg(f.stream).arg(endText(0), endText(1));
}

QString LadderWords::stateText(std::uint32_t i, unsigned s) const {
  return item(i).state[s] == TcpState::unknown ? QString() : text(stateName(language_, item(i).state[s]));
}

QString LadderWords::inferredText(std::uint32_t i) const {
  return item(i).inferred ? tr("(inferred)") : QString();
}

QString LadderWords::side(std::uint32_t i, const char* client, const char* server) const {
  return tr(item(i).fromClient ? client : server);
}

QString LadderWords::flags(const PacketRow& row) const {
  struct Name {
    unsigned bit;
    const char* name;
  };
  static constexpr Name kNames[] = {{tcpflag::kSyn, "SYN"}, {tcpflag::kFin, "FIN"}, {tcpflag::kRst, "RST"},
                                    {tcpflag::kPsh, "PSH"}, {tcpflag::kAck, "ACK"}, {tcpflag::kUrg, "URG"},
                                    {tcpflag::kEce, "ECE"}, {tcpflag::kCwr, "CWR"}, {tcpflag::kAe, "AE"}};
  constexpr unsigned kAce = tcpflag::kEce | tcpflag::kCwr | tcpflag::kAe;
  // Under AccECN the three are one number (RFC 9768 §3.2.2).
  const bool counter = c_.summary().tcp.ecn == EcnSetup::accNegotiated && (row.tcpFlags & tcpflag::kSyn) == 0;
  QStringList names;
  for (const Name& n : kNames)
    if ((row.tcpFlags & n.bit) != 0 && !(counter && (n.bit & kAce) != 0))
      names << QString::fromLatin1(n.name);
  if (counter)
    names << QStringLiteral("ACE=%1").arg((row.tcpFlags & tcpflag::kAe) / tcpflag::kAe * 4 +
                                          (row.tcpFlags & tcpflag::kCwr) / tcpflag::kCwr * 2 +
                                          (row.tcpFlags & tcpflag::kEce) / tcpflag::kEce);
  return names.join(QStringLiteral(" · "));
}

QStringList LadderWords::labels(std::uint32_t i, bool alone) const {
  const PacketRow row = model_.row(i);
  if (c_.summary().transport != Transport::tcp) {
    const QString length = QStringLiteral("UDP  %1").arg(bytesText(row.wireLen));
    return {length, bytesText(row.wireLen)};
  }
  const unsigned s = sideOf(i);
  constexpr unsigned kRare = tcpflag::kSyn | tcpflag::kFin | tcpflag::kRst;
  QString named = flags(row);
  if (const QString mark = alone ? markText(i) : QString(); !mark.isEmpty())
    named = (row.tcpFlags & kRare) == 0 ? mark : QStringLiteral("%1 · %2").arg(mark, named);
  const bool acks = (row.tcpFlags & tcpflag::kAck) != 0;
  QString seq = QStringLiteral("seq=%1").arg(row.seq - c_.base(s));
  QString ack = acks ? QStringLiteral(" ack=%1").arg(row.ack - c_.base(1 - s)) : QString();
  const QString length = row.payload != 0 ? QStringLiteral(" len=%1").arg(row.payload) : QString();
  const QString window =
      row.window == 0 && (row.tcpFlags & tcpflag::kRst) == 0 ? QStringLiteral(" win=0") : QString();
  const bool bare = row.payload == 0 && (row.tcpFlags & kRare) == 0;
  const QString gap = QStringLiteral("   ");
  QStringList forms;
  if (const QString words = alone ? said(i) : QString(); !words.isEmpty()) {
    constexpr qsizetype kShort = 28;
    const QString mark = markText(i);
    forms << (mark.isEmpty() ? words : mark + QStringLiteral(" · ") + words) << words;
    if (words.size() > kShort) forms << words.left(kShort) + QStringLiteral("…");
  }
  if (bare) {
    forms << named + gap + ack.trimmed() + window;
  } else {
    forms << named + gap + seq + ack + length + window;
    forms << named + gap + seq + length;
    if (row.payload != 0) forms << named + gap + length.trimmed();
  }
  forms << named;
  return forms;
}

LadderWords::Sentence LadderWords::sentence(std::uint32_t i) const {
  const LadderPacket& p = in_.packets[i];
  if (c_.summary().transport != Transport::tcp) return {congestion(i), p.ecn != 0};
  const PacketRow row = model_.row(i);
  QStringList parts;
  for (const QString& part : {steps(i, row), said(i), congestion(i), marks(i)})
    if (!part.isEmpty()) parts << part;
  const bool echoAgain = p.ecn == kSignEce && p.foldable;
  const bool weak = (p.tone == LadderTone::plain && said(i).isEmpty()) || echoAgain ||
                    (item(i).marks.has(TcpMark::duplicateAck) && !item(i).marks.isRepeat());
  return {parts.join(QStringLiteral(" · ")), !weak};
}

/// What the application says in a packet, the beginning of it.
QString LadderWords::said(std::uint32_t i) const {
  constexpr qsizetype kLongest = 80;
  const auto at = std::lower_bound(in_.said.begin(), in_.said.end(), i,
                                   [](const LadderInput::Said& s, std::uint32_t item) { return s.item < item; });
  if (at == in_.said.end() || at->item != i) return {};
  const QString words = QString::fromStdString(at->text).simplified();
  return words.size() <= kLongest ? words : words.left(kLongest) + QStringLiteral("…");
}

QString LadderWords::steps(std::uint32_t i, const PacketRow& row) const {
  const TcpMarks m = item(i).marks;
  if (m.has(TcpMark::refusal)) return tr("Refused: nothing listens on this port");
  if ((row.tcpFlags & tcpflag::kRst) != 0)
    return side(i, QT_TR_NOOP("Client breaks the connection off"),
                QT_TR_NOOP("Server breaks the connection off"));
  const QString open = opening(i, row);
  return open.isEmpty() ? closing(i) : open;
}

QString LadderWords::opening(std::uint32_t i, const PacketRow& row) const {
  const TcpMarks m = item(i).marks;
  const EcnSetup ecn = c_.summary().tcp.ecn;
  const bool syn = (row.tcpFlags & tcpflag::kSyn) != 0;
  if (syn && m.has(TcpMark::openRetry))
    return side(i, QT_TR_NOOP("Client asks once more"), QT_TR_NOOP("Server answers once more"));
  constexpr unsigned kOffer = tcpflag::kEce | tcpflag::kCwr;
  switch (m.openStep()) {
    case 1:
      if ((row.tcpFlags & kOffer) != kOffer)
        return side(i, QT_TR_NOOP("① Client asks to open"), QT_TR_NOOP("① Server asks to open"));
      return (row.tcpFlags & tcpflag::kAe) != 0 ? tr("① Client asks, offers AccECN")
                                                : tr("① Client asks, offers ECN");
    case 2:
      if (isClassicEcn(ecn)) return tr("② Server agrees, accepts ECN");
      if (ecn == EcnSetup::accNegotiated) return tr("② Server agrees, accepts AccECN");
      if (ecn == EcnSetup::refused || ecn == EcnSetup::accRefused || ecn == EcnSetup::reflected)
        return tr("② Server agrees, but not to ECN");
      return side(i, QT_TR_NOOP("② Client agrees"), QT_TR_NOOP("② Server agrees"));
    case 3: return row.payload != 0 ? tr("③ Connected, with the first data") : tr("③ Connected");
    default: break;
  }
  if (!syn) return {};
  return side(i, QT_TR_NOOP("Client asks to open as well"), QT_TR_NOOP("Server asks to open as well"));
}

QString LadderWords::closing(std::uint32_t i) const {
  const TcpMarks m = item(i).marks;
  switch (m.closeStep()) {
    case 1:
      return side(i, QT_TR_NOOP("① Client has nothing more to send"),
                  QT_TR_NOOP("① Server has nothing more to send"));
    case 2: return side(i, QT_TR_NOOP("② Client confirms"), QT_TR_NOOP("② Server confirms"));
    case 3:
      if (m.closesInOne())
        return side(i, QT_TR_NOOP("②③ Client confirms and is done too"),
                    QT_TR_NOOP("②③ Server confirms and is done too"));
      return side(i, QT_TR_NOOP("③ Client has nothing more to send"),
                  QT_TR_NOOP("③ Server has nothing more to send"));
    case 4: return side(i, QT_TR_NOOP("④ Client confirms: closed"), QT_TR_NOOP("④ Server confirms: closed"));
    default: return {};
  }
}

QString LadderWords::congestion(std::uint32_t i) const {
  const LadderPacket& p = in_.packets[i];
  if ((p.ecn & kSignCe) != 0 && (p.ecn & kSignCwr) != 0) return tr("Congested (CE) · slowed down (CWR)");
  QStringList parts;
  if ((p.ecn & kSignCe) != 0) parts << tr("Router: I am congested (CE)");
  if ((p.ecn & kSignCwr) != 0) parts << tr("Sender: I slowed down (CWR)");
  if ((p.ecn & kSignEce) != 0)
    parts << (p.foldable ? tr("Receiver says it again (ECE)") : tr("Receiver tells the sender (ECE)"));
  if (item(i).marks.has(TcpMark::ecnBreach)) parts << tr("Not as ECN was agreed");
  return parts.join(QStringLiteral(" · "));
}

QString LadderWords::markText(std::uint32_t i) const {
  using enum TcpMark;
  const TcpMarks m = item(i).marks;
  for (const TcpMark mark :
       {fastRetransmission, spuriousRetransmission, retransmission, outOfOrder, lostSegment, ackLostSegment,
        openRetry, refusal, zeroWindow, zeroWindowProbe, windowFull, duplicateAck})
    if (m.has(mark)) return text(markName(language_, mark));
  return {};
}

QString LadderWords::repeats(std::uint32_t i) const {
  const Conversation::Item& it = item(i);
  const std::uint32_t original = in_.packets[i].repairs;
  const bool known = original < i;
  const QString of = known ? packetNumber(item(original).packet) : QString();
  if (it.marks.has(TcpMark::fastRetransmission))
    return known ? tr("Sent again at once: repeats packet %1").arg(of) : tr("Sent again at once");
  if (it.marks.has(TcpMark::spuriousRetransmission))
    return known ? tr("Sent again, though it had arrived: packet %1").arg(of)
                 : tr("Sent again, though it had arrived");
  if (it.marks.has(TcpMark::retransmission))
    return known ? tr("Sent again: repeats packet %1").arg(of) : tr("Sent again");
  return {};
}

QString LadderWords::waiting(std::uint32_t i) const {
  const TcpMarks m = item(i).marks;
  if (m.has(TcpMark::zeroWindow)) return tr("Receiver is full: send nothing more");
  if (m.has(TcpMark::zeroWindowProbe)) return tr("Is there room again?");
  if (m.has(TcpMark::zeroWindowProbeAck)) return tr("No, still full");
  if (m.has(TcpMark::windowFull)) return tr("Sender has used all the room it was given");
  if (m.has(TcpMark::windowUpdate)) return tr("Receiver has room for more");
  if (m.has(TcpMark::keepAlive)) return tr("Are you still there?");
  if (m.has(TcpMark::keepAliveAck)) return tr("Yes, still here");
  return {};
}

QString LadderWords::marks(std::uint32_t i) const {
  const Conversation::Item& it = item(i);
  if (it.marks.has(TcpMark::openRetry)) return {};  // said already
  const QString again = repeats(i);
  if (!again.isEmpty()) return again;
  if (it.marks.has(TcpMark::outOfOrder)) return tr("Arrives out of order");
  if (it.marks.has(TcpMark::lostSegment)) return tr("Something before this is missing");
  if (it.marks.has(TcpMark::ackLostSegment)) return tr("Confirms what was not captured");
  if (it.marks.has(TcpMark::duplicateAck)) return tr("Duplicate ACK %1: data is missing").arg(it.duplicate);
  if (it.marks.has(TcpMark::reusedPorts)) return tr("The ports were used before");
  return waiting(i);
}

QString LadderWords::runText(const LadderRun& run) const {
  const std::uint32_t data = run.data[0] + run.data[1], bare = run.bare[0] + run.bare[1];
  const bool tcp = c_.summary().transport == Transport::tcp;
  const auto arrow = [](std::uint32_t client, std::uint32_t server) {
    return client == 0 ? QStringLiteral("← ") : server == 0 ? QStringLiteral("→ ") : QStringLiteral("↔ ");
  };
  if (data == 0) return arrow(run.bare[0], run.bare[1]) + tr("%Ln ACKs", static_cast<int>(bare));
  const QString count =
      tcp ? tr("%Ln data packets", static_cast<int>(data)) : tr("%Ln packets", static_cast<int>(data));
  return arrow(run.data[0], run.data[1]) + count + QStringLiteral(", ") +
         bytesText(run.bytes[0] + run.bytes[1]);
}

QString LadderWords::runRest(const LadderRun& run, std::uint32_t first) const {
  const std::uint32_t data = run.data[0] + run.data[1], bare = run.bare[0] + run.bare[1];
  const std::int64_t took = elapsedNs(in_.packets[first].timeNs, in_.packets[first + data + bare - 1].timeNs);
  QStringList parts;
  const std::uint32_t others = bare - std::min(bare, run.duplicates);
  const bool allEcho = run.echoes == others && others != 0;
  if (allEcho)
    parts << tr("%Ln ACKs with ECE", static_cast<int>(others));
  else if (data != 0 && others != 0)
    parts << tr("%Ln ACKs", static_cast<int>(others));
  if (run.duplicates != 0) parts << tr("%Ln duplicate ACKs", static_cast<int>(run.duplicates));
  if (run.echoes != 0 && !allEcho) parts << tr("%Ln with ECE", static_cast<int>(run.echoes));
  parts << tr("within %1").arg(spanText(took));
  return parts.join(QStringLiteral(", "));
}

QString LadderWords::packetsText(std::uint32_t count) const {
  return tr("%Ln packets", static_cast<int>(count));
}

QString LadderWords::openingHead() const {
  const Opening o = c_.summary().tcp.opening;
  if (o == Opening::threeWay || o == Opening::dataOnAck) return tr("Handshake ①②③");
  return tr("Opening: %1").arg(text(openingName(language_, o)));
}

QString LadderWords::closingHead() const {
  const Closing c = c_.summary().tcp.closing;
  if (c == Closing::threeSegments) return tr("Close ① ②③ ④: steps 2 and 3 in one packet");
  if (c == Closing::fourSegments || c == Closing::halfClose) return tr("Close ①②③④");
  return tr("Close: %1").arg(text(closingName(language_, c)));
}

QString LadderWords::congestionHead(std::uint32_t index) const {
  if (index >= in_.loops.size()) return tr("ECN: congestion");
  const Conversation::EcnLoop& loop = in_.loops[index];
  constexpr std::uint32_t kNone = Conversation::kNone;
  // Under AccECN the answer is a count in every ACK, not a flag (RFC 9768 §3.2).
  if (c_.summary().tcp.ecn == EcnSetup::accNegotiated) return tr("AccECN: congested");
  if (loop.ce == kNone)
    return loop.cwr == kNone ? tr("ECN: told → no answer seen") : tr("ECN: told → slowed");
  if (loop.firstEce == kNone) return tr("ECN: congested → not told yet");
  return loop.cwr == kNone ? tr("ECN: congested → told → no answer seen")
                           : tr("ECN: congested → told → slowed");
}

QString LadderWords::headText(std::uint32_t episode) const {
  const Conversation::Episode& e = in_.episodes[episode];
  switch (e.kind) {
    case Conversation::Kind::opening: return openingHead();
    case Conversation::Kind::closing: return closingHead();
    case Conversation::Kind::reset: return tr("Reset");
    case Conversation::Kind::loss: {
      const QString name = c_.captureMayHaveGaps() ? tr("Lost or not captured") : tr("Loss");
      if (e.index == 0 || e.index == Conversation::kNone) return name;
      return QStringLiteral("%1: %2").arg(name, tr("%Ln sent again", static_cast<int>(e.index)));
    }
    case Conversation::Kind::congestion: return congestionHead(e.index);
    case Conversation::Kind::zeroWindow: return tr("Zero window: the receiver is full");
    case Conversation::Kind::idle: return tr("Silence");
  }
  return {};
}

QString LadderWords::tip(std::uint32_t i) const {
  const Conversation::Item& it = item(i);
  const auto line = [](const QString& s) { return QStringLiteral("<p>%1</p>").arg(s.toHtmlEscaped()); };
  QStringList head{tr("Packet %1").arg(packetNumber(it.packet)), time(i) + QStringLiteral(" ") + unit()};
  head += labels(i).front();
  QString out = line(head.join(QStringLiteral("  ·  ")));
  const Sentence s = sentence(i);
  if (!s.text.isEmpty()) out += line(s.text);
  for (const Why& why : c_.whysOf(i))
    out += QStringLiteral("<p><b>%1</b>: %2</p>")
               .arg(text(markName(language_, why.mark)).toHtmlEscaped(),
                    QString::fromStdString(whySentence(language_, c_, why)).toHtmlEscaped());
  if (in_.packets[i].lost)
    out += line(tr("Sent again later: it was lost on the way, or its confirmation was."));
  if (it.inferred) out += line(tr("Packets are missing before this one: the states are inferred."));
  if (it.acked < i)
    out += line(tr("Confirms packet %1, %2 after it.")
                    .arg(packetNumber(item(it.acked).packet),
                         spanText(elapsedNs(in_.packets[it.acked].timeNs, in_.packets[i].timeNs))));
  return out;
}

QString LadderWords::spoken(const LadderIndex& index, std::size_t entry) const {
  const LadderEntry& e = index.entries()[entry];
  if (e.kind == EntryKind::head) return headText(e.episode);
  if (e.kind != EntryKind::packet)
    return QStringLiteral("%1, %2").arg(runText(index.run(e)), runRest(index.run(e), e.first));
  QStringList parts{tr("Packet %1").arg(packetNumber(item(e.first).packet)),
                    side(e.first, QT_TR_NOOP("from the client"), QT_TR_NOOP("from the server")),
                    labels(e.first).front()};
  const QString s = sentence(e.first).text;
  if (!s.isEmpty()) parts << s;
  parts << time(e.first) + QStringLiteral(" ") + unit();
  return parts.join(QStringLiteral(", "));
}

}  // namespace pw::ui
