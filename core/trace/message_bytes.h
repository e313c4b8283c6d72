// The bytes of a stream, read again from the packets that hold them.
#pragma once
#include <memory>
#include <vector>

#include "core/trace/message_store.h"
#include "core/trace/trace.h"
#include "core/walk/registry.h"

namespace pw {

class PacketReader;

/// One thread; the trace and the registry must outlive it.
class MessageBytes {
 public:
  MessageBytes(const Trace& trace, const Registry& registry);
  ~MessageBytes();

  /// Of the stream that a packet belongs to, `length` bytes from `from` on, as packets up to this one hold them; up to
  /// where something cannot be read.
  [[nodiscard]] std::vector<std::uint8_t> read(PacketId packet, SeqNum from, std::uint32_t length);

 private:
  const Trace& trace_;
  std::unique_ptr<PacketReader> packets_;
};

}  // namespace pw
