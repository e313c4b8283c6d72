// The timeline of the selected packet's conversation, with what there is to say and to choose around it.
#pragma once
#include <QTimer>
#include <QWidget>
#include <deque>
#include <memory>

#include "ui/document/selected_packet.h"
#include "ui/jobs/background_job.h"
#include "ui/timeline/ladder_view.h"

class QActionGroup;
class QLabel;
class QStackedLayout;
class QToolBar;

namespace pw::ui {

/// Follows the shared selection while it is visible. Conversations are laid out on another thread and kept
/// for a while.
class TimelinePane : public QWidget {
  Q_OBJECT

 public:
  TimelinePane(CaptureDocument& document, SelectedPacket& packet, const Theme& theme,
               QWidget* parent = nullptr);
  ~TimelinePane() override;

  [[nodiscard]] LadderView& view() noexcept { return *view_; }
  /// Words in the window's language.
  void retranslate(Language language);
  /// What is said instead of a timeline; empty while there is one.
  [[nodiscard]] QString message() const;
  /// A conversation is being laid out.
  [[nodiscard]] bool isBusy() const noexcept { return job_.isRunning(); }
  void saveSettings() const;
  void readSettings();

 Q_SIGNALS:
  void packetActivated(pw::PacketId packet);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  enum class Empty : std::uint8_t { nothingChosen, noConversation, working, none };

  void buildBar();
  void follow();
  void refresh();
  void start(FlowId flow);
  void take(std::shared_ptr<const LadderModel> model, std::shared_ptr<const LadderIndex> index);
  void showEmpty(Empty what);
  void showPacket();
  void forget();
  void updateNote();
  void savePicture(bool selectionOnly);

  CaptureDocument& document_;
  SelectedPacket& packet_;
  const Theme& theme_;
  QToolBar* bar_;
  QActionGroup* scales_;
  QAction *readable_, *even_, *trueTime_, *all_, *zoomIn_, *zoomOut_, *fit_, *saveAll_, *saveRange_;
  QStackedLayout* pages_;
  QLabel *message_, *note_;
  LadderView* view_;
  BackgroundJob job_;
  QTimer late_;  // says that there is work, if it takes long
  QTimer grown_;
  FlowId wanted_;
  Empty empty_ = Empty::nothingChosen;
  std::deque<std::shared_ptr<const LadderModel>> kept_;
};

}  // namespace pw::ui
