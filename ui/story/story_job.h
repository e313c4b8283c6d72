// The story of one conversation, told beside the window.
#pragma once
#include <QObject>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/report/story.h"
#include "ui/document/capture_document.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

struct ToldLine {
  std::string sentence;
  std::vector<PacketId> packets;  ///< the most telling one first
};

struct Story {
  FlowSummary flow;
  std::vector<ToldLine> lines;
  bool whole = true;  ///< false: the conversation is longer than what can be laid out
};

/// Makes one story at a time. GUI thread; the document must outlive it.
class StoryJob : public QObject {
  Q_OBJECT

 public:
  explicit StoryJob(CaptureDocument& document, QObject* parent = nullptr) : QObject(parent), document_(document) {}

  /// told() follows, unless something else is asked for before.
  void tell(FlowId flow, Language language);
  void cancel() { job_.cancel(); }
  [[nodiscard]] bool isRunning() const noexcept { return job_.isRunning(); }

 Q_SIGNALS:
  void told(std::shared_ptr<const pw::ui::Story> story);

 private:
  CaptureDocument& document_;
  BackgroundJob job_;
};

}  // namespace pw::ui
