#include "dissectors/imap/imap.h"

#include "dissectors/http/content.h"
#include "dissectors/imap/imap_fields.h"
#include "dissectors/imap/imap_session.h"
#include "dissectors/imap/imap_words.h"
#include "dissectors/line/line_framer.h"
#include "dissectors/line/line_text.h"
#include "dissectors/line/line_walk.h"
#include "dissectors/line/sasl_fields.h"

namespace pw::imap {

using namespace line;

namespace {

template <class Sink>
class Lines {
 public:
  Lines(Walk<Sink>& w, const Cursor& c, const ImapSession& session, unsigned side) noexcept
      : w_(w), c_(c), session_(session), side_(side) {}

  void line(const http::Line& l) {
    const bool goesOn = session_.goesOn(side_);
    if (!goesOn) info(l);
    if constexpr (Sink::kFields) {
      if (first_ && side_ == kClient) addHidden<F::isRequest>(w_, c_.offset(), 0, 1);
      const NodeId node = add<F::line>(w_, c_.offset(), lengthOf(l), 0);
      label(w_, node, [&](TextOut& t) { spell(t.add("Line: "), l); });
      Under<Sink> under{w_, node};
      if (!goesOn && side_ == kClient) request(l);
      else if (!goesOn) response(l);
    }
    first_ = false;
  }

  void body(Shape shape, std::size_t n, bool) {
    const auto length = static_cast<std::uint32_t>(n);
    if (shape == Shape::literal) add<F::literal>(w_, c_.offset(), length, 0);
    else add<F::unparsed>(w_, c_.offset(), length, 0);
    first_ = false;
  }

 private:
  /// As in Wireshark the last line of a segment stands in the list.
  void info(const http::Line& l) {
    const auto make = [&](TextOut& t) {
      t.add(side_ == kClient ? "Request: " : "Response: ").printable(bytesOf(l.text));
    };
    if (w_.messagesBefore() == 0) w_.info(make);
    else if (first_) w_.moreInfo(make);
  }

  void request(const http::Line& l) {
    part<F::request>(w_, c_, l, l.text);
    const Authentication& e = session_.authentication();
    if (e.active()) return credentials(l, l.text, e.mechanism(), e.step());
    std::string_view rest = l.text;
    const std::string_view tag = takeWord(rest);
    if (!tag.empty()) part<F::requestTag>(w_, c_, l, tag);
    std::string_view word = takeWord(rest);
    if (sameWord(word, "uid")) {
      add<F::requestUid>(w_, c_.offset(), 0, 1);
      word = takeWord(rest);
    }
    if (word.empty()) return;
    part<F::requestCommand>(w_, c_, l, word);
    if (sameWord(word, "authenticate")) {
      const Mechanism mechanism = mechanismOf(takeWord(rest));
      if (!rest.empty()) credentials(l, rest, mechanism, 0);
    }
    // Arguments may lie in literals behind the line.
    const auto before = static_cast<std::size_t>(rest.data() - l.text.data());
    std::string_view arguments = rest.empty() ? std::string_view{} : textOf(c_.peekRest()).substr(before);
    constexpr std::string_view kFolderCommands[] = {"SELECT", "EXAMINE",   "CREATE",      "DELETE", "RENAME",
                                                    "STATUS", "SUBSCRIBE", "UNSUBSCRIBE", "APPEND"};
    if (isOneOf(word, kFolderCommands)) {
      if (const Word folder = takeArgument(arguments); !folder.raw.empty()) argument<F::folder>(folder.raw);
    } else if (sameWord(word, "login")) {
      text<F::userName>(takeArgument(arguments));
      text<F::password>(takeArgument(arguments));
    }
  }

  template <auto Field>
  NodeId argument(std::string_view v) {
    const std::string_view all = textOf(c_.peekRest());
    return add<Field>(w_, c_.offset() + static_cast<std::uint32_t>(v.data() - all.data()),
                      static_cast<std::uint32_t>(v.size()), 0);
  }

  template <auto Field>
  void text(const Word& word) {
    if (word.raw.empty()) return;
    const std::string_view all = textOf(c_.peekRest());
    const std::string_view v = word.text;
    if (!word.escaped) argument<Field>(v);
    else
      addText<Field>(w_, c_.offset() + static_cast<std::uint32_t>(v.data() - all.data()),
                     static_cast<std::uint32_t>(v.size()), unescaped(v));
  }

  void credentials(const http::Line& l, std::string_view v, Mechanism mechanism, unsigned step) {
    credentialFields<F::authUser, F::authPassword, F::hash, F::token>(
        w_, c_.offset() + static_cast<std::uint32_t>(v.data() - l.text.data()), static_cast<std::uint32_t>(v.size()),
        credentialsOf(mechanism, step, v));
  }

  /// Lines without a tag are data, which have no parts of their own.
  void response(const http::Line& l) {
    std::string_view rest = l.text;
    const std::string_view tag = takeWord(rest);
    if (tag.empty() || tag == "*" || tag == "+") return;
    part<F::response>(w_, c_, l, l.text);
    part<F::responseTag>(w_, c_, l, tag);
    const std::string_view status = takeWord(rest);
    if (!status.empty()) part<F::status>(w_, c_, l, status);
    const std::string_view command = takeWord(rest);
    if (!command.empty()) part<F::responseCommand>(w_, c_, l, command);
  }

  Walk<Sink>& w_;
  const Cursor& c_;
  const ImapSession& session_;
  unsigned side_;
  bool first_ = true;
};

struct Imap {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (w.onlyBegun()) return;
    const Begin begin = beginOf(w);
    if (begin.shape != Shape::tunnel) w.column("IMAP");
    ImapSession session{begin.side, begin.session};
    Lines<Sink> lines{w, c, session, begin.side};
    walkMessage(w, c, begin, session, lines);
  }
};

/// Letters and digits (RFC 9051 §9, tag), and a digit among them as every program has it.
bool isTag(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 24;
  bool digit = false;
  for (const char c : text) {
    const char l = http::lower(c);
    if (!isDigit(c) && (l < 'a' || l > 'z') && c != '.' && c != '-' && c != '_') return false;
    digit = digit || isDigit(c);
  }
  return digit && text.size() <= kLongest;
}

/// The greeting of the server, and commands that no other protocol has, are certain.
Likeness probe(ByteView bytes) noexcept {
  const std::string_view text = textOf(bytes);
  if (!looksLikeText(text)) return Likeness::no;
  std::string_view l = http::lineOf(text).text;
  constexpr std::string_view kGreetings[] = {"OK", "PREAUTH", "BYE"};
  constexpr std::string_view kCommands[] = {"CAPABILITY", "LOGIN",   "AUTHENTICATE", "STARTTLS",
                                            "SELECT",     "EXAMINE", "LSUB",         "NAMESPACE"};
  const std::string_view tag = takeWord(l);
  const std::string_view word = takeWord(l);
  if (tag == "*") return isOneOf(word, kGreetings) ? Likeness::certain : Likeness::perhaps;
  if (!isTag(tag)) return Likeness::no;
  return isOneOf(word, kCommands) ? Likeness::certain : Likeness::perhaps;
}

std::unique_ptr<StreamFramer> framer() { return std::make_unique<LineFramer>(std::make_unique<ImapSession>()); }

constexpr std::array<std::uint16_t, 1> kPorts{143};
constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::imap)}};

}  // namespace

constexpr StreamProtocol kStream{probe, framer, kPorts};

constexpr Protocol kProtocol =
    protocolOf<Imap, F>("imap", "IMAP", "Internet Message Access Protocol", kAttach, &kStream);

}  // namespace pw::imap
