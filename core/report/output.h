// Where text goes: collected in one buffer, written in large pieces.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "core/field/text_out.h"

namespace pw {

/// A buffered descriptor that it does not own. One thread. After the first failure everything is dropped
/// quietly and failed() says so.
class Output {
 public:
  static constexpr std::size_t kPiece = std::size_t{256} << 10;

  explicit Output(int fd);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// To append to; call roll() behind each packet.
  [[nodiscard]] TextOut text() noexcept { return TextOut{buffer_}; }
  [[nodiscard]] std::string& buffer() noexcept { return buffer_; }
  void add(std::string_view s) { buffer_.append(s); }

  /// Writes if a whole piece is there. False once the other end is gone.
  bool roll() { return buffer_.size() < kPiece || flush(); }
  bool flush();
  [[nodiscard]] bool failed() const noexcept { return error_ != 0; }
  /// errno of the failure; EPIPE where the reader closed its end.
  [[nodiscard]] int error() const noexcept { return error_; }

 private:
  std::string buffer_;
  int fd_;
  int error_ = 0;
};

}  // namespace pw
