// What a browser makes of permissions to read across sites (Fetch Standard §3.2, §4.8 to §4.10).
#pragma once
#include <optional>

#include "dissectors/http/http_fields.h"
#include "dissectors/http/http_head_facts.h"

namespace pw::http {

/// An OPTIONS request with Access-Control-Request-Method: may I?
bool isPreflight(const HeadFacts& request) noexcept;
/// Whether it is this request that was asked about.
bool asksFor(const HeadFacts& preflight, const HeadFacts& request);
/// Whether the page that sent the request may read this response, or send what its preflight asked for. Nothing where
/// the request came from no page of another site.
std::optional<Cors> corsVerdict(const HeadFacts& request, const HeadFacts& response);

}  // namespace pw::http
