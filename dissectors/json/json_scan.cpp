#include "dissectors/json/json_scan.h"

#include <algorithm>

namespace pw::json {

void MemberScan::blanks() noexcept {
  constexpr std::string_view kBlank = " \t\r\n";
  while (at_ < text_.size() && kBlank.find(text_[at_]) != std::string_view::npos) ++at_;
}

bool MemberScan::object() noexcept {
  at_ = std::min(text_.find('{', at_), text_.size());
  if (at_ == text_.size()) return false;
  ++at_;
  return true;
}

bool MemberScan::next(ScannedMember& member) noexcept {
  blanks();
  if (at_ < text_.size() && text_[at_] == ',') ++at_;
  blanks();
  if (at_ >= text_.size() || text_[at_] != '"') {
    if (at_ < text_.size() && text_[at_] == '}') ++at_;
    return false;
  }
  member.name = string();
  blanks();
  if (at_ >= text_.size() || text_[at_] != ':') return false;
  ++at_;
  blanks();
  member.value = value();
  return true;
}

/// From the quotation mark on; gives what stands between the two.
std::string_view MemberScan::string() noexcept {
  const std::size_t from = ++at_;
  while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2u : 1u;
  at_ = std::min(at_, text_.size());
  const std::string_view all = text_.substr(from, at_ - from);
  if (at_ < text_.size()) ++at_;
  return all;
}

std::string_view MemberScan::value() noexcept {
  const std::size_t from = at_;
  std::size_t depth = 0, end = at_;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"') {
      string();
      end = at_;
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    ++at_;
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') end = at_;
  }
  return text_.substr(from, end - from);
}

}  // namespace pw::json
