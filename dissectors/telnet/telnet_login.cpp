#include "dissectors/telnet/telnet_login.h"

#include "dissectors/line/line_text.h"

namespace pw::telnet {

namespace {
constexpr std::uint8_t kBackspace = 0x08, kDelete = 0x7f, kKillLine = 0x15;
}

Asked askedBy(std::string_view line) noexcept {
  line = line::trimmed(line);
  if (line.empty() || (line.back() != ':' && line.back() != '>')) return Asked::nothing;
  constexpr std::string_view kPasswords[] = {"password", "passcode", "passphrase", "passwd"};
  for (const std::string_view word : kPasswords)
    if (line::contains(line, word)) return Asked::password;
  constexpr std::string_view kNames[] = {"login:",      "username:", "user name:", "user:",     "userid:",
                                         "login name:", "account:",  "login>",     "username>"};
  for (const std::string_view word : kNames) {
    const std::string_view end = line.substr(line.size() - std::min(line.size(), word.size()));
    if (line::sameWord(end, word)) return Asked::userName;
  }
  return Asked::nothing;
}

void Login::feed(unsigned side, ByteView bytes, std::vector<Typed>& done) {
  State& state = states_[side & 1];
  eachPiece(bytes, state, [&](What what, std::size_t at, std::size_t n) {
    if (what != What::text) return;
    if (side == 1) return shown(bytes.subspan(at, n));
    for (std::size_t i = at; i < at + n; ++i) key(bytes[i], clientBytes_ + i, done);
  });
  if (side == 1) judge();
  else clientBytes_ += bytes.size();
}

void Login::shown(ByteView text) {
  for (const std::uint8_t c : text) {
    if (c == '\n' || c == '\r') prompt_.clear();
    else if (c >= ' ' && prompt_.size() < kMaxPrompt) prompt_.push_back(static_cast<char>(c));
  }
}

void Login::judge() {
  const Asked asked = askedBy(prompt_);
  if (asked == Asked::nothing) return;
  asked_ = asked;
  typed_ = {};
  prompt_.clear();
}

void Login::key(std::uint8_t c, std::uint64_t at, std::vector<Typed>& done) {
  if (asked_ == Asked::nothing || c == 0) return;
  if (c == '\r' || c == '\n') {
    typed_.what = asked_;
    typed_.enter = at;
    asked_ = Asked::nothing;
    if (!typed_.text.empty()) done.push_back(std::move(typed_));
    typed_ = {};
    return;
  }
  if (c == kBackspace || c == kDelete) {
    if (!typed_.text.empty()) typed_.text.pop_back();
    return;
  }
  if (c == kKillLine) {
    typed_.text.clear();
    return;
  }
  if (typed_.text.empty()) typed_.first = at;
  if (typed_.text.size() < kMaxTyped) typed_.text.push_back(static_cast<char>(c));
}

void Login::gap(unsigned side) noexcept {
  states_[side & 1] = State::text;
  if (side == 1) {
    prompt_.clear();
  } else {
    forget();
  }
}

void Login::forget() noexcept {
  asked_ = Asked::nothing;
  typed_ = {};
}

}  // namespace pw::telnet
