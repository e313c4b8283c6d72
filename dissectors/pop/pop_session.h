// What a POP connection has come to: which replies have a text behind them, and where an authentication stands.
#pragma once
#include "dissectors/line/line_session.h"
#include "dissectors/line/sasl.h"

namespace pw::pop {

/// Replies that are expected, and whether each has lines behind it; the next first. Fits into 9 bits.
class Expected {
 public:
  /// Past so many nothing is expected of the later ones.
  static constexpr unsigned kMax = 8;

  void push(bool withText) noexcept {
    if (n_ == kMax) return;
    bits_ |= (withText ? 1u : 0u) << n_;
    ++n_;
  }
  bool pop() noexcept {
    if (n_ == 0) return false;
    const bool withText = (bits_ & 1) != 0;
    bits_ >>= 1;
    --n_;
    return withText;
  }
  [[nodiscard]] bool none() const noexcept { return n_ == 0; }
  [[nodiscard]] std::uint32_t packed() const noexcept { return 1u << n_ | bits_; }
  static Expected unpacked(std::uint32_t v) noexcept {
    Expected e;
    for (v &= 0x1ff; v > 1; v >>= 1, ++e.n_) e.bits_ |= (v & 1) << e.n_;
    return e;
  }

 private:
  unsigned bits_ = 0, n_ = 0;
};

class PopSession final : public line::Session {
 public:
  PopSession() = default;
  /// For a walk over a message of that side.
  PopSession(unsigned side, std::uint32_t facts) noexcept {
    if (side == line::kClient) authentication_ = line::Authentication::unpacked(facts);
    else expected_ = Expected::unpacked(facts);
  }

  [[nodiscard]] line::Next next(unsigned side) const noexcept override;
  void line(unsigned side, std::string_view text) override;
  void over(unsigned side) override {
    if (side == line::kServer) text_ = false;
  }
  [[nodiscard]] bool asked() const noexcept override { return asked_; }
  void handOver() noexcept override { tunnel_ = true; }
  [[nodiscard]] std::uint32_t facts(unsigned side) const noexcept override {
    return side == line::kClient ? authentication_.packed() : expected_.packed();
  }
  /// The client's next line belongs to an authentication.
  [[nodiscard]] const line::Authentication& authentication() const noexcept { return authentication_; }

 private:
  void command(std::string_view text);

  line::Authentication authentication_;
  Expected expected_;
  bool text_ = false;    ///< of a reply
  bool asked_ = false;   ///< the client wants TLS (RFC 2595 §4)
  bool tunnel_ = false;
};

}  // namespace pw::pop
