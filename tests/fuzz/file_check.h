// What the fuzz targets of the file readers have in common. Failure is a trap.
#pragma once
#include <cstdint>

#include "core/file/byte_source.h"
#include "core/file/open_capture.h"

namespace pw::fuzz {

inline void require(bool holds) {
  if (!holds) __builtin_trap();
}

struct Reading {
  std::uint64_t packets = 0;
  std::uint64_t sum = 0;  ///< of everything that was delivered
  std::optional<FileProblem> problem;
};

inline void add(Reading& reading, std::uint64_t value) {
  reading.sum = (reading.sum ^ value) * 0x100000001b3;
}

inline Reading readThrough(ByteView bytes, std::size_t blockBytes, bool plain) {
  Reading reading;
  OpenResult source =
      openCaptureBytes(bytes, {.blockBytes = blockBytes, .maxUnpackedBytes = std::uint64_t{1} << 24});
  if (!source) {
    reading.problem = source.error();
    return reading;
  }
  PacketBatch batch;
  while ((*source)->next(batch) == Pull::packets) {
    const auto info = (*source)->info();
    for (const PacketRef& packet : batch.packets) {
      require(packet.bytes.size() <= kMaxPacketBytes);
      require(packet.interface < info->interfaces.size());
      require(packet.extras == PacketRef::kNoExtras || packet.extras < batch.extras.size());
      if (plain) require(packet.at <= bytes.size() && packet.bytes.size() <= bytes.size() - packet.at);
      for (const std::uint8_t byte : packet.bytes) add(reading, byte);
      add(reading, static_cast<std::uint64_t>(packet.timeNs));
      add(reading, packet.at);
      add(reading, packet.wireLen);
      ++reading.packets;
    }
  }
  require((*source)->next(batch) == Pull::end);
  reading.problem = (*source)->problem();
  require(!reading.problem || reading.problem->packets == reading.packets);
  return reading;
}

/// Reads twice, in blocks of different sizes. Files of the format `except`, and those of another compression
/// than `kind`, are left to another target.
inline void checkCapture(ByteView bytes, Compression kind, FileFormat except) {
  constexpr std::uint8_t kPcapng = 0x0a;
  const bool pcapng = !bytes.empty() && bytes[0] == kPcapng;
  if ((except == FileFormat::pcapng && pcapng) || (except == FileFormat::pcap && !pcapng)) return;
  const bool plain = kind == Compression::none;
  if (kind == Compression::none && sniffCompression(bytes) != kind) return;
  const Reading whole = readThrough(bytes, std::size_t{512} * 1024, plain);
  // Single bytes where that is cheap: what straddles blocks is copied together.
  const std::size_t small = plain && bytes.size() < 4096 ? 1 + bytes.size() % 61 : 8192;
  const Reading pieces = readThrough(bytes, small, plain);
  if (!plain) return;  // how much comes out before damage may depend on the room that a library is given
  require(whole.packets == pieces.packets && whole.sum == pieces.sum);
  require(whole.problem == pieces.problem);
}

}  // namespace pw::fuzz
