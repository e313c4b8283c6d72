// Both sides of an HTTP connection. Each step of the input is a byte that says who sends and how much, and the bytes.
#include <array>
#include <vector>

#include "dissectors/http/http_framer.h"
#include "tests/fuzz/fuzz_support.h"

namespace {

using pw::fuzz::require;

/// Ends in each side's stream, but for those that stand where a segment ends because nothing else tells.
using Ends = std::array<std::vector<std::uint64_t>, 2>;

void feed(pw::http::HttpFramer& framer, unsigned side, pw::ByteView bytes, std::uint64_t& fed, Ends& out) {
  pw::MessageEnds ends;
  framer.feed(side, bytes, ends);
  std::uint32_t before = 0;
  for (const auto& e : ends.all()) {
    require(e.at > before && e.at <= bytes.size() ? "" : "an end lies outside what was fed");
    before = e.at;
    const auto part = pw::http::partOf(static_cast<std::uint32_t>(e.facts));
    if (part == pw::http::Part::message || part == pw::http::Part::webSocket) out[side].push_back(fed + e.at);
  }
  fed += bytes.size();
}

Ends run(pw::ByteView input, std::size_t most) {
  pw::http::HttpFramer framer;
  pw::fuzz::Settings steps{input};
  std::array<std::uint64_t, 2> fed{};
  Ends out;
  while (!steps.rest().empty()) {
    const unsigned what = steps.u8();
    const unsigned side = what >> 7;
    pw::ByteView bytes = steps.take((what & 0x3fu) * 16u);
    if (what == 0x80) framer.gap(side, 100);
    while (!bytes.empty()) {
      const pw::ByteView piece = bytes.first(std::min(most, bytes.size()));
      feed(framer, side, piece, fed[side], out);
      bytes = bytes.subspan(piece.size());
    }
  }
  for (unsigned side = 0; side < 2; ++side) {
    std::uint64_t facts = 0;
    framer.close(side, facts);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)run({data, size}, SIZE_MAX);
  (void)run({data, size}, 1 + size % 7);
  return 0;
}
