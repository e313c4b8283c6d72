#include "dissectors/http/http.h"

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/http/http_body.h"
#include "dissectors/http/http_facts.h"
#include "dissectors/http/http_fields.h"
#include "dissectors/http/http_framer.h"
#include "dissectors/http/http_head.h"
#include "dissectors/http/http_readable.h"

namespace pw::http {

namespace {

struct Http {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (w.onlyBegun()) return begun(w, c);
    const std::uint32_t facts = w.handoff() | static_cast<std::uint32_t>(w.facts());
    switch (partOf(facts)) {
      case Part::webSocket:
        w.hideLayer();
        w.next(Table::content, static_cast<std::uint32_t>(Content::webSocket), c, facts);
        break;
      case Part::tunnel:
        w.hideLayer();
        w.data(c);
        break;
      default: message(w, c);
    }
    c.rest();
    if (c.wireLeft() > 0) c.skip(c.wireLeft());  // what the capture cut off is missed
  }

  /// What is asked or answered is told as soon as its line is there.
  template <class Sink>
  static void begun(Walk<Sink>& w, const Cursor& c) {
    const Line line = lineOf(textOf(c.peekRest()));
    if (line.ended && startOf(line.text) != Start::no) say(w, [&](TextOut& t) { t.printable(bytesOf(line.text)).add(' '); });
  }

  template <class Sink>
  static void message(Walk<Sink>& w, Cursor& c) {
    w.column("HTTP");
    blankLines(w, c);
    const std::string_view text = textOf(c.peekRest());
    const Start start = startOf(text);
    if (start != Start::request && start != Start::response) return continuation(w, c);
    say(w, [&](TextOut& t) { t.printable(bytesOf(lineOf(text).text)).add(' '); });
    HeadFacts facts;
    facts.response = start == Start::response;
    Head<Sink>{w, c, facts}.walk();
    Body<Sink>{w, facts}.walk(c);
  }

  /// RFC 9112 §2.2: some clients send an empty line too many.
  template <class Sink>
  static void blankLines(Walk<Sink>& w, Cursor& c) {
    std::size_t n = 0;
    while (c.peek(n) == '\r' || c.peek(n) == '\n') ++n;
    if (n > 0 && n < c.left()) readBytes<F::headEnd>(w, c, n);
  }

  template <class Sink>
  static void continuation(Walk<Sink>& w, Cursor& c) {
    say(w, [](TextOut& t) { t.add("Continuation"); });
    const auto n = static_cast<std::uint32_t>(c.left());
    if (n > 0) {
      const NodeId node = add<F::fileData>(w, c.offset(), n, 0);
      label(w, node, [&](TextOut& t) { t.add("File Data: ").dec(n).add(n == 1 ? " byte" : " bytes"); });
    }
    w.data(c);
  }

  /// A packet may end several messages: the lines of the later ones stand behind the first.
  template <class Sink, class Make>
  static void say(Walk<Sink>& w, Make&& make) {
    if (w.messagesBefore() == 0) return w.info(make);
    w.moreInfo([&](TextOut& t) {
      if (!t.string().empty() && t.string().back() != ' ') t.add(' ');
      make(t);
    });
  }
};

/// A head with its version is certain; a known word and a blank may be another protocol's (RTSP, SIP, ICAP).
Likeness probe(ByteView bytes) noexcept {
  const std::string_view text = textOf(bytes);
  switch (startOf(text)) {
    case Start::response: return Likeness::certain;
    case Start::request: {
      const Line line = lineOf(text);
      if (!line.ended) return Likeness::certain;
      return line.text.find(" HTTP/1.") != std::string_view::npos ? Likeness::certain : Likeness::perhaps;
    }
    case Start::more: return Likeness::perhaps;
    default: return Likeness::no;
  }
}

bool begins(ByteView bytes) noexcept { return probe(bytes) == Likeness::certain; }

std::unique_ptr<StreamFramer> framer() { return std::make_unique<HttpFramer>(); }

constexpr std::array<std::uint16_t, 10> kPorts{80, 1900, 2710, 2869, 3128, 3132, 5985, 8080, 8088, 11371};
constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(Content::http)}};

}  // namespace

namespace {
bool tells(std::uint64_t facts) noexcept { return partOf(static_cast<std::uint32_t>(facts)) == Part::message; }
}  // namespace

constexpr StreamProtocol kStream{probe, framer, kPorts, begins, false, true, roleOf, readableParts, tells};

constexpr Protocol kProtocol =
    protocolOf<Http, F>("http", "HTTP", "Hypertext Transfer Protocol", kAttach, &kStream);

}  // namespace pw::http
