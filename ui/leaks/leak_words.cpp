#include "ui/leaks/leak_words.h"

#include <QCoreApplication>
#include <QLocale>

#include "core/bytes/elapsed.h"
#include "core/field/format.h"
#include "core/report/flow_text.h"
#include "core/trace/flow_summary.h"
#include "ui/flows/flow_columns.h"

namespace pw::ui {

namespace {

QString say(const char* text) { return QCoreApplication::translate("pw::ui::Leaks", text); }

}  // namespace

QString printableOf(std::string_view text) {
  std::string out;
  TextOut{out}.printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return textOf(out);
}

QString textOf(const std::string& text) { return QString::fromStdString(text); }

QString numberOf(std::uint64_t n) { return QLocale().toString(static_cast<qulonglong>(n)); }

QString bytesOf(std::uint64_t n) {
  // A plural takes an int; only 1 differs.
  if (n <= INT_MAX) return QCoreApplication::translate("pw::ui::Leaks", "%Ln bytes", nullptr, static_cast<int>(n));
  return QCoreApplication::translate("pw::ui::Leaks", "%1 bytes").arg(numberOf(n));
}

QString wordOf(LeakState state) {
  switch (state) {
    case LeakState::open: return say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "OPEN"));
    case LeakState::visible: return say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "VISIBLE"));
    case LeakState::sealed: return say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "SEALED"));
  }
  return {};
}

ui::Shape shapeOf(LeakState state) noexcept {
  switch (state) {
    case LeakState::open: return Shape::exclamation;
    case LeakState::visible: return Shape::ring;
    case LeakState::sealed: break;
  }
  return Shape::square;
}

const QColor& colourOf(const Palette& palette, LeakState state, bool strong) noexcept {
  switch (state) {
    case LeakState::open: return palette.loss;
    case LeakState::visible: return strong ? palette.loss : palette.muted;
    case LeakState::sealed: break;
  }
  return palette.sealed;
}

LeakSection sectionOf(const Finding& f) noexcept {
  switch (f.kind) {
    case FindingKind::password:
    case FindingKind::hashedPassword:
    case FindingKind::userName: return LeakSection::credentials;
    default: break;
  }
  if (isSecret(f)) return LeakSection::secrets;
  return f.harm == Harm::personal ? LeakSection::people : LeakSection::done;
}

QString nameOf(LeakSection section, Language language) {
  constexpr Msg kNames[] = {Msg::leaksCredentials, Msg::leaksSecrets, Msg::leaksPersonal, Msg::leaksContext};
  if (section == LeakSection::sealed) return say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "Sealed conversations"));
  return textOf(message(language, kNames[static_cast<std::size_t>(section)]));
}

LeakSpot spotOf(const Finding& f) noexcept { return {f.packet, {f.source, f.offset, f.length}}; }

QString whatOf(Language language, const LeakItem& item) {
  const bool isPassword = item.first.kind == FindingKind::password || item.first.kind == FindingKind::hashedPassword;
  QString what = textOf(leakKindName(language, item.first.kind));
  if (isPassword && item.user != nullptr && item.first.kind == FindingKind::password)
    what = say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "Password of %1"))
               .arg(textOf(shownText(true, item.first, *item.user).value));
  const std::string name = shownText(true, item.first, *item.text).name;
  return name.empty() ? what : what + QStringLiteral(" · ") + textOf(name);
}

namespace {

class Ledger {
 public:
  Ledger(Language language, const Trace& trace, const Registry& registry, const NameBook& names,
         const SealedLedger& ledger)
      : language_(language), trace_(trace), registry_(registry), names_(names), ledger_(ledger),
        flow_(ledger.flow.flow.valid() ? summarizeFlow(trace, ledger.flow.flow) : FlowSummary{}) {}

  std::vector<LedgerLine> make() {
    for (const SealedDetail& d : ledger_.flow.details)
      if (d.what == Reveals::serverName) detail(d);
    if (ledger_.flow.flow.valid()) around();
    for (const SealedDetail& d : ledger_.flow.details)
      if (d.what != Reveals::serverName) detail(d);
    side(0);
    side(1);
    records();
    return std::move(lines_);
  }

