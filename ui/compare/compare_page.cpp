#include "ui/compare/compare_page.h"

#include <algorithm>

namespace pw::ui {

namespace {

using Look = CompareLine::Look;
using Mark = CompareSpan::Mark;

QString escaped(const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); }

QLatin1String nameOf(CompareTone tone) {
  return QLatin1String(tone == CompareTone::open ? "open" : tone == CompareTone::sealed ? "sealed" : "plain");
}

QLatin1String nameOf(Look look) {
  switch (look) {
    case Look::words: return QLatin1String("words");
    case Look::hex: return QLatin1String("hex");
    case Look::finding: return QLatin1String("finding");
    case Look::sealed: return QLatin1String("says");
    case Look::muted: return QLatin1String("muted");
    case Look::sentence: break;
  }
  return QLatin1String("sentence");
}

class PageWriter {
 public:
  PageWriter(const ComparedFlows& flows, const ComparePageState& state) : flows_(flows), state_(state) {}

  QString write() {
    html_ = QStringLiteral("<table width='100%' cellspacing=0 cellpadding=6><tr>");
    for (const unsigned side : {0u, 1u}) head(flows_.view.heads[side], side);
    html_ += QStringLiteral("</tr>");
    for (std::size_t i = 0; i < flows_.view.rows.size(); ++i) row(i);
    html_ += QStringLiteral("</table>");
    for (const std::string& s : flows_.view.remarks)
      html_ += QStringLiteral("<p class=muted>%1</p>").arg(escaped(s));
    return html_;
  }

 private:
  /// The first step whose message gives a secret away; what is said of the whole leads there.
  [[nodiscard]] std::optional<std::size_t> worstRow(unsigned side) const {
    for (std::size_t i = 0; i < flows_.view.rows.size(); ++i) {
      const auto& lines = flows_.view.rows[i].cells[side].lines;
      const bool has = std::any_of(lines.begin(), lines.end(), [](const CompareLine& l) { return l.hasSecret(); });
      if (has) return i;
    }
    return std::nullopt;
  }

  void head(const CompareHead& h, unsigned side) {
    QString verdict = escaped(h.verdict);
    if (const auto worst = worstRow(side))
      verdict = QStringLiteral("<a class=lead href='row/%1'>%2</a>").arg(*worst).arg(verdict);
    html_ += QStringLiteral("<td width='50%' class='%1'><span class='chip-%1'>&nbsp;%2&nbsp;</span> <b>%3</b>"
                            "<div class=words>%4</div><div class=sentence>%5</div></td>")
                 .arg(nameOf(h.tone), escaped(h.chip), escaped(h.name), escaped(h.ends), verdict);
  }

  void row(std::size_t i) {
    const CompareRow& r = flows_.view.rows[i];
    html_ += QStringLiteral("<tr><td colspan=2 class=step><a name='row-%1'></a><b>%2</b></td></tr><tr>")
                 .arg(i)
                 .arg(escaped(r.title));
    const auto& packets = flows_.packets[i];
    const bool isHere = state_.packet && std::binary_search(packets.begin(), packets.end(), PacketId{*state_.packet});
    for (const unsigned side : {0u, 1u}) cell({i, side}, r.cells[side], isHere);
    html_ += QStringLiteral("</tr>");
  }

  void cell(const CompareCellId& id, const CompareCell& c, bool isHere) {
    html_ += QStringLiteral("<td width='50%' class='%1%2'>").arg(nameOf(c.tone), QLatin1String(isHere ? "-here" : ""));
    const bool shown = state_.secrets || state_.revealed.contains(id);
    for (std::size_t n = 0; n < c.lines.size(); ++n) line(id, n, c.lines[n], shown);
    html_ += QStringLiteral("</td>");
  }

  void line(const CompareCellId& id, std::size_t number, const CompareLine& l, bool shown) {
    html_ += QStringLiteral("<div class=%1>").arg(nameOf(l.look));
    const QString link = l.place.packet.valid()
                             ? QStringLiteral("%1/%2/%3").arg(id.row).arg(id.side).arg(number)
                             : QString();
    const bool empty = l.text(true).empty();
    if (empty) html_ += QStringLiteral("&nbsp;");
    for (const CompareSpan& s : l.spans) span(id, l, s, link, shown);
    html_ += QStringLiteral("</div>");
  }

  void span(const CompareCellId& id, const CompareLine& l, const CompareSpan& s, const QString& link, bool shown) {
    const bool masked = s.mark == Mark::secret && !shown;
    const QString to = masked ? QStringLiteral("show/%1/%2").arg(id.row).arg(id.side) : link;
    const QLatin1String kind = s.mark == Mark::none ? nameOf(l.look) : QLatin1String("mark");
    const QString text = escaped(s.shown(shown));
    if (text.isEmpty()) return;
    html_ += to.isEmpty() ? QStringLiteral("<span class=%1>%2</span>").arg(kind, text)
                          : QStringLiteral("<a class=%1 href='%2'>%3</a>").arg(kind, to, text);
  }

  const ComparedFlows& flows_;
  const ComparePageState& state_;
  QString html_;
};

}  // namespace

QString comparePage(const ComparedFlows& flows, const ComparePageState& state) {
  return PageWriter{flows, state}.write();
}

QString compareStyle(const Theme& theme) {
  const Palette& p = theme.palette();
  const QString mono = theme.mono().family();
  const QString border = QStringLiteral("border: 1px solid %1; border-left: 4px solid %2; padding: 6px; ");
  const auto cell = [&](const char* name, const QColor& colour) {
    const QString rules = border.arg(p.alternate.name(), colour.name());
    return QStringLiteral("td.%1 { %2 } td.%1-here { %2 background-color: %3 } ")
        .arg(QLatin1String(name), rules, p.of(Tint::handshake).name());
  };
  const auto chip = [&](const char* name, const QColor& colour) {
    return QStringLiteral(".chip-%1 { background-color: %2; color: %3; font-weight: bold } ")
        .arg(QLatin1String(name), colour.name(), p.background.name());
  };
  return cell("open", p.loss) + cell("sealed", p.sealed) + cell("plain", p.rule) + chip("open", p.loss) +
         chip("sealed", p.sealed) + chip("plain", p.muted) +
         QStringLiteral("a { text-decoration: none; color: %1 } .lead { color: %5; text-decoration: underline } .step { padding-top: 12px } "
                        ".muted { color: %2; font-size: small } .says { color: %3 } "
                        ".words { font-family: '%4'; white-space: pre-wrap; color: %1 } "
                        ".hex { font-family: '%4'; white-space: pre; color: %1 } "
                        ".mark { color: %5; background-color: %6; font-weight: bold } ")
             .arg(p.text.name(), p.muted.name(), p.sealed.name(), mono, p.loss.name(), p.of(Tint::loss).name());
}

}  // namespace pw::ui
