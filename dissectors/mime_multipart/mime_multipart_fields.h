#pragma once
#include "core/field/field_def.h"

namespace pw::mime_multipart {

enum class F : std::uint16_t {
  protocol,
  preamble,
  firstBoundary,
  boundary,
  lastBoundary,
  trailer,
  part,
  header,
  contentDescription,
  contentDisposition,
  contentEncoding,
  contentId,
  contentLanguage,
  contentLength,
  transferEncoding,
  contentType,
  name,
  fileName,
  value,
  partData,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "mime_multipart", "MIME Multipart Media Encapsulation", Kind::protocol, Base::none,
          "Several contents in one, such as a form with files (RFC 2046 §5.1)"),
    field(F::preamble, "mime_multipart.preamble", "Preamble", Kind::bytes, Base::none,
          "Bytes before the first part, which mean nothing (RFC 2046 §5.1.1)"),
    field(F::firstBoundary, "mime_multipart.first_boundary", "First boundary", Kind::string, Base::none,
          "The line before the first part (RFC 2046 §5.1.1)"),
    field(F::boundary, "mime_multipart.boundary", "Boundary", Kind::string, Base::none,
          "The line between two parts (RFC 2046 §5.1.1)"),
    field(F::lastBoundary, "mime_multipart.last_boundary", "Last boundary", Kind::string, Base::none,
          "The line behind the last part (RFC 2046 §5.1.1)"),
    field(F::trailer, "mime_multipart.trailer", "Trailer", Kind::bytes, Base::none,
          "Bytes behind the last part, which mean nothing (RFC 2046 §5.1.1)"),
    field(F::part, "mime_multipart.part", "Encapsulated multipart part", Kind::string, Base::none,
          "One content with its head (RFC 2046 §5.1)"),
    field(F::header, "mime_multipart.header", "Header", Kind::string, Base::none,
          "A line of the head, or the empty line that ends it (RFC 2045 §3)"),
    field(F::contentDescription, "mime_multipart.header.content-description", "Content-Description",
          Kind::string, Base::none,
          "What the part is, in words (RFC 2045 §8)"),
    field(F::contentDisposition, "mime_multipart.header.content-disposition", "Content-Disposition",
          Kind::string, Base::none,
          "Name of the form input, and of the file (RFC 7578 §4.2)"),
    field(F::contentEncoding, "mime_multipart.header.content-encoding", "Content-Encoding", Kind::string, Base::none,
          "How the part is packed (RFC 9110 §8.4)"),
    field(F::contentId, "mime_multipart.header.content-id", "Content-Id", Kind::string, Base::none,
          "Name by which other parts call it (RFC 2045 §7)"),
    field(F::contentLanguage, "mime_multipart.header.content-language", "Content-Language", Kind::string, Base::none,
          "Language of the part (RFC 9110 §8.5)"),
    field(F::contentLength, "mime_multipart.header.content-length", "Content-Length", Kind::string, Base::none,
          "Bytes of the part (RFC 9110 §8.6)"),
    field(F::transferEncoding, "mime_multipart.header.content-transfer-encoding", "Content-Transfer-Encoding",
          Kind::string, Base::none,
          "How its bytes are spelled (RFC 2045 §6)"),
    field(F::contentType, "mime_multipart.header.content-type", "Content-Type", Kind::string, Base::none,
          "What the part is (RFC 2045 §5)"),
    field(F::name, "mime_multipart.name", "Name", Kind::string, Base::none,
          "Name of the form input (RFC 7578 §4.2)", {.reveals = Reveals::pairName}),
    field(F::fileName, "mime_multipart.filename", "File name", Kind::string, Base::none,
          "Name that the file has where it comes from (RFC 7578 §4.2)", {.reveals = Reveals::text}),
    field(F::value, "mime_multipart.value", "Value", Kind::string, Base::none,
          "What was put into the form input (RFC 7578 §4.2)", {.reveals = Reveals::pairValue}),
    field(F::partData, "mime_multipart.part.data", "Part data", Kind::bytes, Base::none,
          "The content of a part of a body that came packed or in chunks"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::mime_multipart

template <>
inline constexpr const auto& pw::kFieldTable<pw::mime_multipart::F> = pw::mime_multipart::kFields;
