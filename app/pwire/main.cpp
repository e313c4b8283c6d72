// pwire: reads a capture and prints what is in it. Options follow tshark's.
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "app/pwire/options.h"
#include "app/pwire/printers.h"
#include "core/engine/observer_thread.h"
#include "core/file/open_capture.h"
#include "dissectors/registry.h"

namespace {

enum Exit : int { kOk = 0, kUsage = 1, kFile = 2 };

int complain(const std::string& sentence, int code) {
  std::fprintf(stderr, "pwire: %s\n", sentence.c_str());
  return code;
}

int run(const pw::cli::Options& o) {
  const pw::Registry registry = pw::allProtocols();
  pw::OpenOptions open;
  open.keepBytes = false;
  auto source = pw::openCapture(o.read, open);
  if (!source) return complain("cannot open the capture " + o.read + ": " + source.error().text, kFile);
  pw::Output out{STDOUT_FILENO};
  pw::Trace trace;
  pw::Engine engine{registry, **source, trace};
  engine.limitPackets(o.count);
  const auto printer = pw::cli::makePrinter(o, registry, out);
  if (printer) {
    pw::ObserverThread printing{*printer, trace};
    engine.run({}, &printing);
  } else {
    engine.run({});
  }
  out.flush();
  if ((*source)->problem()) return complain("the capture is damaged", kFile);
  return kOk;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto options = pw::cli::parseOptions(argc, argv);
  if (!options) return complain(options.error(), kUsage);
  return run(*options);
}
