// Values of header fields taken apart: cookies, and proofs of who asks.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/http/http_fields.h"
#include "dissectors/http/http_text.h"
#include "dissectors/http/jwt.h"
#include "dissectors/http/ntlm.h"
#include "dissectors/http/parameter.h"
#include "dissectors/json/json_scan.h"

namespace pw::http {

/// Adds a field for a part of the text that `place` knows.
template <auto Field, class Sink>
NodeId addPart(Walk<Sink>& w, const Place& place, std::string_view part) {
  return add<Field>(w, place.of(part), static_cast<std::uint32_t>(part.size()), 0);
}
/// The same with a text that was decoded from the part.
template <auto Field, class Sink>
NodeId addPartText(Walk<Sink>& w, const Place& place, std::string_view part, std::string_view text) {
  return addText<Field>(w, place.of(part), static_cast<std::uint32_t>(part.size()), text);
}

/// Works for walks that keep fields; `place` knows where the values lie.
template <class Sink>
class HeaderParts {
 public:
  HeaderParts(Walk<Sink>& w, const Place& place) noexcept : w_(w), place_(place) {}

  /// RFC 6265 §4.2.1.
  void cookies(std::string_view rest) {
    while (!rest.empty()) {
      const std::string_view pair = trimmed(takePart(rest, ';'));
      if (!pair.empty()) cookie(pair);
    }
  }

  /// RFC 6265 §4.1: the cookie, and what the browser is to do with it.
  void setCookie(std::string_view rest) {
    const std::string_view all = rest;
    const std::string_view pair = trimmed(takePart(rest, ';'));
    if (pair.empty()) return;
    cookie(pair);
    bool secure = false, httpOnly = false, sameSite = false;
    while (!rest.empty()) {
      const Parameter p = takeParameter(rest, ';');
      if (p.all.empty()) continue;
      addPart<F::cookieAttribute>(w_, place_, p.all);
      secure = secure || sameWord(p.name, "secure");
      httpOnly = httpOnly || sameWord(p.name, "httponly");
      sameSite = sameSite || sameWord(p.name, "samesite");
    }
    if (!secure) noteAt<F::cookieNotSecure>(all);
    if (!httpOnly) noteAt<F::cookieNotHttpOnly>(all);
    if (!sameSite) noteAt<F::cookieNoSameSite>(all);
  }

  /// RFC 9110 §11.4: a scheme, and one token or a list of parameters.
  void credentials(std::string_view value) {
    const std::string_view scheme = value.substr(0, std::min(value.find(' '), value.size()));
    const std::string_view rest = trimmed(value.substr(scheme.size()));
    if (scheme.empty()) return;
    addPart<F::authScheme>(w_, place_, scheme);
    if (rest.empty()) return;
    if (sameWord(scheme, "basic")) return basic(rest);
    if (sameWord(scheme, "ntlm") || sameWord(scheme, "negotiate")) {
      if (const auto message = ntlmOf(value)) return ntlm(rest, *message);
    }
    if (isToken(rest)) return token(rest);
    parameters(rest, sameWord(scheme, "digest"));
  }

  /// RFC 9110 §11.3: what the server wants to be shown.
  void challenge(std::string_view value) {
    const std::string_view scheme = value.substr(0, std::min(value.find(' '), value.size()));
    if (scheme.empty()) return;
    addPart<F::authScheme>(w_, place_, scheme);
    if (const std::string_view rest = trimmed(value.substr(scheme.size())); !isToken(rest)) parameters(rest, false);
  }

  /// A header whose whole value is a key.
  void token(std::string_view text) {
    addPart<F::authToken>(w_, place_, text);
    jwt(text);
  }

 private:
  template <auto Field>
  void noteAt(std::string_view part) {
    note<Field>(w_, place_.of(part), static_cast<std::uint32_t>(part.size()));
  }
  /// RFC 9110 §11.2, token68; an '=' within means a parameter.
  static bool isToken(std::string_view text) noexcept {
    const std::size_t end = text.find('=');
    return text.find_first_of(" ,\"") == std::string_view::npos &&
           (end == std::string_view::npos || text.find_first_not_of('=', end) == std::string_view::npos);
  }

  void cookie(std::string_view pair) {
    Under<Sink> under{w_, addPart<F::cookiePair>(w_, place_, pair)};
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) return;
    addPart<F::cookieName>(w_, place_, trimmed(pair.substr(0, equals)));
    const std::string_view value = trimmed(pair.substr(equals + 1));
    addPart<F::cookieValue>(w_, place_, value);
    jwt(value);
  }

  /// RFC 7617 §2.
  void basic(std::string_view packed) {
    const std::string text = fromBase64(packed);
    Under<Sink> under{w_, addPartText<F::basic>(w_, place_, packed, text)};
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) return;
    const std::string_view all = text;
    addPartText<F::userName>(w_, place_, base64Of(packed, 0, colon), all.substr(0, colon));
    const std::string_view password = all.substr(colon + 1);
    addPartText<F::password>(w_, place_, base64Of(packed, colon + 1, password.size()), password);
  }

  void ntlm(std::string_view packed, const NtlmMessage& message) {
    if (message.type != 3) return;
    addPartText<F::ntlmUser>(w_, place_, packed, message.account);
    if (!message.response.empty()) addPartText<F::ntlmResponse>(w_, place_, packed, message.response);
  }

  void parameters(std::string_view rest, bool digest) {
    constexpr unsigned kMost = 64;
    for (unsigned n = 0; !rest.empty() && n < kMost; ++n) {
      const Parameter p = takeParameter(rest, ',');
      if (p.all.empty()) continue;
      Under<Sink> under{w_, addPart<F::authParameter>(w_, place_, p.all)};
      if (!digest) continue;
      if (sameWord(p.name, "username")) addPart<F::digestUser>(w_, place_, p.value);
      if (sameWord(p.name, "response")) addPart<F::digestResponse>(w_, place_, p.value);
    }
  }

  void jwt(std::string_view text) {
    const auto token = jwtOf(text);
    if (!token) return;
    Under<Sink> under{w_, addPart<F::jwt>(w_, place_, token->all)};
    addPartText<F::jwtHeader>(w_, place_, token->header, token->headerText);
    json::ScannedMember m;
    json::MemberScan header{token->headerText};
    header.object();
    while (header.next(m)) {
      if (m.name != "alg") continue;
      addPartText<F::jwtAlgorithm>(w_, place_, token->header, m.text());
      if (sameWord(m.text(), "none") || token->signature.empty()) noteAt<F::jwtUnsigned>(token->all);
    }
    {
      Under<Sink> inPayload{w_, addPartText<F::jwtPayload>(w_, place_, token->payload, token->payloadText)};
      claims(*token);
    }
    if (!token->signature.empty()) addPart<F::jwtSignature>(w_, place_, token->signature);
  }

  /// RFC 7519 §4.
  void claims(const Jwt& token) {
    constexpr unsigned kMost = 64;
    const std::string_view all = token.payloadText;
    json::MemberScan payload{all};
    payload.object();
    json::ScannedMember m;
    for (unsigned n = 0; n < kMost && payload.next(m); ++n) {
      const auto from = static_cast<std::size_t>(m.name.data() - all.data());
      const auto end = static_cast<std::size_t>(m.value.data() - all.data()) + m.value.size();
      std::string text{m.name};
      text += '=';
      text += m.text().empty() ? m.value : m.text();
      addPartText<F::jwtClaim>(w_, place_, base64Of(token.payload, from, end - from), text);
    }
  }

  Walk<Sink>& w_;
  const Place& place_;
};

}  // namespace pw::http
