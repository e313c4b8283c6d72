// pwire compare.
#include <charconv>

#include "app/pwire/commands.h"
#include "app/pwire/feed.h"
#include "app/pwire/read_and_print.h"
#include "app/pwire/words.h"
#include "core/compare/flow_pairs.h"
#include "core/report/compare_report.h"
#include "core/trace/name_learner.h"

namespace pw::cli {

namespace {

/// Conversations by their streams' numbers; the pair that was found where none are named.
class Chooser {
 public:
  Chooser(const Words& words, Language language, const Trace& trace, const Registry& registry)
      : words_(words), language_(language), trace_(trace), registry_(registry) {}

  /// Nothing after having told why.
  std::optional<std::pair<FlowId, FlowId>> choose() const {
    if (words_.files.size() == 1) {
      const auto pairs = findPairs(trace_, registry_, trace_.size());
      if (!pairs.empty()) return std::pair{pairs[0].open, pairs[0].sealed};
      complain(message(language_, Msg::compareNoPair, {name()}));
      return std::nullopt;
    }
    const FlowId a = flow(words_.files[1]), b = flow(words_.files[2]);
    if (!a.valid() || !b.valid()) return std::nullopt;
    return std::pair{a, b};
  }

  std::string name() const { return words_.files[0].substr(words_.files[0].rfind('/') + 1); }

 private:
  FlowId flow(const std::string& word) const {
    std::uint32_t number = 0;
    const auto r = std::from_chars(word.data(), word.data() + word.size(), number);
    const Transport wanted = words_.udp ? Transport::udp : Transport::tcp;
    if (r.ec == std::errc{} && r.ptr == word.data() + word.size())
      for (std::uint32_t i = 0; i < trace_.flowCount(); ++i) {
        const Flow& f = trace_.flowOf(FlowId{i});
        if (f.key.transport == wanted && f.stream == number) return FlowId{i};
      }
    complain(message(language_, Msg::compareNoFlow, {word}));
    return {};
  }

  const Words& words_;
  const Language language_;
  const Trace& trace_;
  const Registry& registry_;
};

Exit compare(const Words& words, Language language, const Trace& trace, const Registry& registry, Output& out) {
  const Chooser chooser{words, language, trace, registry};
  const auto pair = chooser.choose();
  if (!pair) return Exit::usage;
  const auto left = readFlowSteps(trace, registry, pair->first, trace.size());
  const auto right = readFlowSteps(trace, registry, pair->second, trace.size());
  NameBook names;
  NameLearner{trace, registry}.read(0, trace.size(), names, {});
  const CompareReport report{trace, registry, *left, *right, names, chooser.name(), words.showSecrets};
  TextOut text = out.text();
  if (words.json) writeCompareJson(text, report);
  else if (words.html) writeCompareHtml(text, language, report);
  else writeCompareText(text, language, report);
  return Exit::ok;
}

}  // namespace

Exit compareCommand(const std::vector<std::string>& arguments, Language language) {
  const auto words = wordsFrom(arguments, {"--json", "--html", "--show-secrets", "--udp"}, language);
  if (!words) return Exit::usage;
  if (words->files.size() == 2) {
    complain(message(language, Msg::compareTwoFlows));
    return Exit::usage;
  }
  if (words->files.size() > 3) {
    complain(message(language, Msg::tooManyArguments, {words->files[3]}));
    return Exit::usage;
  }
  return readAndPrint(*words, language, [&](const Trace& trace, const Registry& registry, Output& out) {
    return compare(*words, language, trace, registry, out);
  });
}

}  // namespace pw::cli
