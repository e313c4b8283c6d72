// What an SMTP connection has come to: whether the client sends commands, an authentication or a mail.
#pragma once
#include "dissectors/line/line_session.h"
#include "dissectors/line/sasl.h"

namespace pw::smtp {

class SmtpSession final : public line::Session {
 public:
  SmtpSession() = default;
  /// For a walk over a message: `facts` are those of its side.
  explicit SmtpSession(std::uint32_t facts) noexcept : authentication_(line::Authentication::unpacked(facts)) {}

  [[nodiscard]] line::Next next(unsigned side) const noexcept override;
  void line(unsigned side, std::string_view text) override;
  void over(unsigned side) override;
  [[nodiscard]] bool asked() const noexcept override { return asked_; }
  void handOver() noexcept override { tunnel_ = true; }
  [[nodiscard]] std::uint32_t facts(unsigned side) const noexcept override {
    return side == line::kClient ? authentication_.packed() : 0;
  }
  /// The client's next line belongs to an authentication.
  [[nodiscard]] const line::Authentication& authentication() const noexcept { return authentication_; }

 private:
  void command(std::string_view text);
  void reply(std::string_view text);

  line::Authentication authentication_;
  bool mail_ = false;          ///< DATA was sent, and not refused
  std::uint64_t chunk_ = 0;    ///< bytes of BDAT that follow (RFC 3030 §2)
  bool asked_ = false;         ///< the client wants TLS (RFC 3207)
  bool tunnel_ = false;
  unsigned unanswered_ = 0;    ///< commands whose reply was not seen
};

}  // namespace pw::smtp
