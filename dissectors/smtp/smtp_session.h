// What an SMTP connection has come to: whether the client sends commands, an authentication or a mail.
#pragma once
#include "dissectors/line/line_session.h"
#include "dissectors/line/sasl.h"

namespace pw::smtp {

class SmtpSession final : public line::Session {
 public:
  SmtpSession() = default;
  /// For a walk over a message: `facts` are those of its side.
  explicit SmtpSession(std::uint32_t facts) noexcept : exchange_(line::Exchange::unpacked(facts)) {}

  [[nodiscard]] line::Next next(unsigned side) const noexcept override;
  void line(unsigned side, std::string_view text) override;
  void over(unsigned side) override;
  [[nodiscard]] std::uint32_t facts(unsigned side) const noexcept override {
    return side == line::kClient ? exchange_.packed() : 0;
  }
  /// The client's next line belongs to an authentication.
  [[nodiscard]] const line::Exchange& exchange() const noexcept { return exchange_; }

 private:
  void command(std::string_view text);
  void reply(std::string_view text);

  line::Exchange exchange_;
  bool mail_ = false;          ///< DATA was sent, and not refused
  std::uint64_t chunk_ = 0;    ///< bytes of BDAT that follow (RFC 3030 §2)
  bool asked_ = false;         ///< the client wants TLS (RFC 3207)
  bool tunnel_ = false;
  unsigned unanswered_ = 0;    ///< commands whose reply was not seen
};

}  // namespace pw::smtp
