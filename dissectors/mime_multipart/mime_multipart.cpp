#include "dissectors/mime_multipart/mime_multipart.h"

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/http/parameter.h"
#include "dissectors/mime_multipart/mime_multipart_fields.h"
#include "dissectors/mime_multipart/mime_multipart_headers.h"

namespace pw::mime_multipart {

namespace {

using http::bytesOf;
using http::Line;
using http::lineOf;
using http::textOf;

/// Tells the line that divides the parts. A copy of the text that the first such line has: nobody hands it in.
struct Boundary {
  std::string_view text;  ///< with the two '-' before it

  enum class Match : std::uint8_t { no, between, last };
  Match match(std::string_view line) const noexcept {
    if (text.empty() || !line.starts_with(text)) return Match::no;
    const std::string_view rest = line.substr(text.size());
    if (http::trimmed(rest).empty()) return Match::between;
    return http::trimmed(rest) == "--" ? Match::last : Match::no;
  }
};

struct Multipart {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const bool opaque = (w.handoff() & http::kOpaque) != 0;
    if (opaque && !Sink::kFields) {
      c.rest();
      return;
    }
    preamble(w, c);
    Boundary boundary{http::trimmed(lineOf(textOf(c.peekRest())).text)};
    if (boundary.text.size() > 4 && boundary.text.ends_with("--")) {  // nothing but the end
      add<F::lastBoundary>(w, c.offset(), static_cast<std::uint32_t>(lineOf(textOf(c.peekRest())).length), 0);
      c.skip(lineOf(textOf(c.peekRest())).length);
      trailer(w, c);
      return;
    }
    layerLabel(w, [&](TextOut& t) {
      t.add("MIME Multipart Media Encapsulation");
      if (boundary.text.size() > 2) t.add(", Boundary: \"").printable(bytesOf(boundary.text.substr(2))).add('"');
    });
    line<F::firstBoundary>(w, c, lineOf(textOf(c.peekRest())).length);
    while (c.left() > 0)
      if (!part(w, c, boundary, opaque)) break;
    trailer(w, c);
  }

  template <auto Field, class Sink>
  static void line(Walk<Sink>& w, Cursor& c, std::size_t n) {
    if (n > 0) readBytes<Field>(w, c, n);
  }

  /// Up to the first line that begins with "--".
  template <class Sink>
  static void preamble(Walk<Sink>& w, Cursor& c) {
    const std::string_view all = textOf(c.peekRest());
    std::size_t n = 0;
    while (n < all.size() && !all.substr(n).starts_with("--")) n += lineOf(all.substr(n)).length;
    line<F::preamble>(w, c, n);
  }
  template <class Sink>
  static void trailer(Walk<Sink>& w, Cursor& c) {
    line<F::trailer>(w, c, c.left());
  }

  /// A part and the line behind it; false where that was the last.
  template <class Sink>
  static bool part(Walk<Sink>& w, Cursor& c, const Boundary& boundary, bool opaque) {
    const std::string_view all = textOf(c.peekRest());
    std::size_t end = 0, next = all.size();
    auto match = Boundary::Match::no;
    while (end < all.size()) {
      const Line l = lineOf(all.substr(end));
      match = boundary.match(l.text);
      if (match != Boundary::Match::no) {
        next = end + l.length;
        break;
      }
      end += l.length;
    }
    // The line end before the boundary belongs to it (RFC 2046 §5.1.1).
    if (match != Boundary::Match::no && end > 0) end -= end > 1 && all[end - 2] == '\r' ? 2u : 1u;
    Cursor inner = c.fork();
    inner.limit(end);
    onePart(w, inner, opaque);
    c.skip(end);
    if (match == Boundary::Match::last) line<F::lastBoundary>(w, c, next - end);
    else line<F::boundary>(w, c, next - end);
    return match == Boundary::Match::between;
  }

  template <class Sink>
  static void onePart(Walk<Sink>& w, Cursor& c, bool opaque) {
    const NodeId node = add<F::part>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    std::string_view type;
    {
      Under<Sink> under{w, node};
      bool input = false;
      while (c.left() > 0) {
        const Line l = lineOf(textOf(c.peekRest()));
        header(w, c, l, type, input);
        c.skip(l.length);
        if (l.text.empty()) break;
      }
      if (input && type.empty()) add<F::value>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
      if (opaque && c.left() > 0) readBytes<F::partData>(w, c, c.left());
    }
    label(w, node, [&](TextOut& t) {
      t.add("Encapsulated multipart part: ");
      if (!type.empty()) t.add(" (").printable(bytesOf(type)).add(')');
    });
    if (c.left() == 0) return;
    const auto kind = http::contentOf(type);
    if (kind.content != http::Content::textLines) {
      w.data(c);
      return;
    }
    w.moreInfo([&](TextOut& t) { t.add(" (").printable(bytesOf(type)).add(')'); });
    w.next(Table::content, static_cast<std::uint32_t>(kind.content), c, kind.handoff);
  }

  template <class Sink>
  static void header(Walk<Sink>& w, const Cursor& c, const Line& l, std::string_view& type, bool& input) {
    const auto n = static_cast<std::uint32_t>(l.length);
    const std::size_t colon = l.text.find(':');
    const std::string_view name = http::trimmed(l.text.substr(0, colon));
    const std::string_view value =
        colon == std::string_view::npos ? std::string_view{} : http::trimmed(l.text.substr(colon + 1));
    if (http::sameWord(name, "content-type")) type = http::mediaTypeOf(value);
    if constexpr (Sink::kFields) {
      const auto field = headerField(name);
      const NodeId node = field == F::protocol || colon == std::string_view::npos
                              ? add<F::header>(w, c.offset(), n, 0)
                              : w.addNode(static_cast<std::uint16_t>(field),
                                          c.offset() + static_cast<std::uint32_t>(value.data() - l.text.data()),
                                          static_cast<std::uint32_t>(value.size()), 0);
      label(w, node, [&](TextOut& t) { t.printable(bytesOf(textOf(c.peekRest()).substr(0, l.length))); });
      Under<Sink> under{w, node};
      if (field == F::contentDisposition) input = disposition(w, {l.text.data(), c.offset()}, value);
    }
  }

  /// RFC 7578 §4.2. True for a form input that is no file.
  template <class Sink>
  static bool disposition(Walk<Sink>& w, const http::Place& place, std::string_view value) {
    bool named = false, file = false;
    constexpr unsigned kMost = 16;
    for (unsigned n = 0; !value.empty() && n < kMost; ++n) {
      const http::Parameter p = http::takeParameter(value, ';');
      const auto size = static_cast<std::uint32_t>(p.value.size());
      const bool isName = http::sameWord(p.name, "name");
      if (isName) add<F::name>(w, place.of(p.value), size, 0);
      named = named || isName;
      if (!http::sameWord(p.name, "filename")) continue;
      add<F::fileName>(w, place.of(p.value), size, 0);
      file = true;
    }
    return named && !file;
  }
};

constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::multipart)}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Multipart, F>("mime_multipart", "MIME multipart", "MIME Multipart Media Encapsulation", kAttach);

}  // namespace pw::mime_multipart
