#include "app/pwire/filtered.h"

#include <cstdio>

#include "app/pwire/commands.h"
#include "app/pwire/feed.h"
#include "core/file/capture_writer.h"
#include "core/filter/filter_run.h"
#include "core/report/field_writer.h"
#include "core/report/filter_text.h"
#include "core/trace/packet_reader.h"

namespace pw::cli {

namespace {

/// Reads each packet again, once for all that is done with it.
class PassedPackets final : public FilterResults {
 public:
  PassedPackets(const Options& options, const Trace& trace, const Registry& registry, Printer* printer)
      : options_(options), trace_(trace), reader_(trace, registry), printer_(printer) {
    reader_.measure(printer != nullptr && printer->wantsMeasures());
  }

  bool onPart(std::uint32_t, std::uint32_t, std::span<const PacketId> passed) override {
    if (interrupted()) return false;
    for (const PacketId id : passed)
      if (!packet(id)) return false;
    return printer_ == nullptr || printer_->onBatchEnd();
  }

  std::optional<FileProblem> finish() {
    if (options_.write.empty() || problem_) return problem_;
    const auto info = trace_.info();
    if (!info || (!writer_ && !begin(*info))) return problem_;
    if (!writer_->problem()) static_cast<void>(writer_->finish(*info));
    return writer_->problem();
  }

 private:
  bool packet(PacketId id) {
    static_cast<void>(reader_.load(id));
    const PacketContext& c = reader_.context();
    if (!options_.write.empty() && !write(c, trace_.row(id))) return false;
    if (printer_ == nullptr) return true;
    return printer_->onPacket(c, nothing_);  // printers walk themselves
  }

  bool begin(const CaptureInfo& info) {
    WriteOptions options;
    options.format = options_.writeFormat;
    auto created = CaptureWriter::create(options_.write, info, options);
    if (created) writer_ = std::move(*created);
    else problem_ = std::move(created.error());
    return writer_ != nullptr;
  }

  bool write(const PacketContext& c, const PacketRow& row) {
    if (!writer_) {
      const auto info = trace_.info();
      if (!info || !begin(*info)) return false;
    }
    PacketRef ref;
    ref.bytes = c.bytes;
    ref.wireLen = c.wireLen;
    ref.timeNs = c.timeNs;
    ref.at = row.at;
    ref.interface = c.interface;
    ref.hasTime = c.hasTime;
    return writer_->write(ref, c.extras).has_value();
  }

  const Options& options_;
  const Trace& trace_;
  PacketReader reader_;
  Printer* printer_;
  PacketSummary nothing_;
  std::unique_ptr<CaptureWriter> writer_;
  std::optional<FileProblem> problem_;
};

}  // namespace

bool PassingObserver::onPacket(const PacketContext& context, const PacketSummary& summary) {
  summary_.clear();
  sink_.clear();
  walkPacket(registry_, context, summary_, sink_);
  return !evaluator_.passes(sink_, context, summary_) || next_.onPacket(context, summary);
}

void tellFilterError(const FilterError& error, std::string_view text, Language language) {
  complain(filterErrorSentence(language, error));
  std::fputs(filterErrorPlace(error, text).c_str(), stderr);
}

std::expected<Filter, Exit> filterFrom(const Options& o, const Registry& registry, Language language) {
  if (const auto missing = unknownFields(registry, o.fields); !missing.empty()) {
    complain(message(language, Msg::noSuchFields, {missing}));
    return std::unexpected(Exit::usage);
  }
  for (const std::string& one : {o.readFilter, o.filter}) {
    auto f = compileFilter(one, registry);
    if (!f) {
      tellFilterError(f.error(), one, language);
      return std::unexpected(Exit::filter);
    }
    if (o.readFilter.empty() || o.filter.empty())
      if (!one.empty()) return std::move(*f);
  }
  if (o.readFilter.empty()) return Filter{};
  auto both = compileFilter('(' + o.readFilter + ") && (" + o.filter + ')', registry);
  if (both) return std::move(*both);
  tellFilterError(both.error(), o.filter, language);
  return std::unexpected(Exit::filter);
}

std::optional<FileProblem> printFiltered(const Options& options, const Filter& filter, const Trace& trace,
                                         const Registry& registry, Printer* printer, Language language) {
  PassedPackets passed{options, trace, registry, printer};
  FilterRun run{filter, trace, registry};
  run.run(0, trace.size(), {}, passed);
  if (run.gaveUp() != 0) complain(message(language, Msg::filterGaveUp, {std::to_string(run.gaveUp())}));
  return passed.finish();
}

}  // namespace pw::cli
