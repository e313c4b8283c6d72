#include "dissectors/websocket/websocket_history.h"

#include "core/bytes/cursor.h"
#include "dissectors/http/content_decoder.h"

namespace pw::websocket {

namespace {

/// The frame at the cursor; nothing where it is not whole.
std::optional<Frame> frameOf(Cursor& c) {
  const std::uint8_t first = c.u8(), second = c.u8();
  Frame f;
  f.opcode = first & 0x0f;
  f.fin = (first & 0x80) != 0;
  f.packed = (first & 0x40) != 0;
  std::uint64_t length = second & 0x7f;
  constexpr unsigned kTwoBytes = 126, kEightBytes = 127;
  if (length == kTwoBytes) length = c.be<std::uint16_t>();
  else if (length == kEightBytes) length = c.be<std::uint64_t>();
  std::uint8_t key[4] = {};
  if ((second & 0x80) != 0)
    for (std::uint8_t& k : key) k = c.u8();
  if (!c.ok() || length > c.left()) return std::nullopt;
  const ByteView payload = c.bytes(static_cast<std::size_t>(length));
  f.payload.assign(payload.begin(), payload.end());
  for (std::size_t i = 0; i < f.payload.size(); ++i) f.payload[i] = static_cast<std::uint8_t>(f.payload[i] ^ key[i % 4]);
  return f;
}

}  // namespace

History historyOf(ByteView bytes) {
  History out;
  Cursor c{bytes, bytes.size()};
  while (c.left() > 0) {
    const auto f = frameOf(c);
    out.whole = f.has_value();
    if (!out.whole) return out;
    constexpr unsigned kFirstControl = 8;
    if (f->opcode >= kFirstControl) continue;
    if (f->opcode != 0) {
      out.begun.clear();
      out.begunPacked = f->packed;
    }
    out.begun.insert(out.begun.end(), f->payload.begin(), f->payload.end());
    if (!f->fin) continue;
    if (out.begunPacked) {
      out.packed.insert(out.packed.end(), out.begun.begin(), out.begun.end());
      out.packed.insert(out.packed.end(), http::kDeflateTail.begin(), http::kDeflateTail.end());
    }
    out.begun.clear();
  }
  return out;
}

}  // namespace pw::websocket
