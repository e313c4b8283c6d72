#include "ui/filter/capture_values.h"

#include <memory>

namespace pw::ui {

CaptureValues::CaptureValues(CaptureDocument& document, QObject* parent) : QObject(parent), document_(document) {
  connect(&document_, &CaptureDocument::opened, this, &CaptureValues::forget);
  connect(&document_, &CaptureDocument::closed, this, &CaptureValues::forget);
}

void CaptureValues::forget() {
  job_.cancel();
  known_.clear();
  asked_.clear();
}

const std::vector<PresentValue>& CaptureValues::of(const std::string& field) {
  static const std::vector<PresentValue> kNone;
  const auto at = known_.find(field);
  const std::vector<PresentValue>& now = at == known_.end() ? kNone : at->second.values;
  const std::uint32_t rows = document_.rows();
  if (rows == 0 || (job_.isRunning() && asked_ == field)) return now;
  // While a capture grows they are asked for again each time it has doubled, and once it is whole.
  const bool grown = at != known_.end() && at->second.packets < (document_.isLoading() ? rows / 2 : rows);
  if (at != known_.end() && !grown) return now;
  asked_ = field;
  auto result = std::make_shared<std::vector<PresentValue>>();
  job_.start(
      1,
      [result, field, session = document_.session(), &registry = document_.registry()](
          const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        *result = presentValues(field, session->trace(), registry, stop);
      },
      [this, result, field, rows] {
        if (known_.size() >= kMaxKept) known_.clear();
        known_[field] = {std::move(*result), rows};
        asked_.clear();
        Q_EMIT found();
      });
  return now;
}

}  // namespace pw::ui
