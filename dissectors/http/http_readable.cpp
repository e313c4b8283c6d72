#include "dissectors/http/http_readable.h"

#include "dissectors/http/content_decoder.h"
#include "dissectors/http/http_body.h"
#include "dissectors/http/http_facts.h"

namespace pw::http {

namespace {

std::uint32_t size32(std::size_t n) noexcept { return static_cast<std::uint32_t>(std::min<std::size_t>(n, UINT32_MAX)); }

struct HeadOf {
  std::size_t length = 0;  ///< with the empty line
  std::string_view target, host, type, encoding;
  bool answer = false, chunked = false;
};

void header(HeadOf& h, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = trimmed(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (sameWord(name, "host") && h.host.empty()) h.host = value;
  if (sameWord(name, "content-type")) h.type = value;
  if (sameWord(name, "content-encoding")) h.encoding = value;
  if (sameWord(name, "transfer-encoding")) h.chunked = listHas(value, "chunked");
}

/// RFC 9112 §2.1. Blank lines before it belong to it.
HeadOf headOf(std::string_view text) {
  HeadOf h;
  while (h.length < text.size() && (text[h.length] == '\r' || text[h.length] == '\n')) ++h.length;
  h.answer = startOf(text.substr(h.length)) == Start::response;
  bool first = true;
  while (h.length < text.size()) {
    const Line l = lineOf(text.substr(h.length));
    h.length += l.length;
    if (l.text.empty()) break;
    std::string_view rest = l.text;
    if (first && !h.answer) {
      takePart(rest, ' ');
      h.target = takePart(rest, ' ');
    } else if (!first) {
      header(h, rest);
    }
    first = false;
  }
  return h;
}

/// RFC 9112 §7.1, as far as there are chunks; trailers are left out.
void joinChunks(std::string_view rest, std::vector<std::uint8_t>& out) {
  while (!rest.empty()) {
    const ChunkStart chunk = chunkStart(rest);
    if (!chunk.valid || chunk.size == 0) return;
    rest.remove_prefix(chunk.line.length);
    const ByteView data = bytesOf(rest.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size, rest.size()))));
    out.insert(out.end(), data.begin(), data.end());
    rest.remove_prefix(data.size());
    rest.remove_prefix(std::min(lineOf(rest).length, rest.size()));
  }
}

void addBody(ReadableParts& out, const HeadOf& h, ByteView body) {
  ReadablePart p;
  p.kind = ReadablePart::Kind::body;
  p.at = size32(h.length);
  p.length = size32(body.size());
  p.decoded = h.chunked;
  if (h.chunked) {
    joinChunks(textOf(body), out.decoded);
    p.at = 0;
    p.length = size32(out.decoded.size());
    body = out.decoded;
  }
  if (!h.encoding.empty() && !sameWord(h.encoding, "identity") && !body.empty()) {
    Unpacked u = unpack(h.encoding, body);
    p.whole = u.known && u.whole;
    if (u.known && (u.whole || !u.bytes.empty())) {
      out.decoded = std::move(u.bytes);
      p.decoded = true;
      p.at = 0;
      p.length = size32(out.decoded.size());
    }
  }
  if (p.length != 0) out.parts.push_back(p);
}

void message(ByteView bytes, ReadableParts& out) {
  const HeadOf h = headOf(textOf(bytes));
  out.content = {true, h.answer, h.host, h.target, h.type};
  out.parts.push_back({.kind = ReadablePart::Kind::head, .length = size32(h.length)});
  if (h.length < bytes.size()) addBody(out, h, bytes.subspan(h.length));
}

/// RFC 6455 §5.2: what is in the frame, unmasked.
void frame(ByteView bytes, bool deflated, ReadableParts& out) {
  constexpr std::size_t kShort = 2, kLength16 = 126, kLength64 = 127, kKey = 4;
  const auto opcode = bytes.empty() ? 0u : bytes[0] & 0x0fu;
  constexpr unsigned kClose = 8, kPing = 9, kPong = 10;
  const std::string_view name = opcode == kClose  ? "WebSocket Connection Close"
                                : opcode == kPing ? "WebSocket Ping"
                                : opcode == kPong ? "WebSocket Pong"
                                                  : "WebSocket";
  out.parts.push_back({.kind = ReadablePart::Kind::named, .name = name});
  if (bytes.size() < kShort) return;
  const std::size_t length7 = bytes[1] & 0x7fu;
  const bool masked = (bytes[1] & 0x80u) != 0;
  const std::size_t at = kShort + (length7 == kLength16 ? 2u : length7 == kLength64 ? 8u : 0u);
  const std::size_t from = at + (masked ? kKey : 0u);
  if (from >= bytes.size()) return;
  out.decoded.assign(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.end());
  if (masked)
    for (std::size_t i = 0; i < out.decoded.size(); ++i) out.decoded[i] ^= bytes[at + i % kKey];
  ReadablePart p{.kind = ReadablePart::Kind::body, .decoded = true};
  constexpr unsigned kCompressed = 0x40;
  if (deflated && (bytes[0] & kCompressed) != 0 && opcode < kClose) {
    Unpacked u = unpackMessage(out.decoded);
    p.whole = u.whole;
    if (u.whole || !u.bytes.empty()) out.decoded = std::move(u.bytes);
  }
  p.length = size32(out.decoded.size());
  if (p.length != 0) out.parts.push_back(p);
}

}  // namespace

void readableParts(ByteView bytes, std::uint64_t facts, ReadableParts& out) {
  switch (partOf(static_cast<std::uint32_t>(facts))) {
    case Part::message: return message(bytes, out);
    case Part::webSocket: return frame(bytes, (facts & kDeflated) != 0, out);
    case Part::continuation:
    case Part::tunnel: out.parts.push_back({.kind = ReadablePart::Kind::body, .length = size32(bytes.size())});
  }
}

}  // namespace pw::http
