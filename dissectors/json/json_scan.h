// The outermost members of a JSON object, without looking into them: for those who want one or two of them.
#pragma once
#include <string_view>

namespace pw::json {

/// Views into the text that was scanned.
struct ScannedMember {
  std::string_view name;   ///< without the quotation marks, escapes as they stand
  std::string_view value;  ///< as it stands, without blanks around it
  /// The value without its quotation marks where it is a string; empty for other values.
  [[nodiscard]] std::string_view text() const noexcept {
    return value.size() >= 2 && value.front() == '"' && value.back() == '"' ? value.substr(1, value.size() - 2)
                                                                           : std::string_view{};
  }
};

/// Each byte is looked at once; nothing is nested in the program, however deep the text is.
class MemberScan {
 public:
  explicit MemberScan(std::string_view text) noexcept : text_(text) {}

  /// Passes over what stands before the next object, and its brace. False where there is none.
  bool object() noexcept;
  /// The next member of that object; false behind the last.
  bool next(ScannedMember& member) noexcept;

 private:
  void blanks() noexcept;
  std::string_view string() noexcept;
  std::string_view value() noexcept;

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace pw::json
