// What can be typed into a filter: fields with their help, protocols, functions, values with names.
#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "core/walk/registry.h"

namespace pw::ui {

/// Two columns: name, and what it is. Sorted by name.
class FilterNames : public QAbstractTableModel {
  Q_OBJECT

 public:
  explicit FilterNames(const Registry& registry, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  /// Values of a field in place of names, as after `field ==`; an empty key for names again. True where it has any.
  bool showValuesOf(const QString& key);

 private:
  struct Entry {
    QString name, help;
  };
  [[nodiscard]] const std::vector<Entry>& entries() const { return valuesOf_.isEmpty() ? names_ : values_; }

  const Registry& registry_;
  std::vector<Entry> names_, values_;
  QString valuesOf_;
};

}  // namespace pw::ui
