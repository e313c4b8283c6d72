// The header's model: titles of columns and nothing else.
#pragma once
#include <QAbstractTableModel>

#include "ui/packetlist/columns.h"

namespace pw::ui {

class ColumnModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  using QAbstractTableModel::QAbstractTableModel;

  [[nodiscard]] const std::vector<Column>& columns() const noexcept { return columns_; }
  void setColumns(std::vector<Column> columns);
  void setVisible(int index, bool visible) { columns_[static_cast<std::size_t>(index)].visible = visible; }
  /// Titles are asked for again: another language.
  void retitle();
  [[nodiscard]] QString title(const Column& column) const;

  [[nodiscard]] int rowCount(const QModelIndex& = {}) const override { return 0; }
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
  }
  [[nodiscard]] QVariant data(const QModelIndex&, int) const override { return {}; }
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<Column> columns_;
};

}  // namespace pw::ui
