#include "ui/filter/shown_packets.h"

#include <algorithm>
#include <atomic>
#include <climits>
#include <mutex>
#include <numeric>

#include "core/filter/filter_run.h"
#include "core/filter/program.h"

namespace pw::ui {

namespace {

constexpr int kPollMs = 16;
constexpr std::size_t kMaxKept = 8;
constexpr std::size_t kMaxKeptPackets = std::size_t{32} << 20;  // of all that are kept: 128 MiB

/// The same packets pass: macros are filled in.
bool asksTheSame(const Filter& a, const Filter& b) { return a.program().text == b.program().text; }

/// What people write to packets decides.
bool readsComments(const Filter& filter) {
  const auto& fields = filter.program().fields;
  return std::any_of(fields.begin(), fields.end(), [](const filter::FieldUse& f) { return f.key == "frame.comment"; });
}

}  // namespace

/// A run on a thread of its own. Packets found wait under the mutex until the window takes them.
struct ShownPackets::Scan final : FilterResults {
  Scan(std::shared_ptr<Session> s, const Filter& filter, const Registry& registry)
      : session(std::move(s)), run(filter, session->trace(), registry) {}
  ~Scan() override {
    thread.request_stop();
    if (thread.joinable()) thread.join();
  }

  void start(std::uint32_t from, std::uint32_t to) {
    if (thread.joinable()) thread.join();
    over.store(false, std::memory_order_relaxed);
    thread = std::jthread([this, from, to](const std::stop_token& stop) {
      run.run(from, to, stop, *this);
      over.store(true, std::memory_order_release);
    });
  }

  bool onPart(std::uint32_t, std::uint32_t to, std::span<const PacketId> passed) override {
    const std::lock_guard lock{mutex};
    for (const PacketId id : passed) found.push_back(id.value);
    told = to;
    return true;
  }

