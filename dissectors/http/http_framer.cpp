#include "dissectors/http/http_framer.h"

#include <algorithm>
#include <utility>

namespace pw::http {

void HttpFramer::feed(unsigned side, ByteView bytes, MessageEnds& ends) {
  Side& s = sides_[side & 1];
  Feed f{side & 1, bytes, 0, ends};
  s.headEnded = false;
  while (f.at < bytes.size()) step(s, f);
  if (s.state == State::tunnel) {
    ends.foreign(f.tunnelAt);
    f.end(Part::tunnel);
  }
}

/// Takes a byte at least.
void HttpFramer::step(Side& s, Feed& f) {
  switch (s.state) {
    case State::start: return start(s, f);
    case State::head: return head(s, f);
    case State::body:
    case State::framePayload: return skip(s, f);
    case State::chunkSize:
    case State::chunkData:
    case State::trailer: return chunk(s, f);
    case State::frameHead: return frame(s, f);
    case State::tunnel: f.tunnelAt = f.at; [[fallthrough]];
    case State::untilClose: f.at = f.bytes.size(); return;
  }
}

bool HttpFramer::gap(unsigned side, std::uint32_t bytes) {
  Side& s = sides_[side & 1];
  if (s.state == State::untilClose) return true;
  const bool counted = s.state == State::body || s.state == State::chunkData || s.state == State::framePayload;
  if (counted && bytes < s.left) {
    s.left -= bytes;
    return true;
  }
  if (s.state == State::head && !s.head.first) passed(s.head);
  gap_ = true;
  s = {};
  s.state = after_ == State::start ? State::start : State::tunnel;  // where a frame begins is not known either
  return false;
}

/// The rest of a head is missing: it asks or answers all the same.
void HttpFramer::passed(const Head& head) {
  if (!head.response) {
    if (waiting_.size() < kMaxWaiting) waiting_.push_back(head.method);
  } else if (head.code / 100 != 1 && !waiting_.empty()) {
    waiting_.erase(waiting_.begin());
  }
}

StreamFramer::Begun HttpFramer::begun(unsigned side) const {
  const Side& s = sides_[side & 1];
  const std::uint32_t facts = static_cast<std::uint32_t>(Part::message) | s.head.role();
  switch (s.state) {
    case State::body: return {facts, true, false, s.left, s.headEnded};
    case State::untilClose: return {facts, true, false, UINT64_MAX, s.headEnded};
    case State::head:
    case State::chunkSize:
    case State::chunkData:
    case State::trailer: return {facts, true, true};
    default: return {};
  }
}

bool HttpFramer::close(unsigned side, std::uint64_t& facts) {
  Side& s = sides_[side & 1];
  const State was = s.state;
  const std::uint32_t role = s.head.role();
  s = {};
  const bool raw = was == State::frameHead || was == State::framePayload;
  facts = static_cast<std::uint32_t>(raw ? Part::webSocket : was == State::start ? Part::continuation : Part::message);
  if (!raw) facts |= role;
  return true;
}

// ---- heads ----

/// The first word: a message, or bytes that belong to none. Blank lines before it are passed over (RFC 9112 §2.2).
void HttpFramer::start(Side& s, Feed& f) {
  while (s.line.empty() && f.at < f.bytes.size() && (f.bytes[f.at] == '\r' || f.bytes[f.at] == '\n')) ++f.at;
  if (s.line.empty() && f.at == f.bytes.size()) return f.end(Part::continuation);
  constexpr std::size_t kLongestWord = 20;
  const std::size_t before = s.line.size();
  const std::string_view rest = textOf(f.rest()).substr(0, kLongestWord - std::min(kLongestWord, before));
  s.line += rest;
  const Start found = startOf(s.line);
  if (found == Start::more) {
    f.at += rest.size();
    return;
  }
  if (found == Start::no) {
    s.line.clear();
    f.at = f.bytes.size();
    if (after_ != State::start) s.state = State::tunnel;
    else f.end(Part::continuation);
    return;
  }
  s.line.resize(before);
  s.state = State::head;
  s.head = {};
  s.head.response = found == Start::response;
  s.head.bytes = before;
  s.head.afterGap = std::exchange(gap_, false);
  if (s.head.afterGap) forget(s.head.response);
}

/// Of the requests before a gap at most the latest was not answered in it, since hardly anybody sends the next one
/// before; and not even that where the next one comes.
void HttpFramer::forget(bool keepLatest) {
  const std::size_t kept = keepLatest && !waiting_.empty() ? 1 : 0;
  waiting_.erase(waiting_.begin(), waiting_.end() - static_cast<std::ptrdiff_t>(kept));
}

/// The bytes up to the end of the line that goes on; true where it is there. Keeps the first kMaxLine of it.
bool HttpFramer::takeLine(Side& s, Feed& f) {
  const std::string_view rest = textOf(f.rest());
  const std::size_t end = rest.find('\n');
  const std::size_t n = std::min(end, rest.size());
  s.line.append(rest.substr(0, std::min(n, kMaxLine - std::min(kMaxLine, s.line.size()))));
  f.at += end == std::string_view::npos ? n : n + 1;
  if (end == std::string_view::npos) return false;
  if (!s.line.empty() && s.line.back() == '\r') s.line.pop_back();
  return true;
}

void HttpFramer::head(Side& s, Feed& f) {
  Head& h = s.head;
  const std::size_t from = f.at;
  const std::size_t room = kMaxHead - h.bytes;
  Feed within{f.side, f.bytes.first(std::min(f.bytes.size(), from + room)), from, f.ends, f.lastEnd};
  const bool whole = takeLine(s, within);
  f.at = within.at;
  h.bytes += f.at - from;
  if (whole) {
    const bool last = s.line.empty() && !h.first;
    if (h.first) firstLine(h, s.line);
    else header(h, s.line);
    h.first = false;
    s.line.clear();
    if (last) return headOver(s, f);
  }
  if (h.bytes >= kMaxHead) messageOver(s, f);
}

void HttpFramer::firstLine(Head& h, std::string_view line) {
  const std::string_view word = takePart(line, ' ');
  if (!h.response) {
    h.method = word == "HEAD"      ? Request::head
               : word == "CONNECT" ? Request::connect
               : word == "OPTIONS" ? Request::options
                                   : Request::other;
    return;
  }
  for (const char c : trimmed(line).substr(0, 3))
    if (isDigit(c)) h.code = h.code * 10 + static_cast<unsigned>(c - '0');
}

void HttpFramer::header(Head& h, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = trimmed(line.substr(0, colon)), value = trimmed(line.substr(colon + 1));
  if (sameWord(name, "content-length")) {
    std::uint64_t n = 0;
    std::size_t digits = 0;
    for (; digits < value.size() && digits < 18 && isDigit(value[digits]); ++digits)
      n = n * 10 + static_cast<unsigned>(value[digits] - '0');
    if (digits == 0) return;
    h.hasLength = true;
    h.length = n;
  } else if (sameWord(name, "transfer-encoding")) {
    h.chunked = listHas(value, "chunked");
  } else if (sameWord(name, "upgrade")) {
    h.webSocket = listHas(value, "websocket");
  } else if (sameWord(name, "sec-websocket-extensions")) {
    h.deflate = startsWithWord(value, "permessage-deflate");
    h.freshClient = value.find("client_no_context_takeover") != std::string_view::npos;
    h.freshServer = value.find("server_no_context_takeover") != std::string_view::npos;
  }
}

void HttpFramer::headOver(Side& s, Feed& f) {
  s.headEnded = true;
  if (s.head.response) return answered(s, f);
  if (waiting_.size() < kMaxWaiting) waiting_.push_back(s.head.method);
  bodyOf(s, f, false);
}

/// RFC 9112 §6.3.
void HttpFramer::answered(Side& s, Feed& f) {
  const unsigned code = s.head.code;
  constexpr unsigned kSwitching = 101, kNoContent = 204, kNotModified = 304;
  s.head.unasked = waiting_.empty();
  if (code / 100 == 1 && code != kSwitching) return messageOver(s, f);
  Request request = Request::other;
  if (!waiting_.empty()) {
    request = waiting_.front();
    waiting_.erase(waiting_.begin());
  }
  const bool connected = request == Request::connect && code / 100 == 2;
  if (connected || code == kSwitching) {
    const bool frames = !connected && s.head.webSocket;
    const Head head = s.head;
    messageOver(s, f);
    return switchTo(frames ? State::frameHead : State::tunnel, head);
  }
  if (request == Request::head || code == kNoContent || code == kNotModified) return messageOver(s, f);
  bodyOf(s, f, true);
}

void HttpFramer::bodyOf(Side& s, Feed& f, bool untilClose) {
  if (s.head.chunked) {
    s.state = State::chunkSize;
  } else if (s.head.hasLength) {
    if (s.head.length == 0) return messageOver(s, f);
    s.left = s.head.length;
    s.state = State::body;
  } else if (untilClose) {
    s.state = State::untilClose;
  } else {
    messageOver(s, f);
  }
}

/// As MessageRole has it. Later requests may follow from permissions that are asked for, and from redirects.
std::uint32_t HttpFramer::Head::role() const noexcept {
  if (first) return 0;
  using Turn = MessageRole::Turn;
  const Turn turn = !response ? Turn::request : code / 100 == 1 && code != 101 ? Turn::interim : Turn::response;
  const bool leadsOn = response ? code / 100 == 3 && code != 304 : method == Request::options;
  return static_cast<std::uint32_t>(turn) << kTurnShift | (afterGap ? kAfterGap : 0) |
         (unasked ? kUnasked : 0) | (leadsOn ? kLeadsOn : 0);
}

void HttpFramer::messageOver(Side& s, Feed& f) {
  f.end(Part::message, s.head.role());
  s = {};
  s.state = after_;
}

void HttpFramer::switchTo(State state, const Head& head) {
  after_ = state;
  deflate_ = head.deflate;
  chains_ = {};
  chains_[0].keeps = head.deflate && !head.freshClient;
  chains_[1].keeps = head.deflate && !head.freshServer;
  for (Side& s : sides_)
    if (s.state == State::start && s.line.empty()) s.state = state;
}

// ---- bodies ----

void HttpFramer::skip(Side& s, Feed& f) {
  const std::uint64_t n = std::min<std::uint64_t>(s.left, f.bytes.size() - f.at);
  f.at += static_cast<std::size_t>(n);
  s.left -= n;
  if (s.left != 0) return;
  if (s.state == State::framePayload) frameOver(s, f);
  else messageOver(s, f);
}

/// RFC 9112 §7.1.
void HttpFramer::chunk(Side& s, Feed& f) {
  if (s.state == State::chunkData && s.left > 0) {
    const std::uint64_t n = std::min<std::uint64_t>(s.left, f.bytes.size() - f.at);
    f.at += static_cast<std::size_t>(n);
    s.left -= n;
    return;
  }
  const std::size_t from = f.at;
  const bool whole = takeLine(s, f);
  s.head.bytes += f.at - from;
  if (s.state == State::trailer && s.head.bytes > kMaxHead) return messageOver(s, f);
  if (!whole) return;
  const std::string line = std::move(s.line);
  s.line.clear();
  chunkLine(s, f, line);
}

void HttpFramer::chunkLine(Side& s, Feed& f, std::string_view line) {
  if (s.state == State::trailer) {
    if (line.empty()) messageOver(s, f);
    return;
  }
  if (s.state == State::chunkData) {  // the line end behind the data
    s.state = State::chunkSize;
    return;
  }
  constexpr std::size_t kMaxDigits = 15;
  std::uint64_t size = 0;
  std::size_t digits = 0;
  const std::string_view text = trimmed(line);
  for (; digits < text.size() && digits < kMaxDigits && hexDigit(text[digits]) >= 0; ++digits)
    size = size << 4 | static_cast<unsigned>(hexDigit(text[digits]));
  if (digits == 0) return messageOver(s, f);  // no chunk: nothing says where the body ends
  s.left = size;
  s.head.bytes = 0;
  s.state = size == 0 ? State::trailer : State::chunkData;
}

// ---- WebSocket ----

/// RFC 6455 §5.2.
void HttpFramer::frame(Side& s, Feed& f) {
  s.frame[s.frameSize++] = f.bytes[f.at++];
  if (s.frameSize < 2) return;
  const unsigned length7 = s.frame[1] & 0x7f;
  const std::size_t extra = length7 == 126 ? 2 : length7 == 127 ? 8 : 0;
  const bool masked = (s.frame[1] & 0x80) != 0;
  if (s.frameSize < 2 + extra + (masked ? 4 : 0)) return;
  std::uint64_t length = extra == 0 ? length7 : 0;
  for (std::size_t i = 0; i < extra; ++i) length = length << 8 | s.frame[2 + i];
  s.left = length;
  s.state = State::framePayload;
  if (length == 0) frameOver(s, f);
}

void HttpFramer::frameOver(Side& s, Feed& f) {
  Chain& chain = chains_[f.side];
  const unsigned opcode = s.frame[0] & 0x0f;
  const bool fin = (s.frame[0] & 0x80) != 0;
  std::uint32_t more = deflate_ ? kDeflated : 0;
  if (chain.inMessage || (chain.keeps && chain.any)) more |= kContinues;
  constexpr unsigned kText = 1, kFirstControl = 8;
  if (opcode < kFirstControl) {
    if (opcode == 0 && fin && chain.inText) more |= kEndsText;
    chain.inText = !fin && (opcode == kText || (opcode == 0 && chain.inText));
    chain.inMessage = !fin;
  }
  chain.any = true;
  f.end(Part::webSocket, more);
  s = {};
  s.state = State::frameHead;
}

}  // namespace pw::http
