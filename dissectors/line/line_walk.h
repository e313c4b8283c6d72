// The walk over one message of a protocol of lines: cuts it into lines and what lies between them.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/http/http_text.h"
#include "dissectors/line/line_session.h"

namespace pw::line {

/// Facts of the message: from the framer, or what a parent handed on.
template <class Sink>
Begin beginOf(const Walk<Sink>& w) noexcept {
  return Begin::unpacked(w.handoff() | static_cast<std::uint32_t>(w.facts()));
}

/// Calls, each with the cursor where its part begins and before the session hears of it:
///   parts.line(line)         a line
///   parts.body(shape, n, over) the next n bytes of a text, raw bytes or a literal, and whether it ends there
template <class Sink, class Parts>
void walkParts(Cursor& c, const Begin& begin, Session& session, Parts& parts) {
  bool first = true;
  while (c.left() > 0) {
    const std::string_view rest = http::textOf(c.peekRest());
    const Next next = first ? Next{begin.shape, rest.size()} : session.next(begin.side);
    std::size_t n = rest.size();
    if (next.shape == Shape::line) {
      const http::Line l = http::lineOf(rest);
      n = l.length;
      parts.line(l);
      session.line(begin.side, l.text);
    } else {
      Dot dot = first ? begin.dot : Dot::lineStart;
      bool over = false;
      if (next.shape == Shape::text) {
        n = textEnd(rest, dot);
        over = n != std::string_view::npos;
      } else if (next.shape != Shape::tunnel && !first) {
        over = next.bytes <= rest.size();
        n = static_cast<std::size_t>(std::min<std::uint64_t>(next.bytes, n));
      }
      n = std::min(n, rest.size());
      parts.body(next.shape, n, over);
      if (over || n == 0) session.over(begin.side);
    }
    first = false;
    c.skip(n);
  }
}

/// Over the whole message; a tunnel is left to whoever knows its bytes.
template <class Sink, class Parts>
void walkMessage(Walk<Sink>& w, Cursor& c, const Begin& begin, Session& session, Parts& parts) {
  if (begin.shape == Shape::tunnel) {
    w.hideLayer();
    w.data(c);
    c.rest();
  } else {
    walkParts<Sink>(c, begin, session, parts);
  }
  if (c.wireLeft() > 0) c.skip(c.wireLeft());  // what the capture cut off is missed
}

/// "Request: " and the like, and a line: in the list for the first message of a packet, behind it for others.
template <class Sink, class Make>
void say(Walk<Sink>& w, Make&& make) {
  if (w.messagesBefore() > 0) w.moreInfo(make);
  else w.info(make);
}

constexpr std::uint32_t lengthOf(const http::Line& l) noexcept { return static_cast<std::uint32_t>(l.length); }

/// A part of the line at the cursor, as a field of its own.
template <auto Field, class Sink>
NodeId part(Walk<Sink>& w, const Cursor& c, const http::Line& l, std::string_view v) {
  return add<Field>(w, c.offset() + static_cast<std::uint32_t>(v.data() - l.text.data()),
                    static_cast<std::uint32_t>(v.size()), 0);
}

/// The line as the tree draws it, its end spelled out.
inline void spell(TextOut& t, const http::Line& l) {
  t.printable(http::bytesOf(l.text)).add(!l.ended ? "" : l.length - l.text.size() == 2 ? "\\r\\n" : "\\n");
}

}  // namespace pw::line
