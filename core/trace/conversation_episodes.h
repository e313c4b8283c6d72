// Stretches of a conversation that mean something as a whole, found while its packets go by.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "core/trace/conversation.h"

namespace pw {

/// Fed with every item in order.
class EpisodeFinder {
 public:
  /// Silence of at least this long is told.
  static constexpr std::int64_t kIdleNs = 1'000'000'000;

  /// The numbers of ecnEcho and ecnReduced marks, which the tracker leaves to us. To be called before add(), for TCP;
  /// valid until the next call.
  std::span<const Why> signal(std::uint32_t item, const PacketRow& row, TcpMarks marks);
  /// `flow` is the state after the item.
  void add(std::uint32_t item, const PacketRow& row, const Conversation::Item& what, const TcpFlow& flow);
  /// Ends what is still open.
  void finish();

  /// By first item.
  [[nodiscard]] std::vector<Conversation::Episode> takeEpisodes();
  [[nodiscard]] std::vector<Conversation::EcnLoop> takeLoops() { return std::move(loops_); }

 private:
  using Kind = Conversation::Kind;
  static constexpr std::uint32_t kNone = Conversation::kNone;

  struct Open {
    std::uint32_t first = kNone, last = kNone;
    std::uint32_t count = 0;
    SeqNum until;  ///< loss: over once this is acknowledged
  };
  /// By Direction of the data that is marked.
  struct Signals {
    std::uint32_t loop = kNone;  ///< into loops_
    bool reduced = false;        ///< its CWR was seen
    SeqNum cwrEnd;
    std::int64_t ceNs = 0, eceNs = 0;
  };

  void steps(std::uint32_t item, const Conversation::Item& what);
  void loss(std::uint32_t item, const PacketRow& row, const TcpFlow& flow);
  void window(std::uint32_t item, const PacketRow& row);
  void idle(std::uint32_t item, const PacketRow& row);
  void mark(std::uint32_t item, const PacketRow& row);
  Why echo(std::uint32_t item, const PacketRow& row);
  Why reduced(std::uint32_t item, const PacketRow& row);
  Conversation::EcnLoop& loopOf(Signals& signals);
  void touch(Open& episode, std::uint32_t item) noexcept;
  void close(Kind kind, Open& episode);

  std::vector<Conversation::Episode> episodes_;
  std::vector<Conversation::EcnLoop> loops_;
  std::vector<std::uint32_t> loopEnds_;  ///< last item of each loop
  std::array<Why, 2> whys_;
  Open opening_, closing_, loss_;
  std::array<Open, 2> zeroWindow_;
  std::array<Signals, 2> signals_;
  std::array<bool, 2> fromClient_{true, false};
  std::uint32_t reset_ = kNone;
  unsigned lossWay_ = 0;  ///< Direction of the data that was lost
  std::int64_t previousNs_ = 0;
  std::uint32_t previous_ = kNone;
};

}  // namespace pw
