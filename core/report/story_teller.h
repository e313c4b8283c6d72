// What the rules of a story share. Inside core/report only.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/story.h"
#include "core/report/story_facts.h"
#include "core/report/time_text.h"

namespace pw {

/// How much a line would be missed: where a story has more than kMaxStoryLines, the last kinds go first.
enum class StoryRank : std::uint8_t { frame, matter, trouble, detail, aside };

/// Collects the lines of one story in the order in which they are told.
class StoryTeller {
 public:
  using Numbers = std::initializer_list<std::pair<std::string_view, std::int64_t>>;

  StoryTeller(Language inLanguage, const Trace& ofTrace, const Conversation& told)
      : language(inLanguage),
        trace(ofTrace),
        conversation(told),
        summary(told.summary()),
        tcp(summary.tcp),
        facts(gatherFacts(ofTrace, told)) {}

  /// A line without packets of the conversation that show it is not told.
  void add(StoryRank rank, Msg message, std::vector<std::string> arguments, Numbers numbers,
           std::vector<PacketId> packets);
  /// The lines, at most kMaxStoryLines.
  std::vector<StoryLine> finish();

  [[nodiscard]] std::string count(std::uint64_t n) const { return std::to_string(n); }
  [[nodiscard]] std::string span(std::int64_t ns) const;
  /// "client" or "server".
  [[nodiscard]] std::string role(unsigned side) const;
  /// "192.0.2.1:80", "[2001:db8::1]:80".
  [[nodiscard]] std::string end(unsigned side) const;
  /// 0 where one of them was not captured.
  [[nodiscard]] std::int64_t ns(PacketId from, PacketId to) const {
    return from.valid() && to.valid() ? elapsedNs(trace.timeNs(from), trace.timeNs(to)) : 0;
  }
  [[nodiscard]] std::uint32_t payload(PacketId packet) const { return packet.valid() ? trace.row(packet).payload : 0; }
  /// From the earliest packet to the latest, in whatever order they were captured.
  [[nodiscard]] std::int64_t duration() const { return elapsedNs(facts.earliestNs, facts.latestNs); }

  const Language language;
  const Trace& trace;
  const Conversation& conversation;
  const FlowSummary& summary;
  const TcpFlow& tcp;
  const StoryFacts facts;

 private:
  struct Ranked {
    StoryRank rank;
    StoryLine line;
  };
  std::vector<Ranked> lines_;
};

void tellOpening(StoryTeller& t);
void tellEcnAgreement(StoryTeller& t);
void tellTransfer(StoryTeller& t);
void tellLosses(StoryTeller& t);
void tellWaiting(StoryTeller& t);
void tellCongestion(StoryTeller& t);
void tellEnding(StoryTeller& t);

}  // namespace pw
