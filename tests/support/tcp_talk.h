// Conversations over TCP in which both sides say what a test lets them say: for what runs over TCP.
#pragma once
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/engine/engine.h"
#include "core/trace/packet_reader.h"
#include "tests/support/datagram.h"
#include "tests/support/memory_packets.h"

namespace pw::test {

/// 192.0.2.1 talks from ports of its own to 192.0.2.2, a millisecond a packet. No openings, no acknowledgments alone.
class TcpTalk {
 public:
  explicit TcpTalk(std::uint16_t server = 80) noexcept : server_(server) {}

  /// The client at `port` says something, in segments of at most `most` bytes.
  void asks(std::uint16_t port, std::string_view bytes, std::size_t most = 1400) { say(port, true, bytes, most); }
  void answers(std::uint16_t port, std::string_view bytes, std::size_t most = 1400) { say(port, false, bytes, most); }
  /// Bytes that were sent but not captured.
  void loses(std::uint16_t port, bool client, std::uint32_t bytes) { next_[port][client ? 0 : 1] += bytes; }

  [[nodiscard]] MemoryPackets& packets() noexcept { return packets_; }
  /// Through the engine, without anybody who watches.
  [[nodiscard]] std::unique_ptr<Trace> trace() {
    auto trace = std::make_unique<Trace>();
    packets_.rewind();
    Engine{registry(), packets_, *trace}.run();
    return trace;
  }

 private:
  void say(std::uint16_t port, bool client, std::string_view bytes, std::size_t most) {
    auto& next = next_[port];
    for (std::size_t at = 0; at < bytes.size(); at += most) {
      const std::string_view part = bytes.substr(at, most);
      Bytes b = client ? tcpSegment(port, server_, {part.begin(), part.end()})
                       : tcpSegment(server_, port, {part.begin(), part.end()});
      constexpr std::size_t kSource = 12, kDestination = 16, kSeq = 24, kAck = 28;
      if (!client) std::swap_ranges(b.begin() + kSource, b.begin() + kDestination, b.begin() + kDestination);
      put32(b, kSeq, next[client ? 0 : 1]);
      put32(b, kAck, next[client ? 1 : 0]);
      next[client ? 0 : 1] += static_cast<std::uint32_t>(part.size());
      packets_.add(b, ++count_ * 1'000'000);
    }
  }
  static void put32(Bytes& b, std::size_t at, std::uint32_t v) {
    for (unsigned i = 0; i < 4; ++i) b[at + i] = static_cast<std::uint8_t>(v >> (24 - 8 * i));
  }

  std::uint16_t server_;
  MemoryPackets packets_{kDatagramLink};
  std::map<std::uint16_t, std::array<std::uint32_t, 2>> next_;
  std::int64_t count_ = 0;
};

/// One packet of a trace, read back with all that others tell of it.
class ReadBack {
 public:
  /// `number`: from 1. The trace must outlive this.
  ReadBack(const Trace& trace, std::uint32_t number) : reader_(std::make_unique<PacketReader>(trace, registry())) {
    reader_->measure(true);
    reader_->load(PacketId{number - 1});
    const ByteView bytes = reader_->context().bytes;
    packet_.emplace(dissect(reader_->context(), {bytes.begin(), bytes.end()}));
  }
  const Dissected* operator->() const { return &*packet_; }

 private:
  std::unique_ptr<PacketReader> reader_;  // whose bytes the fields refer to
  std::optional<Dissected> packet_;
};

}  // namespace pw::test
