// One packet of a trace, ready to be walked: its bytes from the store and all that is known about it.
#pragma once
#include <optional>
#include <vector>

#include "core/trace/trace.h"
#include "core/walk/walk.h"

namespace pw {

/// Reads packets back. One per thread; the trace and the registry must outlive it.
class PacketReader {
 public:
  PacketReader(const Trace& trace, const Registry& registry) : trace_(trace), registry_(registry) {}

  /// Loads a packet below trace.size(). False where its bytes cannot be read any more (the file was changed); the
  /// context then has what there is. The context lives until the next load().
  bool load(PacketId id);
  [[nodiscard]] const PacketContext& context() const noexcept { return context_; }

  /// Walks the loaded packet. The sink is cleared first; a FieldSink's tree borrows this reader's bytes.
  template <class Sink>
  const PacketSummary& walk(Sink& sink) {
    sink.clear();
    summary_.clear();
    walkPacket(registry_, context_, summary_, sink);
    return summary_;
  }

 private:
  void loadDatagram(PacketId id);

  const Trace& trace_;
  const Registry& registry_;
  PacketContext context_;
  PacketSummary summary_;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint8_t> datagramBytes_;
  std::shared_ptr<const Trace::Datagram> datagram_;
  std::shared_ptr<const CaptureInfo> info_;
  std::optional<PacketExtras> extras_;
};

/// Facts about a packet that come from its row and its interface; bytes, extras and reassembly are left to the caller.
void fillContext(PacketContext& context, const Trace& trace, const CaptureInfo* info, PacketId id, const PacketRow& row);

}  // namespace pw
