#include "dissectors/tftp/tftp.h"

#include <algorithm>

#include "core/walk/walk.h"
#include "dissectors/tftp/tftp_fields.h"

namespace pw::tftp {

namespace {

namespace opcode {
constexpr unsigned kRead = 1, kWrite = 2, kData = 3, kAck = 4, kError = 5, kOptionAck = 6;
}
/// RFC 1350 §2; a smaller block is the last. A block size that both ends agreed on (RFC 2348) is in another
/// packet.
constexpr std::size_t kBlockSize = 512;
constexpr std::uint16_t kPort = 69;

/// Reads characters up to a zero byte and over it. Stops where there is none.
ByteView textUpToZero(Cursor& c) {
  const ByteView all = c.peekRest();
  const auto zero = std::find(all.begin(), all.end(), std::uint8_t{0});
  const ByteView text = c.bytes(static_cast<std::size_t>(zero - all.begin()));
  c.skip(1);
  return text;
}

struct Tftp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("TFTP");
    const std::uint16_t op = read<F::opcode>(w, c);
    if (!c.ok()) return;
    const std::string_view name = nameOf(kOpcodes, op);
    w.info([&](TextOut& t) {
      if (name.empty())
        t.add("Unknown (").hex0x(op, 4).add(')');
      else
        t.add(name);
    });
    switch (op) {
      case opcode::kRead:
      case opcode::kWrite: request(w, c, op); break;
      case opcode::kData: data(w, c); break;
      case opcode::kAck: block(w, c); break;
      case opcode::kError: error(w, c); break;
      case opcode::kOptionAck: options(w, c); break;
      default: break;
    }
    if (c.more()) readBytes<F::data>(w, c, c.wireLeft());
  }

  /// A text with its zero byte as a field, and in the line behind `words`.
  template <auto Field, class Sink>
  static ByteView text(Walk<Sink>& w, Cursor& c, std::string_view words) {
    const std::uint32_t at = c.offset();
    const ByteView v = textUpToZero(c);
    if (!c.ok()) return {};
    addText<Field>(w, at, c.offset() - at, {reinterpret_cast<const char*>(v.data()), v.size()});
    w.moreInfo([&](TextOut& t) { t.add(words).printable(v); });
    return v;
  }

  template <class Sink>
  static void request(Walk<Sink>& w, Cursor& c, unsigned op) {
    // RFC 1350 §4: the server answers from a port that it chooses for this transfer.
    if ((w.handoff() & 0xffff) == kPort) w.announceReplies();
    if (op == opcode::kRead)
      text<F::sourceFile>(w, c, ", File: ");
    else
      text<F::destinationFile>(w, c, ", File: ");
    if (!c.ok()) return;
    text<F::mode>(w, c, ", Transfer type: ");
    options(w, c);
  }

  template <class Sink>
  static std::uint16_t block(Walk<Sink>& w, Cursor& c) {
    const std::uint16_t n = read<F::block>(w, c);
    if (c.ok()) w.moreInfo([&](TextOut& t) { t.add(", Block: ").dec(n); });
    return n;
  }

  template <class Sink>
  static void data(Walk<Sink>& w, Cursor& c) {
    block(w, c);
    if (!c.ok()) return;
    if (c.wireLeft() < kBlockSize) w.moreInfo([](TextOut& t) { t.add(" (last)"); });
    w.data(c);
    c.rest();
  }

  template <class Sink>
  static void error(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint16_t code = read<F::errorCode>(w, c);
    if (!c.ok()) return;
    w.moreInfo([&](TextOut& t) {
      const std::string_view name = nameOf(kErrors, code);
      t.add(", Code: ");
      if (name.empty())
        t.add("Unknown (").dec(code).add(')');
      else
        t.add(name);
    });
    text<F::errorMessage>(w, c, ", Message: ");
    if (c.ok()) note<F::error>(w, at, 2);
  }

  /// RFC 2347: names and values in turn, each up to a zero byte.
  template <class Sink>
  static void options(Walk<Sink>& w, Cursor& c) {
    while (c.more()) {
      const std::uint32_t at = c.offset();
      const NodeId node = add<F::option>(w, at, 0, 0);
      Under<Sink> under{w, node};
      const ByteView name = text<F::optionName>(w, c, ", ");
      if (!c.ok()) return;
      const std::uint32_t valueAt = c.offset();
      const ByteView value = text<F::optionValue>(w, c, "=");
      if (!c.ok()) return;
      under.endsAt(c.offset());
      label(w, node, [&](TextOut& t) { t.add("Option: ").printable(name).add(" = ").printable(value); });
      check(w, valueAt, name, value);
    }
  }

  template <class Sink>
  static void check(Walk<Sink>& w, std::uint32_t at, ByteView name, ByteView value) {
    if constexpr (Sink::kFields) {
      constexpr std::string_view kBlockSizeName = "blksize";
      const auto lower = [](std::uint8_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : int{c}; };
      if (!std::equal(name.begin(), name.end(), kBlockSizeName.begin(), kBlockSizeName.end(),
                      [&](std::uint8_t a, char b) { return lower(a) == b; }))
        return;
      std::uint32_t n = 0;
      for (const std::uint8_t digit : value) {
        if (digit < '0' || digit > '9' || n > 65464) return;
        n = n * 10 + (digit - std::uint32_t{'0'});
      }
      if (n < 8 || n > 65464) note<F::badBlockSize>(w, at, static_cast<std::uint32_t>(value.size()));
    }
  }
};

constexpr std::array kAttach{Attach{Table::udpPort, kPort}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Tftp, F>("tftp", "TFTP", "Trivial File Transfer Protocol", kAttach);

}  // namespace pw::tftp
