#include "core/capture/live_spool.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "core/capture/orphan_spools.h"
#include "core/capture/spool_blocks.h"
#include "core/file/output_file.h"

namespace pw {
namespace {

using Clock = std::chrono::steady_clock;

std::string timeNow(const char* format) {
  std::array<char, 32> out{};
  const std::time_t now = std::time(nullptr);
  tm local{};
  ::localtime_r(&now, &local);
  return {out.data(), std::strftime(out.data(), out.size(), format, &local)};
}

constexpr std::size_t kMostOpen = 64;  // files that only a reader needs

}  // namespace

bool LiveSpool::open() { return temporary_ ? openTemporary() : openNext(); }

LiveSpool::~LiveSpool() {
  if (!temporary_) return;
  for (const File& f : files_) ::unlink(f.path.c_str());
}

bool LiveSpool::openTemporary() {
  const std::filesystem::path folder = spoolFolder();
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  ::chmod(folder.c_str(), 0700);
  constexpr std::string_view kSuffix = ".pcapng";
  std::string name = folder / ("plainwire_" + timeNow("%Y%m%d-%H%M%S") + "_XXXXXX" + std::string{kSuffix});
  UniqueFd fd{::mkostemps(name.data(), static_cast<int>(kSuffix.size()), O_CLOEXEC)};
  // Held as long as this process lives: what nobody holds was left behind.
  if (fd.valid()) ::flock(fd.value(), LOCK_EX | LOCK_NB);
  return addFile(name, std::move(fd));
}

/// "x.pcapng" becomes "x_00001_20260131120000.pcapng", as dumpcap has it.
std::filesystem::path LiveSpool::nameOf(std::uint32_t number) const {
  if (!settings_.ring.asked()) return settings_.file;
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "_%05u_", static_cast<unsigned>(number));
  std::filesystem::path out = settings_.file;
  out.replace_filename(settings_.file.stem().string() + digits.data() + timeNow("%Y%m%d%H%M%S") +
                       settings_.file.extension().string());
  return out;
}

bool LiveSpool::openNext() {
  const auto name = nameOf(begun_ + 1);
  return addFile(name, UniqueFd{::open(name.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)});
}

bool LiveSpool::addFile(std::filesystem::path path, UniqueFd fd) {
  if (!fd.valid()) {
    error_ = errno;
    return false;
  }
  File f;
  f.path = std::move(path);
  f.fd = std::move(fd);
  f.at = f.end = fileAt_ = end_;
  fileBegun_ = lastFlush_ = Clock::now();
  filePackets_ = 0;
  ++begun_;
  const std::lock_guard guard{lock_};
  files_.push_back(std::move(f));
  current_ = &files_.back();
  limitFiles();
  return true;
}

/// Removes the oldest files of a ring. What a reader still needs of them it reads on, since they are open.
void LiveSpool::limitFiles() {
  const auto there = static_cast<std::size_t>(
      std::count_if(files_.begin(), files_.end(), [](const File& f) { return !f.removed; }));
  std::size_t tooMany = settings_.ring.files != 0 && there > settings_.ring.files ? there - settings_.ring.files : 0;
  for (File& f : files_) {
    if (tooMany == 0 || f.removed) continue;
    ::unlink(f.path.c_str());
    f.removed = true;
    --tooMany;
  }
}

void LiveSpool::readerIsAt(std::uint64_t at) {
  const std::lock_guard guard{lock_};
  readerAt_ = at;
  while (files_.size() > 1 && files_.front().removed && files_.front().end <= at) files_.pop_front();
  for (std::size_t i = 0; i + 1 < files_.size(); ++i) {
    const bool behind = files_[i].end > at;
    if (!behind || (!files_[i].removed && i + kMostOpen < files_.size())) files_[i].fd.reset();
  }
}

void LiveSpool::begin(const CaptureInfo& info) {
  info_ = info;
  appendBlocks();
  publish();
}

void LiveSpool::appendBlocks() {
  builder_.clear();
  builder_.section(info_.sections);
  for (const InterfaceInfo& i : info_.interfaces) builder_.interface(i);
  const ByteView bytes = builder_.bytes();
  std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
  chunk_->wrote(bytes.size());
  end_ += bytes.size();
}

void LiveSpool::appendStats(const std::vector<InterfaceStats>& stats) {
  const TickClock clock{9, 0};
  builder_.clear();
  for (std::uint32_t i = 0; i < stats.size() && i < info_.interfaces.size(); ++i)
    builder_.statistics(i, stats[i], clock, stats[i].endNs.value_or(0));
  const ByteView bytes = builder_.bytes();
  if (bytes.empty()) return;
  std::memcpy(room(bytes.size()), bytes.data(), bytes.size());
  chunk_->wrote(bytes.size());
  end_ += bytes.size();
}

