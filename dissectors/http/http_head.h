// The lines before the body (RFC 9112 §2 to §5).
#pragma once
#include "core/walk/walk.h"
#include "dissectors/http/http_fields.h"
#include "dissectors/http/http_headers.h"
#include "dissectors/http/http_text.h"
#include "dissectors/http/ntlm.h"
#include "dissectors/http/status_codes.h"

namespace pw::http {

/// What the head says about the body, and about the request as a whole. Views into the message.
struct HeadFacts {
  bool response = false;
  std::string_view method, uri, host;
  std::string_view contentType, contentEncoding;
  bool chunked = false;
};

/// A line of text with its end spelled out.
inline void spell(TextOut& t, const Line& l) {
  t.printable(bytesOf(l.text)).add(!l.ended ? "" : l.length - l.text.size() == 2 ? "\\r\\n" : "\\n");
}

template <class Sink>
class Head {
 public:
  Head(Walk<Sink>& w, Cursor& c, HeadFacts& facts) noexcept : w_(w), c_(c), facts_(facts) {}

  /// Up to and with the empty line. Each line moves the cursor by a byte at least.
  void walk() {
    const std::uint32_t start = c_.offset();
    startLine();
    while (c_.left() > 0) {
      const Line l = lineOf(textOf(c_.peekRest()));
      if (l.text.empty()) {
        const NodeId node = add<F::headEnd>(w_, c_.offset(), length(l), 0);
        label(w_, node, [&](TextOut& t) { spell(t, l); });
        c_.skip(l.length);
        break;
      }
      header(l);
      c_.skip(l.length);
    }
    summary(start);
  }

 private:
  static std::uint32_t length(const Line& l) noexcept { return static_cast<std::uint32_t>(l.length); }
  /// Where a part of the line at the cursor lies.
  std::uint32_t offsetOf(const Line& l, std::string_view part) const noexcept {
    return c_.offset() + static_cast<std::uint32_t>(part.data() - l.text.data());
  }
  template <auto Field>
  NodeId part(const Line& l, std::string_view v) {
    return add<Field>(w_, offsetOf(l, v), static_cast<std::uint32_t>(v.size()), 0);
  }

  void startLine() {
    const Line l = lineOf(textOf(c_.peekRest()));
    const NodeId node = add<F::startLine>(w_, c_.offset(), length(l), 0);
    label(w_, node, [&](TextOut& t) { spell(t, l); });
    Under<Sink> under{w_, node};
    if (facts_.response) status(l);
    else request(l);
    c_.skip(l.length);
  }

  /// RFC 9112 §3.
  void request(const Line& l) {
    std::string_view rest = l.text;
    facts_.method = takePart(rest, ' ');
    facts_.uri = takePart(rest, ' ');
    if constexpr (Sink::kFields) {
      part<F::method>(l, facts_.method);
      const NodeId uri = facts_.uri.empty() ? kNoNode : part<F::uri>(l, facts_.uri);
      uriParts(l, uri);
      if (!rest.empty()) part<F::requestVersion>(l, rest);
    }
  }

  void uriParts(const Line& l, NodeId node) {
    const std::size_t mark = facts_.uri.find('?');
    if (mark == std::string_view::npos) return;
    Under<Sink> under{w_, node};
    if (mark > 0) part<F::uriPath>(l, facts_.uri.substr(0, mark));
    std::string_view query = facts_.uri.substr(mark + 1);
    if (query.empty()) return;
    Under<Sink> inQuery{w_, part<F::uriQuery>(l, query)};
    while (!query.empty()) {
      const std::string_view one = takePart(query, '&');
      if (!one.empty()) part<F::uriParameter>(l, one);
    }
  }

  /// RFC 9112 §4.
  void status(const Line& l) {
    if constexpr (Sink::kFields) {
      std::string_view rest = l.text;
      part<F::responseVersion>(l, takePart(rest, ' '));
      const std::string_view code = rest.substr(0, std::min(rest.find(' '), rest.size()));
      if (code.empty()) return;
      const std::string_view three = code.substr(0, 3);
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < three.size() && isDigit(three[i]); ++i)
        value = value * 10 + static_cast<unsigned>(three[i] - '0');
      const auto size = static_cast<std::uint32_t>(three.size());
      add<F::code>(w_, offsetOf(l, code), size, value);
      std::string words{nameOf(kStatusCodes, value)};
      if (words.empty()) TextOut{words}.add("Unknown (").dec(value).add(')');
      const NodeId node = addText<F::codeDescription>(w_, offsetOf(l, code), size, words);
      if (node != kNoNode) w_.sink().tree[node].generated = true;
      if (rest.size() > code.size() + 1) part<F::phrase>(l, rest.substr(code.size() + 1));
    }
  }

