// The part of the command line that is about capturing, as dumpcap and tshark have it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/capture/capture_options.h"

namespace pw::cli {

/// Takes options one by one. What stands before the first -i is for all interfaces, what stands behind one for it.
class CaptureArguments {
 public:
  /// What a value may be, where it is not understood; nothing where it is.
  std::optional<std::string_view> take(int c, std::string_view value);
  /// True for the options that take() knows.
  static bool knows(int c) noexcept;

  [[nodiscard]] bool any() const noexcept { return any_; }
  [[nodiscard]] const CaptureOptions& options() const noexcept { return options_; }

 private:
  [[nodiscard]] InterfaceOptions& current() {
    return options_.interfaces.empty() ? defaults_ : options_.interfaces.back();
  }
  std::optional<std::string_view> stopWhen(std::string_view value);
  std::optional<std::string_view> nextFileWhen(std::string_view value);

  CaptureOptions options_;
  InterfaceOptions defaults_;
  bool any_ = false;
};

}  // namespace pw::cli
