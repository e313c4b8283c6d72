// Several packets in a row through the engine, then read back in reverse: reassembly, conversations, trace and reader.
//   byte 0  link type, then each packet behind two bytes (little-endian): bits 0-13 its length, bit 14: cut by 4 bytes,
//           bit 15: comes from before the last one
#include <vector>

#include "core/engine/engine.h"
#include "core/trace/packet_reader.h"
#include "tests/fuzz/fuzz_support.h"
#include "tests/support/memory_packets.h"

namespace pw::fuzz {
namespace {

constexpr std::size_t kMaxPackets = 64;

/// Keeps what the engine found for each packet.
class Seen final : public PacketObserver {
 public:
  bool onPacket(const PacketContext& context, const PacketSummary& summary) override {
    if (context.id.value != summaries.size()) require("packets are not shown in order");
    summaries.push_back(summary);
    return true;
  }
  std::vector<PacketSummary> summaries;
};

void fill(test::MemoryPackets& source, Settings& settings) {
  std::int64_t now = 0;
  while (!settings.rest().empty() && source.size() < kMaxPackets) {
    const unsigned head = settings.u16();
    const ByteView bytes = settings.take(head & 0x3fff);
    const auto wire = static_cast<std::uint32_t>(bytes.size());
    now += (head & 0x8000) != 0 ? -1'000'000 : 1'000'000;
    source.add((head & 0x4000) != 0 ? bytes.first(bytes.size() - std::min<std::size_t>(bytes.size(), 4)) : bytes, now,
               wire);
  }
}

void checkRow(const Trace& trace, const PacketRow& row, PacketId id) {
  if (row.flow.valid() && row.flow.value >= trace.flowCount()) require("a row names a conversation that is not there");
  if (!row.previousInFlow.valid()) return;
  if (row.previousInFlow >= id) require("the packet before in the conversation comes later");
  if (trace.row(row.previousInFlow).flow != row.flow) require("the packet before belongs to another conversation");
}

void run(ByteView input) {
  static test::WalkCheck check{registry()};
  Settings settings{input};
  test::MemoryPackets source{linkTypeOf(settings.u8()), 16};
  fill(source, settings);
  Trace trace;
  Engine engine{registry(), source, trace};
  Seen seen;
  if (engine.run({}, &seen) != RunEnd::finished) require("the run did not finish");
  if (trace.size() != source.size() || seen.summaries.size() != source.size()) require("packets are missing");
  PacketReader reader{trace, registry()};
  for (std::uint32_t i = trace.size(); i-- > 0;) {
    if (!reader.load(PacketId{i})) require("a packet cannot be read back");
    require(check.packet(reader.context()));
    if (!test::sameAsPassed(seen.summaries[i], check.summary(), reader.context())) require("the reader's walk has another summary");
    checkRow(trace, trace.row(PacketId{i}), PacketId{i});
  }
}

}  // namespace
}  // namespace pw::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pw::fuzz::run({data, size});
  return 0;
}
