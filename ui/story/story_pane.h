// What happened in the selected packet's conversation, in a few plain sentences that lead to the packets.
#pragma once
#include <QTextBrowser>
#include <QTimer>
#include <memory>
#include <optional>

#include "ui/document/learned_names.h"
#include "ui/document/selected_packet.h"
#include "ui/i18n/language.h"
#include "ui/story/story_job.h"
#include "ui/style/theme.h"

namespace pw::ui {

/// Follows the selected packet. Sentences and numbers are links, reached with Tab too.
class StoryPane : public QTextBrowser {
  Q_OBJECT

 public:
  StoryPane(CaptureDocument& document, SelectedPacket& packet, LearnedNames& names, const Theme& theme,
            LanguageSwitch& language, QWidget* parent = nullptr);

  /// Null while there is none.
  [[nodiscard]] const std::shared_ptr<const Story>& story() const noexcept { return story_; }
  [[nodiscard]] bool isTelling() const noexcept { return job_.isRunning() || soon_.isActive(); }
  /// Whether the pane can be seen: nothing is told or pointed at while it cannot.
  void setLooked(bool looked);
  /// As a click on the sentence, or on the n-th of its packets.
  void follow(std::size_t line, std::size_t packet = 0);
  /// Packets that show what the sentence at a point of the viewport tells, rising.
  [[nodiscard]] std::vector<std::uint32_t> packetsAt(const QPoint& inViewport) const;

 Q_SIGNALS:
  void packetRequested(std::uint32_t packet);
  /// Packets that show what is told, in rising order: of the sentence that was followed, else of all.
  void evidenceChanged(const std::vector<std::uint32_t>& packets);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void reset();
  void onPacket();
  void onRows();
  void tell();
  void onTold(const std::shared_ptr<const Story>& story);
  void onAnchor(const QUrl& link);
  void write();
  void tellEvidence();
  [[nodiscard]] QString page() const;
  [[nodiscard]] QString head() const;
  [[nodiscard]] QString lineHtml(std::size_t index) const;
  [[nodiscard]] Language spoken() const noexcept;

  CaptureDocument& document_;
  SelectedPacket& packet_;
  LearnedNames& names_;
  const Theme& theme_;
  LanguageSwitch& language_;
  FlowId flow_;  ///< of the selected packet; invalid where it has none
  std::shared_ptr<const Story> story_;
  std::optional<std::size_t> followed_;
  bool looked_ = false;
  QTimer soon_, again_;
  StoryJob job_;
};

}  // namespace pw::ui
