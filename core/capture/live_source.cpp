#include "core/capture/live_source.h"

#include "core/capture/spool_blocks.h"

namespace pw {

std::shared_ptr<const CaptureInfo> LiveSource::info() const {
  const std::lock_guard guard{shared_->lock};
  return shared_->info;
}

SourceProgress LiveSource::progress() const noexcept {
  return {at_.load(std::memory_order_relaxed), spool_->publishedEnd()};
}

Pull LiveSource::next(PacketBatch& batch) {
  batch.clear();
  leaveIfDone();
  while (findPiece()) {
    take(batch);
    if (!batch.packets.empty()) break;
    const std::uint64_t before = at_.load(std::memory_order_relaxed);
    leaveIfDone();
    if (piece_ && at_.load(std::memory_order_relaxed) == before) break;  // all that is there yet was looked at
  }
  if (!batch.packets.empty()) {
    packets_ += batch.packets.size();
    shared_->analysed.store(packets_, std::memory_order_relaxed);
    return Pull::packets;
  }
  const std::uint64_t at = at_.load(std::memory_order_relaxed);
  if (const auto end = spool_->finalEnd(); end && at >= *end) return Pull::end;
  spool_->waitBeyond(at, kIdleAfter);
  return Pull::idle;
}

/// The views of the last batch end here.
void LiveSource::leaveIfDone() {
  if (!piece_) return;
  const bool sealed = piece_->sealed();
  if (!sealed || at_.load(std::memory_order_relaxed) < piece_->end()) return;
  piece_.reset();
  spool_->readerIsAt(at_.load(std::memory_order_relaxed));
}

bool LiveSource::findPiece() {
  if (piece_) return true;
  const std::uint64_t at = spool_->firstThere(at_.load(std::memory_order_relaxed));
  at_.store(at, std::memory_order_relaxed);
  piece_ = spool_->chunkAt(at);
  if (!piece_ && at < spool_->publishedEnd()) piece_ = readPiece();
  if (!piece_ && at < spool_->publishedEnd()) return passOver();
  return piece_ != nullptr;
}

/// Somebody cut or changed the file: what is in memory is still good.
bool LiveSource::passOver() {
  const std::uint64_t at = at_.load(std::memory_order_relaxed), good = spool_->firstInMemory();
  if (!problem_) problem_ = FileProblem{.kind = FileProblemKind::cutShort, .at = at, .packets = packets_};
  if (good <= at) return false;
  at_.store(good, std::memory_order_relaxed);
  piece_ = spool_->chunkAt(good);
  return piece_ != nullptr;
}

/// The engine is so far behind that the bytes are in the file alone. The part of a block at the end is left for later.
std::shared_ptr<const SpoolChunk> LiveSource::readPiece() const {
  const std::uint64_t at = at_.load(std::memory_order_relaxed);
  const auto piece = std::make_shared<SpoolChunk>(at, kReadBytes);
  const std::size_t n = spool_->read(at, {piece->next(), piece->room()});
  const std::size_t whole = spool::wholeBlocks({piece->next(), n});
  if (whole == 0) return nullptr;
  piece->wrote(whole);
  piece->seal();
  return piece;
}

void LiveSource::take(PacketBatch& batch) {
  const ByteView all = piece_->bytes();
  std::uint64_t at = at_.load(std::memory_order_relaxed);
  while (batch.packets.size() < PacketBatch::kMaxPackets) {
    const auto block = spool::blockAt(all.subspan(at - piece_->at()));
    if (!block) break;
    if (const auto packet = spool::packetOf(*block)) {
      PacketRef& ref = batch.packets.emplace_back();
      ref.bytes = packet->bytes;
      ref.wireLen = packet->wireLen;
      ref.timeNs = packet->timeNs;
      ref.at = at + spool::kHeadBytes;
      ref.interface = static_cast<std::uint16_t>(packet->interface);
    }
    at += block->whole.size();
  }
  at_.store(at, std::memory_order_relaxed);
}

}  // namespace pw
