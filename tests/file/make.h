// Makes capture files byte by byte, in either order, and reads captures whole.
#pragma once
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/file/open_capture.h"

namespace pw::test {

using Bytes = std::vector<std::uint8_t>;

/// Appends integers in one byte order.
class Maker {
 public:
  explicit Maker(bool bigEndian) : big_(bigEndian) {}
  Maker& u8(unsigned value) {
    bytes_.push_back(static_cast<std::uint8_t>(value));
    return *this;
  }
  Maker& u16(std::uint64_t value) { return number(value, 2); }
  Maker& u32(std::uint64_t value) { return number(value, 4); }
  Maker& u64(std::uint64_t value) { return number(value, 8); }
  Maker& text(std::string_view value) {
    bytes_.insert(bytes_.end(), value.begin(), value.end());
    return *this;
  }
  Maker& raw(const Bytes& value) {
    bytes_.insert(bytes_.end(), value.begin(), value.end());
    return *this;
  }
  Maker& pad4() {
    while (bytes_.size() % 4 != 0) bytes_.push_back(0);
    return *this;
  }
  [[nodiscard]] bool big() const { return big_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  Maker& number(std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) {
      const unsigned shift = 8 * (big_ ? size - 1 - i : i);
      bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
    }
    return *this;
  }
  bool big_;
  Bytes bytes_;
};

// pcap

inline Maker pcapHeader(bool big, std::uint32_t magic = 0xa1b2c3d4, std::uint32_t link = 1,
                        unsigned major = 2, unsigned minor = 4, std::uint32_t snap = 65535) {
  Maker file{big};
  file.u32(magic).u16(major).u16(minor).u32(0).u32(0).u32(snap).u32(link);
  return file;
}

inline void pcapRecord(Maker& file, std::uint32_t sec, std::uint32_t fraction, const Bytes& packet,
                       std::uint32_t wire) {
  file.u32(sec).u32(fraction).u32(packet.size()).u32(wire).raw(packet);
}

// pcapng

/// `body` between the two lengths, padded.
inline void block(Maker& file, std::uint32_t type, Maker body) {
  body.pad4();
  file.u32(type).u32(body.size() + 12).raw(body.bytes()).u32(body.size() + 12);
}

inline Maker option(bool big, unsigned code, const Bytes& value) {
  Maker made{big};
  made.u16(code).u16(value.size()).raw(value).pad4();
  return made;
}

inline Bytes textBytes(std::string_view value) { return {value.begin(), value.end()}; }

inline void section(Maker& file, const Bytes& options = {}, unsigned major = 1, unsigned minor = 0) {
  Maker body{file.big()};
  body.u32(0x1a2b3c4d).u16(major).u16(minor).u64(UINT64_MAX).raw(options);
  block(file, 0x0a0d0d0a, body);
}

inline void interface(Maker& file, const Bytes& options = {}, unsigned link = 1, std::uint32_t snap = 0) {
  Maker body{file.big()};
  body.u16(link).u16(0).u32(snap).raw(options);
  block(file, 1, body);
}

inline void enhanced(Maker& file, unsigned interface, std::uint64_t ticks, const Bytes& packet,
                     std::uint32_t wire, const Bytes& options = {}) {
  Maker body{file.big()};
  body.u32(interface).u32(ticks >> 32).u32(ticks & UINT32_MAX).u32(packet.size()).u32(wire);
  body.raw(packet).pad4().raw(options);
  block(file, 6, body);
}

// Reading

struct Packet {
  Bytes bytes;
  std::uint32_t wireLen = 0;
  std::int64_t timeNs = 0;
  std::uint64_t at = 0;
  unsigned interface = 0;
  bool hasTime = true;
  PacketExtras extras;
};

struct Capture {
  std::vector<Packet> packets;
  CaptureInfo info;
  std::optional<FileProblem> problem;
  bool opened = false;
  std::shared_ptr<const ByteStore> store;
};

inline Capture readAll(OpenResult source) {
  Capture capture;
  if (!source) {
    capture.problem = source.error();
    return capture;
  }
  capture.opened = true;
  PacketBatch batch;
  for (Pull pull = (*source)->next(batch); pull != Pull::end; pull = (*source)->next(batch)) {
    for (const PacketRef& packet : batch.packets) {
      Packet& copy = capture.packets.emplace_back();
      copy = {{packet.bytes.begin(), packet.bytes.end()},
              packet.wireLen,
              packet.timeNs,
              packet.at,
              packet.interface,
              packet.hasTime,
              {}};
      if (packet.extras != PacketRef::kNoExtras) copy.extras = batch.extras.at(packet.extras);
    }
  }
  capture.info = *(*source)->info();
  capture.problem = (*source)->problem();
  capture.store = (*source)->store();
  return capture;
}

/// From a copy of exactly that size, so that a sanitizer sees a read behind it.
inline Capture readBytes(const Bytes& bytes, const OpenOptions& options = {}) {
  const Bytes exact{bytes.begin(), bytes.end()};
  Capture capture = readAll(openCaptureBytes(exact, options));
  capture.store.reset();
  return capture;
}

inline Bytes packetOf(std::size_t size, unsigned seed = 1) {
  Bytes packet;
  for (std::size_t i = 0; i < size; ++i) packet.push_back(static_cast<std::uint8_t>(seed * 31 + i * 7));
  return packet;
}

/// Where each record or block of a sample ends, and how many packets lie before each of these places.
struct Sample {
  Bytes bytes;
  std::vector<std::size_t> ends;     ///< rising; the first is the end of the header
  std::vector<std::size_t> packets;  ///< delivered when the file ends there
};

}  // namespace pw::test
