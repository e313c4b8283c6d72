// Every field of the registry can be asked for: that it is there, its own printed value, and what is not.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <map>

#include "core/field/format.h"
#include "core/filter/filter_run.h"
#include "core/trace/packet_reader.h"
#include "dissectors/registry.h"
#include "tests/support/captures.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

/// A value as one writes it in a filter; empty: only that it is there can be asked.
std::string writtenAs(const FieldDef& def, const FieldTree& tree, const FieldNode& node) {
  std::string text;
  TextOut out{text};
  switch (def.kind) {
    case Kind::protocol:
    case Kind::label:
    case Kind::note: return "";
    case Kind::bytes:
      out.hexBytes(tree.bytes(node).first(std::min<std::size_t>(tree.bytes(node).size(), 1000)), ':');
      return tree.bytes(node).size() <= 1000 ? text : "";
    case Kind::string:
      for (const std::uint8_t c : tree.bytes(node)) out.add("\\x").hex(c, 2);
      return '"' + text + '"';
    case Kind::absTime:
      appendDate(out, static_cast<std::int64_t>(node.value), true);
      return '"' + text + '"';
    default: appendValue(out, def, tree, node); return text;
  }
}

TEST(FilterFields, EveryFieldOfTheCaptures) {
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  const Registry registry = allProtocols();
  std::map<std::string_view, unsigned> tried;
  for (const auto& capture : ownCaptures()) {
    const auto trace = traceOf(capture);
    ASSERT_TRUE(trace) << capture;
    struct Seen {
      std::uint32_t packet;
      std::string value;
    };
    std::map<std::string_view, Seen> seen;
    PacketReader reader{*trace, registry};
    reader.measure(true);
    FieldSink sink{FieldSet::all(), false, false};
    for (std::uint32_t i = 0; i < std::min(trace->size(), 400u); ++i) {
      ASSERT_TRUE(reader.load(PacketId{i}));
      reader.walk(sink);
      for (const FieldNode& n : sink.tree.nodes()) {
        const FieldDef& d = registry.field(n.field);
        if (tried[d.key] < 2 && !seen.contains(d.key)) seen[d.key] = {i, writtenAs(d, sink.tree, n)};
      }
    }
    for (const auto& [key, s] : seen) {
      ++tried[key];
      const std::string name{key};
      const auto exists = compileFilter(name, registry), not_ = compileFilter("!" + name, registry);
      ASSERT_TRUE(exists && not_) << key;
      // What no field covers is told only where all fields are asked for.
      if (key == "frame.unparsed") continue;
      const auto there = filterAll(*exists, *trace, registry), missing = filterAll(*not_, *trace, registry);
      EXPECT_EQ(there.size() + missing.size(), trace->size()) << key;
      EXPECT_TRUE(std::ranges::binary_search(there, PacketId{s.packet}))
          << capture.filename() << ": " << key << " in packet " << s.packet + 1;
      if (s.value.empty() || s.value == "\"\"") continue;
      const auto equal = compileFilter(name + " == " + s.value, registry),
                 differs = compileFilter("!(" + name + " == " + s.value + ")", registry);
      ASSERT_TRUE(equal && differs) << key << " == " << s.value;
      const auto yes = filterAll(*equal, *trace, registry), no = filterAll(*differs, *trace, registry);
      EXPECT_TRUE(std::ranges::binary_search(yes, PacketId{s.packet}))
          << capture.filename() << ": " << key << " == " << s.value << " in packet " << s.packet + 1;
      EXPECT_EQ(yes.size() + no.size(), trace->size()) << key;
    }
  }
  EXPECT_GT(tried.size(), 500u);
}

TEST(FilterFields, EveryFieldCompiles) {
  const Registry registry = allProtocols();
  for (std::size_t i = 0; i < registry.fieldCount(); ++i) {
    const std::string key{registry.field(static_cast<FieldId>(i)).key};
    EXPECT_TRUE(compileFilter(key, registry)) << key;
    EXPECT_TRUE(compileFilter("count(" + key + ") > 0 and not " + key, registry)) << key;
  }
}

}  // namespace
}  // namespace pw::test
