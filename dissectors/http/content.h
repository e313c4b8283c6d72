// Protocols that are a message's content: the keys of Table::content.
#pragma once
#include <cstdint>
#include <string_view>

#include "dissectors/http/http_text.h"

namespace pw::http {

enum class Content : std::uint32_t {
  http,
  textLines,
  form,
  json,
  multipart,
  media,
  webSocket,
  // streams of lines, for those who have one message of them
  ftp,
  smtp,
  pop,
  imap,
  telnet,
};

/// With a content as its handoff: its bytes are not the same for all walks (they are packed), so that no layers may
/// follow from them.
inline constexpr std::uint32_t kOpaque = 1;

/// The media type of a Content-Type (RFC 9110 §8.3.1), without parameters.
constexpr std::string_view mediaTypeOf(std::string_view contentType) noexcept {
  return trimmed(takePart(contentType, ';'));
}

/// How Wireshark 4.0 shows a media type.
struct MediaType {
  std::string_view name;  ///< lower case
  Content content;
};
inline constexpr MediaType kMediaTypes[] = {
    {"text/plain", Content::textLines},
    {"text/html", Content::textLines},
    {"text/css", Content::textLines},
    {"text/javascript", Content::textLines},
    {"text/richtext", Content::textLines},
    {"text/enriched", Content::textLines},
    {"text/parameters", Content::textLines},
    {"text/vnd.sun.j2me.app-descriptor", Content::textLines},
    {"application/x-javascript", Content::textLines},
    {"application/x-ns-proxy-autoconfig", Content::textLines},
    {"application/json", Content::json},
    {"application/json-rpc", Content::json},
    {"application/jsonrequest", Content::json},
    {"application/problem+json", Content::json},
    {"application/x-ndjson", Content::json},
    {"application/x-www-form-urlencoded", Content::form},
};

struct ContentKind {
  Content content;
  std::uint32_t handoff;  ///< for typeFrom(); kOpaque may be added
};

constexpr ContentKind contentOf(std::string_view mediaType) noexcept {
  std::uint32_t place = 0;
  for (const MediaType& m : kMediaTypes) {
    ++place;
    if (sameWord(mediaType, m.name)) return {m.content, place << 1};
  }
  return {startsWithWord(mediaType, "multipart/") ? Content::multipart : Content::media, 0};
}
/// The media type by what a content was handed; empty where it is none of the table.
constexpr std::string_view typeFrom(std::uint32_t handoff) noexcept {
  const std::size_t place = handoff >> 1;
  return place >= 1 && place <= std::size(kMediaTypes) ? kMediaTypes[place - 1].name : std::string_view{};
}

/// Types that Wireshark takes apart as XML, and says so in the Protocol column.
constexpr bool isXml(std::string_view mediaType) noexcept {
  constexpr std::string_view kTypes[] = {"text/xml",      "application/xml",      "application/soap+xml",
                                         "image/svg+xml", "application/rss+xml",  "application/atom+xml",
                                         "text/vnd.wap.wml", "application/rdf+xml"};
  for (const std::string_view t : kTypes)
    if (sameWord(mediaType, t)) return true;
  return false;
}

/// Types that Wireshark takes apart by dissectors that say nothing in the list.
constexpr bool isSilent(std::string_view mediaType) noexcept {
  constexpr std::string_view kTypes[] = {"application/octet-stream", "application/grpc",    "application/cbor",
                                         "application/cose",         "application/ms-tnef", "video/mp2t"};
  for (const std::string_view t : kTypes)
    if (sameWord(mediaType, t)) return true;
  return false;
}

/// Types of protocols of their own, which have no dissector here yet.
constexpr bool isForeign(std::string_view mediaType) noexcept {
  constexpr std::string_view kTypes[] = {"application/ocsp-request",  "application/ocsp-response",
                                         "application/ipp",           "application/vnd.wap.mms-message",
                                         "application/dns-message",   "application/timestamp-reply",
                                         "application/timestamp-query", "application/pkix-crl",
                                         "application/sdp",           "message/rfc822"};
  for (const std::string_view t : kTypes)
    if (sameWord(mediaType, t)) return true;
  return false;
}

/// Pictures that are told by their first bytes; empty for others.
constexpr std::string_view pictureName(std::string_view mediaType, std::string_view start) noexcept {
  if (!startsWithWord(mediaType, "image/")) return {};
  if (start.starts_with("GIF89a")) return "GIF89a";
  if (start.starts_with("GIF87a")) return "GIF87a";
  if (start.starts_with("\x89PNG\r\n\x1a\n")) return "PNG";
  if (start.starts_with("\xff\xd8\xff")) return "JPEG JFIF image";
  return {};
}

}  // namespace pw::http
