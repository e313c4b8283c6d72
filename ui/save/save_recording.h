// Writes a recording anew, with what people added: for one of which the window does not keep all packets.
#pragma once
#include "core/capture/live_store.h"
#include "ui/save/save_packets.h"

namespace pw::ui {

/// Copies all that `store` has into `request.path`, in its format, with the comments of `trace`, whose last row is the
/// recording's last packet. Both must have come to their end. On a thread of its own.
SaveOutcome saveRecording(const LiveStore& store, const Trace& trace, const SaveRequest& request,
                          const std::stop_token& stop, std::atomic<std::uint64_t>& done);

}  // namespace pw::ui
