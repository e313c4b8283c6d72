// Messages in the form of SSL 2.0: the ClientHello that was sent to servers of unknown age (RFC 5246 §E.2), and what an
// old server answers. What is encrypted after that stays so.
#pragma once
#include <string_view>

#include "dissectors/tls/tls_tree.h"

namespace pw::tls {

struct V2Record {
  std::size_t header = 2;  ///< bytes of length before the content
  std::size_t length = 0;  ///< of the record, header included
  std::uint8_t type = 0;
  bool sealed = false;
  std::string_view words;  ///< for the line
};

/// Bytes that may be such a record's header.
bool plausibleV2(ByteView start) noexcept;
/// Only after plausibleV2().
V2Record v2Record(ByteView start, bool server) noexcept;
void walkV2(Tree& w, Cursor c, const V2Record& record);

}  // namespace pw::tls
