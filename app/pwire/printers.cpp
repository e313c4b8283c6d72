#include "app/pwire/printers.h"

#include "core/report/row_writer.h"

namespace pw::cli {

namespace {

class RowPrinter final : public PacketObserver {
 public:
  RowPrinter(const Registry& registry, Output& out, TimeStyle time, bool tabs)
      : registry_(registry), out_(out), rows_(time, tabs) {}

  bool onPacket(const PacketContext& context, const PacketSummary&) override {
    summary_.clear();
    sink_.clear();
    walkPacket(registry_, context, summary_, sink_);
    TextOut text = out_.text();
    rows_.line(text, context, summary_, sink_.text);
    text.add('\n');
    return out_.roll();
  }

 private:
  const Registry& registry_;
  Output& out_;
  RowWriter rows_;
  RowSink sink_;
  PacketSummary summary_;
};

class FieldPrinter final : public PacketObserver {
 public:
  FieldPrinter(const Registry& registry, Output& out, FieldWriter writer)
      : registry_(registry), out_(out), writer_(std::move(writer)), sink_(writer_.makeSink()) {
    TextOut text = out_.text();
    writer_.header(text);
  }

  bool onPacket(const PacketContext& context, const PacketSummary&) override {
    summary_.clear();
    sink_.clear();
    walkPacket(registry_, context, summary_, sink_);
    TextOut text = out_.text();
    writer_.line(text, context, summary_, sink_);
    text.add('\n');
    return out_.roll();
  }

 private:
  const Registry& registry_;
  Output& out_;
  FieldWriter writer_;
  FieldSink sink_;
  PacketSummary summary_;
};

}  // namespace

std::unique_ptr<PacketObserver> makePrinter(const Options& o, const Registry& registry, Output& out) {
  if (o.quiet) return nullptr;
  if (o.format == Format::fields)
    return std::make_unique<FieldPrinter>(registry, out, FieldWriter{registry, o.fields, o.layout, o.time});
  return std::make_unique<RowPrinter>(registry, out, o.time, o.format == Format::tabs);
}

}  // namespace pw::cli
