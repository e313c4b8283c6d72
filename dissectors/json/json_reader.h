// Reads JSON text (RFC 8259) into fields. Forgiving: what is wrong is shown as unknown, and reading goes on behind it
// or ends. Every step takes a byte at least; the depth is bounded.
#pragma once
#include <string>

#include "core/walk/walk.h"
#include "dissectors/http/http_text.h"
#include "dissectors/json/json_fields.h"
#include "dissectors/json/json_text.h"

namespace pw::json {

template <class Sink>
class Reader {
 public:
  static constexpr unsigned kMaxDepth = 64;
  /// Paths are cut there: a long name over many values would be copied for each of them.
  static constexpr std::size_t kMaxPath = 256;

  Reader(Walk<Sink>& w, const Cursor& c) noexcept : w_(w), text_(http::textOf(c.peekRest())), base_(c.offset()) {}

  void read() {
    blanks();
    while (at_ < text_.size() && !failed_ && value({})) blanks();
    if (at_ < text_.size()) add<F::unparsed>(w_, place(at_), size(at_, text_.size()), 0);
  }

 private:
  std::uint32_t place(std::size_t at) const noexcept { return base_ + static_cast<std::uint32_t>(at); }
  static std::uint32_t size(std::size_t from, std::size_t to) noexcept { return static_cast<std::uint32_t>(to - from); }
  char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
  void blanks() noexcept {
    while (at_ < text_.size() && (http::isBlank(text_[at_]) || text_[at_] == '\r' || text_[at_] == '\n')) ++at_;
  }
  bool take(char c) noexcept {
    if (peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }

  /// One value of a member, or of an array ("[]"). False where none begins.
  bool value(std::string_view name) {
    const char c = peek();
    if (c == '{' || c == '[') return group(c);
    const std::size_t from = at_;
    if (c == '"') {
      const std::string text = string();
      simple<F::string>(from, name, text);
      return true;
    }
    while (at_ < text_.size() && isWordCharacter(text_[at_])) ++at_;
    const std::string_view word = text_.substr(from, at_ - from);
    if (word == "true") literal<F::true_>(from, name, word);
    else if (word == "false") literal<F::false_>(from, name, word);
    else if (word == "null") literal<F::null>(from, name, word);
    else if (!word.empty() && (word[0] == '-' || http::isDigit(word[0]))) simple<F::number>(from, name, word);
    else failed_ = true;
    if (failed_) at_ = from;
    return !failed_;
  }

  template <auto Field>
  void simple(std::size_t from, std::string_view name, std::string_view text) {
    withPath(from, name, text);
    addText<Field>(w_, place(from), size(from, at_), text);
  }
  template <auto Field>
  void literal(std::size_t from, std::string_view name, std::string_view text) {
    withPath(from, name, text);
    add<Field>(w_, place(from), size(from, at_), 0);
  }
  void withPath(std::size_t from, std::string_view name, std::string_view text) {
    if (path_.empty()) return;
    generated<F::pathWithValue>(from, path_ + ':' + std::string{text});
    generated<F::memberWithValue>(from, std::string{name} + ':' + std::string{text});
  }
  template <auto Field>
  void generated(std::size_t from, std::string_view text) {
    const NodeId node = addText<Field>(w_, place(from), size(from, at_), text);
    if (node != kNoNode) w_.sink().tree[node].generated = true;
  }

  bool group(char open) {
    const bool object = open == '{';
    const NodeId node = object ? add<F::object>(w_, place(at_), 0, 0) : add<F::array>(w_, place(at_), 0, 0);
    Under<Sink> under{w_, node};
    ++at_;
    if (++depth_ > kMaxDepth) failed_ = true;
    const std::size_t before = path_.size();
    if (!object && path_.size() < kMaxPath) path_ += "/[]";
    blanks();
    while (!failed_ && at_ < text_.size() && peek() != (object ? '}' : ']')) {
      if (object) member();
      else if (value("[]")) blanks();
      if (failed_ || (!take(',') && peek() != (object ? '}' : ']'))) {
        failed_ = true;
        break;
      }
      blanks();
    }
    if (!failed_) take(object ? '}' : ']');
    path_.resize(before);
    --depth_;
    under.endsAt(place(at_));
    return true;
  }

  void member() {
    const std::size_t from = at_;
    if (peek() != '"') {
      failed_ = true;
      return;
    }
    const std::string name = string();
    const std::size_t nameEnd = at_;
    const NodeId node = addText<F::member>(w_, place(from), 0, name);
    Under<Sink> under{w_, node};
    const std::size_t before = path_.size();
    path_ += '/';
    path_ += name;
    if (path_.size() > kMaxPath) path_.resize(std::max(before, kMaxPath));
    blanks();
    if (take(':')) {
      blanks();
      value(name);
    } else {
      failed_ = true;
    }
    addText<F::key>(w_, place(from), size(from, nameEnd), name);
    generated<F::path>(from, path_);
    path_.resize(before);
    under.endsAt(place(at_));
    blanks();
  }

  /// From the quotation mark on.
  std::string string() {
    const std::size_t from = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2u : 1u;
    at_ = std::min(at_, text_.size());
    const std::string_view raw = text_.substr(from, at_ - from);
    take('"');
    return unescaped(raw);
  }

  Walk<Sink>& w_;
  std::string_view text_;
  std::uint32_t base_;
  std::size_t at_ = 0;
  std::string path_;
  unsigned depth_ = 0;
  bool failed_ = false;
};

}  // namespace pw::json
