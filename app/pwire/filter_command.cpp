// pwire filter --explain.
#include <unistd.h>

#include "app/pwire/commands.h"
#include "app/pwire/filtered.h"
#include "core/report/filter_explain.h"
#include "dissectors/registry.h"

namespace pw::cli {

Exit filterCommand(const std::vector<std::string>& arguments, Language language) {
  std::optional<std::string> text;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& a = arguments[i];
    if (a.starts_with("--lang=")) continue;
    if (a == "--lang") {
      ++i;
    } else if (a == "--explain" || !a.starts_with("--")) {
      if (a != "--explain") text = a;
      else if (i + 1 < arguments.size()) text = arguments[++i];
    } else {
      complain(message(language, Msg::unknownOption, {a}) + ' ' + message(language, Msg::tryHelp));
      return Exit::usage;
    }
  }
  if (!text) {
    complain(message(language, Msg::filterWordMissing));
    return Exit::usage;
  }
  const Registry registry = allProtocols();
  const auto filter = compileFilter(*text, registry);
  if (!filter) {
    tellFilterError(filter.error(), *text, language);
    return Exit::filter;
  }
  Output out{STDOUT_FILENO};
  out.add(explainFilter(language, *filter, registry));
  return finishOutput(out, language, Exit::ok);
}

}  // namespace pw::cli
