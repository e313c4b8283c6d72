// The lines before the body (RFC 9112 §2 to §5).
#pragma once
#include "core/field/format.h"
#include "core/walk/walk.h"
#include "dissectors/http/graphql_fields.h"
#include "dissectors/http/http_exchange.h"
#include "dissectors/http/http_fields.h"
#include "dissectors/http/http_framer.h"
#include "dissectors/http/http_head_facts.h"
#include "dissectors/http/http_header_parts.h"
#include "dissectors/http/http_headers.h"
#include "dissectors/http/status_codes.h"
#include "dissectors/http/uri.h"

namespace pw::http {

/// A line of text with its end spelled out.
inline void spell(TextOut& t, const Line& l) {
  t.printable(bytesOf(l.text)).add(!l.ended ? "" : l.length - l.text.size() == 2 ? "\\r\\n" : "\\n");
}

template <class Sink>
class Head {
 public:
  /// `extra`: header fields that the protocol knows besides those of HTTP.
  Head(Walk<Sink>& w, Cursor& c, HeadFacts& facts, std::span<const NamedHeader> extra = {}) noexcept
      : w_(w), c_(c), facts_(facts), extra_(extra), place_{textOf(c.peekRest()).data(), c.offset()} {}

  /// Up to and with the empty line. Each line moves the cursor by a byte at least.
  void walk() {
    const std::uint32_t start = c_.offset();
    startLine();
    bool ended = false;
    while (c_.left() > 0 && !ended) {
      const Line l = lineOf(textOf(c_.peekRest()));
      ended = l.text.empty();
      if (ended) {
        const NodeId node = add<F::headEnd>(w_, c_.offset(), length(l), 0);
        label(w_, node, [&](TextOut& t) { spell(t, l); });
      } else {
        header(l);
      }
      c_.skip(l.length);
    }
    if (!ended && c_.offset() - start >= HttpFramer::kMaxHead) note<F::headTooLong>(w_, start, c_.offset() - start);
    summary(start);
  }

 private:
  static std::uint32_t length(const Line& l) noexcept { return static_cast<std::uint32_t>(l.length); }
  template <auto Field>
  NodeId part(std::string_view v) {
    return addPart<Field>(w_, place_, v);
  }

  void startLine() {
    const Line l = lineOf(textOf(c_.peekRest()));
    const NodeId node = add<F::startLine>(w_, c_.offset(), length(l), 0);
    label(w_, node, [&](TextOut& t) { spell(t, l); });
    Under<Sink> under{w_, node};
    if constexpr (Sink::kFields) {
      const NodeId chat = addGenerated<F::chat>(w_, c_.offset(), length(l), 0);
      label(w_, chat, [&](TextOut& t) {
        t.add(severityName(kDef<F::chat>.base)).add(": ");
        spell(t, l);
      });
    }
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
      part<F::method>(facts_.method);
      const NodeId uri = facts_.uri.empty() ? kNoNode : part<F::uri>(facts_.uri);
      uriParts(uri);
      if (!rest.empty()) part<F::requestVersion>(rest);
    }
  }

  void uriParts(NodeId node) {
    const std::size_t mark = facts_.uri.find('?');
    if (mark == std::string_view::npos) return;
    Under<Sink> under{w_, node};
    if (mark > 0) part<F::uriPath>(facts_.uri.substr(0, mark));
    std::string_view query = facts_.uri.substr(mark + 1);
    if (query.empty()) return;
    Under<Sink> inQuery{w_, part<F::uriQuery>(query)};
    while (!query.empty()) {
      const std::string_view one = takePart(query, '&');
      if (!one.empty()) parameter(one);
    }
  }

  void parameter(std::string_view one) {
    Under<Sink> under{w_, part<F::uriParameter>(one)};
    std::string_view value = one;
    const std::string_view name = takePart(value, '=');
    if (name.size() == one.size()) return;
    if constexpr (Sink::kFields) parameterParts(one, name, value);
  }

  void parameterParts(std::string_view one, std::string_view name, std::string_view value) {
    if (value.empty()) value = one.substr(one.size());
    const std::string text = fromForm(value);
    addPartText<F::uriName>(w_, place_, name, fromForm(name));
    addPartText<F::uriValue>(w_, place_, value, text);
    if (name == "query") GraphQlFields<Sink>{w_}.document(place_, value, text, {});
  }

  /// RFC 9112 §4.
  void status(const Line& l) {
    std::string_view rest = l.text;
    const std::string_view version = takePart(rest, ' ');
    facts_.code = statusCodeOf(rest);
    if constexpr (Sink::kFields) {
      part<F::responseVersion>(version);
      const std::string_view code = rest.substr(0, std::min(rest.find(' '), rest.size()));
      if (code.empty()) return;
      const std::string_view three = code.substr(0, 3);
      const auto size = static_cast<std::uint32_t>(three.size());
      add<F::code>(w_, place_.of(code), size, facts_.code);
      std::string words{nameOf(kStatusCodes, facts_.code)};
      if (words.empty()) TextOut{words}.add("Unknown (").dec(facts_.code).add(')');
      generated(addText<F::codeDescription>(w_, place_.of(code), size, words));
      if (rest.size() > code.size() + 1) part<F::phrase>(rest.substr(code.size() + 1));
    }
  }

