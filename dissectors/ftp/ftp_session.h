// What a walk over FTP needs of its connection: nothing; but AUTH TLS hands the connection over.
#pragma once
#include "dissectors/line/line_session.h"

namespace pw::ftp {

class FtpSession final : public line::Session {
 public:
  [[nodiscard]] line::Next next(unsigned) const noexcept override {
    return {tunnel_ ? line::Shape::tunnel : line::Shape::line, 0};
  }
  void line(unsigned side, std::string_view text) override;
  void over(unsigned) override {}
  [[nodiscard]] bool asked() const noexcept override { return asked_; }
  void handOver() noexcept override { tunnel_ = true; }
  [[nodiscard]] std::uint32_t facts(unsigned) const noexcept override { return 0; }

 private:
  bool asked_ = false;   ///< the client wants TLS (RFC 4217 §4)
  bool tunnel_ = false;
};

}  // namespace pw::ftp
