// The tree of the eavesdropper panel.
#pragma once
#include <QStyledItemDelegate>
#include <QTreeView>

#include "ui/leaks/leak_model.h"
#include "ui/style/theme.h"

class QMenu;

namespace pw::ui {

/// Draws states as a shape and a word, and secrets on a tint.
class LeakDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  LeakDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const Theme& theme_;
};

/// A row that becomes the current one is gone to. Values of secrets show while the mouse is held on them, or from one
/// Space to the next.
class LeakTree : public QTreeView {
  Q_OBJECT

 public:
  LeakTree(LeakModel& model, const Theme& theme, QWidget* parent = nullptr);

  /// The current row as it is shown: a secret that is masked is copied masked.
  void copy();
  void restyle();

 Q_SIGNALS:
  void spotChosen(const pw::ui::LeakSpot& spot);
  void currentRowChanged();
  /// The menu of a row that leads somewhere is about to be shown.
  void menuAboutToShow(QMenu& menu, const pw::ui::LeakSpot& spot);

 protected:
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  void arrange();
  void openSections();
  void openOnlyOne();
  void choose(const QModelIndex& index);

  LeakModel& model_;
  const Theme& theme_;
  bool held_ = false;
};

}  // namespace pw::ui
