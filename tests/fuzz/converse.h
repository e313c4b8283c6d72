// A conversation of a protocol of streams whose messages are walked over with the facts that the framer found.
#pragma once
#include "core/stream/stream_framer.h"
#include "tests/fuzz/fuzz_support.h"

namespace pw::fuzz {

struct StreamTarget {
  std::string_view name;
  const StreamProtocol& stream;
};

inline void walkOver(const StreamTarget& target, ByteView bytes, std::uint64_t facts, std::uint16_t more) {
  static test::WalkCheck check{registry()};
  PacketContext context;
  context.id = PacketId{0};
  context.bytes = bytes;
  context.wireLen = wireLength(bytes.size(), more);
  require(check.protocol(target.name, context, PacketSummary{}, 0, facts));
}

/// Pieces of up to 255 bytes. The highest bit of the byte before says who sends, the next one that bytes are missing.
inline void converse(const StreamTarget& target, Settings settings) {
  const auto framer = target.stream.framer();
  std::vector<std::uint8_t> begun[2];
  MessageEnds ends;
  while (!settings.rest().empty()) {
    const unsigned how = settings.u8(), side = how >> 7;
    const ByteView piece = settings.take(settings.u8());
    if ((how & 0x40) != 0 && !framer->gap(side, how & 0x3f)) begun[side].clear();
    (void)target.stream.probe(piece);
    ends.clear();
    framer->feed(side, piece, ends);
    std::uint32_t before = 0;
    for (const MessageEnds::End& e : ends.all()) {
      require(e.at > before && e.at <= piece.size() ? std::string{} : "an end lies outside what was fed");
      begun[side].insert(begun[side].end(), piece.begin() + before, piece.begin() + e.at);
      walkOver(target, begun[side], e.facts, 0);
      require(e.back <= begun[side].size() ? std::string{} : "more is carried over than there is");
      begun[side].erase(begun[side].begin(), begun[side].end() - e.back);
      before = e.at;
    }
    begun[side].insert(begun[side].end(), piece.begin() + before, piece.end());
  }
  for (unsigned side = 0; side < 2; ++side) {
    std::uint64_t facts = 0;
    if (framer->close(side, facts) && !begun[side].empty()) walkOver(target, begun[side], facts, 0);
  }
}

}  // namespace pw::fuzz
