// How much of what was said anyone on the way can read.
#pragma once
#include <cstdint>
#include <vector>

#include "core/packet/packet_id.h"

namespace pw {

/// Payload bytes on the wire, behind the transport header, each once: what TCP sends again does not count again, nor do
/// headers of IP, TCP and UDP.
///  - readable: messages of protocols that send in the clear (HTTP, DNS, ...), bodies that are only packed, and of
/// sealed
///    protocols what is around the sealed bytes (hellos, certificates, heads of records);
///  - sealed: bytes that nobody can read without the key;
///  - unknown: bytes that no dissector here took for its own. Anyone may read those that are in the clear.
/// Bytes of a TCP stream that belong to no whole message (a capture that began or ended within) count as the rest of
/// their conversation does: sealed where anything in it was, else readable where any message was, else unknown.
struct ReadableBytes {
  std::uint64_t readable = 0, sealed = 0, unknown = 0;

  [[nodiscard]] std::uint64_t all() const noexcept { return readable + sealed + unknown; }
  ReadableBytes& operator+=(const ReadableBytes& o) noexcept {
    readable += o.readable;
    sealed += o.sealed;
    unknown += o.unknown;
    return *this;
  }
};

/// One thread. Flows past kMaxFlows are counted together.
class ReadableMeter {
 public:
  static constexpr std::size_t kMaxFlows = std::size_t{1} << 20;

  /// Payload of a packet: a TCP segment that is not sent again, or a datagram.
  void payload(FlowId flow, std::uint64_t bytes) { of(flow).payload += bytes; }
  /// A whole message, or a datagram, of a protocol that is known.
  void message(FlowId flow, std::uint64_t bytes) { of(flow).messages += bytes; }
  void sealed(FlowId flow, std::uint64_t bytes) { of(flow).sealed += bytes; }

  [[nodiscard]] ReadableBytes flow(FlowId flow) const noexcept {
    return flow.value < flows_.size() ? result(flows_[flow.value]) : ReadableBytes{};
  }
  /// O(flows).
  [[nodiscard]] ReadableBytes all() const noexcept;

 private:
  struct Counts {
    std::uint64_t payload = 0, messages = 0, sealed = 0;
  };

  Counts& of(FlowId flow);
  static ReadableBytes result(const Counts& c) noexcept;

  std::vector<Counts> flows_;
  Counts others_;
};

}  // namespace pw
