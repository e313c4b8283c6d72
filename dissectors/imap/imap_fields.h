#pragma once
#include "core/field/field_def.h"

namespace pw::imap {

enum class F : std::uint16_t {
  protocol,
  isRequest,
  line,
  request,
  requestTag,
  requestCommand,
  requestUid,
  folder,
  userName,
  password,
  authUser,
  authPassword,
  hash,
  token,
  response,
  responseTag,
  status,
  responseCommand,
  literal,
  unparsed,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "imap", "Internet Message Access Protocol", Kind::protocol, Base::none,
          "Reads mail where it lies on the server; without TLS all of it is readable (RFC 9051)"),
    field(F::isRequest, "imap.isrequest", "Request", Kind::boolean, Base::none,
          "The lines come from the client (RFC 9051 §2.2.1)", {.names = kTrueFalse}),
    field(F::line, "imap.line", "Line", Kind::string, Base::none,
          "One line as it was sent (RFC 9051 §2.2)"),
    field(F::request, "imap.request", "Request", Kind::string, Base::none,
          "One command, with its tag (RFC 9051 §2.2.1)"),
    field(F::requestTag, "imap.request_tag", "Request Tag", Kind::string, Base::none,
          "Mark that the answer will bear (RFC 9051 §2.2.1)"),
    field(F::requestCommand, "imap.request.command", "Request Command", Kind::string, Base::none,
          "What the client wants: LOGIN, SELECT a folder, FETCH mails (RFC 9051 §6)"),
    field(F::requestUid, "imap.request.command.uid", "Request isUID", Kind::boolean, Base::none,
          "Mails are meant by numbers that stay (RFC 9051 §6.4.9)", {.names = kTrueFalse}),
    field(F::folder, "imap.request.folder", "Request Folder", Kind::string, Base::none,
          "Folder that the command is about (RFC 9051 §5.1)"),
    field(F::userName, "imap.request.username", "Request Username", Kind::string, Base::none,
          "Who logs in, readable by anyone on the way (RFC 9051 §6.2.3)", {.reveals = Reveals::userName}),
    field(F::password, "imap.request.password", "Request Password", Kind::string, Base::none,
          "Password of the user, readable by anyone on the way (RFC 9051 §6.2.3)", {.reveals = Reveals::password}),
    field(F::authUser, "imap.auth.username", "User name", Kind::string, Base::none,
          "Who logs in, which Base64 does not hide (RFC 9051 §6.2.2)", {.reveals = Reveals::userName}),
    field(F::authPassword, "imap.auth.password", "Password", Kind::string, Base::none,
          "Password of the user, which Base64 does not hide (RFC 9051 §6.2.2)", {.reveals = Reveals::password}),
    field(F::hash, "imap.auth.hash", "Hash of the password", Kind::string, Base::none,
          "Computed from the password: guesses can be tried against it (RFC 2195)", {.reveals = Reveals::hashed}),
    field(F::token, "imap.auth.token", "Token", Kind::string, Base::none,
          "Stands for the user until it runs out (RFC 7628)", {.reveals = Reveals::token}),
    field(F::response, "imap.response", "Response", Kind::string, Base::none,
          "Answer that ends a command (RFC 9051 §2.2.2)"),
    field(F::responseTag, "imap.response_tag", "Response Tag", Kind::string, Base::none,
          "Mark of the command that is answered (RFC 9051 §2.2.2)"),
    field(F::status, "imap.response.status", "Response Status", Kind::string, Base::none,
          "OK, NO or BAD (RFC 9051 §7.1)"),
    field(F::responseCommand, "imap.response.command", "Response Command", Kind::string, Base::none,
          "First word behind the status, as a rule the command's name"),
    field(F::literal, "imap.literal", "Literal", Kind::string, Base::none,
          "Bytes of an announced number, such as a mail (RFC 9051 §4.3)", {.reveals = Reveals::text}),
    field(F::unparsed, "imap.unparsed", "Unknown bytes", Kind::bytes, Base::none,
          "Bytes that are no line"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::imap

template <>
inline constexpr const auto& pw::kFieldTable<pw::imap::F> = pw::imap::kFields;
