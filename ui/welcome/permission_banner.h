// Says before anybody tries that capturing is not permitted: what is missing, what to do, and what works already.
#pragma once
#include <QFrame>

#include "ui/capture/capture_probe.h"
#include "ui/i18n/language.h"
#include "ui/style/theme.h"

class QLabel;
class QPushButton;

namespace pw::ui {

class CommandLine;

/// Hidden while capturing is permitted, or nobody knows yet.
class PermissionBanner : public QFrame {
  Q_OBJECT

 public:
  PermissionBanner(CaptureProbe& probe, const Theme& theme, LanguageSwitch& language, QWidget* parent = nullptr);

  /// All that is said, for tests.
  [[nodiscard]] QString told() const;
  [[nodiscard]] CommandLine& command() noexcept { return *command_; }
  [[nodiscard]] QPushButton& testButton() noexcept { return *test_; }
  [[nodiscard]] QPushButton& openButton() noexcept { return *open_; }
  [[nodiscard]] QPushButton& privateButton() noexcept { return *private_; }

 Q_SIGNALS:
  void openRequested();
  void privateRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void layOut();
  void refresh();
  void retranslate();
  void restyle();

  CaptureProbe& probe_;
  const Theme& theme_;
  LanguageSwitch& language_;
  QLabel *sign_, *title_, *what_, *how_, *after_, *now_;
  CommandLine* command_;
  QPushButton *test_, *open_, *private_;
  bool tested_ = false;  // at somebody's wish, with the same answer
};

}  // namespace pw::ui
