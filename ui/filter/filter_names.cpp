#include "ui/filter/filter_names.h"

#include <algorithm>
#include <array>

namespace pw::ui {

namespace {

QString textOf(std::string_view s) { return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size())); }

constexpr std::array<std::array<const char*, 2>, 8> kFunctions{{
    {"len(", QT_TRANSLATE_NOOP("pw::ui::FilterNames", "Length of a string or of bytes")},
    {"count(", QT_TRANSLATE_NOOP("pw::ui::FilterNames", "How often a field occurs")},
    {"upper(", QT_TRANSLATE_NOOP("pw::ui::FilterNames", "The string in capital letters")},
    {"lower(", QT_TRANSLATE_NOOP("pw::ui::FilterNames", "The string in small letters")},
    {"string(", QT_TRANSLATE_NOOP("pw::ui::FilterNames", "A value as text")},
    {"max(", QT_TRANSLATE_NOOP("pw::ui::FilterNames", "The greatest of several values")},
    {"min(", QT_TRANSLATE_NOOP("pw::ui::FilterNames", "The least of several values")},
    {"abs(", QT_TRANSLATE_NOOP("pw::ui::FilterNames", "A number without its sign")},
}};

}  // namespace

FilterNames::FilterNames(const Registry& registry, QObject* parent) : QAbstractTableModel(parent), registry_(registry) {
  names_.reserve(registry.fieldCount() + kFunctions.size());
  for (std::size_t i = 0; i < registry.fieldCount(); ++i) {
    const FieldDef& d = registry.field(static_cast<FieldId>(i));
    if (d.kind != Kind::label || !d.key.empty()) names_.push_back({textOf(d.key), textOf(d.help)});
  }
  for (const auto& [name, help] : kFunctions) names_.push_back({QLatin1String(name), QLatin1String(help)});
  const auto less = [](const Entry& a, const Entry& b) { return a.name.compare(b.name, Qt::CaseInsensitive) < 0; };
  std::sort(names_.begin(), names_.end(), less);
  const auto same = [](const Entry& a, const Entry& b) { return a.name == b.name; };
  names_.erase(std::unique(names_.begin(), names_.end(), same), names_.end());
}

int FilterNames::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(entries().size());
}

int FilterNames::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 2; }

QVariant FilterNames::data(const QModelIndex& index, int role) const {
  const Entry& e = entries()[static_cast<std::size_t>(index.row())];
  const bool isName = index.column() == 0;
  if (role == Qt::EditRole) return e.name;
  if (role == Qt::DisplayRole && isName) return e.name;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  // Of functions the words are ours; those of fields are the registry's and no phrase.
  return valuesOf_.isEmpty() && e.name.endsWith(QLatin1Char('(')) ? tr(e.help.toLatin1().constData()) : e.help;
}

bool FilterNames::showValuesOf(const QString& key) {
  if (key == valuesOf_) return !values_.empty();
  beginResetModel();
  values_.clear();
  valuesOf_ = key;
  for (const FieldId id : registry_.find(key.toStdString()))
    for (const ValueName& v : registry_.field(id).extra.names)
      values_.push_back({QString::number(v.value), textOf(v.name)});
  if (values_.empty()) valuesOf_.clear();
  endResetModel();
  return !values_.empty();
}

}  // namespace pw::ui
