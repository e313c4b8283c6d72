#include "core/filter/filter.h"

#include "core/filter/capture_form.h"
#include "core/filter/checker.h"
#include "core/filter/macros.h"

namespace pw {

Filter::Filter() : program_(std::make_shared<filter::Program>()) {}

bool Filter::passesAll() const noexcept { return program_->root.kind == filter::Test::Kind::always; }

std::expected<Filter, FilterError> compileFilter(std::string_view text, const Registry& registry,
                                                 const FilterOptions& options) {
  Filter f;
  f.text_ = text;
  auto expanded = filter::expandMacros(text, options.macros, registry);
  if (!expanded) return std::unexpected(std::move(expanded.error()));
  const auto place = [&](FilterError e) {
    expanded->restore(e);
    e.instead = filter::displayFormOf(text);
    return std::unexpected(std::move(e));
  };
  auto syntax = filter::parse(expanded->text);
  if (!syntax) return place(std::move(syntax.error()));
  if (!*syntax) return f;
  auto program = filter::check(**syntax, registry, options);
  if (!program) return place(std::move(program.error()));
  program->text = std::move(expanded->text);
  f.program_ = std::make_shared<const filter::Program>(std::move(*program));
  return f;
}

}  // namespace pw
