#pragma once
#include "core/field/field_def.h"

namespace pw::pop {

enum class F : std::uint16_t {
  protocol,
  request,
  command,
  parameter,
  userName,
  password,
  hash,
  token,
  requestData,
  response,
  indicator,
  description,
  data,
  unparsed,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "pop", "Post Office Protocol", Kind::protocol, Base::none,
          "Fetches mail from the server where it waits; without TLS all of it is readable (RFC 1939)"),
    field(F::request, "pop.request", "Request", Kind::string, Base::none,
          "One command as it was sent (RFC 1939 §3)"),
    field(F::command, "pop.request.command", "Request command", Kind::string, Base::none,
          "What the client wants: USER and PASS log in, RETR fetches a mail (RFC 1939 §3)"),
    field(F::parameter, "pop.request.parameter", "Request parameter", Kind::string, Base::none,
          "What the command is about (RFC 1939 §3)"),
    field(F::userName, "pop.request.username", "User name", Kind::string, Base::none,
          "Who logs in, readable by anyone on the way (RFC 1939 §7)", {.reveals = Reveals::userName}),
    field(F::password, "pop.request.password", "Password", Kind::string, Base::none,
          "Password of the user, readable by anyone on the way (RFC 1939 §7)", {.reveals = Reveals::password}),
    field(F::hash, "pop.request.hash", "Hash of the password", Kind::string, Base::none,
          "Computed from the password: guesses can be tried against it (RFC 1939 §7, APOP; RFC 2195)",
          {.reveals = Reveals::hashed}),
    field(F::token, "pop.request.token", "Token", Kind::string, Base::none,
          "Stands for the user until it runs out (RFC 7628)", {.reveals = Reveals::token}),
    field(F::requestData, "pop.request.data", "Data", Kind::string, Base::none,
          "What the client sends besides commands"),
    field(F::response, "pop.response", "Response", Kind::string, Base::none,
          "First line of an answer (RFC 1939 §3)"),
    field(F::indicator, "pop.response.indicator", "Response indicator", Kind::string, Base::none,
          "+OK or -ERR (RFC 1939 §3); + asks for more (RFC 5034 §4)"),
    field(F::description, "pop.response.description", "Response description", Kind::string, Base::none,
          "The same in words (RFC 1939 §3)"),
    field(F::data, "pop.response.data", "Data", Kind::string, Base::none,
          "Lines behind an answer: a list, or a mail (RFC 1939 §3)", {.reveals = Reveals::text}),
    field(F::unparsed, "pop.unparsed", "Unknown bytes", Kind::bytes, Base::none,
          "Bytes that are no line"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::pop

template <>
inline constexpr const auto& pw::kFieldTable<pw::pop::F> = pw::pop::kFields;
