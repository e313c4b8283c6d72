// Addresses of what is asked for, as far as requests and redirects need them (RFC 3986).
#pragma once
#include <string>
#include <string_view>

#include "dissectors/http/http_head_facts.h"

namespace pw::http {

/// Host and target put together (RFC 9110 §7.1), as Wireshark writes it; empty without either.
std::string fullUriOf(const HeadFacts& request);

/// Where a Location points, seen from the request that it answers (RFC 3986 §5.2, without "." and ".."); empty where
/// that cannot be said.
std::string redirectOf(const HeadFacts& request, std::string_view location);

/// "http://host" of the request: the origin of what it asks for (RFC 6454 §4).
std::string originOf(const HeadFacts& request);

}  // namespace pw::http
