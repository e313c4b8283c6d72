// Puts IP datagrams together from their fragments (RFC 791 §3.2, RFC 8200 §4.5), within bounds.
#pragma once
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "core/bytes/byte_view.h"
#include "core/trace/trace.h"

namespace pw {

/// Bounds of what a sender of endless fragments can make it keep. Past them the oldest unfinished datagram is given up:
/// its fragments stay visible as fragments.
struct ReassemblyLimits {
  std::size_t datagrams = 1024;
  std::size_t bytes = std::size_t{16} << 20;  ///< payload, and what is noted about each piece
  std::size_t piecesPerDatagram = 8192;
};

class IpReassembler {
 public:
  explicit IpReassembler(ReassemblyLimits limits = {}) : limits_(limits) {}

  struct Done {
    ByteView bytes;  ///< whole payload; lives until the next add()
    std::shared_ptr<const Trace::Datagram> datagram;
  };
  /// Takes a fragment; `frame` are the packet's bytes. Gives the datagram where this one completed it. Where fragments
  /// overlap, what came first stays.
  [[nodiscard]] const Done* add(PacketId packet, const FragmentInfo& fragment, ByteView frame);
  /// Datagrams that were given up because of the bounds.
  [[nodiscard]] std::uint64_t givenUp() const noexcept { return givenUp_; }
  /// What unfinished datagrams take at present, in bytes; at most the bound after each add().
  [[nodiscard]] std::size_t held() const noexcept { return held_; }

 private:
  struct Key {
    Address src, dst;
    std::uint32_t id = 0;
    std::uint8_t protocol = 0;
    bool operator<(const Key& o) const noexcept;
  };
  struct Partial {
    Key key;
    std::vector<FragmentPiece> pieces;
    std::vector<std::uint8_t> bytes;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> have;  ///< [from, to), sorted, apart from each other
    std::size_t counted = 0;  ///< its part of held()
    std::uint32_t total = 0;  ///< known once the last fragment came
    bool totalKnown = false;
  };
  using Order = std::list<Partial>;  // oldest first

  void place(Partial& p, std::uint32_t at, ByteView data);
  void count(Partial& p);
  void makeRoom();
  void forget(Order::iterator it);

  ReassemblyLimits limits_;
  Order order_;
  std::map<Key, Order::iterator> byKey_;
  std::size_t held_ = 0;
  std::uint64_t givenUp_ = 0;
  Done done_;
  std::vector<std::uint8_t> doneBytes_;
};

}  // namespace pw
