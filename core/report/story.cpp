#include "core/report/story.h"

#include <algorithm>

#include "core/report/flow_list.h"
#include "core/report/flow_text.h"
#include "core/report/story_teller.h"

namespace pw {

namespace {

/// In order, without what is not there or comes twice, and not endless. What a running engine found since the
/// conversation was laid out is not there.
std::vector<PacketId> evidence(const Conversation& c, const std::vector<PacketId>& packets) {
  std::vector<PacketId> out;
  for (const PacketId p : packets)
    if (out.size() < Tally::kMostShown && c.itemOf(p) && std::find(out.begin(), out.end(), p) == out.end())
      out.push_back(p);
  return out;
}

/// What is left out of so long a conversation.
void tellLimits(StoryTeller& t) {
  if (!t.summary.followed) t.add(StoryRank::frame, Msg::storyNotFollowed, {}, {}, {t.summary.first});
  if (t.conversation.whole() || t.conversation.items().empty()) return;
  const std::size_t n = t.conversation.items().size();
  t.add(StoryRank::frame, Msg::storyNotWhole, {t.count(n)}, {{"packets", static_cast<std::int64_t>(n)}},
        {t.conversation.items().back().packet});
}

}  // namespace

void StoryTeller::add(StoryRank rank, Msg message, std::vector<std::string> arguments, Numbers numbers,
                      std::vector<PacketId> packets) {
  packets = evidence(conversation, packets);
  if (packets.empty()) return;
  lines_.push_back({rank, {message, std::move(arguments), numbers, std::move(packets)}});
}

std::vector<StoryLine> StoryTeller::finish() {
  while (lines_.size() > kMaxStoryLines) {
    auto least = lines_.begin();
    for (auto it = lines_.begin(); it != lines_.end(); ++it)
      if (it->rank >= least->rank) least = it;
    lines_.erase(least);
  }
  std::vector<StoryLine> out;
  for (Ranked& r : lines_) out.push_back(std::move(r.line));
  return out;
}

std::string StoryTeller::span(std::int64_t ns) const { return spanText(language, ns); }

std::string StoryTeller::role(unsigned side) const {
  return std::string{messageText(language, side == 0 ? Msg::roleClient : Msg::roleServer)};
}

std::string StoryTeller::end(unsigned side) const {
  return side == 0 ? endText(summary.client, summary.clientPort) : endText(summary.server, summary.serverPort);
}

std::vector<StoryLine> storyOf(Language language, const Trace& trace, const Conversation& conversation) {
  if (conversation.items().empty()) return {};
  StoryTeller t{language, trace, conversation};
  const bool tcp = t.summary.transport == Transport::tcp && t.summary.followed;
  if (tcp) {
    tellOpening(t);
    tellEcnAgreement(t);
  }
  tellTransfer(t);
  // What was asked and answered, told by the protocols above, belongs here.
  if (tcp) {
    tellLosses(t);
    tellWaiting(t);
    tellCongestion(t);
    tellEnding(t);
  } else {
    tellWaiting(t);
  }
  tellLimits(t);
  return t.finish();
}

std::string storySentence(Language language, const StoryLine& line) {
  return message(language, line.message, line.arguments);
}

}  // namespace pw
