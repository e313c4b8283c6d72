// Where messages of DNS end in a TCP stream: each has its length before it (RFC 1035 §4.2.2), and they may lie in
// segments in any way (RFC 7766 §8).
#pragma once
#include <algorithm>
#include <array>

#include "core/stream/stream_framer.h"

namespace pw::dns {

/// What a walk over a message is told.
struct Facts {
  bool framed = false;  ///< its length stands before it
  bool rest = false;    ///< the end of a message of which bytes are missing

  [[nodiscard]] constexpr std::uint64_t packed() const noexcept { return (framed ? 1u : 0u) | (rest ? 2u : 0u); }
  static constexpr Facts unpacked(std::uint64_t v) noexcept { return {(v & 1) != 0, (v & 2) != 0}; }
};

/// The number by which a message asks or answers (RFC 1035 §4.1.1).
constexpr QuestionNumber questionOf(std::uint16_t id, bool answer) noexcept {
  return {std::uint64_t{1} << 16 | id, answer};
}

class DnsFramer final : public StreamFramer {
 public:
  static constexpr std::size_t kLengthBytes = 2;

  void feed(unsigned side, ByteView bytes, MessageEnds& ends) override {
    Side& s = sides_[side & 1];
    for (std::size_t at = 0; at < bytes.size();) {
      at += s.take(bytes.subspan(at));
      if (!s.whole()) return;
      ends.add(at, s.facts().packed(), 0, s.question());
      s = {};
    }
  }
  /// The bytes of a message that are missing are not made up: what is there of it is no message.
  bool gap(unsigned side, std::uint32_t bytes) override {
    sides_[side & 1].lose(bytes);
    return false;
  }
  bool close(unsigned, std::uint64_t& facts) override {
    facts = 0;
    return false;
  }
  [[nodiscard]] Begun begun(unsigned side) const override {
    const Side& s = sides_[side & 1];
    Begun b{.facts = s.facts().packed(), .tell = s.seen != 0 && !s.lost};
    if (s.hasLength()) b.left = s.size() - s.seen;
    return b;
  }

 private:
  struct Side {
    std::array<std::uint8_t, 5> head{};  ///< length, identifier, first byte of the flags
    std::uint32_t seen = 0;              ///< bytes of the message, its length with it
    bool lost = false;                   ///< bytes of it are missing

    [[nodiscard]] bool hasLength() const noexcept { return seen >= kLengthBytes; }
    /// With the two bytes of the length.
    [[nodiscard]] std::uint32_t size() const noexcept {
      return static_cast<std::uint32_t>(kLengthBytes) + (std::uint32_t{head[0]} << 8 | head[1]);
    }
    [[nodiscard]] bool whole() const noexcept { return hasLength() && seen == size(); }

    /// Bytes that belong to the message.
    std::size_t take(ByteView bytes) noexcept {
      std::size_t n = 0;
      while (n < bytes.size() && !whole() && seen < head.size()) head[seen++] = bytes[n++];
      if (n == bytes.size() || whole()) return n;
      const auto more = static_cast<std::uint32_t>(std::min<std::size_t>(bytes.size() - n, size() - seen));
      seen += more;
      return n + more;
    }
    /// Behind missing bytes within a message its end is known still; else whatever comes is taken for a beginning.
    void lose(std::uint32_t bytes) noexcept {
      const bool within = hasLength() && bytes < size() - seen;
      if (!within) return void(*this = {});
      seen += bytes;
      lost = true;
    }
    [[nodiscard]] Facts facts() const noexcept { return {true, lost}; }
    [[nodiscard]] QuestionNumber question() const noexcept {
      if (lost || seen < head.size()) return {};
      return questionOf(static_cast<std::uint16_t>(head[2] << 8 | head[3]), (head[4] & 0x80) != 0);
    }
  };

  Side sides_[2];
};

}  // namespace pw::dns
