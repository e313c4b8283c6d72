// The filters kept under a name, to be changed, moved, added and removed.
#pragma once
#include <QDialog>

#include "core/walk/registry.h"
#include "ui/filter/named_filters.h"
#include "ui/style/theme.h"

class QDialogButtonBox;
class QLabel;
class QTableWidget;
class QToolButton;

namespace pw::ui {

/// Works on a copy: all() is what it became. Says what is wrong while it is edited, and cannot be accepted with it.
class NamedFiltersDialog : public QDialog {
  Q_OBJECT

 public:
  NamedFiltersDialog(NamedKind kind, const QList<NamedFilter>& all, const Registry& registry, const Theme& theme,
                     QWidget* parent = nullptr);

  [[nodiscard]] QList<NamedFilter> all() const;
  /// What stands in the way of keeping them; empty: nothing.
  [[nodiscard]] QString problem() const;
  [[nodiscard]] QTableWidget& table() noexcept { return *table_; }
  void addRow(const NamedFilter& filter = {});
  void removeRow();
  /// Of the current row, by one.
  void move(bool up);

 private:
  void build();
  void name();
  void check();
  [[nodiscard]] QString problemOf(int row) const;
  [[nodiscard]] NamedFilter at(int row) const;
  void set(int row, const NamedFilter& filter);

  const NamedKind kind_;
  const Registry& registry_;
  const Theme& theme_;
  QTableWidget* table_;
  QToolButton *add_, *remove_, *up_, *down_;
  QLabel *about_, *problem_;
  QDialogButtonBox* buttons_;
};

}  // namespace pw::ui
