// A message of Telnet is what one segment brings: it has no other ends. Where the server has asked for a name or a
// password, the keys before belong to it as well, so that with Enter all of the line can be told.
#pragma once
#include "core/stream/stream_framer.h"
#include "dissectors/telnet/telnet_login.h"

namespace pw::telnet {

/// What a walk over a message is told.
struct Facts {
  unsigned side = 0;
  State state = State::text;
  Asked asked = Asked::nothing;  ///< of the client's side: what it types
  bool afresh = false;           ///< the line that is typed begins in the segment's own bytes
  std::uint8_t carried = 0;      ///< bytes of earlier segments in front of the segment's own, which `state` is of

  [[nodiscard]] std::uint32_t packed() const noexcept {
    return side | static_cast<std::uint32_t>(state) << 1 | static_cast<std::uint32_t>(asked) << 4 |
           (afresh ? 1u << 6 : 0u) | std::uint32_t{carried} << 8;
  }
  static Facts unpacked(std::uint32_t v) noexcept {
    const std::uint32_t state = v >> 1 & 7, asked = v >> 4 & 3;
    return {v & 1,
            state <= static_cast<std::uint32_t>(State::subCommand) ? static_cast<State>(state) : State::text,
            asked <= static_cast<std::uint32_t>(Asked::password) ? static_cast<Asked>(asked) : Asked::nothing,
            (v >> 6 & 1) != 0,
            static_cast<std::uint8_t>(v >> 8 & 0xff)};
  }
};

class TelnetFramer final : public StreamFramer {
 public:
  void feed(unsigned side, ByteView bytes, MessageEnds& ends) override {
    if (bytes.empty()) return;
    const bool client = (side & 1) == 0;
    const Facts facts{side & 1, login_.state(side), client ? login_.asked() : Asked::nothing, login_.typedBytes() == 0,
                      client ? carried_ : std::uint8_t{0}};
    done_.clear();
    login_.feed(side & 1, bytes, done_);
    if (client) carry();
    ends.add(bytes.size(), facts.packed(), client ? carried_ : 0);
  }
  bool gap(unsigned side, std::uint32_t) override {
    login_.gap(side & 1);
    if ((side & 1) == 0) carried_ = 0;
    return false;
  }
  bool close(unsigned, std::uint64_t& facts) override {
    facts = 0;
    return false;
  }
  [[nodiscard]] Begun begun(unsigned) const override { return {}; }

 private:
  /// A line that is longer is no name.
  void carry() {
    if (login_.typedBytes() > UINT8_MAX) login_.forget();
    carried_ = static_cast<std::uint8_t>(login_.typedBytes());
  }

  Login login_;
  std::uint8_t carried_ = 0;  ///< of the client's side, by the end of its latest segment
  std::vector<Typed> done_;
};

}  // namespace pw::telnet
