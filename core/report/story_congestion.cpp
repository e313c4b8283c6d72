// Congestion signals in a story: marks, echoes, reductions, and what breaks the rules.
#include <algorithm>
#include <span>

#include "core/report/story_teller.h"

namespace pw {

namespace {

constexpr std::uint32_t kNone = Conversation::kNone;

/// The loops of one side's marked packets, added up.
struct Loops {
  std::uint32_t loops = 0, ce = 0, ece = 0, cwr = 0;
  std::int64_t echoNs = -1, reducedNs = -1;  ///< of the first loop that has both ends: mark to ECE, ECE to CWR
  std::vector<PacketId> shown;
};

class LoopCounter {
 public:
  explicit LoopCounter(const StoryTeller& t) : t_(t), items_(t.conversation.items()) {}

  Loops count(unsigned side) const {
    Loops all;
    for (const Conversation::EcnLoop& l : t_.conversation.ecnLoops()) {
      if (l.markedFromClient != (side == 0)) continue;
      ++all.loops;
      all.ce += l.ceCount;
      all.ece += l.eceCount;
      all.cwr += l.cwr != kNone ? 1u : 0u;
      if (all.echoNs < 0) all.echoNs = between(l.ce, l.firstEce);
      if (all.reducedNs < 0) all.reducedNs = between(l.firstEce, l.cwr);
      for (const std::uint32_t item : {l.ce, l.firstEce, l.cwr})
        if (item != kNone) all.shown.push_back(items_[item].packet);
    }
    return all;
  }

 private:
  [[nodiscard]] std::int64_t between(std::uint32_t from, std::uint32_t to) const {
    return from == kNone || to == kNone ? -1 : t_.ns(items_[from].packet, items_[to].packet);
  }

  const StoryTeller& t_;
  std::span<const Conversation::Item> items_;
};

/// Which sentence has all that was seen, and nothing else.
Msg sentenceFor(const Loops& l) {
  if (l.ce == 0) return l.cwr == 0 ? Msg::storyEcnEchoOnly : Msg::storyEcnEchoReduced;
  if (l.echoNs < 0) return l.ece == 0 ? Msg::storyEcnMarkOnly : Msg::storyEcnMarkEcho;
  if (l.reducedNs < 0) return Msg::storyEcnNotReduced;
  return l.loops == 1 ? Msg::storyEcnLoop : Msg::storyEcnLoops;
}

void classic(StoryTeller& t, unsigned side) {
  const Loops l = LoopCounter{t}.count(side);
  if (l.loops == 0) return;
  if (l.ce == 0 && l.ece == 0) return;  // a CWR alone says no more than its own mark does
  t.add(StoryRank::matter, sentenceFor(l),
        {t.role(side), t.role(side ^ 1u), t.count(l.ce), t.count(l.ece), t.count(l.cwr), t.count(l.loops),
         t.span(l.echoNs), t.span(l.reducedNs)},
        {{"side", side},
         {"loops", l.loops},
         {"ce", l.ce},
         {"ece", l.ece},
         {"cwr", l.cwr},
         {"first_echo_ns", l.echoNs},
         {"first_reduced_ns", l.reducedNs}},
        l.shown);
}

/// RFC 9768: the flags are a counter, and say nothing of echo or reduced.
void accurate(StoryTeller& t, unsigned side) {
  const StoryFacts::Side &sender = t.facts.side[side], &receiver = t.facts.side[side ^ 1u];
  if (sender.ce.count == 0 && receiver.counted.count == 0) return;
  std::vector<PacketId> packets = sender.ce.shown;
  packets.insert(packets.end(), receiver.counted.shown.begin(), receiver.counted.shown.end());
  t.add(StoryRank::matter, Msg::storyAccCounted,
        {t.role(side), t.role(side ^ 1u), t.count(sender.ce.count),
         t.count(static_cast<std::uint64_t>(receiver.counted.sum))},
        {{"side", side}, {"ce", sender.ce.count}, {"counted", receiver.counted.sum}}, std::move(packets));
}

/// ECN in use, and no sign of congestion.
void quiet(StoryTeller& t) {
  std::uint32_t ect = 0;
  for (const StoryFacts::Side& s : t.facts.side) {
    if (s.ce.count + s.ece.count + s.counted.count != 0) return;
    ect += s.ect.count;
  }
  if (ect == 0) return;
  std::vector<PacketId> packets = t.facts.side[0].ect.shown;
  packets.insert(packets.end(), t.facts.side[1].ect.shown.begin(), t.facts.side[1].ect.shown.end());
  t.add(StoryRank::aside, Msg::storyEcnQuiet, {t.count(ect)}, {{"ect", ect}}, std::move(packets));
}

/// One sentence for each way in which a side breaks the rules, and one for all that experiments may do.
void breaches(StoryTeller& t, unsigned side) {
  const auto& all = t.facts.side[side].breaches;
  const auto of = [&](EcnBreach b) -> const Tally& { return all[static_cast<std::size_t>(b)]; };
  const auto tell = [&](StoryRank rank, Msg message, std::initializer_list<const Tally*> tallies) {
    std::uint32_t n = 0;
    std::vector<PacketId> packets;
    for (const Tally* tally : tallies) {
      n += tally->count;
      packets.insert(packets.end(), tally->shown.begin(), tally->shown.end());
    }
    std::sort(packets.begin(), packets.end());
    if (n != 0)
      t.add(rank, message, {t.role(side), t.count(n)}, {{"side", side}, {"segments", n}}, std::move(packets));
  };
  tell(StoryRank::trouble, Msg::storyBreachEct, {&of(EcnBreach::ectNotNegotiated)});
  tell(StoryRank::trouble, Msg::storyBreachFlags, {&of(EcnBreach::eceWithoutSetup), &of(EcnBreach::cwrWithoutSetup)});
  tell(StoryRank::trouble, Msg::storyBreachEceNotStopped, {&of(EcnBreach::eceNotStopped)});
  tell(StoryRank::detail, Msg::storyExperiment,
       {&of(EcnBreach::ectOnSyn), &of(EcnBreach::ectOnPureAck), &of(EcnBreach::ectOnRepeat)});
}

}  // namespace

void tellCongestion(StoryTeller& t) {
  const EcnSetup ecn = t.tcp.ecn;
  // In mid-stream nobody knows whether ECE and CWR are signals or a counter.
  for (const unsigned side : {0u, 1u}) {
    if (isClassicEcn(ecn)) classic(t, side);
    if (ecn == EcnSetup::accNegotiated) accurate(t, side);
    if (ecn == EcnSetup::unknown) {
      const StoryFacts::Side& s = t.facts.side[side];
      if (s.ce.count != 0)
        t.add(StoryRank::matter, Msg::storyCeUnknown, {t.role(side), t.count(s.ce.count)},
              {{"side", side}, {"ce", s.ce.count}}, s.ce.shown);
    }
  }
  if (isClassicEcn(ecn) || ecn == EcnSetup::accNegotiated) quiet(t);
  for (const unsigned side : {0u, 1u}) breaches(t, side);
}

}  // namespace pw
