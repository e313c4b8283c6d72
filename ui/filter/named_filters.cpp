#include "ui/filter/named_filters.h"

#include <QSettings>
#include <algorithm>

namespace pw::ui {

namespace {

QString keyOf(NamedKind kind) {
  return kind == NamedKind::buttons ? QStringLiteral("filter/saved") : QStringLiteral("filter/macros");
}

}  // namespace

QList<NamedFilter> readNamed(NamedKind kind) {
  const QStringList flat = QSettings().value(keyOf(kind)).toStringList();  // name, text, name, text, ...
  QList<NamedFilter> all;
  for (qsizetype i = 0; i + 1 < flat.size() && all.size() < kMaxNamed; i += 2) all.append({flat[i], flat[i + 1]});
  return all;
}

void writeNamed(NamedKind kind, const QList<NamedFilter>& all) {
  QStringList flat;
  for (const NamedFilter& f : all) flat << f.name << f.text;
  QSettings().setValue(keyOf(kind), flat);
}

FilterMacros readMacros() {
  FilterMacros macros;
  for (const NamedFilter& f : readNamed(NamedKind::macros))
    if (isMacroName(f.name)) macros[f.name.toStdString()] = f.text.toStdString();
  return macros;
}

bool isMacroName(const QString& name) {
  const auto fits = [](QChar c) {
    const char16_t u = c.unicode();
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '_';
  };
  return !name.isEmpty() && std::all_of(name.begin(), name.end(), fits);
}

}  // namespace pw::ui
