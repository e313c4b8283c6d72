#include "dissectors/pop/pop.h"

#include "dissectors/http/content.h"
#include "dissectors/line/line_framer.h"
#include "dissectors/line/line_text.h"
#include "dissectors/line/line_walk.h"
#include "dissectors/line/sasl_fields.h"
#include "dissectors/pop/pop_fields.h"
#include "dissectors/pop/pop_session.h"

namespace pw::pop {

using namespace line;

Next PopSession::next(unsigned side) const noexcept {
  if (tunnel_) return {Shape::tunnel, 0};
  return {side == kServer && text_ ? Shape::text : Shape::line, 0};
}

void PopSession::line(unsigned side, std::string_view text) {
  if (side == kClient) return command(text);
  if (text.starts_with("+ ") || text == "+") return;  // the authentication goes on (RFC 5034 §4)
  const bool well = startsWithWord(text, "+ok");
  authentication_.end();
  text_ = expected_.pop() && well;
  if (!asked_ || !expected_.none()) return;
  tunnel_ = well;
  asked_ = false;
}

void PopSession::command(std::string_view text) {
  if (authentication_.active()) {
    if (text == "*") authentication_.end();
    else authentication_.response();
    return;
  }
  const std::string_view word = takeWord(text);
  if (sameWord(word, "auth")) {
    const std::string_view name = takeWord(text);
    authentication_.begin(mechanismOf(name), !text.empty());
    expected_.push(name.empty());
    return;
  }
  asked_ = asked_ || sameWord(word, "stls");
  const bool list = sameWord(word, "list") || sameWord(word, "uidl");
  expected_.push(sameWord(word, "retr") || sameWord(word, "top") || sameWord(word, "capa") || (list && text.empty()));
}

namespace {

template <class Sink>
class Lines {
 public:
  Lines(Walk<Sink>& w, const Cursor& c, const PopSession& session, bool server) noexcept
      : w_(w), c_(c), session_(session), server_(server) {}

  void line(const http::Line& l) {
    if (first_) say(w_, [&](TextOut& t) { t.add(server_ ? "S: " : "C: ").printable(bytesOf(l.text)); });
    first_ = false;
    if constexpr (Sink::kFields) {
      if (server_) reply(l);
      else command(l);
    }
  }

  void body(Shape shape, std::size_t n, bool) {
    if (first_) say(w_, [&](TextOut& t) { t.add("S: DATA fragment, ").dec(n).add(n == 1 ? " byte" : " bytes"); });
    first_ = false;
    if constexpr (Sink::kFields) {
      const auto length = static_cast<std::uint32_t>(n);
      if (shape == Shape::text) lines(n);
      else if (server_) add<F::unparsed>(w_, c_.offset(), length, 0);
      else add<F::requestData>(w_, c_.offset(), length, 0);
    }
  }

 private:
  void lines(std::size_t n) {
    std::uint32_t at = c_.offset();
    for (std::string_view rest = textOf(c_.peekRest()).substr(0, n); !rest.empty();) {
      const http::Line l = http::lineOf(rest);
      const NodeId node = add<F::data>(w_, at, lengthOf(l), 0);
      label(w_, node, [&](TextOut& t) { spell(t, l); });
      at += lengthOf(l);
      rest.remove_prefix(l.length);
    }
  }

  void reply(const http::Line& l) {
    const NodeId node = add<F::response>(w_, c_.offset(), lengthOf(l), 0);
    label(w_, node, [&](TextOut& t) { spell(t, l); });
    Under<Sink> under{w_, node};
    std::string_view rest = l.text;
    const std::string_view indicator = takeWord(rest);
    if (!indicator.empty()) part<F::indicator>(w_, c_, l, indicator);
    if (!rest.empty()) part<F::description>(w_, c_, l, rest);
  }

  void command(const http::Line& l) {
    const NodeId node = add<F::request>(w_, c_.offset(), lengthOf(l), 0);
    label(w_, node, [&](TextOut& t) { spell(t, l); });
    Under<Sink> under{w_, node};
    std::string_view rest = l.text;
    const std::string_view word = takeWord(rest);
    if (word.empty()) return;
    const NodeId name = part<F::command>(w_, c_, l, word);
    if (const Authentication& e = session_.authentication(); e.active()) {
      Under<Sink> response{w_, name};
      return credentials(l, l.text, e.mechanism(), e.step());
    }
    if (rest.empty()) return;
    Under<Sink> inParameter{w_, part<F::parameter>(w_, c_, l, rest)};
    login(l, word, rest);
  }

  /// RFC 1939 §7, RFC 5034 §4.
  void login(const http::Line& l, std::string_view word, std::string_view rest) {
    if (sameWord(word, "user")) part<F::userName>(w_, c_, l, rest);
    if (sameWord(word, "pass")) part<F::password>(w_, c_, l, rest);
    if (sameWord(word, "apop")) {
      const std::string_view name = takeWord(rest);
      if (!name.empty()) part<F::userName>(w_, c_, l, name);
      if (!rest.empty()) part<F::hash>(w_, c_, l, rest);
    }
    if (sameWord(word, "auth")) {
      const Mechanism mechanism = mechanismOf(takeWord(rest));
      if (!rest.empty()) credentials(l, rest, mechanism, 0);
    }
  }

  void credentials(const http::Line& l, std::string_view text, Mechanism mechanism, unsigned step) {
    credentialFields<F::userName, F::password, F::hash, F::token>(
        w_, c_.offset() + static_cast<std::uint32_t>(text.data() - l.text.data()),
        static_cast<std::uint32_t>(text.size()), credentialsOf(mechanism, step, text));
  }

  Walk<Sink>& w_;
  const Cursor& c_;
  const PopSession& session_;
  bool server_;
  bool first_ = true;
};

struct Pop {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (w.onlyBegun()) return;
    const Begin begin = beginOf(w);
    if (begin.shape != Shape::tunnel) w.column("POP");
    PopSession session{begin.side, begin.session};
    Lines<Sink> lines{w, c, session, begin.side == kServer};
    walkMessage(w, c, begin, session, lines);
  }
};

/// "+OK" alone is also what Redis says.
Likeness probe(ByteView bytes) noexcept {
  const std::string_view text = textOf(bytes);
  if (!looksLikeText(text)) return Likeness::no;
  std::string_view l = http::lineOf(text).text;
  if (startsWithWord(l, "+ok")) {
    const bool stamp = l.find('<') < l.find('@') && l.ends_with('>');  // for APOP (RFC 1939 §7)
    return l.starts_with("+OK ") && (contains(l, "pop") || stamp) ? Likeness::certain : Likeness::perhaps;
  }
  constexpr std::string_view kCommands[] = {"USER", "PASS", "APOP", "AUTH", "STLS", "STAT", "LIST", "RETR",
                                            "DELE", "NOOP", "RSET", "TOP",  "UIDL", "QUIT"};
  const std::string_view word = takeWord(l);
  if (word == "CAPA" && l.empty()) return Likeness::certain;
  return word.starts_with("-ERR") || isOneOf(word, kCommands) ? Likeness::perhaps : Likeness::no;
}

std::unique_ptr<StreamFramer> framer() { return std::make_unique<LineFramer>(std::make_unique<PopSession>()); }

constexpr std::array<std::uint16_t, 1> kPorts{110};
constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::pop)}};

}  // namespace

constexpr StreamProtocol kStream{probe, framer, kPorts};

constexpr Protocol kProtocol = protocolOf<Pop, F>("pop", "POP", "Post Office Protocol", kAttach, &kStream);

}  // namespace pw::pop
