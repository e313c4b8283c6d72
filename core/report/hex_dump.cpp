#include "core/report/hex_dump.h"

#include <algorithm>
#include <array>

namespace pw {

namespace {

constexpr std::size_t kPerLine = 16;
/// "00 11 ... ff": two digits a byte and a space between.
constexpr std::size_t kHexWidth = 3 * kPerLine - 1;

void dumpLine(TextOut& out, std::size_t at, ByteView line, unsigned digits) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::array<char, kHexWidth> hex{};
  std::array<char, kPerLine> ascii{};
  hex.fill(' ');
  for (std::size_t i = 0; i < line.size(); ++i) {
    hex[3 * i] = kDigits[line[i] >> 4];
    hex[3 * i + 1] = kDigits[line[i] & 15];
    ascii[i] = line[i] >= 0x20 && line[i] < 0x7f ? static_cast<char>(line[i]) : '.';
  }
  out.hex(at, digits).add("  ").add(std::string_view{hex.data(), hex.size()}).add("   ");
  out.add(std::string_view{ascii.data(), line.size()}).add('\n');
}

void heading(TextOut& out, Source which, std::size_t bytes, const PacketSummary& s) {
  if (which == Source::frame)
    out.add("Frame");
  else if (which == Source::stream)
    out.add("Reassembled TCP");
  else if (which == Source::decoded)
    out.add("Decoded");
  else if (which == Source::stream)
    out.add("Reassembled TCP");
  else
    out.add(s.fragment.src.kind == AddressKind::ipv6 ? "Reassembled IPv6" : "Reassembled IPv4");
  out.add(" (").dec(bytes).add(bytes == 1 ? " byte):\n" : " bytes):\n");
}

}  // namespace

void appendHexDump(TextOut& out, ByteView bytes) {
  const unsigned digits = bytes.size() > 0x10000 ? 8 : 4;
  for (std::size_t at = 0; at < bytes.size(); at += kPerLine)
    dumpLine(out, at, bytes.subspan(at, std::min(kPerLine, bytes.size() - at)), digits);
}

void appendHexDumps(TextOut& out, const FieldTree& tree, const PacketSummary& summary) {
  const bool several = !tree.source(Source::reassembled).empty() || !tree.source(Source::stream).empty() ||
                       !tree.source(Source::decoded).empty();
  for (std::size_t i = 0; i < static_cast<std::size_t>(Source::count_); ++i) {
    const auto which = static_cast<Source>(i);
    const ByteView bytes = tree.source(which);
    if (which != Source::frame && bytes.empty()) continue;
    if (several) heading(out, which, bytes.size(), summary);
    appendHexDump(out, bytes);
  }
}

}  // namespace pw
