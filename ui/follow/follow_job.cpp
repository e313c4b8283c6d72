#include "ui/follow/follow_job.h"

namespace pw::ui {

namespace {

std::shared_ptr<const FollowPage> pageOf(const Trace& trace, const Registry& registry, FlowId flow,
                                         const FollowLook& look, const FollowPage* before, std::uint32_t rows,
                                         const std::stop_token& stop) {
  const bool same = before != nullptr && before->flow.id == flow && before->stream->mode() == look.mode();
  auto page = std::make_shared<FollowPage>();
  page->look = look;
  page->stream = !same                            ? FollowedStream::make(trace, registry, flow, look.mode(), rows, stop)
                 : before->stream->rows() == rows ? before->stream
                                                  : FollowedStream::more(*before->stream, trace, registry, rows, stop);
  if (!page->stream) return nullptr;
  page->flow = summarizeFlow(trace, flow);
  ChunkReader reader{trace, registry};
  auto index =
      makeFollowIndex(*page->stream, reader, look, same && before->look == look ? &before->index : nullptr, stop);
  if (!index) return nullptr;
  page->index = std::move(*index);
  return page;
}

}  // namespace

void FollowJob::make(FlowId flow, const FollowLook& look, const std::shared_ptr<const FollowPage>& before) {
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<const FollowPage> page;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), nullptr});
  job_.start(
      0,
      [shared, flow, look, before, rows = document_.rows(), &registry = document_.registry()](
          const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        shared->page = pageOf(shared->session->trace(), registry, flow, look, before.get(), rows, stop);
      },
      [this, shared] {
        if (shared->page && shared->session == document_.session()) Q_EMIT ready(shared->page);
      });
}

}  // namespace pw::ui
