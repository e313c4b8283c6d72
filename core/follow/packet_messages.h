// The whole messages that end in a packet, each with its bytes where they can be put together.
#pragma once
#include <algorithm>

#include "core/trace/packet_reader.h"
#include "core/trace/stream_pieces.h"

namespace pw {

/// Calls `f(entry, view, number)` for each message that ends in a packet of a stream; `view` is null where the message
/// is too long to be put together, else the reader has loaded the packet and `number` is its place among
/// context().stream.messages.
template <class F>
void forEachMessage(PacketReader& reader, const Trace& trace, PacketId id, const PacketRow& row, F&& f) {
  const MessageStore& store = trace.messages();
  const std::size_t first = store.firstOf(id), size = store.size();
  std::size_t end = first, whole = 0;
  for (; end < size && store.packetOf(end) == id; ++end) whole += store[end].isWhole() ? 1u : 0u;
  if (whole == 0) return;
  reader.load(id);
  const std::span<const MessageView> views = reader.context().stream.messages;
  const bool all = views.size() == whole;
  std::size_t view = 0;
  for (std::size_t i = first; i < end; ++i) {
    const MessageStore::Entry e = store[i];
    if (!e.isWhole()) continue;
    const std::uint32_t skip = e.seq.since(payloadSeq(row));
    const bool together = skip > row.payload || row.payload - skip < e.length;
    const bool there = view < views.size() && (all || !together);
    f(e, there ? &views[view] : nullptr, view);
    if (there) ++view;
  }
}

}  // namespace pw
