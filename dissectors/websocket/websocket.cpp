#include "dissectors/websocket/websocket.h"

#include <vector>

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/http/content_decoder.h"
#include "dissectors/http/http_facts.h"
#include "dissectors/websocket/websocket_fields.h"

namespace pw::websocket {

namespace {

constexpr unsigned kContinuation = 0, kText = 1, kClose = 8, kPing = 9, kPong = 10;

struct WebSocket {
  struct Head {
    unsigned opcode = 0;
    bool fin = false, compressed = false, masked = false;
    std::uint64_t length = 0;
    std::uint8_t key[4] = {};
  };

  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("WebSocket");
    Head h;
    if (!head(w, c, h)) return;
    say(w, h);
    layerLabel(w, [](TextOut& t) { t.add("WebSocket"); });
    const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(h.length, UINT32_MAX));
    if (n > 0) {
      Cursor payload = c.fork();
      payload.limit(n);
      content(w, h, payload);
      if (!c.skip(n)) return;
    }
    if (c.left() > 0) readBytes<F::unparsed>(w, c, c.left());
  }

  /// RFC 6455 §5.2.
  template <class Sink>
  static bool head(Walk<Sink>& w, Cursor& c, Head& h) {
    const std::uint32_t at = c.offset();
    const std::uint8_t first = c.u8(), second = c.u8();
    if (!c.ok()) {
      add<F::unparsed>(w, at, c.offset() - at + static_cast<std::uint32_t>(c.left()), 0);
      return false;
    }
    h.fin = bits<F::fin>(w, at, 1, first) != 0;
    bits<F::reserved>(w, at, 1, first);
    h.opcode = static_cast<unsigned>(bits<F::opcode>(w, at, 1, first));
    h.compressed = (first & 0x40) != 0 && (w.handoff() & http::kDeflated) != 0;
    h.masked = bits<F::mask>(w, at + 1, 1, second) != 0;
    h.length = bits<F::length>(w, at + 1, 1, second);
    constexpr unsigned kTwoBytes = 126, kEightBytes = 127;
    if (h.length == kTwoBytes) h.length = read<F::length16>(w, c);
    else if (h.length == kEightBytes) h.length = read<F::length64>(w, c);
    if (h.masked) {
      const ByteView key = readBytes<F::key>(w, c, 4);
      if (c.ok()) std::copy(key.begin(), key.end(), h.key);
    }
    if constexpr (Sink::kFields) {
      if (!c.ok() && c.left() > 0) add<F::unparsed>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    }
    return c.ok();
  }

  template <class Sink>
  static void say(Walk<Sink>& w, const Head& h) {
    const auto line = [&](TextOut& t) {
      const std::string_view name = nameOf(kOpcodes, h.opcode);
      t.add("WebSocket ").add(name.empty() ? "Unknown Opcode" : name);
      t.add(h.fin ? " [FIN]" : "[FRAGMENT] ").add(h.masked ? " [MASKED]" : " ");
    };
    // Behind the lines of what else ends in this packet: there HTTP or WebSocket stands before the two layers of this.
    const ProtocolStack& stack = w.summary().stack;
    bool later = false;
    for (std::size_t i = 0; i + 2 < stack.size(); ++i)
      later = later || stack[i] == stack[stack.size() - 1] || stack[i] == stack[stack.size() - 2];
    if (later) w.moreInfo(line);
    else w.info(line);
  }

  template <class Sink>
  static void content(Walk<Sink>& w, const Head& h, const Cursor& c) {
    std::uint32_t at = c.offset();
    Cursor plain = c;
    Source source = w.source();
    if constexpr (Sink::kFields) {
      if (h.masked || h.compressed) {
        if (h.masked) add<F::maskedPayload>(w, at, static_cast<std::uint32_t>(c.left()), 0);
        else add<F::packedPayload>(w, at, static_cast<std::uint32_t>(c.left()), 0);
        FieldTree& tree = w.sink().tree;
        at = tree.keepDecoded(decoded(h, c.peekRest()));
        const ByteView bytes = tree.source(Source::decoded).subspan(at);
        plain = Cursor{bytes, bytes.size(), at};
        source = Source::decoded;
      }
    }
    typename Walk<Sink>::In in{w, source};
    parts(w, h, plain);
    // What the other end reads as text; packed, and in pieces, only its bytes are shown.
    if (h.opcode == kText && h.fin && c.left() > 0)
      w.next(Table::content, static_cast<std::uint32_t>(http::Content::textLines), plain);
  }

  static std::vector<std::uint8_t> decoded(const Head& h, ByteView payload) {
    std::vector<std::uint8_t> out{payload.begin(), payload.end()};
    if (h.masked)
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(out[i] ^ h.key[i % 4]);
    if (!h.compressed || !h.fin) return out;
    http::Unpacked unpacked = http::unpackMessage(out);
    return unpacked.bytes.empty() ? out : std::move(unpacked.bytes);
  }

  template <class Sink>
  static void parts(Walk<Sink>& w, const Head& h, const Cursor& c) {
    if constexpr (Sink::kFields) {
      const std::uint32_t at = c.offset();
      const auto n = static_cast<std::uint32_t>(c.left());
      const NodeId node = add<F::payload>(w, at, n, 0);
      Under<Sink> under{w, node};
      switch (h.opcode) {
        case kContinuation: add<F::continuation>(w, at, n, 0); break;
        case kText: add<F::text>(w, at, n, 0); break;
        case kPing: add<F::ping>(w, at, n, 0); break;
        case kPong: add<F::pong>(w, at, n, 0); break;
        case kClose: close(w, c); break;
        default: add<F::unknown>(w, at, n, 0);
      }
    }
  }

  /// RFC 6455 §5.5.1.
  template <class Sink>
  static void close(Walk<Sink>& w, Cursor c) {
    Under<Sink> under{w, add<F::close>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0)};
    if (c.left() < 2) return;
    read<F::closeCode>(w, c);
    if (c.left() > 0) readBytes<F::closeReason>(w, c, c.left());
  }
};

constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::webSocket)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<WebSocket, F>("websocket", "WebSocket", "WebSocket", kAttach);

}  // namespace pw::websocket
