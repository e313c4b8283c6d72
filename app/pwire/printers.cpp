#include "app/pwire/printers.h"

#include <algorithm>

#include "core/report/hex_dump.h"
#include "core/report/json_writer.h"
#include "core/report/measured_fields.h"
#include "core/report/row_writer.h"
#include "core/report/tree_writer.h"

namespace pw::cli {

namespace {

struct Setup {
  const Options& options;
  const Registry& registry;
  Output& out;
  bool promptly;
};

/// True where round trips and the like are printed: all fields, or some of those.
bool asksForMeasures(const std::vector<std::string>& fields) {
  if (fields.empty()) return true;
  return std::any_of(fields.begin(), fields.end(), [](const std::string& key) { return isMeasured(key); });
}

/// What all printers share: the walk, and handing over pieces of text.
template <class Sink>
class WalkingPrinter : public Printer {
 public:
  WalkingPrinter(const Setup& setup, Sink sink) : out_(setup.out), sink_(std::move(sink)), setup_(setup) {}

  bool onPacket(const PacketContext& context, const PacketSummary&) final {
    summary_.clear();
    sink_.clear();
    walkPacket(setup_.registry, context, summary_, sink_);
    TextOut text = out_.text();
    print(text, context);
    return setup_.options.flushEach ? out_.flush() : out_.roll();
  }
  bool onBatchEnd() final { return !setup_.promptly || out_.flush(); }
  [[nodiscard]] bool wantsMeasures() const final { return Sink::kFields && asksForMeasures(setup_.options.fields); }

 protected:
  virtual void print(TextOut& text, const PacketContext& context) = 0;

  Output& out_;
  Sink sink_;
  PacketSummary summary_;

 private:
  Setup setup_;
};

class RowPrinter final : public WalkingPrinter<RowSink> {
 public:
  RowPrinter(const Setup& s)
      : WalkingPrinter(s, RowSink{}), rows_(s.options.time, s.options.format == Format::tabs) {}

 private:
  void print(TextOut& text, const PacketContext& context) override {
    rows_.line(text, context, summary_, sink_.text);
    text.add('\n');
  }

  RowWriter rows_;
};

class FieldPrinter final : public WalkingPrinter<FieldSink> {
 public:
  FieldPrinter(const Setup& s, FieldWriter writer)
      : WalkingPrinter(s, writer.makeSink()), writer_(std::move(writer)) {
    TextOut text = out_.text();
    writer_.header(text);
  }

 private:
  void print(TextOut& text, const PacketContext& context) override {
    writer_.line(text, context, summary_, sink_);
    text.add('\n');
  }

  FieldWriter writer_;
};

/// -V and -x, with the line where -P asks for it.
class DetailPrinter final : public WalkingPrinter<FieldSink> {
 public:
  DetailPrinter(const Setup& s)
      : WalkingPrinter(s, FieldSink{FieldSet::all(), s.options.details, s.options.lineToo}),
        options_(s.options),
        rows_(options_.time, options_.format == Format::tabs),
        tree_(s.registry, options_.only, !options_.hex) {}

 private:
  void print(TextOut& text, const PacketContext& context) override {
    if (options_.lineToo) {
      rows_.line(text, context, summary_, sink_.text());
      text.add('\n');
    }
    if (options_.details) tree_.write(text, sink_.tree);
    if (options_.hex) {
      if (options_.details || options_.lineToo) text.add('\n');
      appendHexDumps(text, sink_.tree, summary_);
    }
    text.add(options_.separator).add('\n');
  }

  const Options& options_;
  RowWriter rows_;
  TreeWriter tree_;
};

class JsonPrinter final : public WalkingPrinter<FieldSink> {
 public:
  JsonPrinter(const Setup& s, JsonWriter writer)
      : WalkingPrinter(s, writer.makeSink()), writer_(std::move(writer)) {}

  void finish() override {
    TextOut text = out_.text();
    writer_.finish(text);
  }

 private:
  void print(TextOut& text, const PacketContext& context) override {
    writer_.packet(text, context, sink_.tree);
  }

  JsonWriter writer_;
};

class EkPrinter final : public WalkingPrinter<FieldSink> {
 public:
  EkPrinter(const Setup& s, EkWriter writer)
      : WalkingPrinter(s, writer.makeSink()), writer_(std::move(writer)) {}

 private:
  void print(TextOut& text, const PacketContext& context) override {
    writer_.packet(text, context, sink_.tree);
  }

  EkWriter writer_;
};

bool printsNothing(const Options& o) {
  const bool onlyWrites = !o.write.empty() && !o.lineToo && !o.details && !o.hex;
  return o.quiet || onlyWrites;
}

}  // namespace

std::unique_ptr<Printer> makePrinter(const Options& o, const Registry& registry, Output& out, bool promptly) {
  if (printsNothing(o)) return nullptr;
  const Setup setup{o, registry, out, promptly};
  switch (o.format) {
    case Format::fields:
      return std::make_unique<FieldPrinter>(setup, FieldWriter{registry, o.fields, o.layout, o.time});
    case Format::json: return std::make_unique<JsonPrinter>(setup, JsonWriter{registry, o.fields, o.hex});
    case Format::ek: return std::make_unique<EkPrinter>(setup, EkWriter{registry, o.fields, o.hex});
    case Format::text:
    case Format::tabs: break;
  }
  if (o.details || o.hex) return std::make_unique<DetailPrinter>(setup);
  return std::make_unique<RowPrinter>(setup);
}

}  // namespace pw::cli
