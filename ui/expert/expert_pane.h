// The expert pane: what deserves to be looked at, with a button for each severity.
#pragma once
#include <QWidget>
#include <array>

#include "ui/expert/expert_view.h"

class QToolButton;

namespace pw::ui {

class ExpertPane : public QWidget {
  Q_OBJECT

 public:
  ExpertPane(CaptureDocument& document, const Theme& theme, LanguageSwitch& language, QWidget* parent = nullptr);

  [[nodiscard]] ExpertView& view() noexcept { return *view_; }
  [[nodiscard]] QToolButton& button(Severity severity) noexcept {
    return *buttons_[static_cast<std::size_t>(severity)];
  }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();

  const Theme& theme_;
  std::array<QToolButton*, 4> buttons_{};
  ExpertView* view_;
};

}  // namespace pw::ui
