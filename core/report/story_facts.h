// What a story is told from: counted in one pass over a conversation's packets. Inside core/report only.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "core/trace/conversation.h"

namespace pw {

/// How often something happened, and the first packets that show it.
struct Tally {
  static constexpr std::size_t kMostShown = 16;

  std::uint32_t count = 0;
  std::int64_t sum = 0;    ///< bytes or ns, by what is counted
  std::int64_t first = 0;  ///< of the same
  std::int64_t most = 0;
  std::vector<PacketId> shown;

  void add(PacketId packet, std::int64_t amount = 0) {
    if (count++ == 0) first = amount;
    if (__builtin_add_overflow(sum, amount, &sum)) sum = INT64_MAX;
    if (amount > most) most = amount;
    if (shown.size() < kMostShown) shown.push_back(packet);
  }
};

struct StoryFacts {
  struct Side {
    Tally data;         ///< segments with payload, bytes; keep-alives and probes left out
    Tally synRetries;   ///< SYNs, or SYN/ACKs, sent again; ns since the one before
    Tally fast;         ///< fast retransmissions
    Tally timeouts;     ///< retransmissions after so long a silence that a timer must have run out; ns
    Tally others;       ///< other retransmissions; ns
    Tally spurious;
    Tally outOfOrder;   ///< came soon after the gap that they fill
    Tally refilled;     ///< out of order too, but a round trip behind the gap; ns since it showed
    Tally gaps;         ///< bytes missing
    Tally ackUnseen;    ///< bytes acknowledged that were not captured
    Tally keepAlives, keepAliveAcks;
    Tally zeroWindows;  ///< stretches in which this side took no data; ns
    std::uint32_t windowStillZero = Conversation::kNone;  ///< item at which the window closed and stayed so
    Tally ce, ect;      ///< packets with CE; with ECT and no CE
    Tally ece, cwr;     ///< behind the opening
    Tally counted;      ///< AccECN: CE marks that this side's ACE counter tells of
    std::array<Tally, static_cast<std::size_t>(EcnBreach::eceNotStopped) + 1> breaches;
  };
  std::array<Side, 2> side;      ///< 0 the client's
  std::array<PacketId, 3> open;  ///< SYN (the one that was answered), SYN/ACK, ACK; none where not captured
  PacketId ecnSyn, plainSyn;     ///< the first SYN that asked for ECN; the first after it that did not
  PacketId reusedPorts;
  std::vector<PacketId> syns;    ///< of the client
  std::vector<PacketId> closing; ///< the steps of the end
  std::int64_t earliestNs = INT64_MAX, latestNs = INT64_MIN;
  Tally errors;                  ///< error messages about its packets
  Tally pauses;                  ///< nothing was sent; ns
  std::vector<PacketId> longestPause;  ///< the packets before and after it
};

/// Reads every row of the conversation once.
StoryFacts gatherFacts(const Trace& trace, const Conversation& conversation);

}  // namespace pw
