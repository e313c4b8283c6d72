#include "dissectors/smtp/smtp_session.h"

#include "dissectors/line/line_text.h"

namespace pw::smtp {

using namespace line;

namespace {
constexpr unsigned kReady = 220, kGoOn = 334, kSendMail = 354;
/// Longer pieces than this are not believed.
constexpr std::uint64_t kMaxChunk = std::uint64_t{1} << 32;

std::uint64_t chunkOf(std::string_view argument) noexcept {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < argument.size() && isDigit(argument[i]); ++i) {
    n = n * 10 + static_cast<unsigned>(argument[i] - '0');
    if (n > kMaxChunk) return 0;
  }
  return n;
}
}  // namespace

Next SmtpSession::next(unsigned side) const noexcept {
  if (tunnel_) return {Shape::tunnel, 0};
  if (side == kServer) return {};
  if (chunk_ != 0) return {Shape::raw, chunk_};
  return {mail_ ? Shape::text : Shape::line, 0};
}

void SmtpSession::over(unsigned side) {
  if (side == kServer) return;
  mail_ = false;
  chunk_ = 0;
  ++unanswered_;
}

void SmtpSession::line(unsigned side, std::string_view text) {
  if (side == kClient) command(text);
  else reply(text);
}

void SmtpSession::command(std::string_view text) {
  ++unanswered_;
  if (authentication_.active()) {
    if (text == "*") authentication_.end();  // RFC 4954 §4
    else authentication_.response();
    return;
  }
  const std::string_view word = takeWord(text);
  if (sameWord(word, "auth")) {
    const std::string_view name = takeWord(text);
    authentication_.begin(mechanismOf(name), !text.empty());
  } else if (sameWord(word, "data")) {
    mail_ = true;
  } else if (sameWord(word, "bdat")) {
    --unanswered_;  // its reply comes behind the piece
    chunk_ = chunkOf(text);
    if (chunk_ == 0) ++unanswered_;
  } else if (sameWord(word, "starttls")) {
    asked_ = true;
  }
}

void SmtpSession::reply(std::string_view text) {
  const Reply reply = replyOf(text);
  if (!reply.last || reply.code == 0) return;
  if (unanswered_ != 0) --unanswered_;
  if (reply.code != kGoOn) authentication_.end();
  if (reply.code == kSendMail) mail_ = true;
  else if (unanswered_ == 0 && reply.code >= 400) mail_ = false;
  if (!asked_) return;
  tunnel_ = reply.code == kReady;
  asked_ = !tunnel_ && unanswered_ != 0;
}

}  // namespace pw::smtp
