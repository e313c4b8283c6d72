// Filters made by grammar from the input, over packets out of the rest of it: both ways must agree, and a text that is
// no filter must say where.
#include <cstdlib>

#include "core/engine/engine.h"
#include "core/filter/completion.h"
#include "core/filter/filter_run.h"
#include "dissectors/registry.h"
#include "tests/support/memory_packets.h"

namespace pw::test {
namespace {

class Input {
 public:
  explicit Input(ByteView bytes) : bytes_(bytes) {}
  std::uint8_t next() {
    if (bytes_.empty()) return 0;
    const std::uint8_t b = bytes_[0];
    bytes_ = bytes_.subspan(1);
    return b;
  }
  ByteView take(std::size_t n) {
    const ByteView v = bytes_.first(std::min(n, bytes_.size()));
    bytes_ = bytes_.subspan(v.size());
    return v;
  }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

 private:
  ByteView bytes_;
};

class Writer {
 public:
  Writer(Input& in, const Registry& registry) : in_(in), registry_(registry) {}

  std::string test(unsigned depth) {
    switch (in_.next() % (depth == 0 ? 5 : 9)) {
      case 0: return field();
      case 1: return operand(depth) + sign() + operand(depth);
      case 2: return operand(depth) + " in {" + value() + ", " + value() + ".." + value() + "}";
      case 3: return operand(depth) + " contains " + value();
      case 4: return operand(depth) + " matches \"" + raw() + "\"";
      case 5: return "not " + test(depth - 1);
      case 6: return "(" + test(depth - 1) + ") and " + test(depth - 1);
      case 7: return test(depth - 1) + " or (" + test(depth - 1) + ")";
      default: return (in_.next() % 2 == 0 ? "any " : "all ") + operand(depth) + sign() + value();
    }
  }

 private:
  std::string field() {
    const std::size_t i = (std::size_t{in_.next()} << 8 | in_.next()) % registry_.fieldCount();
    std::string s{registry_.field(static_cast<FieldId>(i)).key};
    if (in_.next() % 8 == 0) s += "#" + std::to_string(in_.next() % 4);
    return s;
  }
  std::string operand(unsigned depth) {
    static constexpr const char* kFunctions[] = {"len", "count", "upper", "lower", "string", "max", "min", "abs"};
    switch (in_.next() % (depth == 0 ? 3 : 6)) {
      case 0:
      case 1: return field();
      case 2: return field() + "[" + std::to_string(in_.next() % 9) + ":" + std::to_string(in_.next() % 9) + "]";
      case 3: return kFunctions[in_.next() % 8] + ("(" + operand(depth - 1)) + ")";
      case 4: return "{" + operand(depth - 1) + " " + "+-*/%&"[in_.next() % 6] + " " + value() + "}";
      default: return "-" + field();
    }
  }
  std::string sign() {
    static constexpr const char* kSigns[] = {" == ", " != ", " === ", " !== ", " < ", " <= ", " > ", " >= "};
    return kSigns[in_.next() % 8];
  }
  std::string value() {
    switch (in_.next() % 7) {
      case 0: return std::to_string(in_.next() << 8 | in_.next());
      case 1: return std::to_string(in_.next()) + "." + std::to_string(in_.next()) + ".0.0/16";
      case 2: return "\"" + raw() + "\"";
      case 3: return "01:02:ff";
      case 4: return "fe80::/10";
      case 5: return "\"2026-11-23 10:00:00\"";
      default: return field();
    }
  }
  std::string raw() {
    const ByteView b = in_.take(in_.next() % 12);
    return {b.begin(), b.end()};
  }

  Input& in_;
  const Registry& registry_;
};

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace
}  // namespace pw::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pw;
  using namespace pw::test;
  static const Registry registry = allProtocols();
  Input in{{data, size}};
  const unsigned how = in.next();
  std::string text;
  if (how % 4 == 0) {
    const ByteView raw = in.take(in.next());
    text.assign(raw.begin(), raw.end());
  } else {
    text = Writer{in, registry}.test(how % 4);
  }
  const std::size_t cursor = text.size() * how / UINT8_MAX;
  const FilterChoices choices = completeFilter(text, cursor, registry);
  require(choices.all.empty() || choices.position + choices.length == cursor);
  const auto filter = compileFilter(text, registry);
  if (!filter) {
    require(filter.error().position <= text.size() && filter.error().length <= text.size() - filter.error().position);
    return 0;
  }
  MemoryPackets packets{how % 8 < 4 ? LinkType::ethernet : LinkType::raw};
  for (std::int64_t t = 0; !in.empty() && t < 8; ++t) packets.add(in.take(in.next() + 40u), t * 1000);
  Trace trace;
  Engine engine{registry, packets, trace};
  engine.useThread(false);
  engine.run();
  const auto columns = filterAll(*filter, trace, registry, {.threads = 1});
  require(columns == filterAll(*filter, trace, registry, {.threads = 1, .columns = false}));
  return 0;
}
