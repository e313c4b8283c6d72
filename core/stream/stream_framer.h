// Where messages end in the two streams of a TCP conversation: what a protocol tells of itself so that its messages can
// be put together. A framer looks at as little as it can; what a message says is read when somebody looks at it.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/bytes/byte_view.h"
#include "core/stream/readable_parts.h"
#include "core/packet/packet_summary.h"

namespace pw {

/// Ends of messages within the bytes that a framer was fed.
class MessageEnds {
 public:
  struct End {
    std::uint32_t at = 0;     ///< bytes from the start of what was fed
    std::uint64_t facts = 0;  ///< what a walk over the message must know of the connection; the protocol's own coding
    std::uint32_t back = 0;   ///< bytes before this end that the next message needs as well, to be understood
    QuestionNumber question{};  ///< of a message that asks or answers by a number: answers come in any order
  };
  void clear() noexcept {
    ends_.clear();
    foreignFrom_ = kNone;
  }
  /// With rising `at`, each above the one before.
  void add(std::size_t at, std::uint64_t facts = 0, std::size_t back = 0, QuestionNumber question = {}) {
    ends_.push_back({static_cast<std::uint32_t>(at), facts, static_cast<std::uint32_t>(back), question});
  }
  [[nodiscard]] const std::vector<End>& all() const noexcept { return ends_; }

  /// The protocol has handed the connection over: the bytes from here on are another one's. Messages that the framer
  /// makes of them all the same stand where nobody knows that other protocol.
  void foreign(std::size_t at) noexcept {
    if (foreignFrom_ == kNone) foreignFrom_ = static_cast<std::uint32_t>(at);
  }
  [[nodiscard]] bool hasForeign() const noexcept { return foreignFrom_ != kNone; }
  [[nodiscard]] std::uint32_t foreignFrom() const noexcept { return foreignFrom_; }
  /// Lets go of the messages that end behind a place.
  void cutAt(std::uint32_t at) {
    while (!ends_.empty() && ends_.back().at > at) ends_.pop_back();
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t foreignFrom_ = kNone;
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
  /// `bytes` bytes are missing and will not come. True where they lie within the message that was begun, which goes on
  /// behind them; else it is over, and the next bytes may be anywhere in a message.
  virtual bool gap(unsigned side, std::uint32_t bytes) = 0;
  /// No more bytes will come. True where that ends the message that was begun, with its facts.
  virtual bool close(unsigned side, std::uint64_t& facts) = 0;

  /// What there is to say of the message that was begun and is not over.
  struct Begun {
    std::uint64_t facts = 0;
    bool tell = false;       ///< something can be said of it already, in the segment where it begins
    bool everywhere = false; ///< and in each segment that it goes on in: nothing tells how far it reaches
    std::uint64_t left = UINT64_MAX;  ///< bytes that are still to come, where that is known
    bool news = false;       ///< it can be said in the latest segment as well, which brought the last of it
  };
  [[nodiscard]] virtual Begun begun(unsigned side) const = 0;
};

/// How a protocol recognises its streams.
enum class Likeness : std::uint8_t {
  no,       ///< these bytes are something else
  perhaps,  ///< only the port can tell
  certain,
};

/// What a message is in the talk of its connection: enough to link requests and responses.
struct MessageRole {
  enum class Turn : std::uint8_t {
    none,
    request,
    interim,   ///< a response before the final one
    response,
  };
  Turn turn = Turn::none;
  bool afterGap = false;  ///< bytes are missing before it: at most the latest request is answered still, by this response
  bool unasked = false;   ///< a response for which no request waited
  bool leadsOn = false;   ///< later requests may follow from it: a redirect, or a permission that is asked for
  bool continues = false; ///< it cannot be read without those before it of its side, back to one without this
};

struct StreamProtocol {
  /// `bytes` begin a side's stream, or what was captured of it.
  Likeness (*probe)(ByteView bytes) noexcept;
  std::unique_ptr<StreamFramer> (*framer)();
  /// Where bytes that are "perhaps" this protocol are taken for it.
  std::span<const std::uint16_t> ports;
  /// `bytes` begin a message beyond doubt, or nearly: what came before them may be missing.
  bool (*begins)(ByteView bytes) noexcept = nullptr;
  /// A segment in which a message only begins is one of this protocol, in the stack of its layers.
  bool layerFromStart = false;
  /// What it hands its connections over to lies within it: it stays a layer of those packets.
  bool carries = false;
  /// The role of a message by its facts. Null: there are no requests and responses that answer each other in turn.
  MessageRole (*role)(std::uint64_t facts) noexcept = nullptr;
  /// What one of its messages holds for those who read along; `facts` as the framer told. `out` is empty before. Null:
  /// its messages are best read as they are.
  void (*readable)(ByteView message, std::uint64_t facts, ReadableParts& out) = nullptr;
  /// False for a message of which there are many alike, such as a piece of a download. Null: each one tells something.
  bool (*telling)(std::uint64_t facts) noexcept = nullptr;
};

/// Tells by the bytes which protocol a stream is of.
class StreamFinder {
 public:
  virtual ~StreamFinder() = default;
  /// Only where it is certain. Null: nobody knows it.
  [[nodiscard]] virtual ProtocolId certain(ByteView bytes) const noexcept = 0;
  [[nodiscard]] virtual const StreamProtocol& protocol(ProtocolId id) const noexcept = 0;
};

}  // namespace pw
