// Name and password that somebody types into a terminal, letter by letter: put together from the prompts of the server
// and the keys of the client.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "dissectors/telnet/telnet_pieces.h"

namespace pw::telnet {

/// What the client types next, by the last prompt.
enum class Asked : std::uint8_t { nothing, userName, password };

/// A line that was typed at a prompt.
struct Typed {
  Asked what = Asked::nothing;
  std::string text;            ///< as it was when Enter was pressed: what was taken back is not in it
  std::uint32_t firstFeed = 0; ///< which call of feed() brought its first key, counted from 0
  std::uint32_t firstAt = 0;   ///< and where in those bytes
  std::uint32_t lastFeed = 0;  ///< which call brought Enter
};

/// One conversation, in the order of the capture. Keeps under 1 KiB.
class Login {
 public:
  /// Of longer lines the beginning is kept.
  static constexpr std::size_t kMaxTyped = 256;
  static constexpr std::size_t kMaxPrompt = 128;

  /// The next bytes from the client (side 0) or the server (1), a message as the framer has it. Adds the lines that are
  /// complete with them.
  void feed(unsigned side, ByteView bytes, std::vector<Typed>& done);
  /// Bytes are missing: what was typed so far cannot be trusted.
  void gap(unsigned side) noexcept;

  [[nodiscard]] Asked asked() const noexcept { return asked_; }
  /// Within what the side's next bytes begin.
  [[nodiscard]] State state(unsigned side) const noexcept { return states_[side & 1]; }

 private:
  void shown(ByteView text);
  void key(std::uint8_t c, std::size_t at, std::vector<Typed>& done);
  void judge();

  std::array<State, 2> states_{};
  std::string prompt_;  ///< the server's last line, lower case
  Asked asked_ = Asked::nothing;
  Typed typed_;
  std::uint32_t feeds_ = 0;
};

/// What the end of a server's output asks for. `line`: its last line.
Asked askedBy(std::string_view line) noexcept;

}  // namespace pw::telnet
