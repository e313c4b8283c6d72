// TLS in two ways: the walk over any bytes, and the framer over any split of a stream.
#include "core/stream/stream_framer.h"
#include "dissectors/tls/tls.h"
#include "dissectors/tls/tls_facts.h"
#include "tests/fuzz/fuzz_support.h"

namespace pw::fuzz {
namespace {

/// Two bytes say what is known of the connection.
tls::Facts factsOf(Settings& settings) {
  const unsigned v = settings.u8(), flags = settings.u8();
  constexpr std::uint16_t kSuites[] = {0, 0x0002, 0x0005, 0x0033, 0x008b, 0xc02f, 0x1301, 0x0003};
  tls::Facts f;
  f.version = static_cast<std::uint16_t>(v % 8 == 7 ? 2 : v % 8 == 6 ? 0 : 0x0300 + v % 8);
  f.suite = kSuites[v / 8 % 8];
  f.server = (flags & 1) != 0;
  f.sealed = (flags & 2) != 0;
  f.retried = (flags & 4) != 0;
  f.resumed = (flags & 8) != 0;
  f.opening = (flags & 16) != 0;
  f.middle = (flags & 32) != 0;
  f.macOutside = (flags & 64) != 0;
  f.name = (flags & 128) != 0 ? tls::NameCheck::differs : tls::NameCheck::none;
  return f;
}

void walkOver(Settings settings, std::uint16_t more) {
  const tls::Facts facts = factsOf(settings);
  const ByteView bytes = settings.rest();
  static test::WalkCheck check{registry()};
  PacketContext context;
  context.id = PacketId{0};
  context.bytes = bytes;
  context.wireLen = wireLength(bytes.size(), more);
  require(check.protocol("tls", context, PacketSummary{}, 0, facts.packed()));
}

/// Pieces of one to 255 bytes, by turns from the client and the server; no end may lie outside what was fed.
void frame(Settings settings) {
  const auto framer = tls::kStream.framer();
  MessageEnds ends;
  while (!settings.rest().empty()) {
    const unsigned how = settings.u8();
    const ByteView piece = settings.take(1 + settings.u8());
    if (how >= 250) framer->gap(how & 1, how);
    ends.clear();
    framer->feed(how & 1, piece, ends);
    std::uint32_t before = 0;
    for (const MessageEnds::End& e : ends.all()) {
      require(e.at > before && e.at <= piece.size() ? std::string{} : "an end lies outside what was fed");
      before = e.at;
    }
  }
}

}  // namespace
}  // namespace pw::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pw::fuzz::Settings settings{{data, size}};
  const std::uint16_t more = settings.u16();
  if ((more & 1) != 0) pw::fuzz::frame(settings);
  else pw::fuzz::walkOver(settings, static_cast<std::uint16_t>(more >> 1));
  return 0;
}
