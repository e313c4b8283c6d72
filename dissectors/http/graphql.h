// What a GraphQL document asks for (GraphQL §2), without its grammar: enough to name it.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace pw::http {

/// Views into the document.
struct GraphQlOperation {
  static constexpr std::size_t kMaxFields = 8;

  std::string_view type;  ///< query, mutation or subscription
  std::string_view name;  ///< empty where it has none
  std::array<std::string_view, kMaxFields> fields{};  ///< the outermost, by their names in the schema
  std::size_t fieldCount = 0;
};

/// The operation of that name, or the first one; nothing for a text that is no such document. Looks at each character
/// a fixed number of times at most.
std::optional<GraphQlOperation> graphQlOperation(std::string_view document, std::string_view wanted = {}) noexcept;

}  // namespace pw::http
