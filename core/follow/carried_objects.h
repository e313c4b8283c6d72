// The files that a protocol carried in a capture: contents of its messages, with what was said of them.
#pragma once
#include <memory>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/follow/followed_stream.h"
#include "core/follow/shared_blocks.h"

namespace pw {

struct CarriedObject {
  FollowChunk content;  ///< for ChunkReader
  FlowId flow;
  bool answer = false;  ///< came with an answer, not with a request
  std::string host;     ///< whom the latest request of the conversation asked, as sent
  std::string target;   ///< for what; empty where no request was seen
  std::string type;     ///< media type as declared, with parameters
};

/// Never changes. In the order of the packets that complete them.
class CarriedObjects {
 public:
  /// Bytes kept of a name; more is cut off.
  static constexpr std::size_t kMaxText = 4096;
  /// Objects past so many are left out; whole() then says false.
  static constexpr std::size_t kMaxObjects = std::size_t{1} << 20;

  /// Those of messages of `protocol` that end below `rows`. Reads every such message. Null where `stop` was asked for.
  /// `before` is continued where it is not null. Any thread.
  static std::shared_ptr<const CarriedObjects> make(const Trace& trace, const Registry& registry, ProtocolId protocol,
                                                    std::uint32_t rows, const CarriedObjects* before = nullptr,
                                                    const std::stop_token& stop = {});

  [[nodiscard]] std::size_t size() const noexcept { return objects_.size(); }
  [[nodiscard]] const CarriedObject& operator[](std::size_t i) const noexcept { return *objects_[i]; }
  [[nodiscard]] std::uint32_t rows() const noexcept { return rows_; }
  [[nodiscard]] bool whole() const noexcept { return whole_; }

 private:
  struct Asked {
    std::string host, target;
  };

  SharedBlocks<std::shared_ptr<const CarriedObject>> objects_;
  std::unordered_map<std::uint32_t, Asked> asked_;  ///< by flow
  std::uint32_t rows_ = 0;
  std::size_t entries_ = 0;  ///< of the trace's messages that were looked at
  bool whole_ = true;
};

}  // namespace pw
