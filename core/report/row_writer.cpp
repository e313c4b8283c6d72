#include "core/report/row_writer.h"

#include <array>

namespace pw {

namespace {

/// Least widths; 0: as wide as it is. The destination alone is padded behind.
constexpr std::array<std::uint8_t, static_cast<std::size_t>(Column::count_)> kWidths{5, 10, 12, 12, 0, 0, 0};
constexpr std::array<std::string_view, static_cast<std::size_t>(Column::count_)> kTitles{
    "No.", "Time", "Source", "Destination", "Protocol", "Length", "Info"};

constexpr std::size_t at(Column c) { return static_cast<std::size_t>(c); }

}  // namespace

std::string_view titleOf(Column column) noexcept { return kTitles[at(column)]; }

void appendAddress(TextOut& out, const Address& a) {
  const std::uint8_t* b = a.bytes.data();
  switch (a.kind) {
    case AddressKind::none: break;
    case AddressKind::ether: out.ether(b); break;
    case AddressKind::ipv4:
      out.ipv4(std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | b[3]);
      break;
    case AddressKind::ipv6: out.ipv6(b); break;
  }
}

void RowWriter::cell(TextOut& out, Column column, const PacketContext& p, const PacketSummary& s,
                     const RowText& row) {
  switch (column) {
    case Column::number: out.dec(p.id.value + std::uint64_t{1}); break;
    case Column::time: time_.append(out, p); break;
    case Column::source: appendAddress(out, s.src); break;
    case Column::destination: appendAddress(out, s.dst); break;
    case Column::protocol: out.add(row.protocol); break;
    case Column::length: out.dec(p.wireLen); break;
    case Column::info: out.add(row.info); break;
    case Column::count_: break;
  }
}

void RowWriter::line(TextOut& out, const PacketContext& p, const PacketSummary& s, const RowText& row) {
  static constexpr std::string_view kPad = "            ";
  for (std::size_t i = 0; i < at(Column::count_); ++i) {
    const auto column = static_cast<Column>(i);
    if (i != 0) out.add(tabs_ ? '\t' : ' ');
    if (column == Column::destination) out.add("→").add(tabs_ ? '\t' : ' ');
    const std::size_t from = out.size();
    cell(out, column, p, s, row);
    const std::size_t n = out.size() - from;
    if (n >= kWidths[i]) continue;
    if (column == Column::destination)
      out.add(kPad.substr(0, kWidths[i] - n));
    else
      out.padLeft(from, kWidths[i]);
  }
}

}  // namespace pw
