// TLS in two ways: the walk over any bytes, and the framer over any split of a stream.
#include <vector>

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
  constexpr std::uint16_t kCarried[] = {0, 1, 2, 30};
  f.carried = kCarried[v / 64];
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

void walkMessage(ByteView bytes, std::uint64_t facts) {
  static test::WalkCheck check{registry()};
  PacketContext context;
  context.id = PacketId{0};
  context.bytes = bytes;
  context.wireLen = static_cast<std::uint32_t>(bytes.size());
  require(check.protocol("tls", context, PacketSummary{}, 0, facts));
}

/// One side of a stream: all its bytes, and where the message begins that goes on.
struct Side {
  std::vector<std::uint8_t> bytes;
  std::size_t message = 0, back = 0;
};

/// Pieces of one to 255 bytes, by turns from the client and the server; no end may lie outside what was fed, and each
/// message can be walked with what it needs of those before.
void frame(Settings settings) {
  const auto framer = tls::kStream.framer();
  MessageEnds ends;
  Side sides[2];
  while (!settings.rest().empty()) {
    const unsigned how = settings.u8();
    Side& side = sides[how & 1];
    const ByteView piece = settings.take(1 + settings.u8());
    if (how >= 250) {
      const std::uint32_t lost = how * 7;
      if (framer->gap(how & 1, lost)) side.bytes.resize(side.bytes.size() + lost);
      else side = {};
    }
    ends.clear();
    framer->feed(how & 1, piece, ends);
    const std::size_t start = side.bytes.size();
    side.bytes.insert(side.bytes.end(), piece.begin(), piece.end());
    std::uint32_t before = 0;
    for (const MessageEnds::End& e : ends.all()) {
      require(e.at > before && e.at <= piece.size() ? std::string{} : "an end lies outside what was fed");
      before = e.at;
      const std::size_t end = start + e.at, from = side.message - side.back;
      require(side.back <= side.message ? std::string{} : "a message needs bytes that there were not");
      walkMessage(ByteView{side.bytes}.subspan(from, end - from), e.facts);
      side.message = end;
      side.back = e.back;
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