/// Room for a whole block in the piece at hand, or in a new one.
std::uint8_t* LiveSpool::room(std::size_t bytes) {
  if (chunk_ && chunk_->room() >= bytes) return chunk_->next();
  if (chunk_) {
    chunk_->seal();
    flush();
  }
  chunk_ = std::make_shared<SpoolChunk>(end_, std::max(bytes, settings_.chunkBytes));
  const std::lock_guard guard{lock_};
  chunks_.push_back(chunk_);
  forgetOld();
  return chunk_->next();
}

/// Pieces that are in a file by now. What could not be written is kept.
void LiveSpool::forgetOld() {
  std::uint64_t kept = end_ - chunks_.front()->at();
  while (chunks_.size() > 1 && kept > settings_.recentBytes && chunks_.front()->end() <= written_) {
    kept -= chunks_.front()->size();
    chunks_.pop_front();
  }
}

bool LiveSpool::append(std::uint32_t interface, std::int64_t timeNs, std::uint32_t wireLen, ByteView bytes) {
  if (error_ != 0) return false;
  const std::size_t length = spool::lengthFor(bytes.size());
  spool::writePacket(room(length), interface, timeNs, wireLen, bytes);
  if (error_ != 0) return false;  // the piece before found no room on the disk
  chunk_->wrote(length);
  end_ += length;
  ++filePackets_;
  return true;
}

void LiveSpool::publish() {
  if (chunk_) chunk_->publish();
  const std::lock_guard guard{lock_};
  published_ = end_;
  if (waiting_ != 0) more_.notify_all();
}

void LiveSpool::flushIfDue(Clock::time_point now) {
  if (end_ == written_) lastFlush_ = now;
  else if (now - lastFlush_ >= kFlushEvery) flush();
}

bool LiveSpool::flush() {
  lastFlush_ = Clock::now();
  if (chunk_) chunk_->publish();
  while (error_ == 0 && written_ < end_) {
    std::shared_ptr<const SpoolChunk> next = chunkAt(written_);
    if (!next || !writeOut(*next)) break;
  }
  return error_ == 0;
}

