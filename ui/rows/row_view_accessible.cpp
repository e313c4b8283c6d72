#include "ui/rows/row_view_accessible.h"

#include <QAccessibleWidget>
#include <algorithm>

#include "ui/rows/row_view.h"

namespace pw::ui {

namespace {

class ListAccessible;

/// The n-th row on screen, whichever that is now. Owned by QAccessible's cache.
class RowAccessible final : public QAccessibleInterface {
 public:
  RowAccessible(RowView* view, int slot) : view_(view), slot_(slot) {}

  [[nodiscard]] bool isValid() const override { return !view_.isNull() && row().has_value(); }
  [[nodiscard]] QObject* object() const override { return nullptr; }
  [[nodiscard]] QAccessibleInterface* parent() const override {
    return view_ ? QAccessible::queryAccessibleInterface(view_.data()) : nullptr;
  }
  [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
  [[nodiscard]] int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
  void setText(QAccessible::Text, const QString&) override {}

  [[nodiscard]] QString text(QAccessible::Text which) const override {
    const auto r = row();
    return r && which == QAccessible::Name ? view_->sentence(*r) : QString();
  }
  [[nodiscard]] QRect rect() const override {
    const auto r = row();
    if (!r) return {};
    const QRect inView = view_->rowRect(*r);
    return {view_->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
  }
  [[nodiscard]] QAccessible::State state() const override {
    QAccessible::State s;
    s.selectable = s.focusable = true;
    const auto r = row();
    s.invalid = !r;
    if (!r) return s;
    s.focused = view_->current() == *r && view_->hasFocus();
    const auto selection = view_->selection();
    s.selected = selection && *r >= selection->first && *r <= selection->last;
    return s;
  }

 private:
  [[nodiscard]] std::optional<std::uint32_t> row() const {
    if (!view_) return std::nullopt;
    const std::uint64_t r = std::uint64_t{view_->firstVisible()} + static_cast<unsigned>(slot_);
    if (slot_ >= view_->visibleRows() || r >= view_->rowCount()) return std::nullopt;
    return static_cast<std::uint32_t>(r);
  }

  QPointer<RowView> view_;
  int slot_;
};

class ListAccessible final : public QAccessibleWidget {
 public:
  explicit ListAccessible(RowView* view) : QAccessibleWidget(view, QAccessible::List), view_(view) {}
  ~ListAccessible() override {
    for (const QAccessible::Id id : rows_) QAccessible::deleteAccessibleInterface(id);
  }

  [[nodiscard]] int childCount() const override {
    const std::uint64_t left = view_->rowCount() - std::min(view_->rowCount(), view_->firstVisible());
    return static_cast<int>(std::min<std::uint64_t>(left, static_cast<unsigned>(view_->visibleRows())));
  }
  [[nodiscard]] QAccessibleInterface* child(int index) const override {
    if (index < 0 || index >= childCount()) return nullptr;
    while (static_cast<int>(rows_.size()) <= index)
      rows_.push_back(
          QAccessible::registerAccessibleInterface(new RowAccessible(view_, static_cast<int>(rows_.size()))));
    return QAccessible::accessibleInterface(rows_[static_cast<std::size_t>(index)]);
  }
  int indexOfChild(const QAccessibleInterface* child) const override {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (QAccessible::accessibleInterface(rows_[i]) == child) return static_cast<int>(i);
    return -1;
  }
  [[nodiscard]] QAccessibleInterface* focusChild() const override {
    const auto current = view_->current();
    if (!current || *current < view_->firstVisible()) return nullptr;
    const std::uint32_t slot = *current - view_->firstVisible();
    return slot < static_cast<std::uint32_t>(childCount()) ? child(static_cast<int>(slot)) : nullptr;
  }
  [[nodiscard]] QString text(QAccessible::Text which) const override {
    const auto current = view_->current();
    if (which == QAccessible::Value && current) return view_->sentence(*current);
    return QAccessibleWidget::text(which);
  }

 private:
  RowView* view_;
  mutable std::vector<QAccessible::Id> rows_;
};

QAccessibleInterface* make(const QString& className, QObject* object) {
  // Asked once for each class that the object is of, the most derived first.
  if (className != QLatin1String("pw::ui::RowView")) return nullptr;
  return new ListAccessible(static_cast<RowView*>(object));
}

}  // namespace

void installRowViewAccessibility() { QAccessible::installFactory(make); }

}  // namespace pw::ui
