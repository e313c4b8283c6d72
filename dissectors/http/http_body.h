// The body of a message: put together from chunks (RFC 9112 §7.1), unpacked (RFC 9110 §8.4), and handed to whoever
// knows what is in it.
#pragma once
#include <optional>

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/http/content_decoder.h"
#include "dissectors/http/http_fields.h"
#include "dissectors/http/graphql_fields.h"
#include "dissectors/http/http_head.h"

namespace pw::http {

/// The line that begins a chunk.
struct ChunkStart {
  Line line;
  std::uint64_t size = 0;
  bool valid = false;
};

inline ChunkStart chunkStart(std::string_view rest) noexcept {
  ChunkStart out{lineOf(rest)};
  const std::string_view text = trimmed(out.line.text);
  std::size_t digits = 0;
  constexpr std::size_t kMaxDigits = 15;
  for (; digits < text.size() && digits < kMaxDigits && hexDigit(text[digits]) >= 0; ++digits)
    out.size = out.size << 4 | static_cast<unsigned>(hexDigit(text[digits]));
  out.valid = digits > 0 && out.line.ended;
  return out;
}

template <class Sink>
class Body {
 public:
  Body(Walk<Sink>& w, const HeadFacts& head) noexcept : w_(w), head_(head) {}

  /// All that is left of the message.
  void walk(Cursor& c) {
    if (c.wireLeft() == 0) return;
    const std::string_view start = beginning(c);
    const Cursor whole = c;
    if constexpr (Sink::kFields) prepare(c);
    if (start.empty()) return;  // a body of no bytes
    content(whole, start);
  }

 private:
  static constexpr std::size_t kShownChunks = 1000;

