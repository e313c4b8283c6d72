// Regular expressions of `matches`: PCRE2 as Wireshark sets it, with bounds on what one may cost.
#pragma once
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "core/bytes/byte_view.h"

struct pcre2_real_code_8;
struct pcre2_real_match_data_8;
struct pcre2_real_match_context_8;

namespace pw::filter {

/// Compiled; any thread may search with it through a Matcher of its own. Letters match without regard to case.
class Pattern {
 public:
  struct Problem {
    std::string words;  ///< PCRE2's
    std::size_t at = 0;
  };
  static std::expected<Pattern, Problem> make(std::string_view text);

 private:
  friend class Matcher;
  struct Free {
    void operator()(pcre2_real_code_8* code) const noexcept;
  };
  std::unique_ptr<pcre2_real_code_8, Free> code_;
};

/// One thread.
class Matcher {
 public:
  explicit Matcher(const Pattern& pattern);
  /// False also where searching would have cost more than kMaxSteps; see gaveUp().
  bool matches(ByteView text);
  [[nodiscard]] std::uint64_t gaveUp() const noexcept { return gaveUp_; }

  static constexpr std::uint32_t kMaxSteps = 1'000'000;
  static constexpr std::uint32_t kMaxHeapKiB = 8 * 1024;

 private:
  struct Free {
    void operator()(pcre2_real_match_data_8* data) const noexcept;
    void operator()(pcre2_real_match_context_8* context) const noexcept;
  };
  const Pattern& pattern_;
  std::unique_ptr<pcre2_real_match_data_8, Free> data_;
  std::unique_ptr<pcre2_real_match_context_8, Free> context_;
  std::uint64_t gaveUp_ = 0;
};

}  // namespace pw::filter
