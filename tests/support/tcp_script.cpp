#include "tests/support/tcp_script.h"

#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <map>
#include <sstream>

namespace pw::test {

namespace {

using namespace tcpflag;

constexpr std::array kMarkNames{
    "retransmission", "fast_retransmission", "spurious_retransmission", "out_of_order", "reused_ports", "lost_segment",
    "ack_lost_segment", "window_update", "window_full", "keep_alive", "keep_alive_ack", "zero_window",
    "zero_window_probe", "zero_window_probe_ack", "duplicate_ack", "tfo_syn", "tfo_ack", "tfo_ignored", "open_retry",
    "refusal", "ecn_echo", "ecn_reduced", "changed_data", "ecn_breach"};
static_assert(kMarkNames.size() == static_cast<std::size_t>(TcpMark::count_));

/// RFC 9293 §3.3.2.
constexpr std::array kStateNames{"-", "CLOSED", "LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1",
                                 "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT"};

constexpr std::string_view kHandshake =
    "C> SYN win=64000 ws=7 : open1\nS> SYN ACK win=64000 ws=7 +20ms : open2\nC> ACK : open3\n";

const std::map<std::string_view, std::uint16_t>& flagNames() {
  static const std::map<std::string_view, std::uint16_t> names{
      {"FIN", kFin}, {"SYN", kSyn}, {"RST", kRst}, {"PSH", kPsh}, {"ACK", kAck},
      {"URG", kUrg}, {"ece", kEce}, {"cwr", kCwr}, {"ae", kAe}};
  return names;
}

std::string folded(std::string_view text) {
  std::istringstream in{std::string{text}};
  std::string out;
  for (std::string word; in >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// Up to `c`, which is taken away as well.
std::string_view cut(std::string_view& text, char c) {
  const std::size_t at = text.find(c);
  const std::string_view head = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
  return head;
}

class Writer {
 public:
  explicit Writer(ScriptBases bases) : base_{bases.client, bases.server}, next_{bases.client, bases.server} {}

  void line(std::string_view text) {
    std::string_view rest = cut(text, '#');
    const std::string whole = folded(rest);
    if (whole.empty()) return;
    if (whole == "handshake") {
      for (std::string_view three = kHandshake; !three.empty();) line(cut(three, '\n'));
      return;
    }
    ScriptStep step;
    step.line = whole;
    const bool states = rest.find('|') != std::string_view::npos;
    std::string_view left = cut(rest, '|');
    step.hasStates = states;
    step.wantedStates = folded(rest);
    std::string_view segment = cut(left, ':');
    step.wanted = folded(left);
    if (!read(segment, step.segment)) ADD_FAILURE() << "not understood: " << whole;
    steps.push_back(step);
  }

  std::vector<ScriptStep> steps;

 private:
  bool read(std::string_view text, TcpSegment& s) {
    const std::string sender = folded(cut(text, '>'));
    if (sender != "C" && sender != "S") return false;
    d_ = sender == "C" ? 0u : 1u;
    s.packet = PacketId{static_cast<std::uint32_t>(steps.size())};
    s.direction = static_cast<Direction>(d_);
    s.window = 500;
    s.seq = {next_[d_]};
    bool ackGiven = false, noAck = false;
    std::int64_t after = 1'000'000;
    std::istringstream in{std::string{text}};
    for (std::string word; in >> word;) {
      const bool isTime = word[0] == '+' || word[0] == '-';
      if (word == "noack") noAck = true;
      else if (isTime ? !time(word, after) : !this->word(word, s, ackGiven)) return false;
    }
    if ((s.flags & (kSyn | kRst)) == 0 && !noAck) s.flags |= kAck;
    if ((s.flags & kAck) != 0 && !ackGiven) s.ack = {next_[d_ ^ 1u]};
    s.timeNs = now_ += after;
    const SeqNum end = s.seq + s.payload + ((s.flags & (kSyn | kFin)) != 0 ? 1u : 0u);
    if ((s.flags & kRst) == 0 && end.after({next_[d_]})) next_[d_] = end.value;
    return true;
  }

  bool word(const std::string& word, TcpSegment& s, bool& ackGiven) const {
    if (const auto flag = flagNames().find(word); flag != flagNames().end()) {
      s.flags |= flag->second;
      return true;
    }
    if (word == "ect1" || word == "ect0" || word == "ce") {
      s.ecn = word == "ect1" ? 1 : word == "ect0" ? 2 : 3;  // RFC 3168 §5
      return true;
    }
    if (word == "cookie") return s.fastOpenCookie = true;
    if (word == "cookie-request") return s.fastOpenRequest = true;
    if (word == "reopens") return s.reopens = true;
    std::string_view value = word;
    const std::string_view name = cut(value, '=');
    std::int64_t n = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), n).ec != std::errc{}) return false;
    const auto u32 = static_cast<std::uint32_t>(n);
    if (name == "seq") s.seq = {base_[d_] + u32};
    else if (name == "ack") s.ack = {base_[d_ ^ 1u] + u32}, ackGiven = true;
    else if (name == "len") s.payload = u32;
    else if (name == "win") s.window = static_cast<std::uint16_t>(n);
    else if (name == "ws") s.windowScale = static_cast<std::uint8_t>(n);
    else return false;
    return true;
  }

