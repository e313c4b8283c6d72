#include "dissectors/imap/imap_session.h"

#include "dissectors/line/line_text.h"

namespace pw::imap {

using namespace line;

std::optional<std::uint64_t> literalOf(std::string_view line) noexcept {
  if (!line.ends_with('}')) return std::nullopt;
  line.remove_suffix(1);
  if (line.ends_with('+')) line.remove_suffix(1);
  const std::size_t open = line.rfind('{');
  if (open == std::string_view::npos) return std::nullopt;
  const std::string_view digits = line.substr(open + 1);
  constexpr std::size_t kMaxDigits = 18;
  if (digits.empty() || digits.size() > kMaxDigits) return std::nullopt;
  std::uint64_t n = 0;
  for (const char c : digits) {
    if (!isDigit(c)) return std::nullopt;
    n = n * 10 + static_cast<unsigned>(c - '0');
  }
  return n;
}

Next ImapSession::next(unsigned side) const noexcept {
  if (tunnel_) return {Shape::tunnel, 0};
  if (const auto& literal = sides_[side & 1].literal; literal) return {Shape::literal, *literal};
  return {};
}

void ImapSession::line(unsigned side, std::string_view text) {
  Side& s = sides_[side & 1];
  const bool response = side == kClient && authentication_.active();
  if (!s.goesOn) {
    if (side == kClient) command(text);
    else answer(text);
  }
  s.literal = response ? std::nullopt : literalOf(text);
  s.goesOn = s.literal.has_value();
}

void ImapSession::command(std::string_view text) {
  if (authentication_.active()) {
    if (text == "*") authentication_.end();
    else authentication_.response();
    return;
  }
  takeWord(text);  // tag
  const std::string_view word = takeWord(text);
  if (sameWord(word, "authenticate")) {
    const std::string_view name = takeWord(text);
    authentication_.begin(mechanismOf(name), !text.empty());
  } else {
    asked_ = sameWord(word, "starttls") || sameWord(word, "compress");
  }
}

void ImapSession::answer(std::string_view text) {
  const std::string_view tag = takeWord(text);
  if (tag == "*" || tag == "+") return;
  authentication_.end();
  tunnel_ = asked_ && sameWord(takeWord(text), "ok");
  asked_ = false;
}

}  // namespace pw::imap