  std::shared_ptr<Session> session;
  FilterRun run;
  std::atomic<bool> over{false};
  std::mutex mutex;
  std::vector<std::uint32_t> found;
  std::uint32_t told = 0;
  std::jthread thread;
};

ShownPackets::ShownPackets(CaptureDocument& document, QObject* parent) : QObject(parent), document_(document) {
  timer_.setInterval(kPollMs);
  connect(&timer_, &QTimer::timeout, this, &ShownPackets::poll);
  connect(&document_, &CaptureDocument::opened, this, &ShownPackets::onOpened);
  connect(&document_, &CaptureDocument::closed, this, &ShownPackets::onClosed);
  connect(&document_, &CaptureDocument::rowsChanged, this, &ShownPackets::onRows);
  connect(&document_, &CaptureDocument::loaded, this, &ShownPackets::onLoaded);
  connect(&document_, &CaptureDocument::annotationsChanged, this, &ShownPackets::onAnnotations);
}

ShownPackets::~ShownPackets() {
  abandon();
  for (const auto& scan : leaving_) scan->thread.request_stop();  // all at once, then each is waited for
}

void ShownPackets::apply(Filter filter) {
  abandon();
  keep();
  filter_ = std::move(filter);
  clear();
  takeKept();
  Q_EMIT replaced();
  if (isFiltered()) begin();
  if (!isRunning()) Q_EMIT ended();
}

void ShownPackets::stop() {
  if (!isRunning()) return;
  abandon();
  stopped_ = true;
  Q_EMIT ended();
}

std::optional<std::uint32_t> ShownPackets::rowOf(std::uint32_t packet) const noexcept {
  if (!isFiltered()) return packet < document_.rows() ? std::optional{packet} : std::nullopt;
  const auto at = std::lower_bound(packets_.begin(), packets_.end(), packet);
  if (at == packets_.end() || *at != packet) return std::nullopt;
  return static_cast<std::uint32_t>(at - packets_.begin());
}

std::optional<std::uint32_t> ShownPackets::nearestRow(std::uint32_t packet) const noexcept {
  if (count() == 0) return std::nullopt;
  if (!isFiltered()) return std::min(packet, count() - 1);
  const auto at = std::lower_bound(packets_.begin(), packets_.end(), packet);
  if (at == packets_.begin()) return 0;
  const auto row = static_cast<std::uint32_t>(at - packets_.begin());
  if (at == packets_.end()) return row - 1;
  return *at - packet <= packet - *(at - 1) ? row : row - 1;
}

std::uint32_t ShownPackets::rowsBefore(std::uint32_t packet) const noexcept {
  if (!isFiltered()) return std::min(packet, count());
  return static_cast<std::uint32_t>(std::lower_bound(packets_.begin(), packets_.end(), packet) - packets_.begin());
}

std::vector<std::uint32_t> ShownPackets::packets(std::uint32_t first, std::uint32_t last) const {
  if (isFiltered()) return {packets_.begin() + first, packets_.begin() + last + 1};
  std::vector<std::uint32_t> all(std::size_t{last} - first + 1);
  std::iota(all.begin(), all.end(), first);
  return all;
}

std::vector<std::uint32_t> ShownPackets::packets() const {
  return count() == 0 ? std::vector<std::uint32_t>{} : packets(0, count() - 1);
}

void ShownPackets::clear() {
  packets_.clear();
  tested_ = 0;
  stopped_ = early_ = false;
}

/// Puts the results away. Those that looked at a capture which was not yet whole may be different now.
void ShownPackets::keep() {
  if (!isFiltered() || packets_.size() > kMaxKeptPackets || (early_ && filter_.program().measured)) return;
  std::erase_if(kept_, [this](const Kept& k) { return asksTheSame(k.filter, filter_); });
  kept_.push_back({filter_, std::move(packets_), tested_});
  std::size_t all = 0;
  for (const Kept& k : kept_) all += k.packets.size();
  while (kept_.size() > kMaxKept || all > kMaxKeptPackets) {
    all -= kept_.front().packets.size();
    kept_.erase(kept_.begin());
  }
}

bool ShownPackets::takeKept() {
  // What `${...}` stands for changes with the selected packet.
  if (filter_.program().text.find("${") != std::string::npos) return false;
  const auto at = std::find_if(kept_.begin(), kept_.end(),
                               [this](const Kept& k) { return asksTheSame(k.filter, filter_); });
  if (at == kept_.end()) return false;
  packets_ = std::move(at->packets);
  tested_ = at->tested;
  kept_.erase(at);
  return true;
}

void ShownPackets::begin() {
  const std::uint32_t rows = std::min<std::uint32_t>(document_.rows(), INT_MAX);
  if (!isFiltered() || stopped_ || isRunning() || !document_.isOpen() || tested_ >= rows) return;
  early_ |= document_.isLoading();
  scan_ = std::make_shared<Scan>(document_.session(), filter_, document_.registry());
  scan_->told = tested_;
  scan_->start(tested_, rows);
  timer_.start();
}

void ShownPackets::abandon() {
  if (!scan_) return;
  scan_->thread.request_stop();
  leaving_.push_back(std::exchange(scan_, nullptr));
  timer_.start();
}

void ShownPackets::reap() {
  std::erase_if(leaving_, [](const auto& scan) { return scan->over.load(std::memory_order_acquire); });
}

void ShownPackets::poll() {
  reap();
  if (!scan_) {
    if (leaving_.empty()) timer_.stop();
    return;
  }
  const bool over = scan_->over.load(std::memory_order_acquire);  // before the results: none comes after
  bool more = false;
  {
    const std::lock_guard lock{scan_->mutex};
    packets_.insert(packets_.end(), scan_->found.begin(), scan_->found.end());
    scan_->found.clear();
    more = std::exchange(tested_, scan_->told) != scan_->told;
  }
  if (over) {
    const std::uint32_t rows = std::min<std::uint32_t>(document_.rows(), INT_MAX);
    if (tested_ < rows) {  // packets that came meanwhile; what was learnt of conversations is kept
      early_ |= document_.isLoading();
      scan_->start(tested_, rows);
    } else if (!document_.isLoading()) {
      scan_.reset();
    }
  }
  if (more) Q_EMIT grew();
  if (!isRunning()) Q_EMIT ended();
}

void ShownPackets::onOpened() {
  abandon();
  kept_.clear();
  clear();
  commentEdits_ = document_.commentEdits();
  Q_EMIT replaced();
}

void ShownPackets::onClosed() {
  abandon();
  kept_.clear();
  clear();
  Q_EMIT replaced();
}

void ShownPackets::onRows() {
  if (!isFiltered()) Q_EMIT grew();
  else begin();
}

/// Fields that are worked out from other packets may say more now that all packets are there.
void ShownPackets::onLoaded() {
  kept_.clear();
  if (isFiltered() && early_ && filter_.program().measured && !stopped_) apply(Filter{filter_});
}

void ShownPackets::onAnnotations() {
  if (std::exchange(commentEdits_, document_.commentEdits()) == document_.commentEdits()) return;
  if (!isFiltered() || !readsComments(filter_)) {
    std::erase_if(kept_, [](const Kept& k) { return readsComments(k.filter); });
    return;
  }
  abandon();
  kept_.clear();
  clear();  // what was found is no more true
  apply(Filter{filter_});
}

}  // namespace pw::ui
