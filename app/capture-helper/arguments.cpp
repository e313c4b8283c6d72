#include "app/capture-helper/arguments.h"

#include <getopt.h>

#include <array>
#include <charconv>
#include <string_view>

namespace pw::helper {
namespace {

enum Long : int { kRing = 256, kLinkTypes, kCheck };
constexpr std::array<option, 4> kLong{{{"ring", required_argument, nullptr, kRing},
                                       {"link-types", no_argument, nullptr, kLinkTypes},
                                       {"check", no_argument, nullptr, kCheck},
                                       {nullptr, 0, nullptr, 0}}};
constexpr std::uint32_t kMaxMiB = 2047;  // of what libpcap takes as a buffer's size
constexpr std::size_t kMaxText = 65536;

bool number(std::string_view text, std::uint32_t most, std::uint32_t& out) {
  const auto r = std::from_chars(text.data(), text.data() + text.size(), out);
  return r.ec == std::errc{} && r.ptr == text.data() + text.size() && out <= most;
}

/// Options of an interface stand behind its -i.
bool ofInterface(int c, std::string_view value, std::vector<InterfaceOptions>& all) {
  if (c == 'i') {
    if (value.empty() || value.size() > kMaxText || all.size() == CaptureOptions::kMaxInterfaces) return false;
    all.emplace_back().name = value;
    return true;
  }
  if (all.empty()) return false;
  InterfaceOptions& i = all.back();
  std::uint32_t n = 0;
  switch (c) {
    case 'f': i.filter = value; return value.size() <= kMaxText;
    case 'p': i.promiscuous = false; return true;
    case 'I': i.monitor = true; return true;
    case 's': return number(value, UINT32_MAX, i.snapLen);
    case 'B': return number(value, kMaxMiB, i.bufferMiB);
    case 'y':
      if (!number(value, UINT16_MAX, n)) return false;
      i.linkType = static_cast<LinkType>(n);
      return true;
    default: return false;
  }
}

}  // namespace

std::optional<Arguments> parseArguments(int argc, char** argv) {
  Arguments out;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, "i:f:s:B:y:pI", kLong.data(), nullptr)) != -1;) {
    const std::string_view value = optarg != nullptr ? optarg : "";
    if (c == kLinkTypes) out.task = Task::linkTypes;
    else if (c == kCheck) out.task = Task::check;
    else if (c == kRing) {
      if (!number(value, kMaxMiB, out.options.ringMiB) || out.options.ringMiB == 0) return std::nullopt;
    } else if (!ofInterface(c, value, out.options.interfaces)) {
      return std::nullopt;
    }
  }
  const std::size_t n = out.options.interfaces.size();
  const bool enough = out.task == Task::check ? n == 0 : out.task == Task::linkTypes ? n == 1 : n != 0;
  if (optind != argc || !enough) return std::nullopt;
  return out;
}

}  // namespace pw::helper
