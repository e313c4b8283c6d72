#include "dissectors/raw/raw.h"

#include <algorithm>

#include "core/walk/walk.h"
#include "dissectors/raw/raw_fields.h"

namespace pw::raw {

namespace {

constexpr std::size_t kZeros = 10;
constexpr std::size_t kLeast = 8;

struct Raw {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("N/A");
    w.info([](TextOut& t) { t.add("Raw packet data"); });
    layerLabel(w, [](TextOut& t) { t.add("Raw packet data"); });
    if (c.left() >= 2 && c.peek(0) == 0xff && c.peek(1) == 0x03) {
      if (!w.next(Table::linkType, static_cast<std::uint32_t>(LinkType::ppp), c)) w.data(c);
      return;
    }
    if (Cursor ahead = c; !ahead.skip(kLeast)) {  // too short to tell what it is
      c.adopt(ahead);
      return;
    }
    const ByteView bytes = c.peekRest();
    if (bytes.size() > kZeros &&
        std::all_of(bytes.begin(), bytes.begin() + kZeros, [](auto b) { return b == 0; }))
      readBytes<F::zeros>(w, c, kZeros);
    const unsigned version = c.peek() >> 4;
    if (version == 4)
      w.next(Hub::ip, c);
    else if (version == 6)
      w.next(Hub::ipv6, c);
    else
      w.data(c);
  }
};

// 12 and 14 are the numbers of this type within some BSD systems; old files carry them.
constexpr std::array kAttach{Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::raw)},
                             Attach{Table::linkType, 12}, Attach{Table::linkType, 14}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Raw, F>("raw", "Raw", "Raw packet data", kAttach);

}  // namespace pw::raw
