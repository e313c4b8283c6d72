#include "dissectors/ftp/ftp.h"

#include "dissectors/ftp/ftp_address.h"
#include "dissectors/ftp/ftp_fields.h"
#include "dissectors/ftp/ftp_session.h"
#include "dissectors/http/content.h"
#include "dissectors/line/line_framer.h"
#include "dissectors/line/line_text.h"
#include "dissectors/line/line_walk.h"

namespace pw::ftp {

using namespace line;

void FtpSession::line(unsigned side, std::string_view text) {
  if (side == kClient) {
    asked_ = asked_ || sameWord(takeWord(text), "auth");
    return;
  }
  const Reply reply = replyOf(text);
  if (!asked_ || !reply.last || reply.code == 0) return;
  constexpr unsigned kGoAhead = 234;
  tunnel_ = reply.code == kGoAhead;
  asked_ = false;
}

namespace {

/// Commands whose argument names a file or folder (RFC 959 §4.1, RFC 3659).
constexpr std::string_view kPathCommands[] = {"CWD",  "RETR", "STOR", "STOU", "APPE", "RNFR", "RNTO", "DELE", "RMD",
                                              "MKD",  "LIST", "NLST", "SIZE", "MDTM", "MLST", "MLSD", "SMNT"};

template <class Sink>
class Lines {
 public:
  Lines(Walk<Sink>& w, const Cursor& c, bool server) noexcept : w_(w), c_(c), server_(server) {}

  void line(const http::Line& l) {
    if (first_)
      say(w_, [&](TextOut& t) { t.add(server_ ? "Response: " : "Request: ").printable(bytesOf(l.text)); });
    if constexpr (Sink::kFields) fields(l);
    first_ = false;
  }

  void body(Shape, std::size_t n, bool) {
    add<F::unparsed>(w_, c_.offset(), static_cast<std::uint32_t>(n), 0);
  }

 private:
  void fields(const http::Line& l) {
    if (first_) {
      addHidden<F::request>(w_, c_.offset(), 0, server_ ? 0 : 1);
      addHidden<F::response>(w_, c_.offset(), 0, server_ ? 1 : 0);
    }
    const NodeId node = add<F::line>(w_, c_.offset(), lengthOf(l), 0);
    label(w_, node, [&](TextOut& t) { spell(t, l); });
    Under<Sink> under{w_, node};
    if (server_) reply(l);
    else command(l);
  }

  void command(const http::Line& l) {
    std::string_view rest = l.text;
    const std::string_view word = takeWord(rest);
    if (!word.empty()) part<F::command>(w_, c_, l, word);
    if (rest.empty()) return;
    Under<Sink> under{w_, part<F::argument>(w_, c_, l, rest)};
    if (sameWord(word, "user")) part<F::userName>(w_, c_, l, rest);
    else if (sameWord(word, "pass")) part<F::password>(w_, c_, l, rest);
    else if (sameWord(word, "acct")) part<F::account>(w_, c_, l, rest);
    else if (isOneOf(word, kPathCommands)) part<F::path>(w_, c_, l, rest);
    else if (sameWord(word, "port")) active(l, rest);
    else if (sameWord(word, "eprt")) extended(l, rest);
  }

  std::uint32_t at(const http::Line& l, std::string_view v) const noexcept {
    return c_.offset() + static_cast<std::uint32_t>(v.data() - l.text.data());
  }

  void active(const http::Line& l, std::string_view text) {
    const auto host = hostPortOf(text);
    if (!host) return;
    add<F::activeIp>(w_, at(l, text), static_cast<std::uint32_t>(text.size()), host->address);
    add<F::activePort>(w_, at(l, text), static_cast<std::uint32_t>(text.size()), host->port);
  }

