// The expert pane: what deserves to be looked at, with a button for each severity.
#pragma once
#include <QWidget>
#include <array>

#include "ui/expert/expert_view.h"

class QLabel;
class QToolButton;

namespace pw::ui {

class ExpertPane : public QWidget {
  Q_OBJECT

 public:
  ExpertPane(CaptureDocument& document, const Theme& theme, LanguageSwitch& language, QWidget* parent = nullptr);

  [[nodiscard]] ExpertView& view() noexcept { return *view_; }
  /// The whole sentence of the current row.
  [[nodiscard]] QString explanation() const;
  [[nodiscard]] QToolButton& button(Severity severity) noexcept {
    return *buttons_[static_cast<std::size_t>(severity)];
  }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void explain();

  const Theme& theme_;
  std::array<QToolButton*, 4> buttons_{};
  ExpertView* view_;
  QLabel* why_;
};

}  // namespace pw::ui
