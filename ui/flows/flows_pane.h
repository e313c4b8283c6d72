// The pane of conversations: a box to find some of them in, and the table.
#pragma once
#include <QList>
#include <QWidget>

#include "ui/flows/flow_table.h"

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;

namespace pw::ui {

class FlowsPane : public QWidget {
  Q_OBJECT

 public:
  FlowsPane(CaptureDocument& document, LearnedNames& names, const Theme& theme, LanguageSwitch& language,
            QWidget* parent = nullptr);

  [[nodiscard]] FlowTable& table() noexcept { return *table_; }
  [[nodiscard]] QLineEdit& filter() noexcept { return *filter_; }
  [[nodiscard]] QComboBox& protocols() noexcept { return *protocols_; }
  [[nodiscard]] QString counts() const;
  /// What else can be done with the current conversation: entries of the table's menu, owned by the caller.
  void setMoreActions(const QList<QAction*>& actions) { more_ = actions; }

 Q_SIGNALS:
  /// The person wants to be at a conversation's first packet, and at the keys there.
  void packetRequested(std::uint32_t packet);
  /// Two conversations are to be seen side by side; the second is not valid where it is to be asked for.
  void compareRequested(pw::FlowId left, pw::FlowId right);
  /// The menu of a conversation is about to be shown.
  void menuAboutToShow(QMenu& menu, pw::FlowId flow);

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void retranslate();
  void restyle();
  void ask();
  void updateCounts();
  void showMenu(const QPoint& at);
  void showHeaderMenu(const QPoint& global, int column);
  void addSortMenu(QMenu& menu);
  void addCompare(QMenu& menu, std::uint32_t row);

  const Theme& theme_;
  QLineEdit* filter_;
  QComboBox* protocols_;
  QLabel* counts_;
  FlowTable* table_;
  QList<QAction*> more_;
};

}  // namespace pw::ui