  void extended(const http::Line& l, std::string_view text) {
    const ExtendedPort e = extendedPortOf(text);
    const auto number = [&](std::string_view v) { return static_cast<std::uint32_t>(v.size()); };
    if (e.family.empty()) return;
    add<F::extendedFamily>(w_, at(l, e.family), number(e.family), numberOf(e.family));
    if (const auto v4 = ipv4Of(e.address)) add<F::extendedIp>(w_, at(l, e.address), number(e.address), *v4);
    else if (const auto v6 = ipv6Of(e.address))
      addText<F::extendedIpv6>(w_, at(l, e.address), number(e.address), textOf(*v6));
    if (!e.port.empty()) add<F::extendedPort>(w_, at(l, e.port), number(e.port), numberOf(e.port));
  }

  void reply(const http::Line& l) {
    const Reply reply = replyOf(l.text);
    std::string_view text = l.text;
    if (reply.code != 0) {
      add<F::code>(w_, c_.offset(), 3, reply.code);
      text.remove_prefix(std::min<std::size_t>(4, text.size()));
    }
    if (text.empty()) return;
    part<F::text>(w_, c_, l, text);
    constexpr unsigned kPassive = 227, kExtendedPassive = 229;
    if (reply.code == kPassive) {
      const std::size_t digits = std::min(text.find_first_of("0123456789"), text.size());
      const std::string_view numbers = text.substr(digits);
      if (const auto host = hostPortOf(numbers)) {
        add<F::passiveIp>(w_, at(l, numbers), static_cast<std::uint32_t>(host->length), host->address);
        add<F::passivePort>(w_, at(l, numbers), static_cast<std::uint32_t>(host->length), host->port);
      }
    } else if (reply.code == kExtendedPassive) {
      const std::size_t open = text.find("(|||");
      if (open == std::string_view::npos) return;
      std::string_view rest = text.substr(open + 4);
      const std::string_view port = takePart(rest, '|');
      if (const auto v = numberOf(port); v != 0)
        add<F::extendedPassivePort>(w_, at(l, port), static_cast<std::uint32_t>(port.size()), v);
    }
  }

  Walk<Sink>& w_;
  const Cursor& c_;
  bool server_;
  bool first_ = true;
};

struct Ftp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (w.onlyBegun()) return;
    const Begin begin = beginOf(w);
    if (begin.shape != Shape::tunnel) w.column("FTP");
    FtpSession session;
    Lines<Sink> lines{w, c, begin.side == kServer};
    walkMessage(w, c, begin, session, lines);
  }
};

constexpr std::string_view kCommands[] = {"USER", "PASS", "AUTH", "FEAT", "SYST", "QUIT", "PORT", "PASV",
                                          "EPSV", "EPRT", "TYPE", "CWD",  "PWD",  "LIST", "NLST", "RETR",
                                          "STOR", "OPTS", "CLNT", "HOST", "ACCT", "NOOP", "SITE", "HELP",
                                          "SIZE", "MDTM", "PBSZ", "PROT", "CDUP", "ABOR"};

/// A greeting that names the protocol is certain; a reply or a command may be another protocol's.
Likeness probe(ByteView bytes) noexcept {
  const std::string_view text = textOf(bytes);
  if (!looksLikeText(text)) return Likeness::no;
  std::string_view l = http::lineOf(text).text;
  if (const Reply reply = replyOf(l); reply.code != 0) {
    constexpr unsigned kReady = 220, kNeedPassword = 331;
    const bool named = reply.code == kReady && contains(l, "ftp") && !contains(l, "smtp");
    const bool asks = reply.code == kNeedPassword && contains(l, "password");
    return named || asks ? Likeness::certain : Likeness::perhaps;
  }
  return isOneOf(takeWord(l), kCommands) ? Likeness::perhaps : Likeness::no;
}

std::unique_ptr<StreamFramer> framer() { return std::make_unique<LineFramer>(std::make_unique<FtpSession>()); }

constexpr std::array<std::uint16_t, 1> kPorts{21};
constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::ftp)}};

}  // namespace

constexpr StreamProtocol kStream{probe, framer, kPorts};

constexpr Protocol kProtocol = protocolOf<Ftp, F>("ftp", "FTP", "File Transfer Protocol (FTP)", kAttach, &kStream);

}  // namespace pw::ftp