  void generated(NodeId node) {
    if constexpr (Sink::kFields) {
      if (node != kNoNode) w_.sink().tree[node].generated = true;
    }
  }

  /// RFC 9110 §5.
  void header(const Line& l) {
    const HeaderLine h = headerLine(l.text, extra_);
    if (h.named != nullptr) {
      facts_.take(h.named->field, h.value);
      if constexpr (Sink::kRow) {
        if (w_.row() != nullptr) ntlm(h.named->field, h.value);
      }
    }
    if constexpr (Sink::kFields) fields(l, h);
  }

  void ntlm(F field, std::string_view value) {
    if (field != F::authorization && field != F::proxyAuthorization && field != F::wwwAuthenticate &&
        field != F::proxyAuthenticate)
      return;
    const auto message = ntlmOf(value);
    if (!message) return;
    w_.moreInfo([&](TextOut& t) {
      constexpr std::string_view kNames[] = {"NEGOTIATE", "CHALLENGE", "AUTH"};
      t.add(", NTLMSSP_").add(kNames[message->type - 1]);
      if (message->type == 3) t.add(", User: ").printable(bytesOf(message->account));
    });
  }

  void fields(const Line& l, const HeaderLine& h) {
    if (h.named != nullptr) {
      const NodeId node = w_.addNode(static_cast<std::uint16_t>(h.named->field), place_.of(h.value),
                                     static_cast<std::uint32_t>(h.value.size()), 0);
      label(w_, node, [&](TextOut& t) { spell(t, l); });
      Under<Sink> under{w_, node};
      parts(h.named->field, h.value);
    }
    // The line as it stands: for filters, and shown where there is nothing better.
    const NodeId line = facts_.response ? add<F::responseLine>(w_, c_.offset(), length(l), 0)
                                        : add<F::requestLine>(w_, c_.offset(), length(l), 0);
    label(w_, line, [&](TextOut& t) { spell(t, l); });
    if (line != kNoNode) w_.sink().tree[line].hidden = h.named != nullptr;
  }

  void parts(F field, std::string_view value) {
    HeaderParts<Sink> parts{w_, place_};
    switch (field) {
      case F::cookie: return parts.cookies(value);
      case F::setCookie: return parts.setCookie(value);
      case F::authorization:
      case F::proxyAuthorization: return parts.credentials(value);
      case F::wwwAuthenticate:
      case F::proxyAuthenticate: return parts.challenge(value);
      case F::apiKey: return parts.token(value);
      case F::contentLengthHeader: return contentLength(value);
      case F::location:
        if (facts_.code / 100 != 3 || !startsWithWord(value, "https://")) return;
        return note<F::redirectToTls>(w_, place_.of(value), static_cast<std::uint32_t>(value.size()));
      case F::transportSecurity:
        return note<F::securityIgnored>(w_, place_.of(value), static_cast<std::uint32_t>(value.size()));
      default: return;
    }
  }

  void contentLength(std::string_view value) {
    std::uint64_t n = 0;
    std::size_t digits = 0;
    for (; digits < value.size() && digits < 18 && isDigit(value[digits]); ++digits)
      n = n * 10 + static_cast<unsigned>(value[digits] - '0');
    if (digits > 0)
      addGenerated<F::contentLength>(w_, place_.of(value), static_cast<std::uint32_t>(value.size()), n);
  }

  /// What follows from the lines.
  void summary(std::uint32_t start) {
    if constexpr (Sink::kFields) {
      if (!facts_.response) fullUri(start);
      if (facts_.response) addHidden<F::response>(w_, start, 0, 1);
      else if (notifies(facts_.method)) addHidden<F::notification>(w_, start, 0, 1);
      else addHidden<F::request>(w_, start, 0, 1);
      ExchangeFields<Sink>{w_, facts_, start}.add();
    }
  }

  /// Events and subscriptions to them (UPnP Device Architecture §1.2.2, §4.1), as Wireshark has it.
  static bool notifies(std::string_view method) noexcept {
    return method == "NOTIFY" || method == "SUBSCRIBE" || method == "UNSUBSCRIBE";
  }

  void fullUri(std::uint32_t start) {
    const std::string uri = fullUriOf(facts_);
    if (!uri.empty()) generated(addText<F::fullUri>(w_, start, 0, uri));
  }

  Walk<Sink>& w_;
  Cursor& c_;
  HeadFacts& facts_;
  std::span<const NamedHeader> extra_;
  Place place_;
};

}  // namespace pw::http
