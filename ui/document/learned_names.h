// Names of addresses, learnt beside the window while a capture is read.
#pragma once
#include <QObject>
#include <memory>

#include "core/trace/name_book.h"
#include "ui/document/capture_document.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

/// One for a window. GUI thread; the document must outlive it.
class LearnedNames : public QObject {
  Q_OBJECT

 public:
  explicit LearnedNames(CaptureDocument& document, QObject* parent = nullptr);

  /// Never null; another one for each capture. Jobs on other threads keep a copy.
  [[nodiscard]] const std::shared_ptr<NameBook>& book() const noexcept { return book_; }
  /// All packets that the window knows of were read.
  [[nodiscard]] bool complete() const noexcept { return read_ == document_.rows(); }

 Q_SIGNALS:
  /// Names were learnt, or all are gone.
  void changed();

 private:
  void reset();
  void readOn();

  CaptureDocument& document_;
  std::shared_ptr<NameBook> book_ = std::make_shared<NameBook>();
  std::uint32_t read_ = 0;
  BackgroundJob job_;
};

}  // namespace pw::ui
