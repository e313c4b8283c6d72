// TLS in two ways: the walk over any bytes, and the framer over any split of a stream.
#include "core/stream/stream_framer.h"
#include "dissectors/tls/tls.h"
#include "tests/fuzz/fuzz_support.h"

namespace pw::fuzz {
namespace {

void walkOver(ByteView bytes, std::uint16_t more) {
  static test::WalkCheck check{registry()};
  PacketContext context;
  context.id = PacketId{0};
  context.bytes = bytes;
  context.wireLen = wireLength(bytes.size(), more);
  require(check.protocol("tls", context, PacketSummary{}, 0));
}

/// Pieces of one to 255 bytes, by turns from the client and the server; no end may lie outside what was fed.
void frame(Settings settings) {
  const auto framer = tls::kStream.framer();
  MessageEnds ends;
  while (!settings.rest().empty()) {
    const unsigned how = settings.u8();
    const ByteView piece = settings.take(1 + settings.u8());
    if (how >= 250) framer->gap(how & 1);
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
  else pw::fuzz::walkOver(settings.rest(), static_cast<std::uint16_t>(more >> 1));
  return 0;
}
