// What a message of a TCP stream holds for somebody who reads the conversation instead of its fields: text and content
// as a person would see them, and of what is sealed only that it is there.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bytes/byte_view.h"

namespace pw {

struct ReadablePart {
  enum class Kind : std::uint8_t {
    head,    ///< what stands before the content, as sent
    body,    ///< the content, put together and unpacked
    named,   ///< structure that is known by `name`; `text()` says the one thing in it that people look for, if any
    sealed,  ///< encrypted: `length` bytes, of which at most `inside` are data
  };
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  Kind kind = Kind::head;
  bool decoded = false;      ///< the bytes lie in ReadableParts::decoded, not in the message
  bool whole = true;         ///< body: it could be unpacked to its end
  std::uint32_t at = 0;      ///< bytes from the start of the message, or of `decoded`
  std::uint32_t length = 0;  ///< bytes
  std::uint32_t inside = kUnknown;
  std::string_view name{};   ///< a term of the protocol; lives as long as the program
};

/// What a message says of the content that it carries; views into the message.
struct CarriedContent {
  bool known = false;   ///< the message is a request or an answer
  bool answer = false;
  std::string_view host, target;  ///< of a request
  std::string_view type;          ///< as declared
};

struct ReadableParts {
  std::vector<ReadablePart> parts;  ///< in the order of the message
  std::vector<std::uint8_t> decoded;
  CarriedContent content;

  void clear() noexcept {
    parts.clear();
    decoded.clear();
    content = {};
  }
  /// Bytes of a part of `message`.
  [[nodiscard]] ByteView bytes(const ReadablePart& p, ByteView message) const noexcept {
    const ByteView all = p.decoded ? ByteView{decoded} : message;
    return p.at >= all.size() ? ByteView{} : all.subspan(p.at, p.length < all.size() - p.at ? p.length : all.size() - p.at);
  }
};

}  // namespace pw
