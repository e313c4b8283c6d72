#include "dissectors/smtp/smtp.h"

#include "dissectors/http/content.h"
#include "dissectors/line/line_framer.h"
#include "dissectors/line/line_text.h"
#include "dissectors/line/line_walk.h"
#include "dissectors/line/sasl_fields.h"
#include "dissectors/smtp/smtp_fields.h"
#include "dissectors/smtp/smtp_session.h"

namespace pw::smtp {

using namespace line;

namespace {

template <class Sink>
class Lines {
 public:
  Lines(Walk<Sink>& w, const Cursor& c, const SmtpSession& session, bool server) noexcept
      : w_(w), c_(c), session_(session), server_(server) {}

  void line(const http::Line& l) {
    begin();
    if (server_) reply(l);
    else if (session_.authentication().active()) response(l);
    else command(l);
    first_ = false;
  }

  void body(Shape shape, std::size_t n, bool over) {
    begin();
    const auto length = static_cast<std::uint32_t>(n);
    if (first_) say(w_, [&](TextOut& t) { t.add("C: DATA fragment, ").dec(n).add(n == 1 ? " byte" : " bytes"); });
    first_ = false;
    if (shape == Shape::text && !over) {
      // As in Wireshark: a piece of a mail that goes on is shown as the lines that it is.
      Cursor lines = c_.fork();
      lines.limit(n);
      w_.next(Table::content, static_cast<std::uint32_t>(http::Content::textLines), lines);
      return;
    }
    const std::uint32_t end = over && shape == Shape::text ? endLength(n) : 0;
    if (length > end) add<F::message>(w_, c_.offset(), length - end, 0);
    if (end > 0) add<F::end>(w_, c_.offset() + length - end, end, 0);
  }

 private:
  void begin() {
    if (!first_) return;
    if (server_) addHidden<F::response>(w_, c_.offset(), 0, 1);
    else addHidden<F::request>(w_, c_.offset(), 0, 1);
  }

  /// Of the line that is a dot alone, or what this message has of it.
  std::uint32_t endLength(std::size_t n) const noexcept {
    const std::string_view text = textOf(c_.peekRest()).substr(0, n);
    const std::size_t before = text.rfind('\n', n < 2 ? 0 : n - 2);
    return static_cast<std::uint32_t>(before == std::string_view::npos || before + 1 >= n ? n : n - before - 1);
  }

  template <class Make>
  void add_(Make&& make) {
    if (first_) say(w_, make);
    else w_.moreInfo([&](TextOut& t) {
      t.add(" | ");
      make(t);
    });
  }

  void command(const http::Line& l) {
    add_([&](TextOut& t) { t.add(first_ ? "C: " : "").printable(bytesOf(l.text)); });
    if constexpr (Sink::kFields) {
      const NodeId node = add<F::commandLine>(w_, c_.offset(), lengthOf(l), 0);
      label(w_, node, [&](TextOut& t) { spell(t.add("Command Line: "), l); });
      Under<Sink> under{w_, node};
      std::string_view rest = l.text;
      const std::string_view word = takeWord(rest);
      if (!word.empty()) part<F::command>(w_, c_, l, word);
      if (rest.empty()) return;
      Under<Sink> below{w_, part<F::parameter>(w_, c_, l, rest)};
      if (sameWord(word, "mail") || sameWord(word, "rcpt")) address(l, rest);
      else if (sameWord(word, "auth")) initial(l, rest);
    }
  }

  /// "FROM:<address> ..." (RFC 5321 §4.1.1.2); some clients leave the brackets away.
  void address(const http::Line& l, std::string_view rest) {
    takePart(rest, ':');
    rest = trimmed(rest);
    if (rest.starts_with('<')) {
      rest.remove_prefix(1);
      rest = takePart(rest, '>');
    } else {
      rest = takePart(rest, ' ');
    }
    if (!rest.empty()) part<F::address>(w_, c_, l, rest);
  }

  /// The first response may stand in the command (RFC 4954 §4).
  void initial(const http::Line& l, std::string_view rest) {
    const Mechanism mechanism = mechanismOf(takeWord(rest));
    if (!rest.empty()) credentials(l, rest, mechanism, 0);
  }