  /// The first bytes as far as they can be read without unpacking: the same for all walks.
  std::string_view beginning(const Cursor& c) const noexcept {
    const std::string_view rest = textOf(c.peekRest());
    if (!head_.chunked) return rest;
    const ChunkStart chunk = chunkStart(rest);
    if (!chunk.valid) return {};
    const std::string_view data = rest.substr(chunk.line.length);
    return data.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size, data.size())));
  }

  bool packed() const noexcept {
    return !head_.contentEncoding.empty() && !sameWord(head_.contentEncoding, "identity");
  }
  /// Whether there is a decoder for it, or none is needed.
  bool readable() const noexcept {
    std::string_view rest = head_.contentEncoding;
    while (!rest.empty()) {
      const std::string_view one = trimmed(takePart(rest, ','));
      constexpr std::string_view kKnown[] = {"gzip", "x-gzip", "deflate", "br", "zstd", "identity"};
      if (std::none_of(std::begin(kKnown), std::end(kKnown), [&](std::string_view k) { return sameWord(one, k); }))
        return false;
    }
    return true;
  }

  /// Takes the chunks off and unpacks. Leaves nothing under the cursor.
  void prepare(Cursor& c) {
    const std::uint32_t at = c.offset();
    const auto length = static_cast<std::uint32_t>(c.left());
    std::vector<std::uint8_t> joined;
    if (head_.chunked) chunks(c, joined);
    const ByteView body = head_.chunked ? ByteView{joined} : c.peekRest();
    if (packed() && readable() && !body.empty()) {
      unpackBody(at, length, body);
    } else if (head_.chunked && !body.empty()) {
      keep(body);
    }
    if (body.empty()) return;
    typename Walk<Sink>::In in{w_, decoded_ ? Source::decoded : w_.source()};
    const std::uint32_t n = decoded_ ? decodedSize_ : length;
    const NodeId node = add<F::fileData>(w_, decoded_.value_or(at), n, 0);
    label(w_, node, [&](TextOut& t) { t.add("File Data: ").dec(n).add(n == 1 ? " byte" : " bytes"); });
  }

  void keep(ByteView bytes) {
    const std::uint32_t at = w_.sink().tree.keepDecoded(bytes);
    decoded_ = at;
    decodedSize_ = static_cast<std::uint32_t>(w_.sink().tree.source(Source::decoded).size() - at);
  }

  void unpackBody(std::uint32_t at, std::uint32_t length, ByteView body) {
    const Unpacked out = unpack(head_.contentEncoding, body);
    const NodeId node = add<F::encoded>(w_, at, length, 0);
    label(w_, node, [&](TextOut& t) {
      t.add("Content-encoded entity body (").printable(bytesOf(head_.contentEncoding)).add("): ").dec(body.size());
      t.add(" bytes -> ").dec(out.bytes.size()).add(" bytes");
    });
    if (!out.whole) {
      Under<Sink> under{w_, node};
      note<F::decodingFailed>(w_, at, length);
    }
    keep(out.bytes);
  }

  void chunks(Cursor& c, std::vector<std::uint8_t>& joined) {
    const NodeId node = add<F::chunked>(w_, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    label(w_, node, [&](TextOut& t) { t.add(head_.response ? "HTTP chunked response" : "HTTP chunked request"); });
    Under<Sink> under{w_, node};
    for (std::size_t n = 0; c.left() > 0; ++n) {
      const ChunkStart chunk = chunkStart(textOf(c.peekRest()));
      if (!chunk.valid) {
        readBytes<F::unparsed>(w_, c, c.left());
        return;
      }
      if (n == kShownChunks) return hiddenChunks(c, joined);
      oneChunk(c, chunk, joined);
      if (chunk.size == 0) return trailers(c);
    }
  }

  /// Joins the chunks that are left, up to and with the last: a node for each would be more than a person reads.
  void hiddenChunks(Cursor& c, std::vector<std::uint8_t>& joined) {
    const std::uint32_t at = c.offset();
    std::size_t n = 0;
    ChunkStart chunk = chunkStart(textOf(c.peekRest()));
    for (; c.left() > 0 && chunk.valid && chunk.size != 0; chunk = chunkStart(textOf(c.peekRest())), ++n) {
      c.skip(chunk.line.length);
      const ByteView data = c.bytes(static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size, c.left())));
      joined.insert(joined.end(), data.begin(), data.end());
      if (const std::size_t end = boundaryOf(c); end > 0) c.skip(end);
    }
    const NodeId node = add<F::chunksHidden>(w_, at, c.offset() - at, 0);
    label(w_, node, [&](TextOut& t) { t.add("More chunks, not shown one by one: ").dec(n); });
    if (c.left() == 0) return;
    if (!chunk.valid) {
      readBytes<F::unparsed>(w_, c, c.left());
      return;
    }
    oneChunk(c, chunk, joined);
    trailers(c);
  }

  /// Bytes of the line end at the cursor; 0 where there is none.
  static std::size_t boundaryOf(const Cursor& c) noexcept {
    const std::size_t end = c.peek() == '\r' ? 2 : 1;
    return end <= c.left() && c.peek(end - 1) == '\n' ? end : 0;
  }

  void oneChunk(Cursor& c, const ChunkStart& chunk, std::vector<std::uint8_t>& joined) {
    const NodeId node = add<F::chunk>(w_, c.offset(), 0, 0);
    label(w_, node, [&](TextOut& t) {
      if (chunk.size == 0) t.add("End of chunked encoding");
      else t.add("Data chunk (").dec(chunk.size).add(" octets)");
    });
    Under<Sink> under{w_, node};
    const NodeId size =
        add<F::chunkSize>(w_, c.offset(), static_cast<std::uint32_t>(chunk.line.length), chunk.size & UINT32_MAX);
    label(w_, size, [&](TextOut& t) { t.add("Chunk size: ").dec(chunk.size).add(" octets"); });
    c.skip(chunk.line.length);
    const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size, c.left()));
    if (n > 0) {
      const ByteView data = readBytes<F::chunkData>(w_, c, n);
      joined.insert(joined.end(), data.begin(), data.end());
      if (const std::size_t end = boundaryOf(c); end > 0) readBytes<F::chunkBoundary>(w_, c, end);
    }
    under.endsAt(c.offset());
  }

  /// RFC 9112 §7.1.2, and the empty line.
  void trailers(Cursor& c) {
    while (c.left() > 0) {
      const Line l = lineOf(textOf(c.peekRest()));
      const auto n = static_cast<std::uint32_t>(l.length);
      const NodeId node =
          l.text.empty() ? add<F::headEnd>(w_, c.offset(), n, 0) : add<F::trailer>(w_, c.offset(), n, 0);
      label(w_, node, [&](TextOut& t) {
        if (!l.text.empty()) t.add("trailer-part: ");
        spell(t, l);
      });
      c.skip(l.length);
    }
  }

  /// What walks that decode nothing take for the content are the bytes as they came.
  Cursor contentCursor(const Cursor& whole) const {
    if constexpr (Sink::kFields) {
      if (decoded_) {
        const ByteView all = w_.sink().tree.source(Source::decoded);
        return Cursor{all.subspan(*decoded_), decodedSize_, *decoded_};
      }
    }
    return whole;
  }

  void content(const Cursor& whole, std::string_view start) {
    const Cursor c = contentCursor(whole);
    typename Walk<Sink>::In in{w_, decoded_ ? Source::decoded : w_.source()};
    const std::string_view type = mediaTypeOf(head_.contentType);
    if (type.empty() || isSilent(type) || !readable()) {
      bytes(c);
    } else if (isXml(type)) {
      if (RowText* r = w_.row()) r->protocol += "/XML";
      bytes(c);
    } else if (const std::string_view picture = packed() ? std::string_view{} : pictureName(type, start);
               !picture.empty()) {
      w_.moreInfo([&](TextOut& t) { t.add(" (").add(picture).add(')'); });
      bytes(c);
    } else if (isForeign(type)) {
      sayType(type);
      bytes(c);
    } else {
      known(c, contentOf(type), type);
    }
  }

  void bytes(const Cursor& c) {
    if constexpr (Sink::kFields) {
      if (c.wireLeft() == 0) {  // unpacked to nothing, which the other walks do not know
        w_.next(Hub::data, c);
        return;
      }
    }
    w_.data(c);
  }

  void sayType(std::string_view type) {
    w_.moreInfo([&](TextOut& t) {
      std::string small{type};
      std::transform(small.begin(), small.end(), small.begin(), lower);
      t.add(" (").printable(bytesOf(small)).add(')');
    });
  }

  void known(const Cursor& c, ContentKind kind, std::string_view type) {
    if constexpr (Sink::kFields) {
      if (kind.content == Content::json && !head_.response) GraphQlFields<Sink>{w_}.json(c);
      const std::string_view text = textOf(c.peekRest());
      if (sameWord(type, "application/graphql"))
        GraphQlFields<Sink>{w_}.document(Place{text.data(), c.offset()}, text, text, {});
    }
    if (kind.content == Content::json) {
      if (RowText* r = w_.row()) r->protocol += "/JSON";
      w_.moreInfo([](TextOut& t) { t.add(", JavaScript Object Notation"); });
    }
    if (kind.content != Content::multipart) sayType(type);
    const std::uint32_t opaque = head_.chunked || packed() ? kOpaque : 0;
    w_.next(Table::content, static_cast<std::uint32_t>(kind.content), c, kind.handoff | opaque);
  }

  Walk<Sink>& w_;
  const HeadFacts& head_;
  std::optional<std::uint32_t> decoded_;  ///< where the content begins in Source::decoded
  std::uint32_t decodedSize_ = 0;
};

}  // namespace pw::http
