#include "core/report/json_text.h"

#include <string>

namespace pw {

namespace {

/// Short escapes of control characters, or 0.
char shortEscape(std::uint8_t c) {
  switch (c) {
    case '\b': return 'b';
    case '\t': return 't';
    case '\n': return 'n';
    case '\f': return 'f';
    case '\r': return 'r';
    case '"': return '"';
    case '\\': return '\\';
    default: return 0;
  }
}

bool plain(std::uint8_t c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; }

}  // namespace

void appendJsonString(TextOut& out, ByteView bytes) {
  out.add('"');
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t n = 0;
    while (i + n < bytes.size() && plain(bytes[i + n])) ++n;
    if (n != 0) {
      out.add(std::string_view{reinterpret_cast<const char*>(bytes.data()) + i, n});
      i += n;
      continue;
    }
    const std::uint8_t c = bytes[i];
    if (const char e = shortEscape(c); e != 0) {
      out.add('\\').add(e);
      ++i;
    } else if (c < 0x20 || c == 0x7f) {
      out.add("\\u").hex(c, 4);
      ++i;
    } else {
      // Beyond ASCII: a run up to the next ASCII byte, checked for being UTF-8 by the common printer.
      std::size_t run = 1;
      while (i + run < bytes.size() && bytes[i + run] >= 0x80) ++run;
      out.printable(bytes.subspan(i, run));
      i += run;
    }
  }
  out.add('"');
}

}  // namespace pw
