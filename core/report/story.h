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
  std::vector<std::pair<std::string_view, std::int64_t>> numbers;  ///< the same for programs: name and value (ns, bytes, counts)
  std::vector<PacketId> packets;       ///< evidence, the most telling one first; never empty
};

/// Never more than kMaxStoryLines. Nothing is said that the packets do not show. `trace` is the one that the
/// conversation was made over: times, lengths and flags stand in its rows.
inline constexpr std::size_t kMaxStoryLines = 12;
std::vector<StoryLine> storyOf(Language language, const Trace& trace, const Conversation& conversation);
std::string storySentence(Language language, const StoryLine& line);
/// {"stream":..,"summary":{..},"lines":[{"message":"storyOpened3Way","packets":[1,2,3],"numbers":{..},"text":".."}],..}
void writeStoryJson(TextOut& out, Language language, const Trace& trace, const Conversation& conversation);

}  // namespace pw
