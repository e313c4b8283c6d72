// pwire info, pwire protocols and pwire -G.
#include <unistd.h>

#include "app/pwire/commands.h"
#include "app/pwire/feed.h"
#include "app/pwire/words.h"
#include "core/engine/engine.h"
#include "core/report/capture_summary.h"
#include "core/report/glossary.h"
#include "core/report/hierarchy.h"
#include "dissectors/registry.h"

namespace pw::cli {

Exit infoCommand(const std::vector<std::string>& arguments, Language language) {
  const auto words = wordsFrom(arguments, {"--json"}, language);
  if (!words) return Exit::usage;
  Output out{STDOUT_FILENO};
  TextOut text = out.text();
  Exit code = Exit::ok;
  bool any = false;
  if (words->json) text.add('[');
  for (const std::string& file : words->files) {
    auto source = openOrTell(file, language);
    if (!source) {
      code = Exit::file;
      continue;
    }
    Progress progress{language, true};
    Feed feed = watchedFeed(std::move(source), progress);
    const CaptureSummary summary = summarize(feed, file);
    if (any) text.add(words->json ? ",\n" : "\n");
    any = true;
    words->json ? writeSummaryJson(text, summary) : writeSummary(text, summary);
    if (tellProblem(summary.problem, file, language) != Exit::ok) code = Exit::file;
    if (interrupted()) break;
  }
  if (words->json) text.add("]\n");
  if (interrupted() && code == Exit::ok) code = Exit::interrupted;
  return finishOutput(out, language, code);
}

Exit protocolsCommand(const std::vector<std::string>& arguments, Language language) {
  const auto words = wordsFrom(arguments, {"--json"}, language);
  if (!words) return Exit::usage;
  if (!onlyOneFile(*words, language)) return Exit::usage;
  const std::string& file = words->files[0];
  auto source = openOrTell(file, language);
  if (!source) return Exit::file;
  const Registry registry = allProtocols();
  Output out{STDOUT_FILENO};
  Exit code = Exit::ok;
  {
    Progress progress{language, true};
    Feed feed = watchedFeed(std::move(source), progress);
    Trace trace;
    Engine{registry, feed, trace}.run();
    const Hierarchy hierarchy{registry, trace};
    TextOut text = out.text();
    words->json ? hierarchy.writeJson(text) : hierarchy.write(text);
    code = tellProblem(feed.problem(), file, language);
  }
  if (interrupted() && code == Exit::ok) code = Exit::interrupted;
  return finishOutput(out, language, code);
}

Exit printGlossary(const std::string& list, Language language) {
  const auto known = glossaryListFrom(list);
  if (!known) {
    complain(message(language, Msg::badValue, {"-G", list, "fields, protocols, values, markdown"}));
    return Exit::usage;
  }
  Output out{STDOUT_FILENO};
  TextOut text = out.text();
  writeGlossary(text, allProtocols(), *known);
  return finishOutput(out, language, Exit::ok);
}

}  // namespace pw::cli
