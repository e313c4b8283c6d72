#include "dissectors/http/uri.h"

#include "dissectors/http/http_text.h"

namespace pw::http {

namespace {

constexpr std::string_view kPlain = "http://", kSealed = "https://";

bool isAbsolute(std::string_view uri) noexcept { return startsWithWord(uri, kPlain) || startsWithWord(uri, kSealed); }

}  // namespace

std::string fullUriOf(const HeadFacts& r) {
  std::string uri;
  if (r.host.empty() || r.uri.empty()) return uri;
  if (r.method != "CONNECT" && !isAbsolute(r.uri)) uri.append(kPlain).append(r.host);
  if (r.uri != "*") uri += r.uri;
  return uri;
}

std::string originOf(const HeadFacts& r) {
  std::string out;
  if (!isAbsolute(r.uri)) return r.host.empty() ? out : out.append(kPlain).append(r.host);
  const std::size_t slashes = r.uri.find("//") + 2;
  return out.append(r.uri.substr(0, std::min(r.uri.find_first_of("/?#", slashes), r.uri.size())));
}

std::string redirectOf(const HeadFacts& request, std::string_view location) {
  location = location.substr(0, std::min(location.find('#'), location.size()));
  if (location.empty()) return {};
  const std::size_t colon = location.find_first_of(":/?");
  if (colon != std::string_view::npos && location[colon] == ':') return std::string{location};
  if (location.starts_with("//")) return std::string{"http:"}.append(location);
  std::string out = originOf(request);
  if (out.empty()) return out;
  if (location.starts_with('/')) return out.append(location);
  std::string_view path = isAbsolute(request.uri) ? request.uri.substr(out.size()) : request.uri;
  path = path.substr(0, std::min(path.find('?'), path.size()));
  if (location.starts_with('?')) return out.append(path).append(location);
  const std::size_t slash = path.rfind('/');
  out.append(slash == std::string_view::npos ? std::string_view{"/"} : path.substr(0, slash + 1));
  return out.append(location);
}

}  // namespace pw::http
