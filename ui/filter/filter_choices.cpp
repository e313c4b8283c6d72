#include "ui/filter/filter_choices.h"

#include <array>

namespace pw::ui {

namespace {

QString textOf(std::string_view s) { return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size())); }

constexpr std::array<std::array<const char*, 2>, 8> kFunctions{{
    {"len(", QT_TRANSLATE_NOOP("pw::ui::FilterChoiceModel", "Length of a string or of bytes")},
    {"count(", QT_TRANSLATE_NOOP("pw::ui::FilterChoiceModel", "How often a field occurs")},
    {"upper(", QT_TRANSLATE_NOOP("pw::ui::FilterChoiceModel", "The string in capital letters")},
    {"lower(", QT_TRANSLATE_NOOP("pw::ui::FilterChoiceModel", "The string in small letters")},
    {"string(", QT_TRANSLATE_NOOP("pw::ui::FilterChoiceModel", "A value as text")},
    {"max(", QT_TRANSLATE_NOOP("pw::ui::FilterChoiceModel", "The greatest of several values")},
    {"min(", QT_TRANSLATE_NOOP("pw::ui::FilterChoiceModel", "The least of several values")},
    {"abs(", QT_TRANSLATE_NOOP("pw::ui::FilterChoiceModel", "A number without its sign")},
}};

}  // namespace

void FilterChoiceModel::show(std::vector<FilterChoice> choices, const FilterMacros& macros) {
  beginResetModel();
  choices_ = std::move(choices);
  macros_ = macros;
  endResetModel();
}

int FilterChoiceModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(choices_.size());
}

int FilterChoiceModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 2; }

QString FilterChoiceModel::helpOf(const FilterChoice& choice) const {
  switch (choice.kind) {
    case FilterChoice::Kind::function:
      for (const auto& [name, help] : kFunctions)
        if (choice.text == name) return tr(help);
      return {};
    case FilterChoice::Kind::value: {
      if (choice.packets == 0) return textOf(choice.label);
      const QString here = tr("in this capture");
      return choice.label.empty() ? here : QStringLiteral("%1 · %2").arg(textOf(choice.label), here);
    }
    case FilterChoice::Kind::macro: {
      const auto at = macros_.find(std::string_view{choice.text}.substr(0, choice.text.size() - 1));
      return at == macros_.end() ? QString() : QString::fromStdString(at->second);
    }
    default: return textOf(choice.help.empty() ? choice.label : choice.help);
  }
}

QVariant FilterChoiceModel::data(const QModelIndex& index, int role) const {
  const FilterChoice& c = choices_[static_cast<std::size_t>(index.row())];
  if (role == Qt::EditRole || (role == Qt::DisplayRole && index.column() == 0)) return textOf(c.text);
  if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return helpOf(c);
  return {};
}

}  // namespace pw::ui
