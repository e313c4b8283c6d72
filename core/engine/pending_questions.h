// Which packet asked what another one answers, for protocols whose questions carry a number (ICMP echo, DNS).
#pragma once
#include <cstdint>
#include <memory>

#include "core/flow/flow_key.h"
#include "core/packet/packet_id.h"
#include "core/packet/packet_summary.h"

namespace pw {

/// A table of fixed size; a question that falls into the place of another one takes it, so that of very many at a time
/// some are answered without being known. Engine's thread.
class PendingQuestions {
 public:
  static constexpr std::size_t kPlaces = 1 << 14;

  /// Says the same for a question and its answer. 0 where the packet is neither.
  static std::uint64_t keyOf(const PacketSummary& s) noexcept {
    if (s.exchange.key == 0) return 0;
    const bool answer = s.exchange.answer;
    const auto asker = wordsOf(answer ? s.dst : s.src), asked = wordsOf(answer ? s.src : s.dst);
    std::uint64_t h = s.exchange.key;
    for (const std::uint64_t word : {asker[0], asker[1], asked[0], asked[1]}) h = (h ^ word ^ h >> 29) * kOdd;
    return (h ^ h >> 32) | 1;
  }

  /// The same for a question between ports: `flow` is the hash of the conversation's key.
  static std::uint64_t keyOf(std::uint64_t flow, std::uint32_t number) noexcept {
    const std::uint64_t h = (flow ^ number ^ flow >> 29) * kOdd;
    return (h ^ h >> 32) | 1;
  }

  void ask(std::uint64_t key, PacketId packet) {
    if (!places_) places_ = std::make_unique<Place[]>(kPlaces);
    places_[indexOf(key)] = {key, packet, {}};
  }
  /// The question, where nobody has answered it; not valid else.
  [[nodiscard]] PacketId openQuestion(std::uint64_t key) const noexcept {
    if (!places_) return {};
    const Place& p = places_[indexOf(key)];
    return p.key == key && !p.answer.valid() ? p.packet : PacketId{};
  }
  /// What an answer has to do with: the question, or the answer before where there was one. Not valid where nobody
  /// asked.
  PacketId answer(std::uint64_t key, PacketId packet) noexcept {
    if (!places_) return {};
    Place& p = places_[indexOf(key)];
    if (p.key != key) return {};
    if (p.answer.valid()) return p.answer;
    p.answer = packet;
    return p.packet;
  }

 private:
  struct Place {
    std::uint64_t key = 0;
    PacketId packet;
    PacketId answer;
  };
  static constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;
  static std::size_t indexOf(std::uint64_t key) noexcept { return (key * kOdd) >> 50; }
  static_assert(kPlaces == std::size_t{1} << (64 - 50));

  std::unique_ptr<Place[]> places_;
};

}  // namespace pw
