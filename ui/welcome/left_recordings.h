// Recordings that a program which was killed left behind, offered back.
#pragma once
#include <QFrame>
#include <memory>
#include <vector>

#include "core/capture/orphan_spools.h"
#include "ui/i18n/language.h"
#include "ui/jobs/background_job.h"
#include "ui/style/theme.h"

class QLabel;
class QPushButton;

namespace pw::ui {

/// One after the other, the newest first. Hidden while there is none.
class LeftRecordings : public QFrame {
  Q_OBJECT

 public:
  LeftRecordings(const Theme& theme, LanguageSwitch& language, QWidget* parent = nullptr);

  /// Looks for them on another thread.
  void look();
  [[nodiscard]] bool isBusy() const noexcept { return job_.isRunning(); }
  [[nodiscard]] QString told() const;
  [[nodiscard]] QPushButton& saveButton() noexcept { return *save_; }
  [[nodiscard]] QPushButton& discardButton() noexcept { return *discard_; }
  /// Moves the one that is offered to a file; recovered() follows, or told() says why not.
  void recover(const QString& path);

 Q_SIGNALS:
  void recovered(const QString& path);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void ask();
  void discard();
  void run(std::function<std::expected<void, FileProblem>(const OrphanSpool&)> work, const QString& path);
  void refresh();
  void restyle();

  const Theme& theme_;
  LanguageSwitch& language_;
  QLabel *sign_, *text_;
  QPushButton *save_, *discard_;
  std::vector<OrphanSpool> left_;
  QString problem_;
  BackgroundJob job_;
};

}  // namespace pw::ui
