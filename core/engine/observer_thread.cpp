#include "core/engine/observer_thread.h"

namespace pw {

ObserverThread::ObserverThread(PacketObserver& inner, const Trace& trace)
    : inner_(inner), trace_(trace), thread_([this] { run(); }) {}

ObserverThread::~ObserverThread() {
  handOver();
  {
    const std::lock_guard lock{lock_};
    finished_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool ObserverThread::onPacket(const PacketContext& context, const PacketSummary& summary) {
  Slot& slot = slots_[filled_ % kSlots];
  if (slot.used == 0) slot.info = trace_.info();
  if (slot.used == slot.items.size()) slot.items.emplace_back();
  Item& item = slot.items[slot.used++];
  item.context = context;
  item.summary = summary;
  item.at = slot.bytes.size();
  item.length = context.bytes.size();
  slot.bytes.insert(slot.bytes.end(), context.bytes.begin(), context.bytes.end());
  item.datagramAt = slot.bytes.size();
  item.datagramLength = context.reassembly.bytes.size();
  slot.bytes.insert(slot.bytes.end(), context.reassembly.bytes.begin(), context.reassembly.bytes.end());
  item.pieceAt = slot.pieces.size();
  item.pieceCount = context.reassembly.pieces.size();
  slot.pieces.insert(slot.pieces.end(), context.reassembly.pieces.begin(), context.reassembly.pieces.end());
  copyStream(context.stream, item, slot);
  item.extras = SIZE_MAX;
  if (context.extras != nullptr) {
    item.extras = slot.extras.size();
    slot.extras.push_back(*context.extras);
  }
  return slot.bytes.size() < kSlotBytes || handOver();
}

void ObserverThread::copyStream(const StreamView& stream, Item& item, Slot& slot) {
  const auto append = [](auto& all, auto part, std::size_t& at, std::size_t& count) {
    at = all.size();
    count = part.size();
    all.insert(all.end(), part.begin(), part.end());
  };
  append(slot.bytes, stream.bytes, item.streamAt, item.streamLength);
  append(slot.bytes, stream.begunBytes, item.begunAt, item.begunLength);
  append(slot.messages, stream.messages, item.messageAt, item.messageCount);
  append(slot.streamPieces, stream.pieces, item.streamPieceAt, item.streamPieceCount);
}

bool ObserverThread::handOver() {
  if (slots_[filled_ % kSlots].used == 0) return !ended_.load(std::memory_order_relaxed);
  std::unique_lock lock{lock_};
  ++filled_;
  changed_.notify_all();
  changed_.wait(lock, [this] { return filled_ - emptied_ < kSlots; });
  return !ended_.load(std::memory_order_relaxed);
}

void ObserverThread::run() {
  for (;;) {
    std::unique_lock lock{lock_};
    changed_.wait(lock, [this] { return filled_ != emptied_ || finished_; });
    if (filled_ == emptied_) return;
    Slot& slot = slots_[emptied_ % kSlots];
    lock.unlock();
    if (!ended_.load(std::memory_order_relaxed) && !runSlot(slot)) ended_.store(true, std::memory_order_relaxed);
    slot.used = 0;
    slot.bytes.clear();
    slot.pieces.clear();
    slot.messages.clear();
    slot.streamPieces.clear();
    slot.extras.clear();
    lock.lock();
    ++emptied_;
    changed_.notify_all();
  }
}

bool ObserverThread::runSlot(Slot& slot) {
  const ByteView bytes{slot.bytes};
  const std::span<const FragmentPiece> pieces{slot.pieces};
  for (std::size_t i = 0; i < slot.used; ++i) {
    Item& item = slot.items[i];
    item.context.bytes = bytes.subspan(item.at, item.length);
    item.context.reassembly.bytes = bytes.subspan(item.datagramAt, item.datagramLength);
    item.context.reassembly.pieces = pieces.subspan(item.pieceAt, item.pieceCount);
    StreamView& stream = item.context.stream;
    stream.bytes = bytes.subspan(item.streamAt, item.streamLength);
    stream.begunBytes = bytes.subspan(item.begunAt, item.begunLength);
    stream.messages = std::span{slot.messages}.subspan(item.messageAt, item.messageCount);
    stream.pieces = std::span{slot.streamPieces}.subspan(item.streamPieceAt, item.streamPieceCount);
    item.context.extras = item.extras == SIZE_MAX ? nullptr : &slot.extras[item.extras];
    if (!inner_.onPacket(item.context, item.summary)) return false;
  }
  return inner_.onBatchEnd();
}

}  // namespace pw