  /// RFC 9110 §5.
  void header(const Line& l) {
    const std::size_t colon = l.text.find(':');
    const NamedHeader* named = nullptr;
    std::string_view value;
    if (colon != std::string_view::npos) {
      value = trimmed(l.text.substr(colon + 1));
      value = value.substr(0, std::min(value.find('\0'), value.size()));
      named = headerOf(trimmed(l.text.substr(0, colon)));
      if (named != nullptr) note(named->field, value);
    }
    if constexpr (Sink::kFields) fields(l, named, value);
  }

  void note(F field, std::string_view value) {
    if (field == F::host && facts_.host.empty()) facts_.host = value;
    if (field == F::contentType) facts_.contentType = value;
    if (field == F::contentEncoding) facts_.contentEncoding = value;
    if (field == F::transferEncoding) facts_.chunked = listHas(value, "chunked");
    if constexpr (Sink::kRow) {
      const bool credentials = field == F::authorization || field == F::proxyAuthorization ||
                               field == F::wwwAuthenticate || field == F::proxyAuthenticate;
      if (credentials && w_.row() != nullptr) ntlm(value);
    }
  }

  void ntlm(std::string_view value) {
    const auto message = ntlmOf(value);
    if (!message) return;
    w_.moreInfo([&](TextOut& t) {
      constexpr std::string_view kNames[] = {"NEGOTIATE", "CHALLENGE", "AUTH"};
      t.add(", NTLMSSP_").add(kNames[message->type - 1]);
      if (message->type == 3) t.add(", User: ").printable(bytesOf(message->account));
    });
  }

  void fields(const Line& l, const NamedHeader* named, std::string_view value) {
    const std::uint32_t at = c_.offset();
    if (named != nullptr) {
      const NodeId node = w_.addNode(static_cast<std::uint16_t>(named->field), offsetOf(l, value),
                                     static_cast<std::uint32_t>(value.size()), 0);
      label(w_, node, [&](TextOut& t) { spell(t, l); });
      Under<Sink> under{w_, node};
      parts(l, named->field, value);
    }
    // The line as it stands: for filters, and shown where there is nothing better.
    const NodeId line =
        facts_.response ? add<F::responseLine>(w_, at, length(l), 0) : add<F::requestLine>(w_, at, length(l), 0);
    label(w_, line, [&](TextOut& t) { spell(t, l); });
    if (line != kNoNode) w_.sink().tree[line].hidden = named != nullptr;
  }

  void parts(const Line& l, F field, std::string_view value) {
    if (field == F::cookie) cookies(l, value);
    if (field == F::authorization || field == F::proxyAuthorization) credentials(l, value);
    if (field == F::contentLengthHeader) {
      std::uint64_t n = 0;
      std::size_t digits = 0;
      for (; digits < value.size() && digits < 18 && isDigit(value[digits]); ++digits)
        n = n * 10 + static_cast<unsigned>(value[digits] - '0');
      if (digits > 0) addGenerated<F::contentLength>(w_, offsetOf(l, value), static_cast<std::uint32_t>(value.size()), n);
    }
  }

  /// RFC 6265 §4.2.1.
  void cookies(const Line& l, std::string_view rest) {
    while (!rest.empty()) {
      const std::string_view pair = trimmed(takePart(rest, ';'));
      if (!pair.empty()) part<F::cookiePair>(l, pair);
    }
  }

  /// RFC 7617 §2.
  void credentials(const Line& l, std::string_view value) {
    constexpr std::string_view kScheme = "basic";
    if (value.size() <= kScheme.size() || !startsWithWord(value, kScheme) || !isBlank(value[kScheme.size()])) return;
    const std::string_view packed = trimmed(value.substr(kScheme.size()));
    addText<F::basic>(w_, offsetOf(l, packed), static_cast<std::uint32_t>(packed.size()), fromBase64(packed));
  }

  /// What follows from the lines.
  void summary(std::uint32_t start) {
    if constexpr (Sink::kFields) {
      if (facts_.response) {
        addHidden<F::response>(w_, start, 0, 1);
        return;
      }
      if (!facts_.host.empty() && !facts_.uri.empty()) {
        std::string uri;
        if (facts_.method != "CONNECT" && !startsWithWord(facts_.uri, "http://") &&
            !startsWithWord(facts_.uri, "https://")) {
          uri = "http://";
          uri += facts_.host;
        }
        if (facts_.uri != "*") uri += facts_.uri;
        const NodeId node = addText<F::fullUri>(w_, start, 0, uri);
        if (node != kNoNode) w_.sink().tree[node].generated = true;
      }
      addHidden<F::request>(w_, start, 0, 1);
    }
  }

  Walk<Sink>& w_;
  Cursor& c_;
  HeadFacts& facts_;
};

}  // namespace pw::http
