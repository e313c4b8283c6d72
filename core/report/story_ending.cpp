// How the story ends.
#include "core/report/story_teller.h"

namespace pw {

namespace {

constexpr std::int64_t kIdleWorthTellingNs = 1'000'000'000;

unsigned closer(const StoryTeller& t) { return t.summary.sideOf(t.tcp.closer); }

void steps(StoryTeller& t, Msg message) {
  const std::int64_t ns = t.duration();
  const unsigned side = closer(t);
  t.add(StoryRank::frame, message, {t.role(side), t.role(side ^ 1u)},
        {{"side", side}, {"duration_ns", ns}, {"complete", t.tcp.secondFinAcked ? 1 : 0}}, t.facts.closing);
  if (!t.tcp.secondFinAcked && t.tcp.closing != Closing::simultaneous && !t.tcp.reset.valid())
    t.add(StoryRank::detail, Msg::storyLastAckMissing, {t.role(side)}, {{"side", side}},
          {t.tcp.fin[static_cast<unsigned>(t.summary.directionOf(side ^ 1u))]});
}

PacketId finOf(const StoryTeller& t, unsigned side) {
  return t.tcp.fin[static_cast<unsigned>(t.summary.directionOf(side))];
}

void halfClose(StoryTeller& t) {
  const unsigned side = closer(t);
  const std::int64_t ns = t.ns(finOf(t, side), finOf(t, side ^ 1u));
  std::vector<PacketId> packets{finOf(t, side), finOf(t, side ^ 1u)};
  packets.insert(packets.end(), t.facts.closing.begin(), t.facts.closing.end());
  t.add(StoryRank::frame, Msg::storyHalfClose,
        {t.role(side), t.role(side ^ 1u), t.count(t.tcp.halfCloseBytes), t.span(ns)},
        {{"side", side}, {"bytes", t.tcp.halfCloseBytes}, {"half_open_ns", ns}}, std::move(packets));
}

void finWithData(StoryTeller& t) {
  for (const unsigned side : {0u, 1u}) {
    const auto d = static_cast<unsigned>(t.summary.directionOf(side));
    if (!t.tcp.finCarriesData[d] || !t.tcp.fin[d].valid()) continue;
    const std::uint32_t bytes = t.payload(t.tcp.fin[d]);
    t.add(StoryRank::detail, Msg::storyFinWithData, {t.role(side), t.count(bytes)}, {{"side", side}, {"bytes", bytes}},
          {t.tcp.fin[d]});
  }
}

void reset(StoryTeller& t) {
  const unsigned side = t.summary.sideOf(t.tcp.resetter);
  switch (t.tcp.closing) {
    case Closing::reset:
      t.add(StoryRank::frame, Msg::storyReset, {t.role(side)}, {{"side", side}}, {t.tcp.reset});
      break;
    case Closing::resetAfterFin:
      t.add(StoryRank::frame, Msg::storyResetAfterFin, {t.role(side), t.role(closer(t))},
            {{"side", side}, {"fin_side", closer(t)}}, {t.tcp.reset, finOf(t, closer(t))});
      break;
    default:
      if (t.tcp.opening != Opening::refused && t.tcp.reset.valid())
        t.add(StoryRank::detail, Msg::storyResetAfterClose, {t.role(side)}, {{"side", side}}, {t.tcp.reset});
  }
}

/// From the conversation's last packet to the capture's.
std::int64_t silenceAtEnd(const StoryTeller& t) {
  const std::uint32_t rows = t.conversation.rows();
  return rows == 0 ? 0 : std::max<std::int64_t>(0, t.ns(t.summary.last, PacketId{rows - 1}));
}

void oneSided(StoryTeller& t) {
  const unsigned side = closer(t);
  const std::int64_t ns = silenceAtEnd(t);
  t.add(StoryRank::frame, t.tcp.firstFinAcked ? Msg::storyEndOneSided : Msg::storyEndFinUnanswered,
        {t.role(side), t.role(side ^ 1u), t.span(ns)},
        {{"side", side}, {"idle_ns", ns}, {"acknowledged", t.tcp.firstFinAcked ? 1 : 0}},
        {finOf(t, side), t.summary.last});
}

/// Bytes of a side that the other has not acknowledged.
std::uint32_t unacknowledged(const StoryTeller& t, unsigned side) {
  const TcpSide& sent = t.tcp.side[static_cast<unsigned>(t.summary.directionOf(side))];
  const TcpSide& other = t.tcp.side[static_cast<unsigned>(t.summary.directionOf(side ^ 1u))];
  return sent.hasNext && other.hasAck && sent.nextSeq.after(other.lastAck) ? sent.nextSeq.since(other.lastAck) : 0;
}

void stillOpen(StoryTeller& t) {
  if (t.tcp.opening == Opening::refused || t.tcp.opening == Opening::noAnswer ||
      t.tcp.opening == Opening::unfinished)
    return;
  const std::int64_t ns = silenceAtEnd(t);
  for (const unsigned side : {0u, 1u}) {
    const std::uint32_t bytes = unacknowledged(t, side);
    if (bytes == 0 || ns < kIdleWorthTellingNs) continue;
    t.add(StoryRank::frame, Msg::storyEndUnacknowledged, {t.role(side), t.count(bytes), t.span(ns)},
          {{"side", side}, {"bytes", bytes}, {"idle_ns", ns}}, {t.summary.last});
    return;
  }
  if (ns < kIdleWorthTellingNs)
    t.add(StoryRank::frame, Msg::storyEndOpen, {}, {{"idle_ns", ns}}, {t.summary.last});
  else
    t.add(StoryRank::frame, Msg::storyEndIdle, {t.span(ns)}, {{"idle_ns", ns}}, {t.summary.last});
}

}  // namespace

void tellEnding(StoryTeller& t) {
  switch (t.tcp.closing) {
    case Closing::open: stillOpen(t); break;
    case Closing::oneSided: oneSided(t); break;
    case Closing::fourSegments: steps(t, Msg::storyClosedFour); break;
    case Closing::threeSegments: steps(t, Msg::storyClosedThree); break;
    case Closing::simultaneous: steps(t, Msg::storyClosedSimultaneous); break;
    case Closing::halfClose: halfClose(t); break;
    case Closing::reset:
    case Closing::resetAfterFin: break;
  }
  reset(t);
  if (t.tcp.closing != Closing::open) finWithData(t);
}

}  // namespace pw
