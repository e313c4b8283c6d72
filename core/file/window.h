// What a format reader sees of a stream: a run of bytes in one piece, as long as it asks for.
#pragma once
#include <vector>

#include "core/file/read_ahead.h"

namespace pw {

/// Bytes are looked at where they were read; only what straddles two blocks is copied together. One thread.
class Window {
 public:
  enum class Fill : std::uint8_t { ok, idle, end };

  explicit Window(std::unique_ptr<ReadAhead> blocks) noexcept : blocks_(std::move(blocks)) {}

  [[nodiscard]] bool has(std::size_t n) const noexcept { return n <= left(); }
  [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  [[nodiscard]] const std::uint8_t* data() const noexcept { return at_; }
  [[nodiscard]] ByteView bytes(std::size_t n) const noexcept { return {at_, n}; }
  /// Offset of data() in the stream.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

  /// Moves over `n` bytes that are here. Views given before stay good until the next fill().
  void consume(std::size_t n) noexcept {
    at_ += n;
    offset_ += n;
    if (at_ == end_ && spliced_) {
      spliced_ = false;
      at_ = rest_.data();
      end_ = at_ + rest_.size();
    }
  }
  /// Gets `n` bytes here in one piece; all views given before end. After `end` what there is is here.
  Fill fill(std::size_t n);
  /// After fill() gave `end`: what went wrong below, if anything.
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept { return blocks_->problem(); }

 private:
  void splice(std::size_t wanted);

  std::unique_ptr<ReadAhead> blocks_;
  const std::uint8_t* at_ = nullptr;
  const std::uint8_t* end_ = nullptr;
  std::uint64_t offset_ = 0;
  ByteView rest_;                     // of the current block, while spliced_
  std::vector<std::uint8_t> splice_;  // the end of earlier blocks and the start of rest_'s block
  bool spliced_ = false;
};

}  // namespace pw
