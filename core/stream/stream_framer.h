// Where messages end in the two streams of a TCP conversation: what a protocol tells of itself so that its messages can
// be put together. A framer looks at as little as it can; what a message says is read when somebody looks at it.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/bytes/byte_view.h"

namespace pw {

/// Ends of messages within the bytes that a framer was fed.
class MessageEnds {
 public:
  struct End {
    std::uint32_t at = 0;     ///< bytes from the start of what was fed
    std::uint64_t facts = 0;  ///< what a walk over the message must know of the connection; the protocol's own coding
  };
  void clear() noexcept { ends_.clear(); }
  /// With rising `at`, each above the one before.
  void add(std::size_t at, std::uint64_t facts = 0) { ends_.push_back({static_cast<std::uint32_t>(at), facts}); }
  [[nodiscard]] const std::vector<End>& all() const noexcept { return ends_; }

 private:
  std::vector<End> ends_;
};

/// One for a conversation; it sees both directions in the order of the capture, each without gaps. Engine's thread. Bytes
/// are hostile: what it keeps is bounded.
class StreamFramer {
 public:
  virtual ~StreamFramer() = default;
  /// The next bytes from the client (side 0) or the server (1). What follows the last end belongs to a message that is
  /// not over.
  virtual void feed(unsigned side, ByteView bytes, MessageEnds& ends) = 0;
  /// Bytes are missing and will not come: what was begun is over, and the next bytes may be anywhere in a message.
  virtual void gap(unsigned side) = 0;
  /// No more bytes will come. True where that ends the message that was begun, with its facts.
  virtual bool close(unsigned side, std::uint64_t& facts) = 0;
};

/// How a protocol recognises its streams.
enum class Likeness : std::uint8_t {
  no,       ///< these bytes are something else
  perhaps,  ///< only the port can tell
  certain,
};

struct StreamProtocol {
  /// `bytes` begin a side's stream, or what was captured of it.
  Likeness (*probe)(ByteView bytes) noexcept;
  std::unique_ptr<StreamFramer> (*framer)();
  /// Where bytes that are "perhaps" this protocol are taken for it.
  std::span<const std::uint16_t> ports;
};

}  // namespace pw
