// pwire -r FILE ...: prints, writes and counts packets.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "app/pwire/commands.h"
#include "app/pwire/feed.h"
#include "app/pwire/filtered.h"
#include "app/pwire/printers.h"
#include "core/engine/observer_thread.h"
#include "core/file/open_capture.h"
#include "core/follow/object_folder.h"
#include "core/follow/object_name.h"
#include "core/report/flow_list.h"
#include "core/report/hierarchy.h"
#include "dissectors/registry.h"

namespace pw::cli {

namespace {

/// True where somebody may wait at the other end: what is ready is handed over before waiting for more.
bool comesInPieces(const std::string& file) {
  struct stat s = {};
  const bool known = file == "-" ? ::fstat(STDIN_FILENO, &s) == 0 : ::stat(file.c_str(), &s) == 0;
  return !known || !S_ISREG(s.st_mode) || ::isatty(STDOUT_FILENO) == 1;
}

constexpr std::uint32_t kLiveRows = 1 << 20;
/// Only some packets are printed or written, which ones being known once all were read.
bool filters(const Options& o) { return !o.filter.empty() || !o.readFilter.empty(); }

Feed::Settings settingsFor(const Options& o, Progress& progress, bool live) {
  Feed::Settings s;
  if (!live) s.count = o.count;
  s.live = live;
  // What passes a filter is written later, but for what is captured now, of which all is.
  if (!o.recorded && (live || !filters(o))) s.writeTo = o.write;
  s.writeFormat = o.writeFormat;
  s.progress = &progress;
  return s;
}

/// Only copies: no packet needs to be looked at.
void drain(Feed& feed) {
  PacketBatch batch;
  while (feed.next(batch) != Pull::end) {
  }
}

void printTables(const Options& o, const Registry& registry, const Trace& trace, Output& out) {
  TextOut text = out.text();
  for (const TableRequest& t : o.tables)
    if (t.table == Table::hierarchy)
      Hierarchy{registry, trace}.write(text);
    else if (t.table == Table::follow)
      FollowWriter{trace, registry}.write(text, t.follow, [&out] { return out.roll() && !interrupted(); });
    else
      writeConversationTable(text, trace, t.table == Table::tcpConversations ? Transport::tcp : Transport::udp,
                             o.time.kind);
}

/// Whether bytes are wanted once more when all packets have passed.
bool readsAgain(const Options& o) {
  return filters(o) || !o.objects.empty() ||
         std::any_of(o.tables.begin(), o.tables.end(), [](const TableRequest& t) { return t.table == Table::follow; });
}

/// Saves what HTTP carried; the first problem ends it.
Exit exportObjects(const Options& o, const Registry& registry, const Trace& trace, Language language) {
  if (o.objects.empty()) return Exit::ok;
  auto folder = ObjectFolder::open(o.objects);
  if (!folder) return tellProblem(folder.error(), o.objects, language);
  const auto http = registry.findProtocol("http");
  const auto objects = CarriedObjects::make(trace, registry, http.value_or(ProtocolId::none), trace.size());
  ChunkReader reader{trace, registry};
  for (std::size_t i = 0; i < objects->size() && !interrupted(); ++i) {
    const CarriedObject& object = (*objects)[i];
    const auto saved = folder->save(fileNameOf(object), reader.read(object.content));
    if (!saved) return tellProblem(saved.error(), o.objects + '/' + fileNameOf(object), language);
  }
  return Exit::ok;
}

Exit worst(Exit a, Exit b) { return a != Exit::ok ? a : b; }

}  // namespace

void complain(const std::string& sentence) { std::fprintf(stderr, "pwire: %s\n", sentence.c_str()); }

std::unique_ptr<PacketSource> openOrTell(const std::string& file, Language language, bool keepBytes) {
  OpenOptions options;
  options.keepBytes = keepBytes;
  auto source = openCapture(file, options);
  if (source) return std::move(*source);
  tellProblem(source.error(), file, language);
  return nullptr;
}

Exit tellProblem(const std::optional<FileProblem>& problem, const std::string& file, Language language) {
  if (!problem) return Exit::ok;
  complain(fileProblemSentence(language, *problem, file));
  return Exit::file;
}

void tellLimits(const Trace& trace, Language language) {
  const auto tell = [language](std::uint64_t n, Msg what) {
    if (n != 0) complain(message(language, what, {std::to_string(n)}));
  };
  tell(trace.refused(), Msg::noPacketsRefused);
  tell(trace.unfollowedFlows(), Msg::flowsNotFollowed);
  tell(trace.homelessPackets(), Msg::packetsWithoutFlow);
}

Exit finishOutput(Output& out, Language language, Exit otherwise) {
  out.flush();
  if (!out.failed() || out.error() == EPIPE) return otherwise;
  complain(message(language, Msg::cannotPrint, {std::strerror(out.error())}));
  return Exit::file;
}

Exit readCapture(const Options& o, Language language) {
  const Registry registry = allProtocols();
  const auto filter = filterFrom(o, registry, language);
  if (!filter) return filter.error();
  auto source = openOrTell(o.read, language, readsAgain(o));
  return source ? printSource(o, registry, std::move(source), o.read, *filter, language, false) : Exit::file;
}

Exit printSource(const Options& o, const Registry& registry, std::unique_ptr<PacketSource> source,
                 const std::string& name, const Filter& filter, Language language, bool live) {
  Output out{STDOUT_FILENO};
  Exit code = Exit::ok;
  {
    Progress progress{language, !o.onlyErrors && (o.quiet || ::isatty(STDOUT_FILENO) == 0)};
    Feed feed{std::move(source), settingsFor(o, progress, live)};
    const auto printer = makePrinter(o, registry, out, live || comesInPieces(name));
    Trace trace;
    std::optional<FileProblem> written;
    // A capture may run for ever: where nobody looks back, memory stays as it is.
    if (live && o.capture.keepRows != 0) trace.keepLast(o.capture.keepRows);
    else if (live && !filters(o) && o.tables.empty() && o.objects.empty()) trace.keepLast(kLiveRows);
    if (!printer && !o.write.empty() && !filters(o) && o.tables.empty() && o.objects.empty()) {
      drain(feed);
    } else {
      Engine engine{registry, feed, trace};
      if (filters(o) && !live) {
        engine.run();
        written = printFiltered(o, filter, trace, registry, printer.get(), language);
      } else if (printer && filters(o)) {
        PassingObserver passing{filter, registry, *printer};
        ObserverThread printing{passing, trace};
        engine.run({}, &printing);
      } else if (printer) {
        // Reading and following on this thread, printing on another.
        ObserverThread printing{*printer, trace};
        engine.run({}, &printing);
      } else {
        engine.run();
      }
    }
    if (printer) printer->finish();
    printTables(o, registry, trace, out);
    code = exportObjects(o, registry, trace, language);
    code = worst(code, worst(tellProblem(feed.problem(), name, language),
                             tellProblem(written ? written : feed.finishWriting(), o.write, language)));
    tellLimits(trace, language);
    if (interrupted() && !live) {
      if (!o.onlyErrors) complain(message(language, Msg::interrupted, {std::to_string(feed.packets())}));
      if (code == Exit::ok) code = Exit::interrupted;
    }
  }
  return finishOutput(out, language, code);
}

}  // namespace pw::cli
