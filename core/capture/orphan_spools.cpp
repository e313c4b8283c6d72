#include "core/capture/orphan_spools.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "core/capture/spool_blocks.h"
#include "core/file/output_file.h"

namespace pw {
namespace {

namespace fs = std::filesystem;

std::int64_t nsOf(const timespec& t) noexcept { return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec; }

/// Holds the lock of a recording that nobody else holds; else not valid.
UniqueFd lockIfLeft(const fs::path& file) {
  UniqueFd fd{::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW)};
  if (fd.valid() && ::flock(fd.value(), LOCK_EX | LOCK_NB) != 0) fd.reset();
  return fd;
}

/// When its first packet was captured.
std::int64_t firstPacketNs(int fd) {
  std::vector<std::uint8_t> head(std::size_t{1} << 19);
  int error = 0;
  head.resize(readFully(fd, 0, head, error));
  ByteView rest{head};
  while (const auto block = spool::blockAt(rest)) {
    if (const auto packet = spool::packetOf(*block)) return packet->timeNs;
    rest = rest.subspan(block->whole.size());
  }
  return 0;
}

FileProblem problem(FileProblemKind kind, int error) { return {.kind = kind, .text = systemReason(error)}; }

/// Passes on whole blocks from `fd` up to the end or the first that is none.
std::expected<void, FileProblem> copyBlocks(int fd, OutputFile& out) {
  std::vector<std::uint8_t> buffer(std::size_t{4} << 20);
  for (std::uint64_t at = 0;;) {
    int error = 0;
    const std::size_t n = readFully(fd, at, buffer, error);
    if (error != 0) return std::unexpected(problem(FileProblemKind::cannotRead, error));
    const std::size_t whole = spool::wholeBlocks(ByteView{buffer}.first(n));
    if (whole == 0) return {};
    if (auto done = out.write(ByteView{buffer}.first(whole)); !done) return done;
    at += whole;
  }
}

}  // namespace

fs::path spoolFolder() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
    return fs::path{state} / "plainwire/captures";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
    return fs::path{home} / ".local/state/plainwire/captures";
  return fs::temp_directory_path() / ("plainwire-" + std::to_string(::getuid()));
}

std::vector<OrphanSpool> orphanSpools() {
  std::vector<OrphanSpool> out;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator{spoolFolder(), failed}) {
    if (entry.path().extension() != ".pcapng") continue;
    const UniqueFd fd = lockIfLeft(entry.path());
    struct stat s = {};
    if (!fd.valid() || ::fstat(fd.value(), &s) != 0 || !S_ISREG(s.st_mode)) continue;
    const std::int64_t started = firstPacketNs(fd.value());
    if (started == 0) {
      ::unlink(entry.path().c_str());
      continue;
    }
    out.push_back({entry.path(), static_cast<std::uint64_t>(s.st_size), started, nsOf(s.st_mtim)});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.startedNs > b.startedNs; });
  return out;
}

std::expected<void, FileProblem> recoverSpool(const OrphanSpool& spool, const fs::path& target) {
  const UniqueFd fd = lockIfLeft(spool.file);
  if (!fd.valid()) return std::unexpected(problem(FileProblemKind::cannotOpen, errno));
  auto out = OutputFile::create(target, false);
  if (!out) return std::unexpected(std::move(out.error()));
  if (auto copied = copyBlocks(fd.value(), *out); !copied) return copied;
  if (auto done = out->commit(); !done) return done;
  ::unlink(spool.file.c_str());
  return {};
}

std::expected<void, FileProblem> discardSpool(const OrphanSpool& spool) {
  const UniqueFd fd = lockIfLeft(spool.file);
  if (!fd.valid()) return std::unexpected(problem(FileProblemKind::cannotOpen, errno));
  if (::unlink(spool.file.c_str()) != 0) return std::unexpected(problem(FileProblemKind::cannotWrite, errno));
  return {};
}

}  // namespace pw
