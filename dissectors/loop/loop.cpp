#include "dissectors/loop/loop.h"

#include "core/walk/walk.h"
#include "dissectors/loop/loop_fields.h"

namespace pw::loop {

namespace {

constexpr std::uint16_t kReply = 1, kForward = 2;

struct Loopback {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("LOOP");
    const std::uint32_t skip = readLe<F::skipCount>(w, c);
    if (!c.ok()) return;
    Cursor ahead = c.fork();
    ahead.skip(skip);
    const std::uint32_t at = ahead.offset();
    const std::uint16_t relevant = ahead.le<std::uint16_t>();
    if (ahead.ok()) {
      addGenerated<F::relevant>(w, at, 2, relevant);
      w.info([&](TextOut& t) {
        const std::string_view name = nameOf(kFunctions, relevant);
        name.empty() ? t.add("Unknown function (").dec(relevant).add(')') : t.add(name);
      });
    }
    // Each step reads at least eight bytes of forwarding, so the list ends with the frame.
    while (c.more()) {
      const std::uint16_t function = readLe<F::function>(w, c);
      if (!c.ok()) return;
      if (function == kForward) {
        read<F::forward>(w, c);
        continue;
      }
      if (function == kReply) readLe<F::receipt>(w, c);
      break;
    }
    if (c.ok()) w.data(c);
  }
};

constexpr std::array kAttach{Attach{Table::ethertype, 0x9000}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Loopback, F>("loop", "LOOP", "Configuration Test Protocol (loopback)", kAttach);

}  // namespace pw::loop
