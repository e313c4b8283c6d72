#include "dissectors/telnet/telnet.h"

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/telnet/telnet_fields.h"
#include "dissectors/telnet/telnet_framer.h"

namespace pw::telnet {

namespace {

template <class Sink>
class Pieces {
 public:
  Pieces(Walk<Sink>& w, std::uint32_t at, ByteView bytes, Facts facts) noexcept
      : w_(w), at_(at), bytes_(bytes), facts_(facts) {}

  void walk() {
    if (facts_.asked != Asked::nothing) login();
    // The keys of earlier segments have been shown there.
    const std::size_t carried = std::min<std::size_t>(facts_.carried, bytes_.size());
    at_ += static_cast<std::uint32_t>(carried);
    bytes_ = bytes_.subspan(carried);
    State state = facts_.state;
    eachPiece(bytes_, state, [&](What what, std::size_t at, std::size_t n) {
      switch (what) {
        case What::text: return text(at, n);
        case What::rest: add<F::rest>(w_, place(at), length(n), 0); return;
        default: return command(what, at, n);
      }
    });
  }

 private:
  static std::uint32_t length(std::size_t n) noexcept { return static_cast<std::uint32_t>(n); }
  std::uint32_t place(std::size_t at) const noexcept { return at_ + static_cast<std::uint32_t>(at); }

  void text(std::size_t at, std::size_t n) {
    std::string_view rest = http::textOf(bytes_.subspan(at, n));
    while (!rest.empty()) {
      const http::Line l = http::lineOf(rest);
      add<F::data>(w_, place(at), length(l.length), 0);
      at += l.length;
      rest.remove_prefix(l.length);
    }
  }

  /// What was typed, where Enter was pressed.
  void login() {
    const std::size_t from = facts_.afresh ? std::min<std::size_t>(facts_.carried, bytes_.size()) : 0;
    Login login;
    login.expect(facts_.asked, facts_.afresh ? facts_.state : State::text);
    std::vector<Typed> done;
    login.feed(0, bytes_.subspan(from), done);
    if (done.empty()) return;
    const Typed& typed = done.front();
    const std::uint32_t first = place(from + static_cast<std::size_t>(typed.first));
    const auto size = static_cast<std::uint32_t>(typed.enter - typed.first);
    if (typed.what == Asked::userName) addText<F::userName>(w_, first, size, typed.text);
    else addText<F::password>(w_, first, size, typed.text);
  }

  void command(What what, std::size_t at, std::size_t n) {
    const NodeId node = add<F::command>(w_, place(at), length(n), 0);
    label(w_, node, [&](TextOut& t) {
      if (n < 2) return void(t.add("Command that goes on in the next segment"));
      t.add(nameIn(kCommands, bytes_[at + 1]));
      const bool hasOption = (what == What::option || what == What::sub) && n > 2;
      if (hasOption) t.add(' ').add(nameIn(kOptions, bytes_[at + 2]));
    });
    Under<Sink> under{w_, node};
    if (n < 2) return;
    add<F::cmd>(w_, place(at + 1), 1, bytes_[at + 1]);
    if (n < 3 || (what != What::option && what != What::sub)) return;
    if (what == What::sub && n == 4 && bytes_[at + 2] == kIac) return;  // nothing in it
    add<F::option>(w_, place(at + 2), 1, bytes_[at + 2]);
    if (what == What::sub) content(at, n);
  }

  void content(std::size_t at, std::size_t n) {
    const bool ended = n >= 5 && bytes_[at + n - 2] == kIac && bytes_[at + n - 1] == kSubEnds;
    const std::size_t size = n - 3 - (ended ? 2 : 0);
    if (size > 0) add<F::optionData>(w_, place(at + 3), length(size), 0);
    if (ended) add<F::cmd>(w_, place(at + n - 1), 1, kSubEnds);
  }

  static std::string_view nameIn(ValueNames names, std::uint8_t v) noexcept {
    const std::string_view name = nameOf(names, v);
    return name.empty() ? std::string_view{"Unknown"} : name;
  }

  Walk<Sink>& w_;
  std::uint32_t at_;
  ByteView bytes_;
  Facts facts_;
};

struct Telnet {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (w.onlyBegun()) return;
    w.column("TELNET");
    w.info([](TextOut& t) { t.add("Telnet Data ..."); });
    const Facts facts = Facts::unpacked(w.handoff() | static_cast<std::uint32_t>(w.facts()));
    const std::uint32_t at = c.offset();
    const ByteView bytes = c.rest();
    if constexpr (Sink::kFields) Pieces<Sink>{w, at, bytes, facts}.walk();
    if (c.wireLeft() > 0) c.skip(c.wireLeft());  // what the capture cut off is missed
  }
};

/// Options are negotiated first, as a rule several at once. One alone could be the start of anything.
Likeness probe(ByteView bytes) noexcept {
  constexpr std::uint8_t kLastOption = 49;
  if (bytes.size() < 3 || bytes[0] != kIac || bytes[1] < kWill || bytes[1] > kDont || bytes[2] > kLastOption)
    return bytes.empty() ? Likeness::no : Likeness::perhaps;
  const bool more = bytes.size() >= 6 && bytes[3] == kIac && bytes[4] >= kLowest && bytes[4] != kIac;
  return more && (bytes[4] < kWill || bytes[5] <= kLastOption) ? Likeness::certain : Likeness::perhaps;
}

std::unique_ptr<StreamFramer> framer() { return std::make_unique<TelnetFramer>(); }

constexpr std::array<std::uint16_t, 1> kPorts{23};
constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::telnet)}};

}  // namespace

constexpr StreamProtocol kStream{probe, framer, kPorts};

constexpr Protocol kProtocol = protocolOf<Telnet, F>("telnet", "TELNET", "Telnet", kAttach, &kStream);

}  // namespace pw::telnet
