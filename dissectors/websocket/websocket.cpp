#include "dissectors/websocket/websocket.h"

#include <vector>

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/http/content_decoder.h"
#include "dissectors/http/http_facts.h"
#include "dissectors/websocket/websocket_fields.h"
#include "dissectors/websocket/websocket_history.h"

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
    if (w.messagesBefore() > 0) w.moreInfo(line);
    else w.info(line);
  }

  /// Bytes and the source that they count in.
  struct Part {
    Cursor bytes;
    Source source;
  };

  template <class Sink>
  static void content(Walk<Sink>& w, const Head& h, const Cursor& c) {
    Part plain{c, w.source()}, message{c, w.source()};
    const bool endsText = (w.handoff() & http::kEndsText) != 0;
    if constexpr (Sink::kFields) {
      const auto n = static_cast<std::uint32_t>(c.left());
      if (h.masked) add<F::maskedPayload>(w, c.offset(), n, 0);
      else if (h.compressed) add<F::packedPayload>(w, c.offset(), n, 0);
      decode(w, h, plain, message);
    }
    {
      typename Walk<Sink>::In in{w, plain.source};
      parts(w, h, plain.bytes);
    }
    typename Walk<Sink>::In in{w, message.source};
    const bool joined = message.bytes.offset() != plain.bytes.offset();
    if (joined) add<F::message>(w, message.bytes.offset(), static_cast<std::uint32_t>(message.bytes.left()), 0);
    // What the other end reads as text; of a message in pieces the last one has all of it.
    if (((h.opcode == kText && h.fin) || endsText) && c.left() > 0)
      w.next(Table::content, static_cast<std::uint32_t>(http::Content::textLines), message.bytes);
  }

  /// Undoes mask and packing: `plain` gets the frame's payload, `message` that of the message which ends with it.
  template <class Sink>
  static void decode(Walk<Sink>& w, const Head& h, Part& plain, Part& message) {
    std::vector<std::uint8_t> own = unmasked(h, plain.bytes.peekRest()), all;
    const MessageLink* const link = w.messageLink();
    const bool continues = (w.handoff() & http::kContinues) != 0;
    const History before = continues && link != nullptr ? historyOf(link->streamBefore) : History{};
    bool readable = true;
    if (h.opcode != kContinuation && h.compressed && h.fin) readable = unpack(own, before);
    if (h.opcode == kContinuation && h.fin && !before.begun.empty()) {
      all = before.begun;
      all.insert(all.end(), own.begin(), own.end());
      if (before.begunPacked) readable = unpack(all, before);
    }
    if (!readable)
      note<F::notUnpacked>(w, plain.bytes.offset(), static_cast<std::uint32_t>(plain.bytes.left()));
    FieldTree& tree = w.sink().tree;
    const bool changed = h.masked || h.compressed;
    const std::uint32_t ownAt = changed ? tree.keepDecoded(own) : 0;
    const std::uint32_t allAt = all.empty() ? 0 : tree.keepDecoded(all);
    const ByteView kept = tree.source(Source::decoded);
    if (changed) plain = partOf(kept, ownAt, own.size());
    message = all.empty() ? plain : partOf(kept, allAt, all.size());
  }

  static Part partOf(ByteView kept, std::uint32_t at, std::size_t size) {
    const ByteView bytes = kept.subspan(at, std::min(size, kept.size() - at));
    return {Cursor{bytes, bytes.size(), at}, Source::decoded};
  }

  static std::vector<std::uint8_t> unmasked(const Head& h, ByteView payload) {
    std::vector<std::uint8_t> out{payload.begin(), payload.end()};
    if (h.masked)
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(out[i] ^ h.key[i % 4]);
    return out;
  }

  /// False where it cannot be done, or not to the end: what the compressor remembered is not known.
  static bool unpack(std::vector<std::uint8_t>& message, const History& before) {
    http::Unpacked unpacked = http::unpackMessage(message, before.packed);
    const bool whole = unpacked.whole || message.empty();
    if (!unpacked.bytes.empty()) message = std::move(unpacked.bytes);
    return whole;
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
