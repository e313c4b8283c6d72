// pwire: reads a capture and prints what is in it. Options follow tshark's.
#include <array>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <new>

#include "app/pwire/commands.h"
#include "app/pwire/feed.h"

namespace {

using namespace pw;
using namespace pw::cli;

Exit print(Language language, Msg what) {
  const std::string text = message(language, what, {PLAINWIRE_VERSION});
  std::printf("%s%s", text.c_str(), text.ends_with('\n') ? "" : "\n");
  return Exit::ok;
}

Exit run(int argc, char** argv, Language language) {
  const std::string word = argc > 1 ? argv[1] : "";
  constexpr std::array<std::pair<std::string_view, Exit (*)(const std::vector<std::string>&, Language)>, 7> kCommands{
      {{"info", infoCommand},
       {"protocols", protocolsCommand},
       {"flows", flowsCommand},
       {"story", storyCommand},
       {"leaks", leaksCommand},
       {"compare", compareCommand},
       {"filter", filterCommand}}};
  for (const auto& [name, command] : kCommands)
    if (word == name) return command({argv + 2, argv + argc}, language);
  const auto options = parseOptions(argc, argv, language);
  if (!options) {
    const Refusal& r = options.error();
    complain(r.code == Exit::usage ? r.sentence + ' ' + message(language, Msg::tryHelp) : r.sentence);
    return r.code;
  }
  switch (options->action) {
    case Action::help: return print(language, Msg::help);
    case Action::version: return print(language, Msg::version);
    case Action::glossary: return printGlossary(options->glossary, language);
    case Action::listInterfaces: return printInterfaces(language);
    case Action::listLinkTypes: return printLinkTypes(*options, language);
    case Action::capture: return captureLive(*options, language);
    case Action::read: break;
  }
  return readCapture(*options, language);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  catchInterrupt();
  ::tzset();
  const Language language = languageOf(argc, argv);
  try {
    return static_cast<int>(run(argc, argv, language));
  } catch (const std::bad_alloc&) {
    complain(message(language, Msg::outOfMemory));
    return static_cast<int>(Exit::file);
  }
}
