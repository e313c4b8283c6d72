// The whole messages that end in a packet, each with its bytes where they can be put together.
#pragma once
#include <algorithm>

#include "core/trace/packet_reader.h"

namespace pw {

/// Calls `f(entry, view, number)` for each message that ends in a packet of a stream; `view` is null where the message is
/// too long to be put together, else the reader has loaded the packet and `number` is its place among
/// context().stream.messages.
template <class F>
void forEachMessage(PacketReader& reader, const Trace& trace, PacketId id, const PacketRow& row, F&& f) {
  const MessageStore& store = trace.messages();
  const std::size_t first = store.firstOf(id), size = store.size();
  const auto isWhole = [&](std::size_t i) { return store[i].partOf() == StreamMessage::Part::whole; };
  std::size_t end = first, whole = 0;
  for (; end < size && store[end].packet == id; ++end) whole += isWhole(end) ? 1u : 0u;
  if (whole == 0) return;
  reader.load(id);
  const std::span<const MessageView> views = reader.context().stream.messages;
  const bool all = views.size() == whole;
  std::size_t view = 0;
  for (std::size_t i = first; i < end; ++i) {
    if (!isWhole(i)) continue;
    const std::uint32_t skip = store[i].seq.since({row.seq});
    const bool together = skip > row.payload || row.payload - skip < store[i].length;
    const bool there = view < views.size() && (all || !together);
    f(store[i], there ? &views[view] : nullptr, view);
    if (there) ++view;
  }
}

}  // namespace pw
