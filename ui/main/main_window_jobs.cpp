// The part of MainWindow that works beside the window: search, conversations, saving.
#include <QFile>
#include <QFileInfo>
#include <QStatusBar>

#include <algorithm>

#include "core/report/messages.h"
#include "ui/filter/shown_packets.h"
#include "ui/find/find_bar.h"
#include "ui/main/load_bar.h"
#include "ui/main/main_window.h"
#include "ui/main/notice_bar.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/save/save_dialog.h"
#include "ui/save/save_recording.h"

namespace pw::ui {

void MainWindow::find(bool forward) {
  if (findInFollow(forward)) return;
  if (document_->isOpen()) findBar_->find(list_->packet().value_or(0), forward);
}

void MainWindow::goInFlow(bool forward) {
  const auto current = list_->packet();
  if (!current || !document_->isOpen()) return;
  const PacketRow row = document_->trace().row(PacketId{*current});
  if (!row.flow.valid()) {
    statusBar()->showMessage(tr("This packet belongs to no conversation."), 4000);
    return;
  }
  if (!forward) {
    PacketId before = row.previousInFlow;
    while (before.valid() && !shown_->rowOf(before.value)) before = document_->trace().row(before).previousInFlow;
    if (before.valid())
      jumpTo(before.value);
    else
      statusBar()->showMessage(tr("This is the first packet of its conversation."), 4000);
    return;
  }
  struct Shared {
    std::shared_ptr<Session> session;
    std::optional<std::uint32_t> found;
    std::optional<std::vector<std::uint32_t>> among;  // packets that are shown, where some are hidden
  };
  auto shared = std::make_shared<Shared>(Shared{document_->session(), std::nullopt, std::nullopt});
  if (shown_->isFiltered()) shared->among = shown_->packets();
  const std::uint32_t from = *current, rows = document_->rows();
  flowJob_.start(
      rows - from,
      [shared, from, rows, flow = row.flow](const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        const Trace& trace = shared->session->trace();
        constexpr std::uint32_t kBetweenLooks = 4096;
        for (std::uint32_t i = from + 1; i < rows; ++i) {
          if (i % kBetweenLooks == 0 && stop.stop_requested()) return;
          if (trace.row(PacketId{i}).flow != flow) continue;
          if (shared->among && !std::binary_search(shared->among->begin(), shared->among->end(), i)) continue;
          shared->found = i;
          return;
        }
      },
      [this, shared] {
        if (shared->session != document_->session()) return;
        if (shared->found)
          jumpTo(*shared->found);
        else
          statusBar()->showMessage(tr("This is the last packet of its conversation."), 4000);
      });
}

void MainWindow::save() {
  const auto info = document_->isOpen() ? document_->trace().info() : nullptr;
  const bool same = info && info->format == FileFormat::pcapng && info->compression == Compression::none &&
                    !document_->isLoading() && QFileInfo(document_->path()).isFile();
  if (same)
    startSaving({.path = document_->path(), .format = FileFormat::pcapng, .packets = std::nullopt});
  else
    saveAs();
}

void MainWindow::saveAs() {
  if (!document_->isOpen() || (document_->rows() == 0 && !document_->hasUnsavedRecording())) return;
  SaveDialog dialog(*document_, list_->selectedPackets(),
                    shown_->isFiltered() ? std::optional{shown_->packets()} : std::nullopt, this);
  if (dialog.exec() == QDialog::Accepted) startSaving(dialog.request());
  else saveThen_ = nullptr;
}

/// A capture is saved when all of it is there. A recording without comments is moved as it is.
SaveOutcome MainWindow::saveLive(const LiveCapture& live, Session& session, const SaveRequest& request,
                                 const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
  SaveOutcome out;
  out.request = request;
  session.wait(stop);
  if (stop.stop_requested()) return out;
  const Trace& trace = session.trace();
  const bool asItIs = !request.packets && request.format == FileFormat::pcapng && trace.commented().empty();
  if (!asItIs && !request.packets && trace.givenUpBelow() != 0)
    return saveRecording(*live.store(), trace, request, stop, done);
  if (!asItIs) return savePackets(trace, request, trace.size(), stop, done);
  const auto saved = live.store()->saveTo(std::filesystem::path{QFile::encodeName(request.path).toStdString()});
  if (!saved) out.problem = saved.error();
  else out.written = live.counts().recorded;
  return out;
}

void MainWindow::startSaving(SaveRequest request) {
  struct Shared {
    std::shared_ptr<Session> session;
    SaveOutcome outcome;
  };
  auto shared = std::make_shared<Shared>(Shared{document_->session(), {}});
  const std::uint32_t rows = document_->rows();
  saveBar_->setText(tr("Saving…"));
  saveBar_->setProgress(0);
  saveBar_->show();
  saveJob_.start(
      request.packets ? request.packets->size() : rows,
      [shared, rows, request, live = document_->live()](const std::stop_token& stop,
                                                        std::atomic<std::uint64_t>& done) {
        shared->outcome = live ? saveLive(*live, *shared->session, request, stop, done)
                               : savePackets(shared->session->trace(), request, rows, stop, done);
      },
      [this, shared, edits = document_->commentEdits()] {
        const bool everything = !shared->outcome.request.packets && !shared->outcome.problem &&
                                shared->outcome.request.format == FileFormat::pcapng;
        if (everything && shared->session == document_->session()) {
          document_->setSaved(edits);
          document_->setRecordingSaved(shared->outcome.request.path);
        }
        onSaved(shared->outcome);
      });
}

void MainWindow::onSaved(const SaveOutcome& outcome) {
  const QString name = QFileInfo(outcome.request.path).fileName();
  if (outcome.problem) {
    saveThen_ = nullptr;
    tell([this, problem = *outcome.problem, file = name.toStdString()] {
      return QString::fromStdString(fileProblemSentence(spoken(), problem, file));
    }, true);
    return;
  }
  const QString count = tr("%Ln packets", nullptr, static_cast<int>(outcome.written));
  statusBar()->showMessage(tr("Saved %1 to %2.").arg(count, name), 6000);
  if (document_->live()) noteRecent(outcome.request.path);
  updateActions();
  updateTitle();
  updateStatus();
  if (const auto then = std::exchange(saveThen_, nullptr)) then();
}

}  // namespace pw::ui
