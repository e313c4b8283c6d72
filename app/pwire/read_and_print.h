// What all commands over a whole capture do: read it, print, and end with what went wrong.
#pragma once
#include <unistd.h>

#include "app/pwire/commands.h"
#include "app/pwire/feed.h"
#include "app/pwire/words.h"
#include "core/engine/engine.h"
#include "dissectors/registry.h"

namespace pw::cli {

/// Reads the whole capture, then hands trace and registry to `print`, whose exit code counts unless the file was
/// damaged.
/// `keepBytes`: see openOrTell().
template <class Print>
Exit readAndPrint(const Words& words, Language language, Print print, bool keepBytes = false) {
  const std::string& file = words.files[0];
  auto source = openOrTell(file, language, keepBytes);
  if (!source) return Exit::file;
  const Registry registry = allProtocols();
  Output out{STDOUT_FILENO};
  Exit code = Exit::ok;
  {
    Trace trace;
    {
      Progress progress{language, true};
      Feed feed = watchedFeed(std::move(source), progress);
      Engine{registry, feed, trace}.run();
      code = tellProblem(feed.problem(), file, language);
    }
    tellLimits(trace, language);
    const Exit printed = print(trace, registry, out);
    if (code == Exit::ok) code = printed;
  }
  if (interrupted() && code == Exit::ok) code = Exit::interrupted;
  return finishOutput(out, language, code);
}

}  // namespace pw::cli
