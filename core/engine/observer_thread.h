// Runs an observer on a thread of its own, so that walking packets and writing about them use two cores.
#pragma once
#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/engine/engine.h"

namespace pw {

/// Copies what an observer needs (a batch costs a few dozen microseconds) and hands it over batch by batch. The engine
/// waits when the observer is kSlots batches behind: memory stays bounded.
class ObserverThread final : public PacketObserver {
 public:
  /// `inner` is called on the new thread only; it and the trace must outlive this.
  ObserverThread(PacketObserver& inner, const Trace& trace);
  /// Hands over what is left and waits until the observer has seen all of it.
  ~ObserverThread() override;
  ObserverThread(const ObserverThread&) = delete;
  ObserverThread& operator=(const ObserverThread&) = delete;

  bool onPacket(const PacketContext& context, const PacketSummary& summary) override;
  bool onBatchEnd() override { return handOver(); }
  [[nodiscard]] bool wantsMeasures() const override { return inner_.wantsMeasures(); }

 private:
  static constexpr std::size_t kSlots = 4;
  static constexpr std::size_t kSlotBytes = std::size_t{4} << 20;  // handed over early beyond it

  struct Item {
    PacketContext context;   // its views are set from the places below when the slot is run
    PacketSummary summary;
    std::size_t at = 0, length = 0;
    std::size_t datagramAt = 0, datagramLength = 0;
    std::size_t pieceAt = 0, pieceCount = 0;
    std::size_t streamAt = 0, streamLength = 0;
    std::size_t begunAt = 0, begunLength = 0;
    std::size_t messageAt = 0, messageCount = 0;
    std::size_t streamPieceAt = 0, streamPieceCount = 0;
    std::size_t extras = SIZE_MAX;
  };
  struct Slot {
    std::vector<Item> items;
    std::size_t used = 0;  // items in use; they keep their place from batch to batch
    std::vector<std::uint8_t> bytes;
    std::vector<FragmentPiece> pieces;
    std::vector<MessageView> messages;
    std::vector<StreamPiece> streamPieces;
    std::vector<PacketExtras> extras;
    std::shared_ptr<const CaptureInfo> info;  // keeps the interfaces that contexts point to
  };

  static void copyStream(const StreamView& stream, Item& item, Slot& slot);
  bool handOver();
  void run();
  bool runSlot(Slot& slot);

  PacketObserver& inner_;
  const Trace& trace_;
  std::array<Slot, kSlots> slots_;
  std::mutex lock_;  // guards the counts
  std::condition_variable changed_;
  std::uint64_t filled_ = 0, emptied_ = 0;
  bool finished_ = false;
  std::atomic<bool> ended_{false};  // the observer said no
  std::thread thread_;              // last: it uses all above
};

}  // namespace pw
