// A message of Telnet is what one segment brings: it has no other ends.
#pragma once
#include "core/stream/stream_framer.h"
#include "dissectors/telnet/telnet_login.h"

namespace pw::telnet {

/// What a walk over a message is told.
struct Facts {
  unsigned side = 0;
  State state = State::text;
  Asked asked = Asked::nothing;  ///< of the client's side: what it types

  [[nodiscard]] std::uint32_t packed() const noexcept {
    return side | static_cast<std::uint32_t>(state) << 1 | static_cast<std::uint32_t>(asked) << 4;
  }
  static Facts unpacked(std::uint32_t v) noexcept {
    const std::uint32_t state = v >> 1 & 7, asked = v >> 4 & 3;
    return {v & 1, state <= static_cast<std::uint32_t>(State::subCommand) ? static_cast<State>(state) : State::text,
            asked <= static_cast<std::uint32_t>(Asked::password) ? static_cast<Asked>(asked) : Asked::nothing};
  }
};

class TelnetFramer final : public StreamFramer {
 public:
  void feed(unsigned side, ByteView bytes, MessageEnds& ends) override {
    const Facts facts{side & 1, login_.state(side), (side & 1) == 0 ? login_.asked() : Asked::nothing};
    done_.clear();
    login_.feed(side & 1, bytes, done_);
    if (!bytes.empty()) ends.add(bytes.size(), facts.packed());
  }
  bool gap(unsigned side, std::uint32_t) override {
    login_.gap(side & 1);
    return false;
  }
  bool close(unsigned, std::uint64_t& facts) override {
    facts = 0;
    return false;
  }
  [[nodiscard]] Begun begun(unsigned) const override { return {}; }

 private:
  Login login_;
  std::vector<Typed> done_;
};

}  // namespace pw::telnet
