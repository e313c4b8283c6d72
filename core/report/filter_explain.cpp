#include "core/report/filter_explain.h"

#include "core/field/text_out.h"
#include "core/filter/capture_form.h"
#include "core/filter/column_plan.h"

namespace pw {

namespace {

using filter::Comparison;
using filter::Test;
using How = filter::ColumnPlan::How;

class Explainer {
 public:
  Explainer(Language language, const filter::Program& program, const Registry& registry)
      : language_(language), program_(program), registry_(registry), plan_(program, trace_, registry, true) {}

  std::string run() {
    if (program_.root.kind == Test::Kind::always) return line(0, text(Msg::explainAll));
    std::string out = line(0, text(Msg::explainPasses));
    out += test(program_.root, 1);
    out += line(0, text(described_ ? Msg::explainReadSome : Msg::explainReadNone));
    if (const std::string capture = filter::captureFormOf(program_.text); !capture.empty())
      out += line(0, message(language_, Msg::filterForCapture, {capture}));
    return out;
  }

 private:
  [[nodiscard]] std::string text(Msg id) const { return std::string{messageText(language_, id)}; }
  static std::string line(unsigned depth, const std::string& s) { return std::string(depth * 2u, ' ') + s + '\n'; }

  [[nodiscard]] std::string words(std::uint32_t position, std::uint32_t length) const {
    std::string out;
    const std::string_view all = program_.text;
    const std::string_view w = position < all.size() ? all.substr(position, length) : std::string_view{};
    TextOut{out}.printable({reinterpret_cast<const std::uint8_t*>(w.data()), w.size()});
    return out;
  }
  [[nodiscard]] std::string words(const filter::Operand& o) const { return words(o.position, o.length); }

  std::string test(const Test& t, unsigned depth) {
    switch (t.kind) {
      case Test::Kind::both: return parts(t, Msg::explainBoth, depth);
      case Test::Kind::either: return parts(t, Msg::explainEither, depth);
      case Test::Kind::oneOnly: return parts(t, Msg::explainOneOnly, depth);
      case Test::Kind::no: return parts(t, Msg::explainNot, depth);
      default: return line(depth, sentence(t) + quantifier(t) + " — " + how(t));
    }
  }

  std::string parts(const Test& t, Msg heading, unsigned depth) {
    std::string out = line(depth, text(heading));
    for (const Test& p : t.parts) out += test(p, depth + 1);
    return out;
  }

  [[nodiscard]] std::string sentence(const Test& t) const {
    const std::string left = words(t.operands.front());
    const std::string right = t.operands.size() > 1 ? words(t.operands[1]) : std::string{};
    const auto say = [&](Msg id, const std::string& value) { return message(language_, id, {left, value}); };
    switch (t.kind) {
      case Test::Kind::exists: return say(Msg::explainExists, {});
      case Test::Kind::notZero: return say(Msg::explainNotZero, {});
      case Test::Kind::contains: return say(Msg::explainContains, right);
      case Test::Kind::matches: return say(Msg::explainMatches, words(t.valueAt, t.valueLength));
      case Test::Kind::in: return say(Msg::explainIn, setOf(t));
      default: break;
    }
    static constexpr Msg kComparisons[] = {Msg::explainEqual,        Msg::explainNotEqual, Msg::explainGreater,
                                           Msg::explainGreaterEqual, Msg::explainLess,     Msg::explainLessEqual};
    return say(kComparisons[static_cast<std::size_t>(t.comparison)], right);
  }

  [[nodiscard]] std::string setOf(const Test& t) const {
    std::string out;
    for (const auto& element : t.set) {
      out += out.empty() ? "" : ", ";
      out += words(element.front());
      if (element.size() == 2) out += ".." + words(element.back());
    }
    return '{' + out + '}';
  }

  /// Where it makes a difference: a field that a packet may have several times.
  [[nodiscard]] std::string quantifier(const Test& t) const {
    if (t.kind == Test::Kind::exists || t.kind == Test::Kind::notZero) return {};
    return " (" + text(t.all ? Msg::explainEvery : Msg::explainSome) + ')';
  }

  std::string how(const Test& t) {
    switch (plan_.howOf(t)) {
      case How::stack: return text(Msg::explainFromStack);
      case How::columns: return text(Msg::explainFromColumns);
      case How::flows: return text(Msg::explainFromFlows);
      case How::bytes: return text(Msg::explainFromBytes);
      case How::described: break;
    }
    described_ = true;
    std::string names;
    for (const auto& one : plan_.needs(t))
      for (const ProtocolId p : one) {
        const std::string_view name = registry_.protocol(p).name;
        if (names.find(name) == std::string::npos) names.append(names.empty() ? "" : ", ").append(name);
      }
    return message(language_, Msg::explainDescribed, {names.empty() ? "frame" : names});
  }

  const Language language_;
  const filter::Program& program_;
  const Registry& registry_;
  Trace trace_;
  filter::ColumnPlan plan_;
  bool described_ = false;
};

}  // namespace

std::string explainFilter(Language language, const Filter& filter, const Registry& registry) {
  return Explainer{language, filter.program(), registry}.run();
}

}  // namespace pw
