// How the story begins: who opened, how, how long it took, and what was agreed.
#include "core/report/story_teller.h"

namespace pw {

namespace {

/// Shorter round trips say nothing about where the capture was taken.
constexpr std::int64_t kLeastTellingRttNs = 1'000'000;

std::int64_t fastOpenBytes(const StoryTeller& t) {
  const auto client = static_cast<unsigned>(t.tcp.client);
  return static_cast<std::int64_t>(t.tcp.fastOpenEnd.since(t.tcp.synSeq[client]) - 1);
}

std::vector<PacketId> openingPackets(const StoryTeller& t) {
  return {t.facts.open[0], t.facts.open[1], t.facts.open[2]};
}

void threePackets(StoryTeller& t, Msg timed) {
  const std::int64_t rtt = t.tcp.initialRttNs;
  if (rtt < 0) {
    t.add(StoryRank::frame, Msg::storyOpenedUntimed, {t.end(0), t.end(1)}, {}, openingPackets(t));
    return;
  }
  t.add(StoryRank::frame, timed, {t.end(0), t.end(1), t.span(rtt)}, {{"initial_rtt_ns", rtt}}, openingPackets(t));
}

void withData(StoryTeller& t) {
  const std::int64_t rtt = t.tcp.initialRttNs;
  if (rtt < 0) return threePackets(t, Msg::storyOpenedThreeWay);
  const std::int64_t bytes = t.payload(t.tcp.openAck);
  t.add(StoryRank::frame, Msg::storyOpenedDataOnAck,
        {t.end(0), t.end(1), t.span(rtt), t.count(static_cast<std::uint64_t>(bytes))},
        {{"initial_rtt_ns", rtt}, {"bytes", bytes}}, openingPackets(t));
}

void fastOpen(StoryTeller& t, Msg message) {
  const std::int64_t bytes = fastOpenBytes(t);
  t.add(StoryRank::frame, message, {t.end(0), t.end(1), t.count(static_cast<std::uint64_t>(bytes))},
        {{"bytes", bytes}, {"initial_rtt_ns", t.tcp.initialRttNs}}, openingPackets(t));
}

/// Between two packets that both are there.
void between(StoryTeller& t, Msg message, PacketId from, PacketId to) {
  const std::int64_t ns = t.ns(from, to);
  t.add(StoryRank::frame, message, {t.end(0), t.end(1), t.span(ns)}, {{"after_ns", ns}}, {to, from});
}

/// The SYN that a packet answers.
PacketId synBefore(const StoryTeller& t, PacketId answer) {
  PacketId found = t.tcp.syn;
  for (const PacketId syn : t.facts.syns)
    if (syn < answer) found = syn;
  return found;
}

void noAnswer(StoryTeller& t) {
  t.add(StoryRank::frame, Msg::storyNoAnswer, {t.end(0), t.end(1)},
        {{"syns", static_cast<std::int64_t>(t.facts.side[0].synRetries.count) + 1}}, t.facts.syns);
}

void opening(StoryTeller& t) {
  const PacketId first = t.conversation.items().front().packet;
  switch (t.tcp.opening) {
    case Opening::threeWay: threePackets(t, Msg::storyOpenedThreeWay); break;
    case Opening::fastOpenRequested: threePackets(t, Msg::storyOpenedFastOpenRequested); break;
    case Opening::dataOnAck: withData(t); break;
    case Opening::fastOpen: fastOpen(t, Msg::storyOpenedFastOpen); break;
    case Opening::fastOpenIgnored: fastOpen(t, Msg::storyOpenedFastOpenIgnored); break;
    case Opening::simultaneous: {
      std::vector<PacketId> steps;
      for (const Conversation::Item& item : t.conversation.items())
        if (item.marks.openStep() != 0 && steps.size() < Tally::kMostShown) steps.push_back(item.packet);
      t.add(StoryRank::frame, Msg::storyOpenedSimultaneous, {t.end(0), t.end(1)}, {}, std::move(steps));
      break;
    }
    case Opening::unfinished: between(t, Msg::storyUnfinished, t.facts.open[0], t.facts.open[1]); break;
    case Opening::refused: between(t, Msg::storyRefused, synBefore(t, t.tcp.reset), t.tcp.reset); break;
    case Opening::noAnswer: noAnswer(t); break;
    case Opening::answerFirst:
      t.add(StoryRank::frame, Msg::storyAnswerFirst, {t.end(0), t.end(1)}, {}, {t.facts.open[1]});
      break;
    case Opening::midStream: t.add(StoryRank::frame, Msg::storyMidStream, {t.end(0), t.end(1)}, {}, {first}); break;
  }
}

void retries(StoryTeller& t) {
  for (const unsigned side : {0u, 1u}) {
    const Tally& again = t.facts.side[side].synRetries;
    if (again.count == 0) continue;
    const Msg message = side == 0 ? Msg::storySynRetried : Msg::storySynAckRetried;
    std::vector<PacketId> packets = again.shown;
    if (side == 0) packets.insert(packets.end(), t.facts.syns.begin(), t.facts.syns.end());
    // Of a SYN/ACK the wait is not kept: from the one before to this one.
    const std::int64_t first = side == 0 ? again.first : t.ns(t.facts.open[1], again.shown.front());
    t.add(StoryRank::matter, message, {t.count(again.count), t.span(first)},
          {{"count", again.count}, {"first_wait_ns", first}}, std::move(packets));
  }
}

/// The nearer an end, the shorter its half of the round trip. Only where the three packets are those of one try and
/// no application had a part in the third.
void placeOfCapture(StoryTeller& t) {
  const bool plain = t.tcp.opening == Opening::threeWay || t.tcp.opening == Opening::fastOpenRequested;
  const std::int64_t rtt = t.tcp.initialRttNs;
  if (!plain || t.tcp.synRepeats != 0 || rtt < kLeastTellingRttNs) return;
  if (!t.facts.open[0].valid() || !t.facts.open[1].valid()) return;
  const std::int64_t server = t.ns(t.facts.open[0], t.facts.open[1]), client = t.ns(t.facts.open[1], t.facts.open[2]);
  if (server < 0 || client < 0) return;
  constexpr std::int64_t kMuch = 4;
  const Msg message = client <= server / kMuch ? Msg::storyTapNearClient
                      : server <= client / kMuch ? Msg::storyTapNearServer
                                                 : Msg::storyTapBetween;
  t.add(StoryRank::aside, message, {t.span(rtt), t.span(server), t.span(client)},
        {{"initial_rtt_ns", rtt}, {"server_half_ns", server}, {"client_half_ns", client}}, openingPackets(t));
}

/// What the SYN/ACK says of the SYN's codepoint as it arrived (RFC 9768 table 2).
std::string_view codepointSeen(std::uint8_t synAckFlags) {
  switch (synAckFlags) {
    case 2: return "Not-ECT";
    case 3: return "ECT(1)";
    case 4: return "ECT(0)";
    case 6: return "CE";
    default: return "101";  // reserved
  }
}

}  // namespace

void tellOpening(StoryTeller& t) {
  if (t.facts.reusedPorts.valid())
    t.add(StoryRank::detail, Msg::storyPortsReused, {}, {}, {t.facts.reusedPorts});
  opening(t);
  retries(t);
  placeOfCapture(t);
}

void tellEcnAgreement(StoryTeller& t) {
  const std::vector<PacketId> both{t.facts.ecnSyn, t.facts.open[1]}, answer{t.facts.open[1], t.facts.ecnSyn};
  const auto say = [&](Msg message, const std::vector<PacketId>& packets) {
    t.add(StoryRank::matter, message, {}, {}, packets);
  };
  switch (t.tcp.ecn) {
    case EcnSetup::unknown:
    case EcnSetup::notAsked: break;
    case EcnSetup::asked: say(Msg::storyEcnAsked, {t.facts.ecnSyn}); break;
    case EcnSetup::negotiated: say(Msg::storyEcnNegotiated, both); break;
    case EcnSetup::refused: say(Msg::storyEcnRefused, answer); break;
    case EcnSetup::reflected: say(Msg::storyEcnReflected, answer); break;
    case EcnSetup::fallback: {
      if (!t.facts.plainSyn.valid()) break;
      const std::int64_t ns = t.ns(t.facts.ecnSyn, t.facts.plainSyn);
      t.add(StoryRank::matter, Msg::storyEcnFallback, {t.span(ns)}, {{"after_ns", ns}},
            {t.facts.plainSyn, t.facts.ecnSyn});
      break;
    }
    case EcnSetup::accAsked: say(Msg::storyAccAsked, {t.facts.ecnSyn}); break;
    case EcnSetup::accNegotiated:
      t.add(StoryRank::matter, Msg::storyAccNegotiated, {std::string{codepointSeen(t.tcp.synAckEcnFlags)}},
            {{"syn_ack_flags", t.tcp.synAckEcnFlags}}, both);
      break;
    case EcnSetup::accDowngraded: say(Msg::storyAccDowngraded, both); break;
    case EcnSetup::accRefused: say(Msg::storyAccRefused, answer); break;
  }
}

}  // namespace pw
