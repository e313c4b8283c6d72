#include "ui/timeline/ladder_messages.h"

#include "core/trace/packet_reader.h"

namespace pw::ui {

namespace {

constexpr std::uint32_t kBetweenLooks = 256;

/// A message ends in the packet, or begins there, that is not one of many alike.
bool tells(const Trace& trace, const Registry& registry, PacketId packet) {
  const MessageStore& all = trace.messages();
  for (std::size_t i = all.firstOf(packet); i < all.size() && all.packetOf(i) == packet; ++i) {
    const MessageStore::Entry e = all[i];
    if (e.part == StreamMessage::Part::goesOn) continue;
    const StreamProtocol* p = registry.protocol(e.protocol).stream;
    if (p != nullptr && (p->telling == nullptr || p->telling(e.facts))) return true;
  }
  return false;
}

}  // namespace

void sayMessages(LadderInput& in, const Conversation& conversation, const Trace& trace, const Registry& registry,
                 const std::stop_token& stop) {
  PacketReader reader{trace, registry};
  RowSink row;
  const auto count = static_cast<std::uint32_t>(in.packets.size());
  for (std::uint32_t i = 0; i < count && in.said.size() < kMaxLadderMessages; ++i) {
    if (i % kBetweenLooks == 0 && stop.stop_requested()) return;
    const PacketId packet = conversation.items()[i].packet;
    if (in.packets[i].bytes == 0 || !trace.row(packet).marks.inStream() || !tells(trace, registry, packet)) continue;
    if (!reader.load(packet)) continue;
    reader.walk(row);
    in.said.push_back({i, row.text.info.substr(row.text.fence)});
    in.packets[i].foldable = false;
    in.packets[i].event = true;
  }
}

}  // namespace pw::ui
