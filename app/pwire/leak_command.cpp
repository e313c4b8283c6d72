// pwire leaks.
#include "app/pwire/commands.h"
#include "app/pwire/feed.h"
#include "app/pwire/read_and_print.h"
#include "app/pwire/words.h"
#include "core/report/leak_report.h"
#include "core/trace/name_learner.h"

namespace pw::cli {

namespace {

/// Looks through the trace in parts, so that an interrupt is heeded.
void look(LeakFinder& finder, NameLearner& learner, NameBook& names, std::uint32_t packets) {
  constexpr std::uint32_t kPart = 4096;
  std::uint32_t learnt = 0;
  while (finder.packets() < packets && !interrupted()) {
    const std::uint32_t to = packets - finder.packets() > kPart ? finder.packets() + kPart : packets;
    finder.read(to, {});
    learnt = learner.read(learnt, to, names, {});
  }
}

}  // namespace

Exit leaksCommand(const std::vector<std::string>& arguments, Language language) {
  const auto words = wordsFrom(arguments, {"--json", "--html", "--show-secrets"}, language);
  if (!words || !onlyOneFile(*words, language)) return Exit::usage;
  const auto print = [&](const Trace& trace, const Registry& registry, Output& out) {
    LeakFinder finder{trace, registry};
    NameLearner learner{trace, registry};
    NameBook names;
    look(finder, learner, names, trace.size());
    const std::string& file = words->files[0];
    const LeakReport report{trace, registry, finder, names, file.substr(file.rfind('/') + 1), words->showSecrets};
    TextOut text = out.text();
    if (words->json) writeLeaksJson(out, report);
    else if (words->html) writeLeaksHtml(text, language, report);
    else writeLeaksText(text, language, report);
    return Exit::ok;
  };
  return readAndPrint(*words, language, print, true);
}

}  // namespace pw::cli
