// Segments of one conversation: judged with and without reasons, then as packets through engine, trace and Conversation.
// Input as for test::SegmentMaker; byte 9, bit 0: the second as well, which takes a hundred times as long.
#include "core/engine/engine.h"
#include "core/trace/conversation.h"
#include "tests/fuzz/fuzz_support.h"
#include "tests/support/conversation_check.h"
#include "tests/support/memory_packets.h"
#include "tests/support/segment_maker.h"
#include "tests/support/tcp_states.h"

namespace pw::fuzz {
namespace {

constexpr std::size_t kMaxSegments = 256;

std::vector<TcpMarks> judge(const std::vector<TcpSegment>& segments) {
  TcpFlow flow, same;
  TcpNotes notes{{0, 0}};
  std::vector<TcpMarks> marks;
  for (const TcpSegment& s : segments) {
    const auto from = flow.state;
    notes.clear();
    marks.push_back(trackSegment(flow, s, &notes));
    if (trackSegment(same, s) != marks.back()) require("other marks without reasons");
    if (flow.state != same.state || flow.opening != same.opening || flow.closing != same.closing || flow.ecn != same.ecn)
      require("another conversation without reasons");
    for (const unsigned end : {0u, 1u})
      if (!test::isLegalMove(from[end], flow.state[end])) require("a state that cannot follow");
    for (const TcpNotes::Note& n : notes.notes())
      if (!marks.back().has(n.mark)) require("a reason for no mark");
  }
  return marks;
}

void run(ByteView input) {
  std::vector<TcpSegment> segments = test::segmentsOf(input);
  if (segments.size() > kMaxSegments) segments.resize(kMaxSegments);
  const std::vector<TcpMarks> marks = judge(segments);
  if (input.size() < 10 || (input[9] & 1u) == 0) return;
  test::MemoryPackets source{LinkType::ipv4, 16};
  for (const TcpSegment& s : segments) source.add(test::packetOf(s), s.timeNs);
  Trace trace;
  Engine engine{registry(), source, trace};
  engine.useThread(false);
  if (engine.run() != RunEnd::finished || trace.size() != segments.size()) require("packets are missing");
  require(test::conversationFaults(trace));
  if (trace.flowCount() != 1) return;  // ports used again: judged anew
  for (std::uint32_t i = 0; i < trace.size(); ++i)
    if (trace.marks(PacketId{i}) != marks[i]) require("the engine has other marks");
}

}  // namespace
}  // namespace pw::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pw::fuzz::run({data, size});
  return 0;
}
