// Makes the blocks of pcapng, in little-endian order.
#pragma once
#include <string_view>
#include <vector>

#include "core/file/packet_source.h"
#include "core/file/pcapng_blocks.h"

namespace pw::pcapng {

/// Appends blocks to bytes that it owns.
class Builder {
 public:
  [[nodiscard]] ByteView bytes() const noexcept { return bytes_; }
  void clear() noexcept { bytes_.clear(); }

  /// Of unknown length. Several sections become one: comments of all, the first of each other text.
  void section(const std::vector<SectionInfo>& sections);
  /// With the resolution that resolutionToWrite() gives.
  void interface(const InterfaceInfo& interface);
  /// Some from `first` on, as many as make a block of reasonable size; gives the place behind the last one.
  std::size_t names(const std::vector<NameRecord>& names, std::size_t first);
  void secrets(const SecretsRecord& secrets);
  /// `packet.interface` counts the interfaces written. `extras` may be null.
  void enhancedPacket(const PacketRef& packet, const PacketExtras* extras, const TickClock& clock);
  /// For packets without a time on the first interface; the reader takes the captured length from the snap
  /// length.
  void simplePacket(const PacketRef& packet);
  void statistics(std::uint32_t interface, const InterfaceStats& stats, const TickClock& clock,
                  std::int64_t timeNs);

 private:
  template <std::unsigned_integral T>
  void put(T value);
  void put(ByteView value) { bytes_.insert(bytes_.end(), value.begin(), value.end()); }
  void putTime(std::uint64_t ticks);
  void pad() { bytes_.resize(padded(bytes_.size())); }
  std::size_t begin(BlockType type);
  void end(std::size_t start);
  void option(std::uint16_t code, ByteView value);
  void option(std::uint16_t code, std::string_view text);
  template <std::unsigned_integral T>
  void numberOption(std::uint16_t code, T value);
  void timeOption(std::uint16_t code, std::int64_t ns, const TickClock& clock);
  void packetOptions(const PacketExtras& extras);
  void endOptions(std::size_t optionsStart);

  std::vector<std::uint8_t> bytes_;  // padded whenever a block begins, so that offsets in it are too
};

/// Times are kept in nanoseconds: finer clocks and binary ones are written as nanoseconds, others as they
/// were.
[[nodiscard]] constexpr std::uint8_t resolutionToWrite(std::uint8_t stored) noexcept {
  constexpr std::uint8_t kNanoseconds = 9;
  return stored <= kNanoseconds ? stored : kNanoseconds;
}

}  // namespace pw::pcapng
