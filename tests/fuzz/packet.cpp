// One packet of any link type through every walk: settings, then the frame.
//   byte 0     link type                       byte 3  bit 0: no time, bit 1: a 4-byte check sequence is known,
//   bytes 1-2  wire length above the captured          bit 2: conversation known, bit 3: with a comment
#include "tests/fuzz/fuzz_support.h"

namespace pw::fuzz {
namespace {

void flowFacts(PacketContext& context) {
  FlowFacts& f = context.flow;
  f.known = true;
  f.stream = 7;
  f.baseSeq[0] = 0xfffffff0;
  f.hasBase[0] = true;
  f.scale[0] = 14;
  f.scale[1] = FlowFacts::kNoScale;
}

void run(ByteView input) {
  static test::WalkCheck check{registry()};
  Settings settings{input};
  PacketContext context;
  context.id = PacketId{41};
  context.linkType = linkTypeOf(settings.u8());
  const std::uint16_t more = settings.u16();
  const unsigned flags = settings.u8();
  context.hasTime = (flags & 1) == 0;
  context.fcsLen = (flags & 2) != 0 ? 4 : 0;
  if ((flags & 4) != 0) flowFacts(context);
  PacketExtras extras;
  context.bytes = settings.rest();
  context.wireLen = wireLength(context.bytes.size(), more);
  if ((flags & 8) != 0) {
    const ByteView text = context.bytes.first(std::min<std::size_t>(context.bytes.size(), 64));
    extras.comments.emplace_back(text.begin(), text.end());
    context.extras = &extras;
  }
  require(check.packet(context));
}

}  // namespace
}  // namespace pw::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pw::fuzz::run({data, size});
  return 0;
}
