// A line for a capture filter (BPF), checked while it is typed with libpcap's own words.
#pragma once
#include <QTimer>
#include <QWidget>

#include "core/packet/link_type.h"
#include "ui/jobs/background_job.h"
#include "ui/style/theme.h"

class QAction;
class QLabel;
class QLineEdit;

namespace pw::ui {

class CaptureFilterEdit : public QWidget {
  Q_OBJECT

 public:
  enum class Verdict : std::uint8_t {
    empty,
    checking,
    good,
    bad,
    asksAServer,  ///< names a host: not checked before it is used, since that would ask a name server
  };

  explicit CaptureFilterEdit(const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] QString text() const;
  void setText(const QString& text);
  /// What the packets of the interface begin with: some filters fit one and not the other.
  void setLinkType(LinkType link);
  [[nodiscard]] Verdict verdict() const noexcept { return verdict_; }
  /// What is said below the line; empty where nothing is wrong.
  [[nodiscard]] QString told() const;
  [[nodiscard]] QLineEdit& line() noexcept { return *line_; }
  /// Remembered, and offered from the next time on.
  void noteUsed();

 Q_SIGNALS:
  void verdictChanged();
  /// Return was pressed.
  void submitted();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void onEdited();
  void check();
  void take(Verdict verdict, const QString& words);
  void showVerdict();
  void retranslate();

  const Theme& theme_;
  QLineEdit* line_;
  QLabel* told_;
  QAction* sign_;
  LinkType link_ = LinkType::ethernet;
  Verdict verdict_ = Verdict::empty;
  QString words_;  // libpcap's
  QTimer soon_;
  BackgroundJob job_;
  bool again_ = false;
};

}  // namespace pw::ui
