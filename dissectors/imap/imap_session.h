// What an IMAP connection has come to: literals within lines, where an authentication stands, whether TLS takes over.
#pragma once
#include <array>
#include <optional>

#include "dissectors/line/line_session.h"
#include "dissectors/line/sasl.h"

namespace pw::imap {

/// Bytes that the end of a line announces: "{12}", "{12+}", "~{12}" (RFC 9051 §4.3, RFC 7888).
std::optional<std::uint64_t> literalOf(std::string_view line) noexcept;

class ImapSession final : public line::Session {
 public:
  ImapSession() = default;
  /// For a walk over a message of that side.
  ImapSession(unsigned side, std::uint32_t facts) noexcept {
    if (side == line::kClient) authentication_ = line::Authentication::unpacked(facts);
  }

  [[nodiscard]] line::Next next(unsigned side) const noexcept override;
  void line(unsigned side, std::string_view text) override;
  void over(unsigned side) override { sides_[side & 1].literal.reset(); }
  [[nodiscard]] bool asked() const noexcept override { return asked_; }
  void handOver() noexcept override { tunnel_ = true; }
  [[nodiscard]] std::uint32_t facts(unsigned side) const noexcept override {
    return side == line::kClient ? authentication_.packed() : 0;
  }
  /// The client's next line belongs to an authentication.
  [[nodiscard]] const line::Authentication& authentication() const noexcept { return authentication_; }
  /// The side's next line goes on behind a literal.
  [[nodiscard]] bool goesOn(unsigned side) const noexcept { return sides_[side & 1].goesOn; }

 private:
  struct Side {
    std::optional<std::uint64_t> literal;  ///< announced, and not over
    bool goesOn = false;
  };

  void command(std::string_view text);
  void answer(std::string_view text);

  std::array<Side, 2> sides_;
  line::Authentication authentication_;
  bool asked_ = false;   ///< the client wants TLS or compression (RFC 9051 §6.2.1, RFC 4978)
  bool tunnel_ = false;
};

}  // namespace pw::imap
