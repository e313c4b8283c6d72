#include "dissectors/dhcp/dhcp.h"

#include <tuple>

#include "dissectors/dhcp/dhcp_options.h"

namespace pw::dhcp {

namespace {

constexpr std::uint32_t kCookie = 0x63825363;
constexpr std::size_t kHardwareRoom = 16, kServerNameRoom = 64, kFileRoom = 128, kVendorRoom = 64;

/// What the options say about the message as a whole; they may stand anywhere. Nothing where the capture cut
/// them.
struct Preview {
  bool isDhcp = false;
  std::uint8_t type = 0;
  std::uint8_t overload = 0;
};

Preview preview(Cursor c) {
  Preview p;
  while (c.more()) {
    const unsigned code = c.u8();
    if (code == option::kPad) continue;
    if (code == option::kEnd) break;
    Cursor body = c.sub(c.u8());
    if (body.left() < body.wireLeft()) return {};
    if (body.left() == 0) continue;
    if (code == option::kMessageType) {
      p.isDhcp = true;
      p.type = body.u8();
    } else if (code == option::kOverload) {
      p.overload = body.u8();
    }
  }
  return c.stopped().why == Stop::cut ? Preview{} : p;
}

constexpr std::size_t kServerNameAt = 44, kFileAt = 108;

template <class Sink>
void overloadedOptions(Walk<Sink>& w, const Cursor& message, std::uint8_t overload);

/// A run of options, in the message or in a part of its header. `message` stands at the header; null within a
/// part.
template <class Sink>
void options(Walk<Sink>& w, Cursor& c, const Cursor* message) {
  while (c.more()) {
    const std::uint32_t at = c.offset();
    const std::uint8_t code = c.u8();
    if (!c.ok()) return;
    const NodeId node = add<F::optionType>(w, at, 1, code);
    Under<Sink> under{w, node};
    std::string heading;
    if (code == option::kPad) {
      while (c.left() > 0 && c.peek() == 0) c.skip(1);
      add<F::optionPadding>(w, at, c.offset() - at, 0);
    } else if (code == option::kEnd) {
      add<F::optionEnd>(w, at, 1, code);
    } else {
      const std::uint8_t length = read<F::optionLength>(w, c);
      if (!c.ok()) return;
      Cursor body = c.sub(length);
      const std::uint8_t first = body.peek();
      OptionData<Sink>{w, body, code, heading}.walk();
      c.adopt(body);
      if (code == option::kOverload && message != nullptr && c.ok()) overloadedOptions(w, *message, first);
    }
    under.endsAt(c.offset());
    label(w, node,
          [&](TextOut& t) { t.add("Option: (").dec(code).add(") ").add(optionName(code)).add(heading); });
    if (code == option::kEnd) return;
  }
  if (c.ok()) note<F::endMissing>(w, c.offset(), 0);
}

/// RFC 2132 §9.3: the names of server and file make room for more options. What is wrong there harms nothing
/// else.
template <class Sink>
void overloadedOptions(Walk<Sink>& w, const Cursor& message, std::uint8_t overload) {
  if constexpr (Sink::kFields) {
    constexpr std::tuple<unsigned, std::size_t, std::size_t, std::string_view> kParts[]{
        {2, kServerNameAt, kServerNameRoom, "Server host name option overload"},
        {1, kFileAt, kFileRoom, "Boot file name option overload"}};
    for (const auto& [bit, at, size, name] : kParts) {
      if ((overload & bit) == 0) continue;
      Cursor part = message;
      if (!part.skip(at)) return;
      part.limit(size);
      const NodeId node = add<F::overloaded>(w, part.offset(), static_cast<std::uint32_t>(part.left()), 0);
      label(w, node, [&](TextOut& t) { t.add(name); });
      Under<Sink> under{w, node};
      options(w, part, nullptr);
    }
  }
}

struct Dhcp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("BOOTP");
    const Cursor start = c;
    bootpLine(w, start);
    Preview p;
    Cursor ahead = start.fork();
    ahead.skip(236);
    if (ahead.u32() == kCookie) p = preview(ahead);
    header(w, c, p);
    if (!c.ok()) return;
    if (p.isDhcp) dhcpLine(w, p, start);
    area(w, c, start);
  }

 private:
  template <class Sink>
  static void bootpLine(Walk<Sink>& w, const Cursor& start) {
    w.info([](TextOut&) {});
    if (start.left() < 4 + 24 + kHardwareRoom) return;
    w.info([&](TextOut& t) {
      const std::uint8_t op = start.peek();
      const std::uint8_t length = start.peek(2);
      if (op == 1) {
        t.add("Boot Request from ");
        const ByteView address = start.peekRest().subspan(28, std::min<std::size_t>(length, kHardwareRoom));
        if (address.empty()) t.add("<No address>");
        t.hexBytes(address, ':');
        if (start.peek(1) == 1 && length == 6) t.add(" (").hexBytes(address, ':').add(')');
      } else {
        const std::string_view name = nameOf(kOps, op);
        if (name.empty())
          t.add("Unknown BOOTP message type (").dec(op).add(')');
        else
          t.add(name);
      }
    });
  }

