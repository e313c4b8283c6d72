#include "dissectors/line/sasl.h"

#include <algorithm>

#include "dissectors/http/ntlm.h"
#include "dissectors/line/line_text.h"

namespace pw::line {

namespace {

constexpr unsigned kMaxStep = 3;

/// Responses of a client; 0: as many as the server asks for.
unsigned responsesOf(Mechanism m) noexcept {
  switch (m) {
    case Mechanism::plain:
    case Mechanism::cramMd5:
    case Mechanism::bearer: return 1;
    case Mechanism::login:
    case Mechanism::ntlm: return 2;
    default: return 0;
  }
}

/// RFC 4616 §2: authorization identity, name and password with zeros between.
Credentials plain(std::string_view text) {
  takePart(text, '\0');
  Credentials c;
  c.user = takePart(text, '\0');
  c.password = text;
  return c;
}

/// The value behind `key` in a list of key=value, with `separator` between; quotes are taken off.
std::string_view valueOf(std::string_view list, std::string_view key, char separator) {
  while (!list.empty()) {
    std::string_view one = trimmed(takePart(list, separator));
    if (!startsWithWord(one, key) || one.size() <= key.size() || one[key.size()] != '=') continue;
    one.remove_prefix(key.size() + 1);
    if (one.size() >= 2 && one.front() == '"' && one.back() == '"') one = one.substr(1, one.size() - 2);
    return one;
  }
  return {};
}

/// "user=NAME^Aauth=Bearer TOKEN^A^A", or RFC 7628 §3.1: "n,a=NAME,^Ahost=...^Aauth=Bearer TOKEN^A^A".
Credentials bearer(std::string_view text) {
  Credentials c;
  c.user = valueOf(text, "user", '\1');
  if (c.user.empty()) c.user = valueOf(text.substr(0, std::min(text.find('\1'), text.size())), "a", ',');
  std::string_view token = valueOf(text, "auth", '\1');
  if (startsWithWord(token, "bearer ")) token.remove_prefix(7);
  c.token = token;
  return c;
}

/// RFC 5802 §5.1: "n,,n=NAME,r=..." and then "c=...,r=...,p=PROOF".
Credentials scram(std::string_view text) {
  Credentials c;
  c.user = valueOf(text, "n", ',');
  if (!valueOf(text, "p", ',').empty()) c.hash = text;
  return c;
}

}  // namespace

Mechanism mechanismOf(std::string_view name) noexcept {
  if (name.empty()) return Mechanism::none;
  if (sameWord(name, "plain")) return Mechanism::plain;
  if (sameWord(name, "login")) return Mechanism::login;
  if (sameWord(name, "cram-md5")) return Mechanism::cramMd5;
  if (sameWord(name, "digest-md5")) return Mechanism::digestMd5;
  if (sameWord(name, "ntlm")) return Mechanism::ntlm;
  if (sameWord(name, "xoauth2") || sameWord(name, "oauthbearer")) return Mechanism::bearer;
  if (startsWithWord(name, "scram-")) return Mechanism::scram;
  return Mechanism::other;
}

void Authentication::begin(Mechanism mechanism, bool withResponse) noexcept {
  mechanism_ = mechanism;
  step_ = 0;
  if (withResponse) response();
}

void Authentication::response() noexcept {
  if (!active()) return;
  step_ = static_cast<std::uint8_t>(std::min(step_ + 1u, kMaxStep));
  if (step_ == responsesOf(mechanism_)) end();
}

Authentication Authentication::unpacked(std::uint32_t v) noexcept {
  Authentication e;
  const std::uint32_t mechanism = v & 0xf;
  e.mechanism_ = mechanism <= static_cast<std::uint32_t>(Mechanism::other) ? static_cast<Mechanism>(mechanism)
                                                                          : Mechanism::other;
  e.step_ = static_cast<std::uint8_t>(v >> 4 & kMaxStep);
  return e;
}

Credentials credentialsOf(Mechanism mechanism, unsigned step, std::string_view text) {
  if (text == "*" || text == "=") return {};  // given up; an empty response (RFC 4954 §4)
  const std::string said = http::fromBase64(text);
  Credentials c;
  switch (mechanism) {
    case Mechanism::plain: return plain(said);
    case Mechanism::login:
      (step == 0 ? c.user : c.password) = said;
      return c;
    case Mechanism::cramMd5: {
      const std::size_t blank = std::min(said.rfind(' '), said.size());
      c.user = said.substr(0, blank);
      if (blank < said.size()) c.hash = said.substr(blank + 1);
      return c;
    }
    case Mechanism::digestMd5:
      c.user = valueOf(said, "username", ',');
      if (!c.user.empty()) c.hash = valueOf(said, "response", ',');
      return c;
    case Mechanism::ntlm: {
      std::string header = "NTLM ";
      header += text;
      const auto message = http::ntlmOf(header);
      if (!message || message->type != 3) return c;
      c.user = message->account;
      c.hash = text;
      return c;
    }
    case Mechanism::bearer: return bearer(said);
    case Mechanism::scram: return scram(said);
    default: return c;
  }
}

}  // namespace pw::line