bool LiveSpool::writeOut(const SpoolChunk& chunk) {
  File& file = *current_;
  const ByteView rest = chunk.bytes().subspan(written_ - chunk.at());
  std::size_t done = 0;
  while (done < rest.size()) {
    const ssize_t n = ::pwrite(file.fd.value(), rest.data() + done, rest.size() - done,
                               static_cast<off_t>(written_ + done - file.at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      const int error = n < 0 ? errno : EIO;
      written_ += spool::wholeBlocks(rest.first(done));
      failed(error);
      return false;
    }
    done += static_cast<std::size_t>(n);
  }
  written_ += done;
  const std::lock_guard guard{lock_};
  file.end = written_;
  return true;
}

/// What is in the file ends with a whole block, so that any program reads it.
void LiveSpool::failed(int error) {
  error_ = error;
  File& file = *current_;
  if (::ftruncate(file.fd.value(), static_cast<off_t>(written_ - file.at)) != 0) error_ = error;
  const std::lock_guard guard{lock_};
  file.end = written_;
}

bool LiveSpool::rotationDue(Clock::time_point now) const {
  const FileRing& ring = settings_.ring;
  return filePackets_ != 0 && ((ring.kilobytes && end_ - fileAt_ >= *ring.kilobytes * 1000) ||
                               (ring.packets && filePackets_ >= *ring.packets) ||
                               (ring.duration && now - fileBegun_ >= *ring.duration));
}

void LiveSpool::rotateIfDue(Clock::time_point now, const std::vector<InterfaceStats>& stats) {
  if (error_ != 0 || !rotationDue(now)) return;
  appendStats(stats);
  if (!flush()) return;
  chunk_->seal();
  if (!openNext()) return;
  chunk_.reset();
  appendBlocks();
}

void LiveSpool::finish(const std::vector<InterfaceStats>& stats) {
  if (current_ != nullptr && flush()) {
    const std::uint64_t packetsEnd = end_;
    appendStats(stats);
    if (!flush()) {  // statistics alone found no room: nothing is lost
      error_ = 0;
      end_ = std::max(packetsEnd, written_);
    }
  }
  if (chunk_) chunk_->seal();
  const std::lock_guard guard{lock_};
  published_ = end_;
  final_ = end_;
  more_.notify_all();
}

std::uint64_t LiveSpool::unwrittenPackets() const {
  std::uint64_t n = 0;
  for (std::uint64_t at = written_; at < end_;) {
    const auto chunk = chunkAt(at);
    if (!chunk || chunk->end() <= at) break;
    n += spool::packetsIn(chunk->bytes().subspan(at - chunk->at()));
    at = chunk->end();
  }
  return n;
}

// ---- readers ----

std::shared_ptr<const SpoolChunk> LiveSpool::chunkAt(std::uint64_t at) const {
  const std::lock_guard guard{lock_};
  const auto behind = std::upper_bound(chunks_.begin(), chunks_.end(), at,
                                       [](std::uint64_t a, const auto& chunk) { return a < chunk->at(); });
  if (behind == chunks_.begin()) return nullptr;
  const auto& chunk = *(behind - 1);
  return at < chunk->end() || (behind == chunks_.end() && !chunk->sealed() && at == chunk->end()) ? chunk : nullptr;
}

std::optional<std::uint64_t> LiveSpool::finalEnd() const {
  const std::lock_guard guard{lock_};
  return final_;
}

std::uint64_t LiveSpool::publishedEnd() const {
  const std::lock_guard guard{lock_};
  return published_;
}

std::uint64_t LiveSpool::firstThere(std::uint64_t at) const {
  const std::lock_guard guard{lock_};
  return files_.empty() ? at : std::max(at, files_.front().at);
}

std::uint64_t LiveSpool::firstInMemory() const {
  const std::lock_guard guard{lock_};
  return chunks_.empty() ? 0 : chunks_.front()->at();
}

void LiveSpool::waitBeyond(std::uint64_t at, std::chrono::milliseconds most) const {
  std::unique_lock guard{lock_};
  ++waiting_;
  more_.wait_for(guard, most, [&] { return published_ > at || final_; });
  --waiting_;
}

UniqueFd LiveSpool::openedFor(std::uint64_t at, std::uint64_t& offset, std::uint64_t& left) const {
  const std::lock_guard guard{lock_};
  const auto behind = std::upper_bound(files_.begin(), files_.end(), at,
                                       [](std::uint64_t a, const File& f) { return a < f.at; });
  if (behind == files_.begin()) return {};
  const File& f = *(behind - 1);
  if (at >= f.end) return {};
  offset = at - f.at;
  left = f.end - at;
  if (f.fd.valid()) return UniqueFd{::fcntl(f.fd.value(), F_DUPFD_CLOEXEC, 3)};
  return UniqueFd{f.removed ? -1 : ::open(f.path.c_str(), O_RDONLY | O_CLOEXEC)};
}

std::size_t LiveSpool::readFile(std::uint64_t at, std::span<std::uint8_t> into) const noexcept {
  std::uint64_t offset = 0, left = 0;
  const UniqueFd fd = openedFor(at, offset, left);
  if (!fd.valid()) return 0;
  int error = 0;
  return readFully(fd.value(), offset, into.first(std::min<std::size_t>(into.size(), left)), error);
}

std::size_t LiveSpool::read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept {
  std::size_t done = 0;
  while (done < into.size()) {
    const auto rest = into.subspan(done);
    std::size_t n = 0;
    if (const auto chunk = chunkAt(at + done); chunk != nullptr) {
      const ByteView there = chunk->bytes().subspan(at + done - chunk->at());
      n = std::min(there.size(), rest.size());
      std::copy_n(there.begin(), n, rest.begin());
    } else {
      n = readFile(at + done, rest);
    }
    if (n == 0) break;
    done += n;
  }
  return done;
}

std::vector<std::filesystem::path> LiveSpool::files() const {
  const std::lock_guard guard{lock_};
  std::vector<std::filesystem::path> out;
  for (const File& f : files_)
    if (!f.removed) out.push_back(f.path);
  return out;
}

bool LiveSpool::temporary() const noexcept {
  const std::lock_guard guard{lock_};
  return temporary_;
}

/// The recording's own file becomes the target, where that is all there is to do.
bool LiveSpool::moveTo(const std::filesystem::path& target) {
  const std::lock_guard guard{lock_};
  if (!temporary_ || !final_ || files_.size() != 1 || files_[0].end != *final_) return false;
  if (::rename(files_[0].path.c_str(), target.c_str()) != 0) return false;
  ::flock(files_[0].fd.value(), LOCK_UN);
  files_[0].path = target;
  temporary_ = false;
  return true;
}

std::expected<void, FileProblem> LiveSpool::saveTo(const std::filesystem::path& target) {
  if (moveTo(target)) return {};
  auto out = OutputFile::create(target, false);
  if (!out) return std::unexpected(std::move(out.error()));
  std::vector<std::uint8_t> buffer(std::size_t{1} << 20);
  const std::uint64_t end = publishedEnd();
  for (std::uint64_t at = firstThere(0); at < end;) {
    const auto part = std::span{buffer}.first(std::min<std::uint64_t>(buffer.size(), end - at));
    const std::size_t n = read(at, part);
    if (n == 0) break;
    if (auto done = out->write(part.first(n)); !done) return done;
    at += n;
  }
  return out->commit();
}

}  // namespace pw