  template <class Sink>
  static void dhcpLine(Walk<Sink>& w, const Preview& p, const Cursor& start) {
    w.column("DHCP");
    w.info([&](TextOut& t) {
      t.add("DHCP ");
      const std::size_t from = t.size();
      messageTypeTo(t, p.type);
      while (t.size() - from < 8) t.add(' ');
      t.add(" - Transaction ID ").hex0x(loadBe<std::uint32_t>(start.peekRest().data() + 4), 1);
    });
    layerLabel(w, [&](TextOut& t) {
      t.add(kFields[0].label).add(" (");
      messageTypeTo(t, p.type);
      t.add(')');
    });
  }

  template <class Sink>
  static void header(Walk<Sink>& w, Cursor& c, const Preview& p) {
    read<F::op>(w, c);
    const std::uint8_t hardware = read<F::hardwareType>(w, c);
    const std::uint8_t length = read<F::hardwareLength>(w, c);
    read<F::hops>(w, c);
    read<F::id>(w, c);
    seconds(w, c);
    flags(w, c);
    read<F::clientAddress>(w, c);
    read<F::yourAddress>(w, c);
    read<F::serverAddress>(w, c);
    read<F::relayAddress>(w, c);
    hardwareAddress(w, c, hardware, length);
    room<F::serverName>(w, c, kServerNameRoom, "Server host name not given",
                        "Server name option overloaded by DHCP", (p.overload & 2) != 0);
    room<F::file>(w, c, kFileRoom, "Boot file name not given", "Boot file name option overloaded by DHCP",
                  (p.overload & 1) != 0);
  }

  /// Some clients write the low byte first; a value that is 256 times too high gives them away.
  template <class Sink>
  static void seconds(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint16_t v = c.u16();
    if constexpr (Sink::kFields) {
      if (!c.ok()) return;
      const bool swapped = v > 0xff && (v & 0xff) == 0;
      Under<Sink> under{w, add<F::seconds>(w, at, 2, swapped ? byteSwapped(v) : v)};
      if (swapped) note<F::secondsSwapped>(w, at, 2);
    }
  }

  template <class Sink>
  static void flags(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint16_t v = c.u16();
    if (!c.ok()) return;
    const NodeId node = add<F::flags>(w, at, 2, v);
    label(w, node, [&](TextOut& t) {
      t.add("Bootp flags: ").hex0x(v, 4);
      t.add((v & 0x8000) != 0 ? ", Broadcast flag (Broadcast)" : " (Unicast)");
    });
    Under<Sink> under{w, node};
    bits<F::broadcast>(w, at, 2, v);
    bits<F::flagsReserved>(w, at, 2, v);
  }

  template <class Sink>
  static void hardwareAddress(Walk<Sink>& w, Cursor& c, std::uint8_t hardware, std::uint8_t length) {
    const std::uint32_t at = c.offset();
    const bool none = length == 0 || length > kHardwareRoom;
    const std::size_t used = none ? 0u : length;
    if (none)
      note<F::noHardwareAddress>(w, at, kHardwareRoom);
    else if (hardware == 1 && length == 6)
      read<F::mac>(w, c);
    else
      readBytes<F::hardwareAddress>(w, c, used);
    if (used < kHardwareRoom) readBytes<F::hardwarePadding>(w, c, kHardwareRoom - used);
  }

  /// A text of fixed room in the header, which may be lent to options.
  template <auto Field, class Sink>
  static void room(Walk<Sink>& w, Cursor& c, std::size_t size, std::string_view absent,
                   std::string_view overloaded, bool holdsOptions) {
    const std::uint32_t at = c.offset();
    const ByteView bytes = c.bytes(size);
    if constexpr (Sink::kFields) {
      if (!c.ok()) return;
      const auto end = std::find(bytes.begin(), bytes.end(), std::uint8_t{0});
      const std::string_view text{reinterpret_cast<const char*>(bytes.data()),
                                  static_cast<std::size_t>(end - bytes.begin())};
      const auto n = static_cast<std::uint32_t>(size);
      const NodeId node = addText<Field>(w, at, n, holdsOptions ? std::string_view{} : text);
      if (!holdsOptions && !text.empty()) return;
      label(w, node, [&](TextOut& t) { t.add(holdsOptions ? overloaded : absent); });
      if (!holdsOptions) return;
      Under<Sink> under{w, node};
      Field == F::file ? note<F::fileOverloaded>(w, at, n) : note<F::serverNameOverloaded>(w, at, n);
    }
  }

  /// RFC 2132 §2 behind its cookie; without it, sixty-four bytes of anything.
  template <class Sink>
  static void area(Walk<Sink>& w, Cursor& c, const Cursor& start) {
    const std::uint32_t at = c.offset();
    Cursor ahead = c.fork();
    if (ahead.u32() != kCookie) {
      if (ahead.ok() && c.wireLeft() > kVendorRoom) c.limit(kVendorRoom);
      readBytes<F::vendorArea>(w, c, std::max<std::size_t>(c.wireLeft(), 4));
      return;
    }
    c.skip(4);
    label(w, add<F::cookie>(w, at, 4, kCookie), [](TextOut& t) { t.add("Magic cookie: DHCP"); });
    options(w, c, &start);
    if (c.ok() && c.wireLeft() > 0) readBytes<F::optionPadding>(w, c, c.wireLeft());
  }
};

constexpr std::array kAttach{Attach{Table::udpPort, 67}, Attach{Table::udpPort, 68},
                             Attach{Table::udpPort, 4011}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Dhcp, F>("dhcp", "DHCP/BOOTP", "Dynamic Host Configuration Protocol", kAttach);

}  // namespace pw::dhcp
