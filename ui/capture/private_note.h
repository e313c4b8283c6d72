// While a private network is captured: how to run a program in it.
#pragma once
#include <QFrame>

#include "ui/document/capture_document.h"
#include "ui/style/theme.h"

class QLabel;

namespace pw::ui {

class CommandLine;

/// Hidden unless such a capture runs.
class PrivateNote : public QFrame {
  Q_OBJECT

 public:
  PrivateNote(CaptureDocument& document, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] CommandLine& command() noexcept { return *command_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void restyle();

  CaptureDocument& document_;
  const Theme& theme_;
  QLabel* text_;
  CommandLine* command_;
};

}  // namespace pw::ui
