#include "core/follow/object_name.h"

#include <algorithm>
#include <array>

#include "core/bytes/utf8.h"
#include "core/field/text_out.h"

namespace pw {

namespace {

/// Of a path with '/' between, without those at its end; "/" for a path of nothing else.
std::string_view lastPart(std::string_view path) {
  const std::size_t end = path.find_last_not_of('/');
  if (end == std::string_view::npos) return path.substr(0, 1);
  path = path.substr(0, end + 1);
  return path.substr(path.rfind('/') + 1);
}

/// What file systems or shells take for something else.
bool isRejected(char c) {
  constexpr std::string_view kReject = "<>:\"/\\|?*";
  constexpr char kDelete = 0x7f;
  return kReject.find(c) != std::string_view::npos || (c >= 0 && c < ' ') || c == kDelete;
}

void escape(TextOut& out, std::string_view bytes) {
  for (const char c : bytes) out.add('%').hex(static_cast<std::uint8_t>(c), 2);
}

std::string safe(std::string_view name) {
  std::string s;
  TextOut out{s};
  for (std::size_t i = 0; i < name.size();) {
    const std::string_view rest = name.substr(i);
    const std::size_t n = utf8Length({reinterpret_cast<const std::uint8_t*>(rest.data()), rest.size()});
    if (n == 0 || (n == 1 && isRejected(rest.front()))) escape(out, rest.substr(0, 1));
    else out.add(rest.substr(0, n));
    i += std::max<std::size_t>(n, 1);
  }
  return s;
}

/// CON, NUL, COM1 and their kin, which Windows finds in every folder, with any extension.
bool isDevice(std::string_view name) {
  std::string word{name.substr(0, name.find('.'))};
  while (!word.empty() && word.back() == ' ') word.pop_back();
  for (char& c : word)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  constexpr std::array<std::string_view, 6> kNames{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
  if (std::find(kNames.begin(), kNames.end(), word) != kNames.end()) return true;
  const bool port = word.starts_with("COM") || word.starts_with("LPT");
  if (!port) return false;
  const std::string_view number = std::string_view{word}.substr(3);
  constexpr std::array<std::string_view, 3> kSuperscripts{"\xc2\xb9", "\xc2\xb2", "\xc2\xb3"};
  return (number.size() == 1 && number[0] >= '0' && number[0] <= '9') ||
         std::find(kSuperscripts.begin(), kSuperscripts.end(), number) != kSuperscripts.end();
}

/// Not within a character.
std::string_view cutTo(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<std::uint8_t>(text[most]) & 0xc0) == 0x80) --most;
  return text.substr(0, most);
}

/// `stem`, "(n)" and `extension` in at most kMaxObjectName bytes: the stem gives way, then the extension.
std::string joined(std::string_view stem, std::string_view middle, std::string_view extension) {
  extension = cutTo(extension, kMaxObjectName - middle.size() - (stem.empty() ? 0u : 1u));
  std::string out{cutTo(stem, kMaxObjectName - middle.size() - extension.size())};
  out.append(middle).append(extension);
  return out;
}

}  // namespace

std::string fileNameOf(const CarriedObject& o) {
  std::string name;
  if (!o.target.empty()) {
    name = safe(lastPart(o.target));
  } else {
    name = "object" + std::to_string(std::uint64_t{o.content.packet.value} + 1);
    const std::string_view type = std::string_view{o.type}.substr(0, o.type.find_first_of("; "));
    if (!type.empty()) name += '.' + safe(type);
  }
  if (name.empty()) name = "object";
  if (name.front() == '.' || name.front() == '-' || name.front() == '~' || isDevice(name))
    name.insert(name.begin(), '_');
  // Windows drops blanks and dots at the end, so that another name is meant than was written.
  while (name.back() == '.' || name.back() == ' ') {
    const char last = name.back();
    name.pop_back();
    TextOut out{name};
    escape(out, {&last, 1});
  }
  return numberedName(name, 0);
}

std::string numberedName(std::string_view name, unsigned n) {
  const std::size_t dot = name.rfind('.');
  const std::string_view stem = name.substr(0, dot);
  const std::string_view extension = dot == std::string_view::npos ? std::string_view{} : name.substr(dot);
  return joined(stem, n == 0 ? std::string{} : "(" + std::to_string(n) + ")", extension);
}

}  // namespace pw
