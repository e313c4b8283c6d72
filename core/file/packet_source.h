// Where packets come from: a capture file now, the live ring later. The engine knows only this.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_view.h"
#include "core/file/capture_info.h"
#include "core/packet/packet_id.h"

namespace pw {

/// What few packets have: kept apart so that a PacketRef stays small.
struct PacketExtras {
  std::vector<std::string> comments;       ///< opt_comment, UTF-8 as stored
  std::optional<std::uint32_t> flags;      ///< epb_flags
  std::optional<std::uint64_t> dropCount;  ///< epb_dropcount: packets lost since the one before
  std::optional<std::uint64_t> packetId;   ///< epb_packetid
  std::optional<std::uint32_t> queue;      ///< epb_queue
};

/// One packet of a batch. `bytes` lives until the next call of PacketSource::next.
struct PacketRef {
  static constexpr std::uint32_t kNoExtras = UINT32_MAX;

  ByteView bytes;                    ///< as captured, at most kMaxPacketBytes
  std::uint32_t wireLen = 0;         ///< bytes on the wire; may be less than captured in odd files
  std::int64_t timeNs = 0;           ///< ns since 1970-01-01 UTC, if_tsoffset applied
  std::uint64_t at = 0;              ///< offset of `bytes` in the source's ByteStore
  std::uint16_t interface = 0;       ///< index into CaptureInfo::interfaces
  bool hasTime = true;               ///< false for pcapng simple packets
  std::uint32_t extras = kNoExtras;  ///< index into PacketBatch::extras
};

/// Filled by a source, read by the engine, reused from call to call.
struct PacketBatch {
  static constexpr std::size_t kMaxPackets = 512;

  std::vector<PacketRef> packets;
  std::vector<PacketExtras> extras;

  void clear() noexcept {
    packets.clear();
    extras.clear();
  }
};

enum class Pull : std::uint8_t {
  packets,  ///< the batch has at least one packet
  idle,     ///< nothing now, more may come (live sources)
  end,      ///< nothing more: finished, or problem() says what went wrong
};

struct SourceProgress {
  std::uint64_t done = 0;   ///< bytes of the file as it lies on disk
  std::uint64_t total = 0;  ///< 0 where it is not known (a pipe)
};

/// Random access to the bytes of packets already read, from any thread.
class ByteStore {
 public:
  virtual ~ByteStore() = default;
  /// Reads up to `into.size()` bytes at `at`; returns how many there were (fewer if the file was cut
  /// meanwhile).
  virtual std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept = 0;
};

/// A stream of packets in the order of the file or of arrival. Used by one thread, except for info(),
/// progress() and store(), which any thread may call.
class PacketSource {
 public:
  virtual ~PacketSource() = default;

  /// Replaces the batch by the next packets, at most PacketBatch::kMaxPackets. Allocates nothing in steady
  /// state. After `end` further calls give `end`.
  virtual Pull next(PacketBatch& batch) = 0;
  /// Interfaces, sections, names and secrets seen so far: a snapshot that never changes; a new one replaces
  /// it.
  [[nodiscard]] virtual std::shared_ptr<const CaptureInfo> info() const = 0;
  [[nodiscard]] virtual SourceProgress progress() const noexcept = 0;
  /// Null where bytes cannot be read again (a pipe that was not asked to be kept).
  [[nodiscard]] virtual std::shared_ptr<const ByteStore> store() const = 0;
  /// What was wrong with the source, once next() gave `end`; everything before it was delivered.
  [[nodiscard]] virtual const std::optional<FileProblem>& problem() const noexcept = 0;
};

}  // namespace pw