  static bool time(const std::string& word, std::int64_t& ns) {
    const char* from = word.data() + (word[0] == '+' ? 1 : 0);
    const auto r = std::from_chars(from, word.data() + word.size(), ns);
    const std::string_view unit{r.ptr, static_cast<std::size_t>(word.data() + word.size() - r.ptr)};
    const std::map<std::string_view, std::int64_t> units{
        {"ns", 1}, {"us", 1'000}, {"ms", 1'000'000}, {"s", 1'000'000'000}};
    const auto known = units.find(unit);
    if (r.ec != std::errc{} || known == units.end()) return false;
    ns *= known->second;
    return true;
  }

  std::array<std::uint32_t, 2> base_, next_;
  std::int64_t now_ = 1'700'000'000'000'000'000;
  unsigned d_ = 0;
};

Played playOnce(const std::vector<ScriptStep>& steps, ScriptBases bases) {
  Played out;
  TcpNotes notes{{bases.client, bases.server}};
  for (const ScriptStep& step : steps) {
    notes.clear();
    const TcpMarks marks = trackSegment(out.flow, step.segment, &notes);
    EXPECT_EQ(describe(marks), step.wanted) << "at: " << step.line;
    if (step.hasStates) {
      EXPECT_EQ(describe(out.flow), step.wantedStates) << "at: " << step.line;
    }
    out.marks.push_back(marks);
    out.notes.emplace_back(notes.notes().begin(), notes.notes().end());
  }
  return out;
}

}  // namespace

std::vector<ScriptStep> parseScript(std::string_view script, ScriptBases bases) {
  Writer writer{bases};
  while (!script.empty()) writer.line(cut(script, '\n'));
  return std::move(writer.steps);
}

std::string describe(TcpMarks marks) {
  std::string out;
  const auto add = [&out](const std::string& word) { out += (out.empty() ? "" : " ") + word; };
  for (std::size_t m = 0; m < kMarkNames.size(); ++m)
    if (marks.has(static_cast<TcpMark>(m))) add(kMarkNames[m]);
  if (marks.openStep() != 0) add("open" + std::to_string(marks.openStep()));
  if (marks.closeStep() != 0) add("close" + std::to_string(marks.closeStep()) + (marks.closesInOne() ? "+" : ""));
  return out;
}

std::string describe(const TcpFlow& flow) {
  return std::string{kStateNames[static_cast<std::size_t>(flow.state[0])]} + " " +
         kStateNames[static_cast<std::size_t>(flow.state[1])];
}

Played play(std::string_view script) {
  // Around 2^32 and around 2^31, where an order by value breaks.
  constexpr std::array kBases{ScriptBases{1000, 9000}, ScriptBases{0xffffff80, 0xfffffff0},
                              ScriptBases{0x7fffff80, 0xffffffff}, ScriptBases{0, 0x7ffffffe}};
  Played first;
  for (std::size_t i = 0; i < kBases.size(); ++i) {
    SCOPED_TRACE("first numbers " + std::to_string(kBases[i].client) + " and " + std::to_string(kBases[i].server));
    Played played = playOnce(parseScript(script, kBases[i]), kBases[i]);
    if (i == 0) first = std::move(played);
    if (testing::Test::HasFailure()) break;
  }
  return first;
}

}  // namespace pw::test
