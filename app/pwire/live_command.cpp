// pwire -i INTERFACE ...: captures, and does with the packets what -r does with those of a file.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "app/pwire/commands.h"
#include "app/pwire/feed.h"
#include "app/pwire/filtered.h"
#include "core/capture/interfaces.h"
#include "core/capture/live_capture.h"
#include "core/capture/permission.h"
#include "core/report/capture_text.h"
#include "dissectors/registry.h"

namespace pw::cli {

namespace {

void tell(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

std::string nameOf(const CaptureOptions& o, std::uint32_t interface) {
  return interface < o.interfaces.size() ? o.interfaces[interface].name : std::string{};
}

bool isAboutPermission(CaptureProblemKind kind) {
  return kind == CaptureProblemKind::helperMissing || kind == CaptureProblemKind::helperNotExecutable ||
         kind == CaptureProblemKind::notPermitted;
}

/// False where nothing is missing that anybody could be told to add.
bool tellPermission(Language language) {
  const auto advice = permissionAdvice(language, checkPermission());
  for (std::size_t i = 0; i < advice.size(); ++i)
    if (i == 0) complain(advice[i].text);
    else tell(advice[i].isCommand ? "    " + advice[i].text : advice[i].text);
  return !advice.empty();
}

void tellCaptureProblem(Language language, const CaptureOptions& o, const CaptureProblem& p) {
  if (isAboutPermission(p.kind) && tellPermission(language)) return;
  complain(captureProblemSentence(language, p, nameOf(o, p.interface), o.file.string()));
}

/// A capture's packets; SIGINT ends the capture, and what happens to interfaces on the way is told.
class LiveInput final : public PacketSource {
 public:
  LiveInput(std::shared_ptr<LiveCapture> capture, Language language, bool quiet)
      : capture_(std::move(capture)), source_(capture_->source()), language_(language), quiet_(quiet) {}

  Pull next(PacketBatch& batch) override {
    if (interrupted()) capture_->stop();
    const Pull pull = source_->next(batch);
    if (pull == Pull::idle) tellEvents();
    return pull;
  }
  [[nodiscard]] std::shared_ptr<const CaptureInfo> info() const override { return source_->info(); }
  [[nodiscard]] SourceProgress progress() const noexcept override {
    return {source_->progress().done, 0};  // a growing whole has no percentage
  }
  [[nodiscard]] std::shared_ptr<const ByteStore> store() const override { return source_->store(); }
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept override { return source_->problem(); }

 private:
  void tellEvents() {
    if (!begun_ && capture_->state() == CaptureState::capturing) {
      begun_ = true;
      if (!quiet_) tellBegin();
    }
    const auto interfaces = capture_->counts().interfaces;
    told_.resize(interfaces.size());
    for (std::size_t i = 0; i < interfaces.size(); ++i) {
      if (told_[i] || !interfaces[i].problem.any()) continue;
      told_[i] = true;
      if (capture_->state() != CaptureState::ended)
        tellCaptureProblem(language_, capture_->options(), interfaces[i].problem);
    }
  }

  void tellBegin() const {
    std::string names;
    for (const InterfaceOptions& i : capture_->options().interfaces)
      names += (names.empty() ? "'" : ", '") + i.name + "'";
    tell(message(language_, Msg::captureBegins, {names}));
    if (capture_->options().privateNamespace)
      tell(message(language_, Msg::captureInPrivate, {std::to_string(capture_->helperPid())}));
  }

  std::shared_ptr<LiveCapture> capture_;
  std::unique_ptr<PacketSource> source_;
  Language language_;
  bool quiet_;
  bool begun_ = false;
  std::vector<bool> told_;
};

/// True where the recording itself can be the file that is asked for: pcapng, and no pipe or device.
bool canRecordInto(const Options& o) {
  if (o.write.empty() || o.write == "-" || o.writeFormat != FileFormat::pcapng) return false;
  struct stat s = {};
  return ::stat(o.write.c_str(), &s) != 0 || S_ISREG(s.st_mode);
}

/// "2" is the second of -D, as tshark has it.
void nameByNumber(CaptureOptions& o) {
  std::optional<std::vector<CaptureInterface>> all;
  for (InterfaceOptions& i : o.interfaces) {
    std::size_t n = 0;
    const auto r = std::from_chars(i.name.data(), i.name.data() + i.name.size(), n);
    if (r.ec != std::errc{} || r.ptr != i.name.data() + i.name.size()) continue;
    if (!all) all = listInterfaces().value_or(std::vector<CaptureInterface>{});
    if (n - 1 < all->size()) i.name = (*all)[n - 1].name;
  }
}

void tellCounts(Language language, const CaptureCounts& counts) {
  tell(message(language, Msg::capturePackets, {std::to_string(counts.recorded)}));
  for (const InterfaceCounts& i : counts.interfaces) tell(interfaceCountsLine(language, i));
}

Exit finished(const Options& o, const LiveCapture& capture, Language language, Exit code) {
  const CaptureProblem p = capture.problem();
  if (p.any()) tellCaptureProblem(language, capture.options(), p);
  const bool began = capture.counts().runningNs != 0;
  if (began && !o.onlyErrors) tellCounts(language, capture.counts());
  return p.any() && code == Exit::ok ? Exit::file : code;
}

}  // namespace

Exit captureLive(const Options& o, Language language) {
  const Registry registry = allProtocols();
  const auto filter = filterFrom(o, registry, language);
  if (!filter) return filter.error();
  CaptureOptions wanted = o.capture;
  nameByNumber(wanted);
  wanted.application = "pwire (Plainwire) " PLAINWIRE_VERSION;
  const bool direct = canRecordInto(o);
  if (direct) wanted.file = o.write;
  if (!o.onlyErrors && isRootOfTheMachine()) complain(message(language, Msg::captureAsRoot));
  const auto capture = LiveCapture::start(std::move(wanted));
  Options rest = o;
  if (direct) rest.recorded = true;
  const Exit code = printSource(rest, registry, std::make_unique<LiveInput>(capture, language, o.onlyErrors),
                                nameOf(capture->options(), 0), *filter, language, true);
  capture->stop();  // whoever reads along may have gone
  capture->wait();
  return finished(o, *capture, language, code);
}

Exit printInterfaces(Language language) {
  const auto all = listInterfaces();
  if (!all || all->empty()) {
    complain(message(language, Msg::captureNoInterfaces));
    return Exit::file;
  }
  for (std::size_t i = 0; i < all->size(); ++i) {
    const CaptureInterface& n = (*all)[i];
    std::string line = std::to_string(i + 1) + ". " + n.name;
    if (!n.description.empty()) line += " (" + n.description + ')';
    std::printf("%s\n", line.c_str());
  }
  return Exit::ok;
}

Exit printLinkTypes(const Options& o, Language language) {
  CaptureOptions wanted = o.capture;
  nameByNumber(wanted);
  for (const InterfaceOptions& i : wanted.interfaces) {
    const auto types = linkTypesOf(i.name, i.monitor);
    if (!types) {
      CaptureProblem p = types.error();
      p.interface = static_cast<std::uint32_t>(&i - wanted.interfaces.data());
      tellCaptureProblem(language, wanted, p);
      return Exit::file;
    }
    std::printf("%s\n", message(language, Msg::captureLinkTypes, {i.name}).c_str());
    for (const OfferedLinkType& t : *types) std::printf("  %s (%s)\n", t.name.c_str(), t.description.c_str());
  }
  return Exit::ok;
}

}  // namespace pw::cli
