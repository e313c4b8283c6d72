#include "core/file/file_source.h"

namespace pw {

std::shared_ptr<const CaptureInfo> FileSource::info() const {
  const std::lock_guard guard{infoLock_};
  if (!snapshot_) snapshot_ = std::make_shared<const CaptureInfo>(info_);
  return snapshot_;
}

SourceProgress FileSource::progress() const noexcept {
  return input_ ? SourceProgress{input_->done(), input_->size()} : SourceProgress{};
}

FileSource::Step FileSource::fail(FileProblemKind kind, std::uint64_t number, std::uint64_t number2) {
  if (!problem_) problem_ = {.kind = kind, .at = window_->offset(), .number = number, .number2 = number2};
  return Step::end;
}

FileSource::Step FileSource::endOfBytes(std::size_t wanted) {
  const std::optional<FileProblem>& below = window_->problem();
  const std::size_t left = window_->left();
  if (below && below->kind != FileProblemKind::cutShort) {
    problem_ = below;
  } else if (below || left != 0) {
    return fail(FileProblemKind::cutShort, left != 0 ? wanted : 0, left);
  }
  return Step::end;
}

bool FileSource::need(std::size_t n) {
  Window::Fill filled = window_->fill(n);
  while (filled == Window::Fill::idle) filled = window_->fill(n);
  return filled == Window::Fill::ok;
}

Pull FileSource::next(PacketBatch& batch) {
  batch.clear();
  batch.packets.reserve(PacketBatch::kMaxPackets);
  while (!ended_) {
    const Step step = records(batch);
    if (step == Step::full) break;
    if (step == Step::fill) {
      if (!batch.packets.empty()) break;  // filling ends the views in the batch
      const Window::Fill filled = window_->fill(wanted_);
      if (filled == Window::Fill::ok) continue;
      if (filled == Window::Fill::idle) return Pull::idle;
      endOfBytes(wanted_);
    }
    ended_ = true;
  }
  packets_ += batch.packets.size();
  if (problem_ && ended_) problem_->packets = packets_;
  return batch.packets.empty() ? Pull::end : Pull::packets;
}

}  // namespace pw
