#include "ui/timeline/ladder_accessible.h"

#include <QAccessibleWidget>
#include <QPointer>
#include <algorithm>

#include "ui/timeline/ladder_view.h"

namespace pw::ui {

namespace {

/// The n-th row in sight, whichever that is now. Owned by QAccessible's cache.
class RowAccessible final : public QAccessibleInterface {
 public:
  RowAccessible(LadderView* view, int slot) : view_(view), slot_(slot) {}

  [[nodiscard]] bool isValid() const override { return entry().has_value(); }
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
    const auto e = entry();
    return e && which == QAccessible::Name ? view_->spoken(*e) : QString();
  }
  [[nodiscard]] QRect rect() const override {
    const auto e = entry();
    if (!e) return {};
    const QRect inView = view_->rowRect(*e);
    return {view_->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
  }
  [[nodiscard]] QAccessible::State state() const override {
    QAccessible::State s;
    s.selectable = s.focusable = true;
    const auto e = entry();
    s.invalid = !e;
    if (!e || !view_->current()) return s;
    s.selected = view_->index()->entryOf(*view_->current()) == *e;
    s.focused = s.selected && view_->hasFocus();
    return s;
  }

 private:
  [[nodiscard]] std::optional<std::uint32_t> entry() const {
    if (!view_) return std::nullopt;
    const auto shown = view_->visibleEntries();
    if (static_cast<std::size_t>(slot_) >= shown.size()) return std::nullopt;
    return shown[static_cast<std::size_t>(slot_)];
  }

  QPointer<LadderView> view_;
  int slot_;
};

class LadderAccessible final : public QAccessibleWidget {
 public:
  explicit LadderAccessible(LadderView* view) : QAccessibleWidget(view, QAccessible::List), view_(view) {}
  ~LadderAccessible() override {
    for (const QAccessible::Id id : rows_) QAccessible::deleteAccessibleInterface(id);
  }

  [[nodiscard]] int childCount() const override { return static_cast<int>(view_->visibleEntries().size()); }
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
    if (!view_->current() || !view_->index()) return nullptr;
    const auto shown = view_->visibleEntries();
    const auto e = static_cast<std::uint32_t>(view_->index()->entryOf(*view_->current()));
    const auto at = std::find(shown.begin(), shown.end(), e);
    return at == shown.end() ? nullptr : child(static_cast<int>(at - shown.begin()));
  }
  [[nodiscard]] QString text(QAccessible::Text which) const override {
    if (which == QAccessible::Value && view_->current() && view_->index())
      return view_->spoken(view_->index()->entryOf(*view_->current()));
    return QAccessibleWidget::text(which);
  }

 private:
  LadderView* view_;
  mutable std::vector<QAccessible::Id> rows_;
};

QAccessibleInterface* make(const QString& className, QObject* object) {
  if (className != QLatin1String("pw::ui::LadderView")) return nullptr;
  return new LadderAccessible(static_cast<LadderView*>(object));
}

}  // namespace

void installLadderAccessibility() { QAccessible::installFactory(make); }

}  // namespace pw::ui
