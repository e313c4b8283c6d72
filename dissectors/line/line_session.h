// What a protocol of lines (FTP, SMTP, POP, IMAP) knows of its connection: enough to tell what the next bytes of each
// side are. The framer keeps one session for both sides; a walk makes one from the facts of its message and goes on.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pw::line {

inline constexpr unsigned kClient = 0, kServer = 1;

enum class Shape : std::uint8_t {
  line,     ///< up to a line end
  raw,      ///< bytes that are no lines, of a number that was announced (RFC 3030 §2)
  text,     ///< lines up to one that is a dot alone (RFC 5321 §4.5.2, RFC 1939 §3)
  tunnel,   ///< another protocol, from here on (RFC 3207, RFC 2595, RFC 4217)
  literal,  ///< announced bytes within a line; behind them the line goes on (RFC 9051 §4.3)
};

struct Next {
  Shape shape = Shape::line;
  std::uint64_t bytes = 0;  ///< of raw and literal
};

/// Small and copied freely by those that know its type.
class Session {
 public:
  virtual ~Session() = default;
  /// What the next bytes of a side are, where nothing of it is unfinished.
  [[nodiscard]] virtual Next next(unsigned side) const noexcept = 0;
  /// A line without its end. Of a long one the framer gives the beginning and the end.
  virtual void line(unsigned side, std::string_view text) = 0;
  /// What next() told of is over, and was no line.
  virtual void over(unsigned side) = 0;
  /// The client has asked for TLS, and was not refused.
  [[nodiscard]] virtual bool asked() const noexcept = 0;
  /// It has begun, whether the server's word was seen or not.
  virtual void handOver() noexcept = 0;
  /// What a walk over a message of this side must know, in 23 bits.
  [[nodiscard]] virtual std::uint32_t facts(unsigned side) const noexcept = 0;

 protected:
  Session() = default;
  Session(const Session&) = default;
  Session& operator=(const Session&) = default;
};

/// Where within a text that a dot alone ends.
enum class Dot : std::uint8_t { lineStart, dot, dotReturn, inLine };

/// Bytes up to and with the line that is a dot alone; npos, and `at` moved on, where the text goes on.
constexpr std::size_t textEnd(std::string_view text, Dot& at) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      if (at == Dot::dot || at == Dot::dotReturn) return i + 1;
      at = Dot::lineStart;
    } else if (c == '.' && at == Dot::lineStart) {
      at = Dot::dot;
    } else {
      at = c == '\r' && at == Dot::dot ? Dot::dotReturn : Dot::inLine;
    }
  }
  return std::string_view::npos;
}

/// How a message begins: the facts that its walk gets as its handoff.
struct Begin {
  unsigned side = kClient;
  Shape shape = Shape::line;  ///< never literal; a message that begins in raw bytes has no others
  Dot dot = Dot::lineStart;
  std::uint32_t session = 0;

  [[nodiscard]] constexpr std::uint32_t packed() const noexcept {
    return side | static_cast<std::uint32_t>(shape) << 1 | static_cast<std::uint32_t>(dot) << 4 | session << 8;
  }
  static constexpr Begin unpacked(std::uint32_t v) noexcept {
    const std::uint32_t shape = v >> 1 & 7;
    return {v & 1, shape <= 3 ? static_cast<Shape>(shape) : Shape::raw, static_cast<Dot>(v >> 4 & 3), v >> 8};
  }
};

}  // namespace pw::line
