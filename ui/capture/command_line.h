// A command to run elsewhere: shown whole, and copied at a click.
#pragma once
#include <QWidget>

#include "ui/style/theme.h"

class QLineEdit;
class QPushButton;

namespace pw::ui {

class CommandLine : public QWidget {
  Q_OBJECT

 public:
  explicit CommandLine(const Theme& theme, QWidget* parent = nullptr);

  void setCommand(const QString& command);
  [[nodiscard]] QString command() const;
  [[nodiscard]] QPushButton& copyButton() noexcept { return *copy_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void restyle();

  const Theme& theme_;
  QLineEdit* text_;
  QPushButton* copy_;
};

}  // namespace pw::ui
