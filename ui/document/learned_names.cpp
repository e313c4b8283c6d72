#include "ui/document/learned_names.h"

#include "core/trace/name_learner.h"

namespace pw::ui {

LearnedNames::LearnedNames(CaptureDocument& document, QObject* parent) : QObject(parent), document_(document) {
  connect(&document_, &CaptureDocument::opened, this, &LearnedNames::reset);
  connect(&document_, &CaptureDocument::closed, this, &LearnedNames::reset);
  connect(&document_, &CaptureDocument::rowsChanged, this, &LearnedNames::readOn);
}

void LearnedNames::reset() {
  job_.cancel();
  book_ = std::make_shared<NameBook>();
  read_ = 0;
  Q_EMIT changed();
}

void LearnedNames::readOn() {
  if (job_.isRunning() || !document_.isOpen() || read_ >= document_.rows()) return;
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<NameBook> book;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), book_});
  const std::uint32_t from = read_, to = document_.rows();
  const std::uint64_t before = book_->version();
  job_.start(
      to - from,
      [shared, from, to, registry = &document_.registry()](const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        NameLearner(shared->session->trace(), *registry).read(from, to, *shared->book, stop);
      },
      [this, to, before] {
        read_ = to;
        if (book_->version() != before) Q_EMIT changed();
        readOn();
      });
}

}  // namespace pw::ui
