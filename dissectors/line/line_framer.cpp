#include "dissectors/line/line_framer.h"

#include <algorithm>

#include "dissectors/http/http_text.h"

namespace pw::line {

void LineFramer::feed(unsigned side, ByteView bytes, MessageEnds& ends) {
  Side& s = sides_[side & 1];
  Feed f{side & 1, bytes, ends};
  while (f.at < bytes.size()) {
    if (!s.within) start(s, f);
    take(s, f);
  }
  end(s, f);
}

/// Something new begins: asks what it is.
void LineFramer::start(Side& s, Feed& f) {
  constexpr std::uint8_t kTlsHandshake = 22;  // RFC 8446 §5.1; no line begins so
  if (f.side == kClient && session_->asked() && f.bytes[f.at] == kTlsHandshake) session_->handOver();
  const Next next = session_->next(f.side);
  s.within = true;
  s.shape = next.shape;
  s.lineRest = false;
  s.left = next.bytes;
  s.dot = Dot::lineStart;
  s.head.clear();
  s.tail.clear();
  s.lineBytes = 0;
  const Begin begin = beginOf(s, f.side);
  if (!s.inMessage) s.begin = begin;
  else if (f.at == f.mayEnd) s.afterwards = begin;
  s.inMessage = true;
}

/// Of a message that begins now.
Begin LineFramer::beginOf(const Side& s, unsigned side) const {
  return {side, s.shape == Shape::literal ? Shape::raw : s.shape, s.dot, session_->facts(side)};
}

/// Takes a byte at least.
void LineFramer::take(Side& s, Feed& f) {
  if (!s.inMessage) {  // within a text or raw bytes, whose messages end with each segment
    s.begin = beginOf(s, f.side);
    s.inMessage = true;
  }
  switch (s.shape) {
    case Shape::line: return takeLine(s, f);
    case Shape::text: return takeText(s, f);
    case Shape::raw:
    case Shape::literal: return takeCounted(s, f);
    case Shape::tunnel:
      f.ends.foreign(f.at);
      f.at = f.mayEnd = f.bytes.size();
      return;
  }
}

void LineFramer::takeLine(Side& s, Feed& f) {
  const std::string_view rest = http::textOf(f.bytes.subspan(f.at)).substr(0, kMaxLine - s.lineBytes);
  const std::size_t found = rest.find('\n');
  const bool ended = found != std::string_view::npos;
  const std::string_view text = rest.substr(0, found);
  const std::size_t head = std::min(text.size(), kHead - s.head.size());
  s.head.append(text.substr(0, head));
  s.tail.append(text.substr(std::max(head, text.size() - std::min(text.size(), kTail))));
  if (s.tail.size() > kTail) s.tail.erase(0, s.tail.size() - kTail);
  s.lineBytes += text.size();
  f.at += text.size() + (ended ? 1 : 0);
  if (!ended && s.lineBytes < kMaxLine) return;
  std::string line = std::move(s.head);
  line += s.tail;
  s.head.clear();
  if (!line.empty() && line.back() == '\r') line.pop_back();
  session_->line(f.side, line);
  const Next next = session_->next(f.side);
  s.within = !ended;
  if (ended && next.shape == Shape::literal && next.bytes <= kMaxLiteral) return;
  f.mayEnd = f.at;
  if (ended) return;
  end(s, f);
  s.shape = Shape::raw;
  s.lineRest = true;
}

/// Raw bytes, a literal, or the rest of a line that was too long.
void LineFramer::takeCounted(Side& s, Feed& f) {
  const std::size_t have = f.bytes.size() - f.at;
  bool over = false;
  if (s.lineRest) {
    const std::size_t found = http::textOf(f.bytes.subspan(f.at)).find('\n');
    over = found != std::string_view::npos;
    f.at += over ? found + 1 : have;
  } else {
    const std::uint64_t n = std::min<std::uint64_t>(s.left, have);
    f.at += static_cast<std::size_t>(n);
    s.left -= n;
    over = s.left == 0;
  }
  if (over && !s.lineRest) session_->over(f.side);
  if (over) s.within = false;
  if (s.shape == Shape::literal && s.begin.shape != Shape::raw) return;  // the line goes on
  f.mayEnd = f.at;
  // The walk could not tell where the raw bytes end.
  if (over && s.begin.shape == Shape::raw) end(s, f);
}

void LineFramer::takeText(Side& s, Feed& f) {
  const std::string_view rest = http::textOf(f.bytes.subspan(f.at));
  const std::size_t n = textEnd(rest, s.dot);
  f.at += std::min(n, rest.size());
  f.mayEnd = f.at;
  if (n == std::string_view::npos) return;
  s.within = false;
  session_->over(f.side);
}

/// Ends the message where it could.
void LineFramer::end(Side& s, Feed& f) {
  if (f.mayEnd == f.lastEnd) return;
  f.ends.add(f.mayEnd, s.begin.packed());
  f.lastEnd = f.mayEnd;
  s.inMessage = f.mayEnd < f.at;
  s.begin = s.afterwards;
}

/// In a text the next bytes are text all the same. Else what was begun is given up: segments mostly begin with a line.
bool LineFramer::gap(unsigned side, std::uint32_t bytes) {
  Side& s = sides_[side & 1];
  const bool counted = s.within && (s.shape == Shape::raw || s.shape == Shape::literal) && !s.lineRest;
  if (counted && bytes < s.left) {
    s.left -= bytes;
    return true;
  }
  if (counted) session_->over(side & 1);
  s.inMessage = false;
  s.lineRest = false;
  s.within = s.within && (s.shape == Shape::text || s.shape == Shape::tunnel);
  s.dot = Dot::inLine;
  return false;
}

bool LineFramer::close(unsigned side, std::uint64_t& facts) {
  Side& s = sides_[side & 1];
  facts = s.begin.packed();
  const bool any = s.inMessage;
  s = {};
  return any;
}

StreamFramer::Begun LineFramer::begun(unsigned) const { return {}; }

}  // namespace pw::line