 private:
  /// What is said again of the same thing is told behind it.
  LedgerLine& line(const QString& what, const QString& value, const LeakSpot& spot) {
    for (LedgerLine& known : lines_)
      if (known.what == what) {
        known.value += QStringLiteral(", ") + value;
        return known;
      }
    lines_.push_back({LeakState::visible, false, what, value, spot});
    return lines_.back();
  }
  void line(Msg what, const QString& value) { line(textOf(message(language_, what)), value, {flow_.first, {}}); }

  void around() {
    std::string client, server;
    appendEnd(client, flow_.client, flow_.clientPort);
    appendEnd(server, flow_.server, flow_.serverPort);
    const LeakSpot first{flow_.first, {}};
    line(say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "Who talks to whom")), textOf(client + " → " + server), first);
    if (const std::string dns = names_.nameOf(flow_.server, flow_.first); !dns.empty())
      line(Msg::sealedDnsName, textOf(dns));
    std::string date;
    TextOut out{date};
    appendDate(out, flow_.firstNs, true);
    line(say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "When, and how long")),
         textOf(date + ", " + spanText(language_, elapsedNs(flow_.firstNs, flow_.lastNs))), first);
    line(say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "How much")),
         say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "→ %1 (%2), ← %3 (%4)"))
             .arg(packets(flow_.packets[0]), bytesOf(flow_.bytes[0]), packets(flow_.packets[1]),
                  bytesOf(flow_.bytes[1])),
         first);
  }

  static QString packets(std::uint32_t n) {
    return QCoreApplication::translate("pw::ui::Leaks", "%Ln packets", nullptr, static_cast<int>(n));
  }

  void detail(const SealedDetail& d) {
    const bool isNumber = d.what == Reveals::version || d.what == Reveals::cipher;
    const QString value = isNumber ? textOf(sealedValueName(registry_, d)) : printableOf(d.text);
    const std::string_view label = registry_.field(d.field).label;
    const QString what = d.what == Reveals::fingerprint
                             ? QString::fromUtf8(label.data(), static_cast<qsizetype>(label.size()))
                             : textOf(message(language_, sealedTitle(d, flow_)));
    line(what, value, {d.packet, {d.source, d.offset, d.length}}).strong = d.what == Reveals::serverName;
  }

  void side(unsigned which) {
    const SealedSide& s = ledger_.sides[which];
    if (s.records == 0) return;
    const QString what = which == 0 ? say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "What the client said"))
                                    : say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "What the server said"));
    const QString value =
        s.exact ? say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "%1 sealed, with %2 of content inside"))
                      .arg(bytesOf(s.sealed), bytesOf(s.inside))
                : say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "%1 that nobody can read")).arg(bytesOf(s.sealed));
    const SealedRecord& r = s.largest;
    lines_.push_back({LeakState::sealed, false, what, value, {r.packet, {r.source, r.offset, r.length}}});
  }

  void records() {
    const QString from[] = {say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "Length of a message, client")),
                            say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "Length of a message, server"))};
    for (const SealedRecord& r : ledger_.flow.records) {
      QString value = bytesOf(r.length);
      if (r.isExact()) value = bytesOf(r.inside);
      else if (r.inside != SealedRecord::kUnknown)
        value = say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "%1 to %2 bytes")).arg(numberOf(r.inside), numberOf(r.insideMost));
      else value = say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "%1 sealed")).arg(value);
      const std::string after = spanText(language_, elapsedNs(flow_.firstNs, trace_.timeNs(r.packet)));
      value = say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "%1, after %2")).arg(value, textOf(after));
      lines_.push_back({LeakState::visible, false, from[flow_.sideOf(r.direction)], value,
                        {r.packet, {r.source, r.offset, r.length}}});
    }
    if (ledger_.recordsMore != 0)
      lines_.push_back({LeakState::visible, false, say(QT_TRANSLATE_NOOP("pw::ui::Leaks", "Further lengths")),
                        numberOf(ledger_.recordsMore), {}});
  }

  Language language_;
  const Trace& trace_;
  const Registry& registry_;
  const NameBook& names_;
  const SealedLedger& ledger_;
  FlowSummary flow_;
  std::vector<LedgerLine> lines_;
};

}  // namespace

std::vector<LedgerLine> ledgerLines(Language language, const Trace& trace, const Registry& registry,
                                    const NameBook& names, const SealedLedger& ledger) {
  return Ledger{language, trace, registry, names, ledger}.make();
}

}  // namespace pw::ui
