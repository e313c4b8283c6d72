// A conversation told in at most a dozen plain sentences, each by a rule and with the packets that show it.
#pragma once
#include <string>
#include <vector>

#include "core/field/text_out.h"
#include "core/report/messages.h"
#include "core/trace/conversation.h"

namespace pw {

struct StoryLine {
  Msg message = Msg::count_;
  std::vector<std::string> arguments;  ///< %1 and on, as they stand in the sentence
  std::vector<std::pair<std::string_view, std::int64_t>> numbers;  ///< for programs: name and value (ns, bytes, counts)
  std::vector<PacketId> packets;       ///< evidence, the most telling one first; never empty
};

/// Never more than kMaxStoryLines. Nothing is said that the packets do not show. `trace` is the one that the
/// conversation was made over: times, lengths and flags stand in its rows.
inline constexpr std::size_t kMaxStoryLines = 12;
std::vector<StoryLine> storyOf(Language language, const Trace& trace, const Conversation& conversation);
std::string storySentence(Language language, const StoryLine& line);
/// One object, for programs; times in ns, packets as frame.number, enumerators by their names in the sources:
///   "transport", "stream", "summary": see writeFlowJson(), and "may_have_gaps", "whole";
///   "lines": [{"message": name of the Msg, "packets", "numbers": {..}, "text"}];
///   TCP only: "ecn_loops": [{"side", "ce", "ce_count", "first_ece", "ece_count", "cwr"}], null where not seen;
///   "marks": [{"packet", "mark", "numbers", "why"}], at most kMaxStoryMarks, with "marks_left_out" behind them;
///   "states": [{"packet", "client", "server", "inferred"}] from each packet on that changes one of them.
inline constexpr std::size_t kMaxStoryMarks = 100'000;
void writeStoryJson(TextOut& out, Language language, const Trace& trace, const Conversation& conversation);

}  // namespace pw
