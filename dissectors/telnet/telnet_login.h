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
  std::string text;         ///< as it was when Enter was pressed: what was taken back is not in it
  std::uint64_t first = 0;  ///< place of its first key in all bytes from the client
  std::uint64_t enter = 0;  ///< and of Enter
};

/// One conversation, in the order of the capture, or the part of one side of it. Keeps under 1 KiB.
class Login {
 public:
  /// Of longer lines the beginning is kept.
  static constexpr std::size_t kMaxTyped = 256;
  static constexpr std::size_t kMaxPrompt = 128;

  /// Begins where something was asked for and nothing typed yet.
  void expect(Asked what, State state) noexcept {
    asked_ = what;
    states_[0] = state;
  }
  /// The next segment from the client (side 0) or the server (1). Adds the lines that are complete with it.
  void feed(unsigned side, ByteView bytes, std::vector<Typed>& done);
  /// Bytes are missing: what was typed so far cannot be trusted.
  void gap(unsigned side) noexcept;
  /// Whatever is typed now is of no interest.
  void forget() noexcept;

  /// Bytes from the client since the first key of the line that is typed now; 0: no such line.
  [[nodiscard]] std::uint64_t typedBytes() const noexcept {
    return typed_.text.empty() ? 0 : clientBytes_ - typed_.first;
  }
  [[nodiscard]] Asked asked() const noexcept { return asked_; }
  /// Within what the side's next bytes begin.
  [[nodiscard]] State state(unsigned side) const noexcept { return states_[side & 1]; }

 private:
  void shown(ByteView text);
  void key(std::uint8_t c, std::uint64_t at, std::vector<Typed>& done);
  void judge();

  std::array<State, 2> states_{};
  std::string prompt_;  ///< the server's last line, lower case
  Asked asked_ = Asked::nothing;
  Typed typed_;
  std::uint64_t clientBytes_ = 0;
};

/// What the end of a server's output asks for. `line`: its last line.
Asked askedBy(std::string_view line) noexcept;

}  // namespace pw::telnet
