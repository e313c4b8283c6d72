// The line above the list in which a search is typed.
#pragma once
#include <QWidget>
#include <memory>

#include "ui/document/capture_document.h"
#include "ui/find/packet_search.h"
#include "ui/jobs/background_job.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QToolButton;

namespace pw::ui {

class ShownPackets;

/// Searches on a thread of its own and says what came of it beside the line.
class FindBar : public QWidget {
  Q_OBJECT

 public:
  /// Looks among the packets that are shown. Both must outlive it.
  FindBar(CaptureDocument& document, const ShownPackets& shown, QWidget* parent = nullptr);

  /// Shows the bar with the cursor in its line.
  void activate();
  void setQuery(SearchIn in, const QString& text);
  /// Looks from a packet on; found() follows, or the bar says that there is none.
  void find(std::uint32_t from, bool forward);
  [[nodiscard]] bool isSearching() const noexcept { return job_.isRunning(); }
  [[nodiscard]] QString message() const;

 Q_SIGNALS:
  /// A button or key of the bar asks for the next or previous one.
  void findRequested(bool forward);
  /// `wrapped`: the search went on from the other end of the capture.
  void found(std::uint32_t packet);
  void notFound();
  void left();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void say(const QString& text);
  void showFault(QueryFault fault);
  [[nodiscard]] SearchIn place() const;

  CaptureDocument& document_;
  const ShownPackets& shown_;
  BackgroundJob job_;
  QComboBox* place_;
  QLineEdit* edit_;
  QCheckBox* matchCase_;
  QToolButton *previous_, *next_, *close_;
  QProgressBar* progress_;
  QToolButton* cancel_;
  QLabel* message_;
};

}  // namespace pw::ui
