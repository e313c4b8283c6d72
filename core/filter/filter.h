// Display filters: what a person types, checked, and ready to be asked of packets.
#pragma once
#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/filter/filter_error.h"
#include "core/walk/registry.h"

namespace pw {

namespace filter {
struct Program;
}

/// Short names for parts of filters: `${name}` or `${name:a;b}`, with $1 and $2 in the text standing for what is given.
using FilterMacros = std::map<std::string, std::string, std::less<>>;

/// A field's values in the packet that is selected, as appendValue() writes them: what `${field}` stands for.
using FilterReferences = std::map<std::string, std::vector<std::string>, std::less<>>;

struct FilterOptions {
  FilterMacros macros{};
  FilterReferences references{};
};

/// A checked filter. Never changes: any thread may use it, copies are cheap. The registry must outlive it.
class Filter {
 public:
  /// Every packet passes.
  Filter();

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// Nothing was asked for: every packet passes.
  [[nodiscard]] bool passesAll() const noexcept;
  [[nodiscard]] const filter::Program& program() const noexcept { return *program_; }
  /// Fields whose meaning is often not what is wanted (`ip.addr != x` in old releases); where a bar turns yellow.
  struct Doubt {
    enum class Kind : std::uint8_t { anyNotEqual, neverTrue } kind;
    std::uint32_t position = 0, length = 0;
  };
  [[nodiscard]] const std::vector<Doubt>& doubts() const noexcept { return doubts_; }

 private:
  friend std::expected<Filter, FilterError> compileFilter(std::string_view, const Registry&, const FilterOptions&);
  std::string text_;
  std::shared_ptr<const filter::Program> program_;
  std::vector<Doubt> doubts_;
};

/// O(length of the text). An empty text passes everything.
[[nodiscard]] std::expected<Filter, FilterError> compileFilter(std::string_view text, const Registry& registry,
                                                               const FilterOptions& options = {});

}  // namespace pw
