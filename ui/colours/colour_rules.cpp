#include "ui/colours/colour_rules.h"

#include <QCoreApplication>
#include <array>
#include <optional>

namespace pw::ui {

namespace {

using Kind = ColourLineProblem::Kind;

QString tr(const char* text) { return QCoreApplication::translate("pw::ui::ColourRules", text); }

/// Reads `[r,g,b]` and moves behind it.
std::optional<Kind> colour(const QByteArray& line, qsizetype& at, QColor& into) {
  const qsizetype end = line.indexOf(']', at);
  if (at >= line.size() || line[at] != '[' || end < 0) return Kind::noColours;
  const QList<QByteArray> parts = line.mid(at + 1, end - at - 1).split(',');
  if (parts.size() != 3) return Kind::noColours;
  std::array<ushort, 3> rgb{};
  for (std::size_t i = 0; i < 3; ++i) {
    const QByteArray digits = parts[static_cast<qsizetype>(i)].trimmed();
    if (digits.isEmpty()) return Kind::noColours;
    for (const char c : digits)
      if (c < '0' || c > '9') return Kind::noColours;
    bool ok = false;
    rgb[i] = digits.toUShort(&ok);
    if (!ok) return Kind::range;
  }
  into = QColor::fromRgba64(rgb[0], rgb[1], rgb[2]);
  at = end + 1;
  return std::nullopt;
}

/// A filter may hold an `@`, as Wireshark allows: the colours are what stands behind the last one.
std::optional<Kind> rule(QByteArray line, ColourRule& into) {
  into.enabled = !line.startsWith('!');
  if (!into.enabled) line.remove(0, 1);
  if (!line.startsWith('@')) return Kind::noRule;
  const qsizetype afterName = line.indexOf('@', 1), afterFilter = line.lastIndexOf('@');
  if (afterName < 0 || afterFilter <= afterName) return Kind::noRule;
  into.name = QString::fromUtf8(line.mid(1, afterName - 1));
  into.filter = QString::fromUtf8(line.mid(afterName + 1, afterFilter - afterName - 1));
  qsizetype at = afterFilter + 1;
  if (const auto wrong = colour(line, at, into.background)) return wrong;
  if (const auto wrong = colour(line, at, into.foreground)) return wrong;
  return at == line.size() ? std::nullopt : std::optional{Kind::noColours};
}

QByteArray oneLine(QString text, bool isName) {
  text.replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('\r'), QLatin1Char(' '));
  if (isName) text.replace(QLatin1Char('@'), QLatin1Char(' '));
  return text.toUtf8();
}

QByteArray written(const QColor& c) {
  const QRgba64 v = c.rgba64();
  return '[' + QByteArray::number(v.red()) + ',' + QByteArray::number(v.green()) + ',' +
         QByteArray::number(v.blue()) + ']';
}

}  // namespace

ColourFile parseColourRules(const QByteArray& text) {
  ColourFile file;
  if (text.size() > kMaxColourBytes) {
    file.problems.push_back({1, Kind::tooLong});
    return file;
  }
  int number = 0;
  for (const QByteArray& raw : text.split('\n')) {
    ++number;
    const QByteArray line = raw.trimmed();
    if (line.isEmpty() || line.startsWith('#')) continue;
    if (file.rules.size() == kMaxColourRules) {
      file.problems.push_back({number, Kind::tooMany});
      break;
    }
    ColourRule read;
    if (const auto wrong = rule(line, read)) file.problems.push_back({number, *wrong});
    else file.rules.push_back(std::move(read));
  }
  return file;
}

QByteArray colourRulesText(std::span<const ColourRule> rules) {
  QByteArray text = "# Colour rules: @name@filter@[background r,g,b][text r,g,b], 0 to 65535; ! before one is off\n";
  for (const ColourRule& r : rules) {
    if (!r.enabled) text += '!';
    text += '@' + oneLine(r.name, true) + '@' + oneLine(r.filter, false) + '@' + written(r.background) +
            written(r.foreground) + '\n';
  }
  return text;
}

QString colourProblemText(const ColourLineProblem& problem) {
  const QString line = QString::number(problem.line);
  switch (problem.kind) {
    case Kind::noRule: return tr("Line %1 is no rule: @name@filter@[r,g,b][r,g,b] was expected.").arg(line);
    case Kind::noColours: return tr("Line %1: its two colours are not written as [r,g,b][r,g,b].").arg(line);
    case Kind::range: return tr("Line %1: a part of a colour is above 65535.").arg(line);
    case Kind::tooMany: return tr("Line %1: there are too many rules. The rest is left out.").arg(line);
    case Kind::tooLong: break;
  }
  return tr("The file is too long for a list of rules.");
}

}  // namespace pw::ui
