// Names what is asked of a GraphQL server: in a JSON body, in the body itself, or in the query of an address (GraphQL
// over HTTP §5).
#pragma once
#include "core/walk/walk.h"
#include "dissectors/http/graphql.h"
#include "dissectors/http/http_fields.h"
#include "dissectors/http/http_text.h"
#include "dissectors/json/json_scan.h"
#include "dissectors/json/json_text.h"

namespace pw::http {

/// For walks that keep fields.
template <class Sink>
class GraphQlFields {
 public:
  explicit GraphQlFields(Walk<Sink>& w) noexcept : w_(w) {}

  /// One request, or a list of them.
  void json(const Cursor& body) {
    const std::string_view all = textOf(body.peekRest());
    const Place place{all.data(), body.offset()};
    json::MemberScan scan{all};
    constexpr unsigned kMost = 16;
    for (unsigned n = 0; n < kMost && scan.object(); ++n) {
      std::string_view query, name;
      json::ScannedMember m;
      while (scan.next(m)) {
        if (m.name == "query") query = m.text();
        if (m.name == "operationName") name = m.text();
      }
      if (!query.empty()) document(place, query, json::unescaped(query), name);
      else if (!name.empty()) named(place, name);
      if (all.find_first_not_of(" \t\r\n") == all.find('{')) return;
    }
  }

  /// The server knows the document by its hash, or by its name.
  void named(const Place& place, std::string_view name) {
    const auto size = static_cast<std::uint32_t>(name.size());
    Under<Sink> under{w_, add<F::graphQl>(w_, place.of(name), size, 0)};
    add<F::graphQlName>(w_, place.of(name), size, 0);
  }

  /// `shown`: the part of the message that the document was decoded from.
  void document(const Place& place, std::string_view shown, std::string_view document, std::string_view wanted) {
    const auto operation = graphQlOperation(document, wanted);
    if (!operation) return;
    const std::uint32_t at = place.of(shown);
    const auto size = static_cast<std::uint32_t>(shown.size());
    const NodeId node = add<F::graphQl>(w_, at, size, 0);
    label(w_, node, [&](TextOut& t) {
      t.add("GraphQL: ").add(operation->type);
      if (!operation->name.empty()) t.add(' ').printable(bytesOf(operation->name));
    });
    Under<Sink> under{w_, node};
    addText<F::graphQlType>(w_, at, size, operation->type);
    if (!operation->name.empty()) addText<F::graphQlName>(w_, at, size, operation->name);
    for (std::size_t i = 0; i < operation->fieldCount; ++i) addText<F::graphQlField>(w_, at, size, operation->fields[i]);
    addText<F::graphQlQuery>(w_, at, size, document);
  }

 private:
  Walk<Sink>& w_;
};

}  // namespace pw::http
