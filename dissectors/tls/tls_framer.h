// Where TLS messages end in a TCP stream.
#pragma once
#include <array>
#include <vector>

#include "core/stream/stream_framer.h"
#include "dissectors/tls/tls_facts.h"

namespace pw::tls {

/// A message is one record (RFC 8446 §5.1) or one of SSL 2.0. Where a handshake message goes on in the next record, that
/// one needs the records before it as well, from the one on in which the handshake message begins; Facts::carried says
/// so. When those grow past kMaxMessage or kMaxFragments the handshake message is given up, and Facts::middle says so of
/// the records that follow. Bytes that cannot be a record end with what was fed. The facts of an end are Facts::packed().
class TlsFramer final : public StreamFramer {
 public:
  static constexpr std::size_t kMaxMessage = std::size_t{128} << 10;
  static constexpr std::size_t kMaxFragments = 64;
  /// Bytes kept of a hello, or of a certificate whose name is to be compared.
  static constexpr std::size_t kMaxHello = std::size_t{16} << 10;

  void feed(unsigned side, ByteView bytes, MessageEnds& ends) override;
  bool gap(unsigned side, std::uint32_t bytes) override;
  bool close(unsigned side, std::uint64_t& facts) override;
  [[nodiscard]] Begun begun(unsigned side) const override {
    const Side& s = sides_[side & 1];
    return {s.facts, true, false, s.inContent ? s.left : UINT64_MAX};
  }

 private:
  struct Side {
    // The record: its header, and the first bytes of its content, by which sealed ones are known.
    std::array<std::uint8_t, 11> start{};
    std::size_t started = 0;
    bool inContent = false;
    std::size_t left = 0;  ///< bytes of the content that are still to come
    std::uint8_t type = 0;
    bool sealed = false;
    // The handshake message.
    std::array<std::uint8_t, kHandshakeHeader> head{};
    std::size_t headed = 0;
    std::size_t bodyLeft = 0;
    std::vector<std::uint8_t> hello;
    bool middle = false;  ///< of a handshake message that was given up
    // Where a handshake message that goes on began: in the content of its first record; and the records since then.
    std::size_t contentAt = 0;  ///< bytes of the current record's content that were looked at
    std::size_t begunAt = 0;
    std::size_t begunBytes = 0, begunRecords = 0;
    // The message as the stream sees it.
    std::size_t length = 0;
    std::uint64_t facts = 0;
  };

  std::size_t header(Side& side, ByteView bytes, bool& unknown);
  [[nodiscard]] static std::size_t wanted(const Side& side) noexcept;
  void begin(Side& side);
  void content(Side& side, ByteView bytes);
  void handshakes(Side& side, ByteView bytes);
  void body(Side& side, ByteView& bytes);
  void whole(Side& side);
  void compareName(Side& side);
  void recordOver(Side& side);
  [[nodiscard]] unsigned numberOf(const Side& side) const noexcept { return &side == &sides_[1] ? 1u : 0u; }

  Connection connection_;
  std::array<Side, 2> sides_;
};

/// `bytes` begin with a record or a hello of SSL 2.0.
Likeness probe(ByteView bytes) noexcept;
/// `bytes` begin with a record that ends in them, and what follows it may be a record as well.
bool begins(ByteView bytes) noexcept;

}  // namespace pw::tls
