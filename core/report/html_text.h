// Text within HTML.
#pragma once
#include <string_view>

#include "core/field/text_out.h"

namespace pw {

/// What may stand between tags and in attributes with quotation marks: markup characters become references.
inline void appendHtml(TextOut& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out.add("&amp;"); break;
      case '<': out.add("&lt;"); break;
      case '>': out.add("&gt;"); break;
      case '"': out.add("&quot;"); break;
      case '\'': out.add("&#39;"); break;
      default: out.add(c);
    }
  }
}

}  // namespace pw
