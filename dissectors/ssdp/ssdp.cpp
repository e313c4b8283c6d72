#include "dissectors/ssdp/ssdp.h"

#include <algorithm>

#include "core/walk/walk.h"
#include "dissectors/ssdp/ssdp_fields.h"

namespace pw::ssdp {

namespace {

/// What a message may begin with.
constexpr std::string_view kMethods[] = {"M-SEARCH", "NOTIFY",  "SUBSCRIBE", "UNSUBSCRIBE", "GET",   "POST",
                                         "HEAD",     "OPTIONS", "PUT",       "DELETE",      "UPDATE"};

struct NamedHeader {
  std::string_view name;  ///< lower case
  F field;
};
constexpr NamedHeader kHeaders[] = {{"host", F::host},           {"st", F::searchTarget},
                                    {"nt", F::notificationType}, {"nts", F::notificationSubtype},
                                    {"usn", F::uniqueName},      {"location", F::location},
                                    {"server", F::server},       {"mx", F::maxWait},
                                    {"man", F::extension},       {"cache-control", F::cacheControl}};

std::string_view textOf(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
ByteView bytesOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

bool sameWord(std::string_view word, std::string_view lower) {
  return std::equal(word.begin(), word.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
  });
}

/// A line without its end, which is CR LF or LF alone (RFC 9112 §2.2).
struct Line {
  std::string_view text;
  std::size_t length = 0;  ///< with its end
  bool ended = false;
};

Line lineAt(const Cursor& c) {
  const std::string_view all = textOf(c.peekRest());
  const std::size_t end = all.find('\n');
  if (end == std::string_view::npos) return {all, all.size(), false};
  const std::size_t text = end > 0 && all[end - 1] == '\r' ? end - 1 : end;
  return {all.substr(0, text), end + 1, true};
}

bool isMessage(const Line& first) {
  if (!first.ended) return false;
  const std::string_view word = first.text.substr(0, first.text.find(' '));
  return word.starts_with("HTTP/") ||
         std::find(std::begin(kMethods), std::end(kMethods), word) != std::end(kMethods);
}

struct Ssdp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("SSDP");
    const Line first = lineAt(c);
    const bool known = isMessage(first);
    w.info([&](TextOut& t) {
      if (known)
        t.printable(bytesOf(first.text)).add(' ');
      else
        t.add("Continuation");
    });
    const bool response = first.text.starts_with("HTTP/");
    if (known) {
      if (response)
        line<F::statusLine>(w, c, first);
      else
        line<F::requestLine>(w, c, first);
      headers(w, c);
    }
    if (c.wireLeft() == 0) return;
    // Requests have no content (UPnP Device Architecture §1.2.2, §1.3.2).
    if (known && !response) {
      readBytes<F::rest>(w, c, c.wireLeft());
      return;
    }
    w.data(c);
    // What the capture cut off is missed here: the rest may have been lines.
    if (c.left() < c.wireLeft()) c.skip(c.wireLeft());
  }

  template <auto Field, class Sink>
  static NodeId line(Walk<Sink>& w, Cursor& c, const Line& l) {
    const NodeId node = add<Field>(w, c.offset(), static_cast<std::uint32_t>(l.length), 0);
    label(w, node, [&](TextOut& t) {
      t.printable(bytesOf(l.text)).add(!l.ended ? "" : l.length - l.text.size() == 2 ? "\\r\\n" : "\\n");
    });
    c.skip(l.length);
    return node;
  }

  /// Lines up to an empty one. Each moves the cursor by a byte at least.
  template <class Sink>
  static void headers(Walk<Sink>& w, Cursor& c) {
    while (c.left() > 0) {
      const Line l = lineAt(c);
      const std::uint32_t at = c.offset();
      const NodeId node = line<F::header>(w, c, l);
      if (l.text.empty()) return;
      const std::size_t colon = l.text.find(':');
      if (colon == std::string_view::npos) continue;
      Under<Sink> under{w, node};
      named(w, at, l.text, colon);
    }
  }

  template <class Sink>
  static void named(Walk<Sink>& w, std::uint32_t at, std::string_view text, std::size_t colon) {
    if constexpr (Sink::kFields) {
      const std::string_view name = text.substr(0, colon);
      const auto* const h = std::find_if(std::begin(kHeaders), std::end(kHeaders),
                                         [&](const NamedHeader& n) { return sameWord(name, n.name); });
      if (h == std::end(kHeaders)) return;
      const std::size_t from = std::min(text.find_first_not_of(" \t", colon + 1), text.size());
      w.addNode(static_cast<std::uint16_t>(h->field), at + static_cast<std::uint32_t>(from),
                static_cast<std::uint32_t>(text.size() - from), 0);
    }
  }
};

constexpr std::array kAttach{Attach{Table::udpPort, 1900}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Ssdp, F>("ssdp", "SSDP", "Simple Service Discovery Protocol", kAttach);

}  // namespace pw::ssdp
