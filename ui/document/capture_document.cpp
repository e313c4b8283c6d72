#include "ui/document/capture_document.h"

#include <QFile>
#include <QFileInfo>
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

void CaptureDocument::capture(CaptureOptions options) {
  close();
  path_ = QFile::decodeName(options.file.c_str());
  wanted_ = std::move(options);
  starting_ = true;
  endTold_ = false;
  savedPackets_ = 0;
  pollStarting();
  timer_.start();
}

void CaptureDocument::stopCapture() {
  if (live_) live_->stop();
}

QString CaptureDocument::name() const {
  if (!path_.isEmpty() || !live_) return QFileInfo(path_).fileName();
  QStringList names;
  for (const InterfaceOptions& i : live_->options().interfaces) names << QString::fromStdString(i.name);
  return names.join(QStringLiteral(", "));
}

bool CaptureDocument::hasUnsavedRecording() const {
  return live_ && !starting_ && live_->store()->temporary() && live_->counts().recorded > savedPackets_;
}

void CaptureDocument::setRecordingSaved(const QString& path) {
  if (!live_) return;
  path_ = path;
  savedPackets_ = live_->counts().recorded;
}

void CaptureDocument::drop() {
  timer_.stop();
  opening_.reset();
  starting_ = false;
  wanted_.reset();
  retire();
  rows_ = 0;
  undo_.clear();
  commentEdits_ = savedEdits_ = 0;
}

/// The end of a capture takes its time (the helper says its last word), and nobody is to wait for it.
void CaptureDocument::retire() {
  if (!live_) {
    if (session_) session_->stop();
    session_.reset();
    return;
  }
  live_->stop();
  if (session_) session_->stop();
  ++*retired_;
  retiring_ = std::jthread([before = std::move(retiring_), running = retired_, session = std::move(session_),
                            live = std::move(live_)]() mutable {
    live->wait();
    session.reset();
    live.reset();
    --*running;
  });
  session_.reset();
  live_.reset();
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
  if (isCapturing()) live_->stop();
  else if (session_) session_->stop();
}

double CaptureDocument::progress() const noexcept {
  if (!session_ || live_) return -1;
  const SourceProgress p = session_->progress();
  return p.total == 0 ? -1 : std::min(1.0, static_cast<double>(p.done) / static_cast<double>(p.total));
}

void CaptureDocument::poll() {
  if (opening_) {
    pollOpening();
    return;
  }
  if (starting_) {
    pollStarting();
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
  if (live_ && !endTold_ && live_->state() == CaptureState::ended) {
    endTold_ = true;
    Q_EMIT captureEnded();
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
  show(std::move(*opening->result), opening->again);
}

void CaptureDocument::pollStarting() {
  if (wanted_) {
    if (*retired_ > 0) return;
    live_ = LiveCapture::start(std::move(*std::exchange(wanted_, std::nullopt)));
  }
  const CaptureState state = live_->state();
  if (state == CaptureState::starting) return;
  const CaptureProblem problem = live_->problem();
  if (state != CaptureState::ended || live_->counts().recorded > 0) {
    starting_ = false;
    show(live_->source(), false);
    return;
  }
  const auto& asked = live_->options().interfaces;
  const QString name =
      problem.interface < asked.size() ? QString::fromStdString(asked[problem.interface].name) : QString();
  close();
  if (problem.any()) Q_EMIT captureFailed(problem, name);
}

void CaptureDocument::show(std::unique_ptr<PacketSource> source, bool again) {
  session_ = std::make_shared<Session>(registry_, std::move(source), live_ ? live_->options().keepRows : 0);
  loadedTold_ = false;
  Q_EMIT opened(again);
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
