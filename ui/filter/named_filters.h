// Filters and parts of filters that people keep under a name, in the settings.
#pragma once
#include <QList>
#include <QString>

#include "core/filter/filter.h"

namespace pw::ui {

struct NamedFilter {
  QString name, text;
  bool operator==(const NamedFilter&) const = default;
};

enum class NamedKind : std::uint8_t {
  buttons,  ///< beside the filter's line
  macros,   ///< `${name}`
};
inline constexpr qsizetype kMaxNamed = 50;  ///< of a kind

/// In the order in which they are shown.
QList<NamedFilter> readNamed(NamedKind kind);
void writeNamed(NamedKind kind, const QList<NamedFilter>& all);
FilterMacros readMacros();

/// A name that `${...}` can be written with.
bool isMacroName(const QString& name);

}  // namespace pw::ui
