// What is done with the packets that pass a filter, once all were read.
#pragma once
#include <expected>
#include <optional>

#include "app/pwire/options.h"
#include "app/pwire/printers.h"
#include "core/filter/evaluator.h"
#include "core/filter/filter.h"
#include "core/trace/trace.h"

namespace pw::cli {

/// The filter of -Y, -R or both; passes everything where there is none. After having told what is wrong with it, or
/// with the fields that -e names: how to end.
std::expected<Filter, Exit> filterFrom(const Options& options, const Registry& registry, Language language);
/// Tells what is wrong with a filter, and where.
void tellFilterError(const FilterError& error, std::string_view text, Language language);

/// Hands on packets that pass, as they come: for what is captured now, where nothing is known of later ones. One
/// thread.
class PassingObserver final : public PacketObserver {
 public:
  PassingObserver(const Filter& filter, const Registry& registry, PacketObserver& next)
      : program_(filter.program()),
        registry_(registry),
        next_(next),
        evaluator_(program_, registry),
        sink_(evaluator_.makeSink()) {}

  bool onPacket(const PacketContext& context, const PacketSummary& summary) override;
  bool onBatchEnd() override { return next_.onBatchEnd(); }
  [[nodiscard]] bool wantsMeasures() const override { return program_.measured || next_.wantsMeasures(); }

 private:
  const filter::Program& program_;
  const Registry& registry_;
  PacketObserver& next_;
  filter::Evaluator evaluator_;
  FieldSink sink_;
  PacketSummary summary_;
};

/// Prints (`printer` may be null) and writes the packets that pass. The problem of the file that is written, if any.
std::optional<FileProblem> printFiltered(const Options& options, const Filter& filter, const Trace& trace,
                                         const Registry& registry, Printer* printer, Language language);

}  // namespace pw::cli
