#include "ui/story/story_job.h"

namespace pw::ui {

void StoryJob::tell(FlowId flow, Language language) {
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<Story> story;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), nullptr});
  job_.start(
      0,
      [shared, flow, language, rows = document_.rows()](const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        const auto conversation = Conversation::make(shared->session->trace(), flow, rows, stop);
        if (!conversation || stop.stop_requested()) return;
        auto story = std::make_shared<Story>();
        story->flow = conversation->summary();
        story->whole = conversation->whole();
        for (const StoryLine& line : storyOf(language, shared->session->trace(), *conversation))
          story->lines.push_back({storySentence(language, line), line.packets});
        shared->story = std::move(story);
      },
      [this, shared] {
        if (shared->story && shared->session == document_.session()) Q_EMIT told(shared->story);
      });
}

}  // namespace pw::ui
