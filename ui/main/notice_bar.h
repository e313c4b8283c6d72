// A sentence above the list that stays until somebody closes it: what is wrong with the file, and what to do.
#pragma once
#include <QFrame>

#include "ui/style/theme.h"

class QLabel;
class QToolButton;

namespace pw::ui {

class NoticeBar : public QFrame {
  Q_OBJECT

 public:
  explicit NoticeBar(const Theme& theme, QWidget* parent = nullptr);

  /// `serious`: nothing could be shown; else something is there but not all.
  void say(const QString& text, bool serious);
  [[nodiscard]] QString text() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void restyle();

  const Theme& theme_;
  bool serious_ = false;
  QLabel *sign_, *text_;
  QToolButton* close_;
};

}  // namespace pw::ui
