// Header fields of a part that have a field of their own.
#pragma once
#include "dissectors/http/http_text.h"
#include "dissectors/mime_multipart/mime_multipart_fields.h"

namespace pw::mime_multipart {

/// F::protocol for other headers.
inline F headerField(std::string_view name) noexcept {
  struct Named {
    std::string_view name;
    F field;
  };
  constexpr Named kNamed[] = {
      {"content-description", F::contentDescription},
      {"content-disposition", F::contentDisposition},
      {"content-encoding", F::contentEncoding},
      {"content-id", F::contentId},
      {"content-language", F::contentLanguage},
      {"content-length", F::contentLength},
      {"content-transfer-encoding", F::transferEncoding},
      {"content-type", F::contentType},
  };
  for (const Named& n : kNamed)
    if (http::sameWord(name, n.name)) return n.field;
  return F::protocol;
}

}  // namespace pw::mime_multipart
