// What can be typed next into a filter, as the list below the line shows it.
#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "core/filter/completion.h"

namespace pw::ui {

/// Two columns: what is put in, and what it is. In the order that was given.
class FilterChoiceModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  using QAbstractTableModel::QAbstractTableModel;

  /// `macros`: those that `choices` were made with; they are copied.
  void show(std::vector<FilterChoice> choices, const FilterMacros& macros);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 private:
  [[nodiscard]] QString helpOf(const FilterChoice& choice) const;

  std::vector<FilterChoice> choices_;
  FilterMacros macros_;
};

}  // namespace pw::ui
