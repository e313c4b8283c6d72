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

  /// The first bytes of a message, at most `most`; up to where something cannot be read.
  [[nodiscard]] std::vector<std::uint8_t> beginningOf(const MessageStore::Entry& message, std::uint32_t most);

 private:
  const Trace& trace_;
  std::unique_ptr<PacketReader> packets_;
};

}  // namespace pw