  void response(const http::Line& l) {
    const Authentication& e = session_.authentication();
    const bool login = e.mechanism() == Mechanism::login;
    const std::string_view what = !login ? "User/Pass: " : e.step() == 0 ? "User: " : "Pass: ";
    add_([&](TextOut& t) { t.add(first_ ? "C: " : "").add(what).printable(bytesOf(l.text)); });
    if constexpr (Sink::kFields) {
      const NodeId node = add<F::commandLine>(w_, c_.offset(), lengthOf(l), 0);
      label(w_, node, [&](TextOut& t) { spell(t.add("Response to the server: "), l); });
      Under<Sink> under{w_, node};
      if (!l.text.empty()) credentials(l, l.text, e.mechanism(), e.step());
    }
  }

  void credentials(const http::Line& l, std::string_view text, Mechanism mechanism, unsigned step) {
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::uint32_t at = c_.offset() + static_cast<std::uint32_t>(text.data() - l.text.data());
    const NodeId node = mechanism != Mechanism::login ? add<F::authBoth>(w_, at, size, 0)
                        : step == 0                   ? add<F::authUser>(w_, at, size, 0)
                                                      : add<F::authPassword>(w_, at, size, 0);
    Under<Sink> under{w_, node};
    credentialFields<F::userName, F::password, F::hash, F::token>(w_, at, size, credentialsOf(mechanism, step, text));
  }

  void reply(const http::Line& l) {
    const Reply reply = replyOf(l.text);
    const std::string_view text = l.text.substr(std::min<std::size_t>(reply.code != 0 ? 4 : 0, l.text.size()));
    add_([&](TextOut& t) {
      if (first_) t.add("S: ");
      t.printable(bytesOf(first_ ? l.text : text));
    });
    if constexpr (Sink::kFields) {
      const bool goesOn = inReply_ && !lastOfReply_;
      inReply_ = true;
      if (!goesOn) {
        reply_ = add<F::reply>(w_, c_.offset(), lengthOf(l), 0);
        label(w_, reply_, [&](TextOut& t) { spell(t.add("Response: "), l); });
      }
      Under<Sink> under{w_, reply_};
      if (!goesOn && reply.code != 0) add<F::code>(w_, c_.offset(), 3, reply.code);
      const NodeId more = goesOn ? add<F::line>(w_, c_.offset(), lengthOf(l), 0) : kNoNode;
      label(w_, more, [&](TextOut& t) { spell(t, l); });
      Under<Sink> inLine{w_, more};
      if (!text.empty()) part<F::text>(w_, c_, l, text);
      lastOfReply_ = reply.last || reply.code == 0;
    }
  }

  Walk<Sink>& w_;
  const Cursor& c_;
  const SmtpSession& session_;
  bool server_;
  bool first_ = true;
  NodeId reply_ = kNoNode;  ///< where it is wanted
  bool inReply_ = false;
  bool lastOfReply_ = true;
};

struct Smtp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (w.onlyBegun()) return;
    const Begin begin = beginOf(w);
    if (begin.shape != Shape::tunnel) w.column("SMTP");
    SmtpSession session{begin.session};
    Lines<Sink> lines{w, c, session, begin.side == kServer};
    walkMessage(w, c, begin, session, lines);
  }
};

/// A greeting that names the protocol, and commands that no other has, are certain.
Likeness probe(ByteView bytes) noexcept {
  const std::string_view text = textOf(bytes);
  if (!looksLikeText(text)) return Likeness::no;
  std::string_view l = http::lineOf(text).text;
  if (const Reply reply = replyOf(l); reply.code != 0) {
    constexpr unsigned kReady = 220;
    return reply.code == kReady && contains(l, "smtp") ? Likeness::certain : Likeness::perhaps;
  }
  if (startsWithWord(l, "mail from:") || startsWithWord(l, "rcpt to:")) return Likeness::certain;
  constexpr std::string_view kGreetings[] = {"EHLO", "HELO", "LHLO"};
  constexpr std::string_view kOthers[] = {"AUTH", "RSET", "NOOP", "QUIT", "HELP", "VRFY", "EXPN", "DATA", "STARTTLS"};
  const std::string_view word = takeWord(l);
  if (isOneOf(word, kGreetings)) return Likeness::certain;
  return isOneOf(word, kOthers) ? Likeness::perhaps : Likeness::no;
}

std::unique_ptr<StreamFramer> framer() { return std::make_unique<LineFramer>(std::make_unique<SmtpSession>()); }

constexpr std::array<std::uint16_t, 4> kPorts{25, 465, 587, 2525};
constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::smtp)}};

}  // namespace

constexpr StreamProtocol kStream{probe, framer, kPorts};

constexpr Protocol kProtocol = protocolOf<Smtp, F>("smtp", "SMTP", "Simple Mail Transfer Protocol", kAttach, &kStream);

}  // namespace pw::smtp
