// The middle of the story: what was sent, what went wrong on the way and how it was repaired, and who waited for whom.
#include <algorithm>
#include <array>

#include "core/report/story_teller.h"

namespace pw {

namespace {

std::int64_t number(std::uint64_t n) { return static_cast<std::int64_t>(n); }

PacketId firstOf(const Tally& tally) { return tally.shown.empty() ? PacketId{} : tally.shown.front(); }

/// The first packet of a side; none where nothing but error messages went that way.
PacketId firstFrom(const StoryTeller& t, unsigned side) {
  for (const Conversation::Item& item : t.conversation.items())
    if (item.fromClient == (side == 0) && !t.trace.row(item.packet).quotes) return item.packet;
  return {};
}

PacketId lastFrom(const StoryTeller& t, unsigned side) {
  const auto items = t.conversation.items();
  for (auto it = items.rbegin(); it != items.rend(); ++it)
    if (it->fromClient == (side == 0) && !t.trace.row(it->packet).quotes) return it->packet;
  return {};
}

/// Who sent first, and how much: all that is known of UDP.
void datagrams(StoryTeller& t) {
  const FlowSummary& s = t.summary;
  const std::array<PacketId, 2> first{firstFrom(t, 0), firstFrom(t, 1)};
  if (!first[0].valid() && !first[1].valid()) return;
  const unsigned asker = first[0] < first[1] ? 0 : 1, other = asker ^ 1u;  // none is the highest number
  if (!first[other].valid()) {
    const PacketId last = lastFrom(t, asker);
    const std::int64_t took = t.ns(first[asker], last);
    t.add(StoryRank::frame, Msg::storyOneWay,
          {t.end(asker), t.end(other), t.count(s.packets[asker]), t.count(s.bytes[asker]), t.span(took)},
          {{"packets", s.packets[asker]}, {"bytes", number(s.bytes[asker])}, {"duration_ns", took}},
          {first[asker], last});
    return;
  }
  const std::int64_t ns = t.duration(), wait = t.ns(first[asker], first[other]);
  t.add(StoryRank::frame, Msg::storyBothWays,
        {t.end(asker), t.end(other), t.count(s.packets[asker]), t.count(s.bytes[asker]), t.count(s.packets[other]),
         t.count(s.bytes[other]), t.span(ns)},
        {{"packets", s.packets[asker]},
         {"bytes", number(s.bytes[asker])},
         {"packets_back", s.packets[other]},
         {"bytes_back", number(s.bytes[other])},
         {"duration_ns", ns}},
        {first[asker], first[other], s.last});
  t.add(StoryRank::matter, Msg::storyFirstAnswer, {t.span(wait)}, {{"after_ns", wait}}, {first[other], first[asker]});
}

void tcpTransfer(StoryTeller& t) {
  const Tally &client = t.facts.side[0].data, &server = t.facts.side[1].data;
  const std::int64_t ns = t.duration();
  if (client.count + server.count == 0) {
    const bool established = t.facts.open[2].valid() || t.tcp.opening == Opening::midStream;
    if (established && !t.conversation.captureMayHaveGaps())
      t.add(StoryRank::matter, Msg::storySentNothing, {t.span(ns)}, {{"duration_ns", ns}},
            {t.summary.first, t.summary.last});
    return;
  }
  if (client.count == 0 || server.count == 0) {
    const unsigned side = server.count == 0 ? 0 : 1;
    const Tally& sent = t.facts.side[side].data;
    const bool sure = !t.conversation.captureMayHaveGaps() && t.summary.packets[side ^ 1u] != 0;
    t.add(StoryRank::frame, sure ? Msg::storySentOneWay : Msg::storySeenOneWay,
          {t.role(side), t.count(static_cast<std::uint64_t>(sent.sum)), t.count(sent.count), t.role(side ^ 1u),
           t.span(ns)},
          {{"side", side}, {"bytes", sent.sum}, {"segments", sent.count}, {"duration_ns", ns}},
          {firstOf(sent), sent.shown.back()});
    return;
  }
  t.add(StoryRank::frame, Msg::storySent,
        {t.count(static_cast<std::uint64_t>(client.sum)), t.count(client.count),
         t.count(static_cast<std::uint64_t>(server.sum)), t.count(server.count), t.span(ns)},
        {{"client_bytes", client.sum},
         {"client_segments", client.count},
         {"server_bytes", server.sum},
         {"server_segments", server.count},
         {"duration_ns", ns}},
        {firstOf(client), firstOf(server)});
}

/// Segments that their sender took for lost, by how it found out.
void repairs(StoryTeller& t, unsigned side) {
  const StoryFacts::Side& s = t.facts.side[side];
  const std::uint32_t n = s.fast.count + s.timeouts.count + s.others.count;
  if (n == 0) return;
  std::vector<PacketId> packets;
  for (const Tally* tally : {&s.fast, &s.timeouts, &s.others})
    packets.insert(packets.end(), tally->shown.begin(), tally->shown.end());
  std::sort(packets.begin(), packets.end());
  const std::string role = t.role(side), count = t.count(n), longest = t.span(s.timeouts.most);
  Msg message = Msg::storyLossMixed;
  std::vector<std::string> arguments{role, count, t.count(s.fast.count), t.count(s.timeouts.count),
                                     t.count(s.others.count)};
  if (n == s.fast.count) {
    message = Msg::storyLossFast;
    arguments = {role, count};
  } else if (n == s.timeouts.count) {
    message = Msg::storyLossTimeout;
    arguments = {role, count, longest};
  } else if (n == s.others.count) {
    message = Msg::storyLossOther;
    arguments = {role, count, t.span(s.others.most)};
  }
  t.add(StoryRank::trouble, message, std::move(arguments),
        {{"side", side},
         {"segments", n},
         {"fast", s.fast.count},
         {"timeouts", s.timeouts.count},
         {"others", s.others.count},
         {"longest_wait_ns", std::max(s.timeouts.most, s.others.most)}},
        std::move(packets));
}

void otherTrouble(StoryTeller& t, unsigned side) {
  const StoryFacts::Side& s = t.facts.side[side];
  if (s.spurious.count != 0)
    t.add(StoryRank::detail, Msg::storySpurious, {t.role(side), t.count(s.spurious.count), t.role(side ^ 1u)},
          {{"side", side}, {"segments", s.spurious.count}}, s.spurious.shown);
  if (s.refilled.count != 0)
    t.add(StoryRank::trouble, Msg::storyRefilled, {t.role(side), t.count(s.refilled.count), t.span(s.refilled.most)},
          {{"side", side}, {"segments", s.refilled.count}, {"longest_wait_ns", s.refilled.most}}, s.refilled.shown);
  if (s.outOfOrder.count != 0)
    t.add(StoryRank::detail, Msg::storyOutOfOrder, {t.role(side), t.count(s.outOfOrder.count)},
          {{"side", side}, {"segments", s.outOfOrder.count}}, s.outOfOrder.shown);
  const bool filled = s.fast.count + s.timeouts.count + s.others.count + s.spurious.count +
                          s.outOfOrder.count + s.refilled.count != 0;
  if (s.gaps.count != 0 && !filled)
    t.add(StoryRank::trouble, t.conversation.captureMayHaveGaps() ? Msg::storyGapsNotCaptured : Msg::storyGaps,
          {t.role(side), t.count(static_cast<std::uint64_t>(s.gaps.sum)), t.count(s.gaps.count)},
          {{"side", side}, {"bytes", s.gaps.sum}, {"places", s.gaps.count}}, s.gaps.shown);
  if (s.ackUnseen.count != 0)
    t.add(StoryRank::trouble, Msg::storyAckUnseen,
          {t.role(side), t.count(static_cast<std::uint64_t>(s.ackUnseen.sum)), t.role(side ^ 1u)},
          {{"side", side}, {"bytes", s.ackUnseen.sum}, {"places", s.ackUnseen.count}}, s.ackUnseen.shown);
}

void zeroWindow(StoryTeller& t, unsigned side) {
  const StoryFacts::Side& s = t.facts.side[side];
  if (s.zeroWindows.count == 0) return;
  const bool stuck = s.windowStillZero != Conversation::kNone;
  t.add(StoryRank::trouble, stuck ? Msg::storyZeroWindowStays : Msg::storyZeroWindow,
        {t.role(side), t.count(s.zeroWindows.count), t.role(side ^ 1u), t.span(s.zeroWindows.sum)},
        {{"side", side}, {"times", s.zeroWindows.count}, {"stalled_ns", s.zeroWindows.sum}}, s.zeroWindows.shown);
}

void keepAlive(StoryTeller& t, unsigned side) {
  const Tally &asked = t.facts.side[side].keepAlives, &answered = t.facts.side[side ^ 1u].keepAliveAcks;
  if (asked.count == 0) return;
  std::vector<PacketId> packets = asked.shown;
  packets.insert(packets.end(), answered.shown.begin(), answered.shown.end());
  t.add(StoryRank::detail, Msg::storyKeepAlive,
        {t.role(side), t.count(asked.count), t.role(side ^ 1u), t.count(answered.count), t.span(asked.first)},
        {{"side", side}, {"count", asked.count}, {"answered", answered.count}, {"first_idle_ns", asked.first}},
        std::move(packets));
}

}  // namespace

void tellTransfer(StoryTeller& t) {
  t.summary.transport == Transport::tcp && t.summary.followed ? tcpTransfer(t) : datagrams(t);
  if (const Tally& errors = t.facts.errors; errors.count != 0)
    t.add(StoryRank::trouble, Msg::storyErrors, {t.count(errors.count)}, {{"count", errors.count}}, errors.shown);
}

void tellLosses(StoryTeller& t) {
  bool losses = false;
  std::vector<PacketId> shown;
  for (const unsigned side : {0u, 1u}) {
    repairs(t, side);
    otherTrouble(t, side);
    const StoryFacts::Side& s = t.facts.side[side];
    losses |= s.fast.count + s.timeouts.count + s.others.count + s.refilled.count != 0;
    shown.insert(shown.end(), s.ackUnseen.shown.begin(), s.ackUnseen.shown.end());
  }
  if (!losses || !t.conversation.captureMayHaveGaps()) return;
  if (shown.empty()) shown.push_back(t.summary.first);  // the file itself says that packets were dropped
  t.add(StoryRank::trouble, Msg::storyLossMaybe, {}, {}, std::move(shown));
}

void tellWaiting(StoryTeller& t) {
  for (const unsigned side : {0u, 1u}) zeroWindow(t, side);
  if (const Tally& p = t.facts.pauses; p.count != 0)
    t.add(StoryRank::detail, p.count == 1 ? Msg::storyPause : Msg::storyPauses, {t.span(p.most), t.count(p.count)},
          {{"longest_ns", p.most}, {"count", p.count}, {"sum_ns", p.sum}}, t.facts.longestPause);
  for (const unsigned side : {0u, 1u}) keepAlive(t, side);
}

}  // namespace pw
