#include "ui/document/annotation_commands.h"

#include <QCoreApplication>

namespace pw::ui {

namespace {
QString tr(const char* text) { return QCoreApplication::translate("pw::ui::CaptureDocument", text); }
}  // namespace

MarkCommand::MarkCommand(CaptureDocument& document, std::vector<MarkRun> runs, bool on)
    : document_(document), runs_(std::move(runs)), on_(on), before_(document.marks_) {
  setText(on ? tr("mark") : tr("unmark"));
}

void MarkCommand::redo() {
  for (const MarkRun& r : runs_) document_.marks_.setRange(r.first, r.last, on_);
  Q_EMIT document_.annotationsChanged();
}

void MarkCommand::undo() {
  document_.marks_ = before_;
  Q_EMIT document_.annotationsChanged();
}

CommentCommand::CommentCommand(CaptureDocument& document, std::uint32_t packet,
                               std::vector<std::string> before, std::vector<std::string> after)
    : document_(document), packet_(packet), before_(std::move(before)), after_(std::move(after)) {
  setText(tr("comment"));
}

void CommentCommand::put(const std::vector<std::string>& comments, int step) {
  document_.session_->trace().setComments(PacketId{packet_}, comments);
  document_.commentEdits_ += step;
  Q_EMIT document_.annotationsChanged();
}

}  // namespace pw::ui
