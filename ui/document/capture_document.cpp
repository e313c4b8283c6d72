#include "ui/document/capture_document.h"

#include <QFile>
#include <algorithm>
#include <thread>

#include "core/file/open_capture.h"
#include "ui/document/annotation_commands.h"

namespace pw::ui {

namespace {
constexpr int kPollMs = 33;
}

struct CaptureDocument::Opening {
  bool again = false;
  std::atomic<bool> done{false};
  OpenResult result;
};

CaptureDocument::CaptureDocument(const Registry& registry, QObject* parent)
    : QObject(parent), registry_(registry) {
  timer_.setInterval(kPollMs);
  connect(&timer_, &QTimer::timeout, this, &CaptureDocument::poll);
}

CaptureDocument::~CaptureDocument() = default;

void CaptureDocument::open(const QString& path) {
  close();
  start(path, false);
}

void CaptureDocument::reload() {
  if (path_.isEmpty() || path_ == QLatin1String("-")) return;
  const QString path = path_;
  drop();
  start(path, true);
}

void CaptureDocument::start(const QString& path, bool again) {
  path_ = path;
  opening_ = std::make_shared<Opening>();
  opening_->again = again;
  const std::filesystem::path file{QFile::encodeName(path).toStdString()};
  std::thread([file, state = opening_] {
    state->result = openCapture(file);
    state->done.store(true, std::memory_order_release);
  }).detach();
  timer_.start();
}

void CaptureDocument::drop() {
  timer_.stop();
  opening_.reset();
  if (session_) session_->stop();
  session_.reset();
  rows_ = 0;
  undo_.clear();
  commentEdits_ = savedEdits_ = 0;
}

void CaptureDocument::close() {
  const bool was = isOpen() || isOpening();
  drop();
  path_.clear();
  marks_.clear();
  references_.clear();
  if (was) Q_EMIT closed();
}

void CaptureDocument::cancel() {
  if (session_) session_->stop();
}

double CaptureDocument::progress() const noexcept {
  if (!session_) return -1;
  const SourceProgress p = session_->progress();
  return p.total == 0 ? -1 : std::min(1.0, static_cast<double>(p.done) / static_cast<double>(p.total));
}

void CaptureDocument::poll() {
  if (opening_) {
    pollOpening();
    return;
  }
  if (!session_) {
    timer_.stop();
    return;
  }
  const bool loading = isLoading();  // before size(): what was published before the end is then seen
  const std::uint32_t n = session_->trace().size();
  if (n != rows_) {
    rows_ = n;
    Q_EMIT rowsChanged(n);
  }
  if (!loading && session_ && !loadedTold_) {
    loadedTold_ = true;
    timer_.stop();
    Q_EMIT loaded();
  }
}

void CaptureDocument::pollOpening() {
  if (!opening_->done.load(std::memory_order_acquire)) return;
  const auto opening = std::exchange(opening_, nullptr);
  if (!opening->result) {
    timer_.stop();
    Q_EMIT failed(opening->result.error());
    return;
  }
  session_ = std::make_shared<Session>(registry_, std::move(*opening->result));
  loadedTold_ = false;
  Q_EMIT opened(opening->again);
}

void CaptureDocument::setMarked(std::uint32_t first, std::uint32_t last, bool on) {
  if (rows_ == 0 || first > last || last >= rows_) return;
  undo_.push(new MarkCommand(*this, {MarkRun{first, last}}, on));
}

void CaptureDocument::setMarked(const std::vector<std::uint32_t>& packets, bool on) {
  std::vector<MarkRun> runs;
  for (const std::uint32_t p : packets) {
    if (!runs.empty() && runs.back().last + 1 == p) runs.back().last = p;
    else runs.push_back({p, p});
  }
  if (!runs.empty() && runs.back().last < rows_) undo_.push(new MarkCommand(*this, std::move(runs), on));
}

void CaptureDocument::toggleTimeReference(std::uint32_t packet) {
  if (packet >= rows_) return;
  references_.set(packet, !references_.has(packet));
  Q_EMIT annotationsChanged();
}

std::vector<std::string> CaptureDocument::comments(std::uint32_t packet) const {
  if (!session_ || packet >= rows_) return {};
  const auto extras = trace().extras(PacketId{packet});
  return extras ? extras->comments : std::vector<std::string>{};
}

void CaptureDocument::setComments(std::uint32_t packet, std::vector<std::string> texts) {
  if (!session_ || packet >= rows_ || texts == comments(packet)) return;
  undo_.push(new CommentCommand(*this, packet, comments(packet), std::move(texts)));
}

}  // namespace pw::ui
