// Which fields need more than the packet and its marks: the conversation has to be followed (PacketContext::analysis,
// StreamView::links).
#pragma once
#include <string_view>

namespace pw {

/// Links between messages, and what cannot be read without earlier ones (StreamView::links).
inline bool isLinked(std::string_view key) noexcept {
  constexpr std::string_view kKeys[] = {"http.request_number", "http.response_number", "http.request_in",
                                        "http.response_in",    "http.time",            "http.prev_request_in",
                                        "http.next_request_in", "http.prev_response_in", "http.next_response_in",
                                        "http.response_for.uri"};
  for (const std::string_view k : kKeys)
    if (key == k) return true;
  return key.starts_with("http.cors.") || key.starts_with("http.redirect.") || key.starts_with("websocket.");
}

inline bool isMeasured(std::string_view key) noexcept {
  return key.starts_with("tcp.analysis") || key.starts_with("tcp.time_") || key == "tcp.completeness" || isLinked(key);
}

}  // namespace pw
