#include "app/pwire/capture_arguments.h"

#include <charconv>

#include "core/capture/interfaces.h"

namespace pw::cli {

namespace {

constexpr std::string_view kStops = "duration:SECONDS, filesize:KB, packets:N, files:N";
constexpr std::string_view kSizes = "1 … 2047";

template <class T>
bool number(std::string_view text, T& out) {
  const auto r = std::from_chars(text.data(), text.data() + text.size(), out);
  return r.ec == std::errc{} && r.ptr == text.data() + text.size();
}

/// "name:value"
struct Setting {
  std::string_view name, value;
};
Setting settingOf(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  return {text.substr(0, colon), text.substr(std::min(colon + 1, text.size()))};
}

template <class T>
bool atLeastOne(std::string_view text, std::optional<T>& out) {
  T n = 0;
  if (!number(text, n) || n == 0) return false;
  out = n;
  return true;
}

bool seconds(std::string_view text, std::optional<std::chrono::milliseconds>& out) {
  constexpr double kMost = 1e9;  // thirty years
  double s = 0;
  if (!number(text, s) || !(s > 0) || s > kMost) return false;
  out = std::chrono::milliseconds{static_cast<std::int64_t>(s * 1000)};
  return true;
}

}  // namespace

bool CaptureArguments::knows(int c) noexcept {
  return std::string_view{"ifsBpIyab"}.find(static_cast<char>(c)) != std::string_view::npos;
}

std::optional<std::string_view> CaptureArguments::take(int c, std::string_view value) {
  any_ = true;
  switch (c) {
    case 'i':
      if (options_.interfaces.size() == CaptureOptions::kMaxInterfaces || value.empty()) return "1 … 64 interfaces";
      options_.interfaces.push_back(defaults_);
      options_.interfaces.back().name = value;
      break;
    case 'f': current().filter = value; break;
    case 'p': current().promiscuous = false; break;
    case 'I': current().monitor = true; break;
    case 's':
      if (!number(value, current().snapLen)) return "0 … 262144";
      break;
    case 'B':
      if (!number(value, current().bufferMiB) || current().bufferMiB - 1 > 2046) return kSizes;
      break;
    case 'y':
      current().linkType = linkTypeNamed(std::string{value});
      if (!current().linkType) return "EN10MB, RAW, …";
      break;
    case 'a': return stopWhen(value);
    case 'b': return nextFileWhen(value);
    default: break;
  }
  return std::nullopt;
}

std::optional<std::string_view> CaptureArguments::stopWhen(std::string_view text) {
  const auto [name, value] = settingOf(text);
  StopConditions& stop = options_.stop;
  const bool good = (name == "duration" && seconds(value, stop.duration)) ||
                    (name == "filesize" && atLeastOne(value, stop.kilobytes)) ||
                    (name == "packets" && atLeastOne(value, stop.packets)) ||
                    (name == "files" && atLeastOne(value, stop.files));
  return good ? std::nullopt : std::optional{kStops};
}

std::optional<std::string_view> CaptureArguments::nextFileWhen(std::string_view text) {
  const auto [name, value] = settingOf(text);
  FileRing& ring = options_.ring;
  const bool good = (name == "duration" && seconds(value, ring.duration)) ||
                    (name == "filesize" && atLeastOne(value, ring.kilobytes)) ||
                    (name == "packets" && atLeastOne(value, ring.packets)) ||
                    (name == "files" && number(value, ring.files) && ring.files != 0);
  return good ? std::nullopt : std::optional{kStops};
}

}  // namespace pw::cli
