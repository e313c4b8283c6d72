// Which conversations of a capture hold the same exchange, once to be read by anybody and once sealed.
#pragma once
#include <stop_token>
#include <vector>

#include "core/compare/flow_steps.h"

namespace pw {

struct FlowPair {
  FlowId open, sealed;
  bool secret = false;      ///< a password, or another secret, can be read in the open one
  bool password = false;
  unsigned likeness = 0;    ///< percent: how well the sizes of requests and responses agree
};

inline constexpr std::size_t kMaxPairs = 64;
/// Conversations that are looked at, and packets: of one, and of all together.
inline constexpr std::size_t kMaxPairFlows = std::size_t{1} << 13;
inline constexpr std::size_t kMaxPairPackets = 128, kMaxPairWalks = std::size_t{1} << 18;

/// For each conversation in the clear the sealed one with the same server name that is most like it, where they agree by
/// half at least: those with a password first, then by likeness. Looks at the beginnings of conversations only, up to the
/// bounds above. Empty where there are none, or `stop` was asked for. Any thread.
std::vector<FlowPair> findPairs(const Trace& trace, const Registry& registry, std::uint32_t rows,
                                const std::stop_token& stop = {});

}  // namespace pw
