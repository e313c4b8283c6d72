#include "dissectors/http/cors.h"

#include "dissectors/http/http_text.h"
#include "dissectors/http/uri.h"

namespace pw::http {

namespace {

bool sameInAnyCase(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

/// Names in lists of header fields come in any case, methods do not.
bool has(std::string_view list, std::string_view word, bool anyCase) noexcept {
  while (!list.empty()) {
    const std::string_view one = trimmed(takePart(list, ','));
    if (anyCase ? sameInAnyCase(one, word) : one == word) return true;
  }
  return false;
}

/// Fetch Standard §4.9; `*` stands for all where no credentials go along.
std::optional<Cors> refusedPreflight(const HeadFacts& request, const HeadFacts& response) {
  if (response.code / 100 != 2) return Cors::status;
  const bool all = response.allowCredentials != "true";
  const std::string_view method = request.requestMethod;
  const bool simple = method == "GET" || method == "HEAD" || method == "POST";
  if (!simple && !has(response.allowMethods, method, false) && !(all && has(response.allowMethods, "*", false)))
    return Cors::method;
  std::string_view headers = request.requestHeaders;
  const bool any = all && has(response.allowHeaders, "*", false);
  while (!headers.empty()) {
    const std::string_view one = trimmed(takePart(headers, ','));
    if (one.empty() || has(response.allowHeaders, one, true)) continue;
    if (!any || sameWord(one, "authorization")) return Cors::header;
  }
  return std::nullopt;
}

}  // namespace

bool isPreflight(const HeadFacts& request) noexcept {
  return request.method == "OPTIONS" && !request.origin.empty() && !request.requestMethod.empty();
}

bool asksFor(const HeadFacts& preflight, const HeadFacts& request) {
  return isPreflight(preflight) && request.method == preflight.requestMethod && request.origin == preflight.origin &&
         fullUriOf(request) == fullUriOf(preflight);
}

std::optional<Cors> corsVerdict(const HeadFacts& request, const HeadFacts& response) {
  if (request.origin.empty() || request.origin == originOf(request)) return std::nullopt;
  if (response.allowOrigin.empty()) return Cors::noOrigin;
  const bool all = response.allowOrigin == "*";
  if (!all && response.allowOrigin != request.origin) return Cors::otherOrigin;
  const bool withCredentials = !all && response.allowCredentials == "true";
  if (isPreflight(request)) {
    if (const auto refused = refusedPreflight(request, response)) return refused;
  } else if (request.hasCookie && !withCredentials) {
    return Cors::credentials;
  }
  return withCredentials ? Cors::allowed : Cors::withoutCredentials;
}

}  // namespace pw::http
