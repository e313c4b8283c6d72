#include "core/filter/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <new>

namespace pw::filter {

void Pattern::Free::operator()(pcre2_real_code_8* code) const noexcept { pcre2_code_free(code); }
void Matcher::Free::operator()(pcre2_real_match_data_8* data) const noexcept { pcre2_match_data_free(data); }
void Matcher::Free::operator()(pcre2_real_match_context_8* context) const noexcept {
  pcre2_match_context_free(context);
}

std::expected<Pattern, Pattern::Problem> Pattern::make(std::string_view text) {
  int error = 0;
  PCRE2_SIZE at = 0;
  Pattern p;
  p.code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), PCRE2_CASELESS | PCRE2_NEVER_UTF,
                              &error, &at, nullptr));
  if (!p.code_) {
    std::array<PCRE2_UCHAR, 256> words{};
    pcre2_get_error_message(error, words.data(), words.size());
    return std::unexpected(Problem{reinterpret_cast<const char*>(words.data()), at});
  }
  // Without it, searching is slower but means the same.
  static_cast<void>(pcre2_jit_compile(p.code_.get(), PCRE2_JIT_COMPLETE));
  return p;
}

Matcher::Matcher(const Pattern& pattern)
    : pattern_(pattern),
      data_(pcre2_match_data_create_from_pattern(pattern.code_.get(), nullptr)),
      context_(pcre2_match_context_create(nullptr)) {
  if (!data_ || !context_) throw std::bad_alloc{};
  pcre2_set_match_limit(context_.get(), kMaxSteps);
  pcre2_set_heap_limit(context_.get(), kMaxHeapKiB);
}

bool Matcher::matches(ByteView text) {
  static constexpr PCRE2_UCHAR kNothing = 0;
  const auto* bytes = text.empty() ? &kNothing : text.data();
  const int r = pcre2_match(pattern_.code_.get(), bytes, text.size(), 0, 0, data_.get(), context_.get());
  if (r < 0 && r != PCRE2_ERROR_NOMATCH) ++gaveUp_;
  return r >= 0;
}

}  // namespace pw::filter
