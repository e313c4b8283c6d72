#include "dissectors/data_text_lines/data_text_lines.h"

#include "core/walk/walk.h"
#include "dissectors/data_text_lines/data_text_lines_fields.h"
#include "dissectors/http/content.h"

namespace pw::data_text_lines {

namespace {

struct TextLines {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const std::string_view type = http::typeFrom(w.handoff());
    const std::uint32_t at = c.offset();
    const std::string_view all = http::textOf(c.rest());
    if constexpr (Sink::kFields) {
      const std::size_t lines = each(w, at, all);
      layerLabel(w, [&](TextOut& t) {
        t.add("Line-based text data");
        if (!type.empty()) t.add(": ").add(type);
        t.add(" (").dec(lines).add(" lines)");
      });
    }
  }

  /// Adds the lines and gives how many there are.
  template <class Sink>
  static std::size_t each(Walk<Sink>& w, std::uint32_t at, std::string_view rest) {
    std::size_t n = 0;
    for (; !rest.empty(); ++n) {
      const http::Line l = http::lineOf(rest);
      const NodeId node = add<F::line>(w, at, static_cast<std::uint32_t>(l.length), 0);
      label(w, node, [&](TextOut& t) { t.printable(http::bytesOf(rest.substr(0, l.length))); });
      at += static_cast<std::uint32_t>(l.length);
      rest.remove_prefix(l.length);
    }
    return n;
  }
};

constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::textLines)}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<TextLines, F>("data-text-lines", "Line-based text data", "Line-based text data", kAttach);

}  // namespace pw::data_text_lines
