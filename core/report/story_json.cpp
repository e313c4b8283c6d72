#include <span>

#include "core/report/enum_name.h"
#include "core/report/flow_list.h"
#include "core/report/flow_text.h"
#include "core/report/story.h"

namespace pw {

namespace {

constexpr std::uint32_t kNone = Conversation::kNone;

std::string_view nameOf(Msg id) {
  return enumName<static_cast<Msg>(static_cast<unsigned>(Msg::count_) - 1)>(id);
}
std::string_view nameOf(TcpMark mark) { return enumName<TcpMark::ecnBreach>(mark); }

/// Commas between the elements of an array; each stands on a line of its own.
class Elements {
 public:
  Elements(JsonMembers& members, std::string_view name) : out_(members.key(name).add('[')) {}
  TextOut& next() {
    out_.add(first_ ? "\n" : ",\n");
    first_ = false;
    return out_;
  }
  void end() { out_.add(']'); }

 private:
  TextOut& out_;
  bool first_ = true;
};

class StoryJson {
 public:
  StoryJson(TextOut& out, Language language, const Trace& trace, const Conversation& c)
      : out_(out), language_(language), trace_(trace), c_(c), tcp_(c.summary().transport == Transport::tcp) {}

  void write() {
    JsonMembers m{out_};
    m.text("transport", tcp_ ? "tcp" : "udp");
    m.number("stream", c_.summary().stream);
    m.key("summary");
    JsonMembers summary{out_};
    writeFlowJson(summary, out_, c_.summary());
    summary.truth("may_have_gaps", c_.captureMayHaveGaps());
    summary.truth("whole", c_.whole());
    summary.end();
    lines(m);
    if (tcp_) {
      loops(m);
      marks(m);
      states(m);
    }
    m.end();
  }

 private:
  [[nodiscard]] std::uint64_t frame(std::uint32_t item) const {
    return std::uint64_t{c_.items()[item].packet.value} + 1;
  }

  void lines(JsonMembers& m) {
    Elements all{m, "lines"};
    for (const StoryLine& line : storyOf(language_, trace_, c_)) {
      JsonMembers l{all.next()};
      l.text("message", nameOf(line.message));
      l.key("packets").add('[');
      for (std::size_t i = 0; i < line.packets.size(); ++i)
        out_.add(i == 0 ? "" : ", ").dec(std::uint64_t{line.packets[i].value} + 1);
      out_.add(']');
      l.key("numbers");
      JsonMembers numbers{out_};
      for (const auto& [name, value] : line.numbers) numbers.signedNumber(name, value);
      numbers.end();
      l.text("text", storySentence(language_, line));
      l.end();
    }
    all.end();
  }

  void frameOrNull(JsonMembers& m, std::string_view name, std::uint32_t item) {
    item == kNone ? m.nothing(name) : m.number(name, frame(item));
  }

  void loops(JsonMembers& m) {
    Elements all{m, "ecn_loops"};
    for (const Conversation::EcnLoop& loop : c_.ecnLoops()) {
      JsonMembers l{all.next()};
      l.text("side", loop.markedFromClient ? "client" : "server");
      frameOrNull(l, "ce", loop.ce);
      l.number("ce_count", loop.ceCount);
      frameOrNull(l, "first_ece", loop.firstEce);
      l.number("ece_count", loop.eceCount);
      frameOrNull(l, "cwr", loop.cwr);
      const auto latency = [&](std::string_view name, std::uint32_t from, std::uint32_t to) {
        if (from == kNone || to == kNone) return l.nothing(name);
        l.signedNumber(name, elapsedNs(trace_.timeNs(c_.items()[from].packet), trace_.timeNs(c_.items()[to].packet)));
      };
      latency("echo_ns", loop.ce, loop.firstEce);
      latency("reduced_ns", loop.firstEce, loop.cwr);
      l.end();
    }
    all.end();
  }

  void marks(JsonMembers& m) {
    const auto whys = c_.whys();
    const std::size_t shown = std::min(whys.size(), kMaxStoryMarks);
    Elements all{m, "marks"};
    for (const Why& why : whys.first(shown)) {
      JsonMembers one{all.next()};
      one.number("packet", frame(why.item));
      one.text("mark", nameOf(why.mark));
      one.key("numbers").add('[');
      for (std::size_t i = 0; i < why.n.size(); ++i) out_.add(i == 0 ? "" : ", ").sdec(why.n[i]);
      out_.add(']');
      one.text("why", whySentence(language_, c_, why));
      one.end();
    }
    all.end();
    m.number("marks_left_out", whys.size() - shown);
  }

  void states(JsonMembers& m) {
    Elements all{m, "states"};
    const Conversation::Item* before = nullptr;
    for (const Conversation::Item& item : c_.items()) {
      const bool same = before != nullptr && before->state == item.state && before->inferred == item.inferred;
      before = &item;
      if (same) continue;
      JsonMembers one{all.next()};
      one.number("packet", std::uint64_t{item.packet.value} + 1);
      one.text("client", stateName(Language::english, item.state[0]));
      one.text("server", stateName(Language::english, item.state[1]));
      one.truth("inferred", item.inferred);
      one.end();
    }
    all.end();
  }

  TextOut& out_;
  const Language language_;
  const Trace& trace_;
  const Conversation& c_;
  const bool tcp_;
};

}  // namespace

void writeStoryJson(TextOut& out, Language language, const Trace& trace, const Conversation& conversation) {
  StoryJson{out, language, trace, conversation}.write();
}

}  // namespace pw
