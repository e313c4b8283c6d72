#include <array>
#include <cmath>

#include "core/bytes/elapsed.h"
#include "core/report/capture_summary.h"
#include "core/report/json_text.h"
#include "core/report/time_text.h"

namespace pw {

namespace {

std::string_view formatName(FileFormat f) {
  switch (f) {
    case FileFormat::pcap: return "pcap";
    case FileFormat::pcapNsec: return "nanosecond pcap";
    case FileFormat::pcapModified: return "modified pcap";
    case FileFormat::pcapng: return "pcapng";
    case FileFormat::snoop: return "snoop";
    case FileFormat::unknown: break;
  }
  return "unknown";
}

std::string_view compressionName(Compression c) {
  switch (c) {
    case Compression::gzip: return "gzip";
    case Compression::zstd: return "zstd";
    case Compression::lz4: return "lz4";
    case Compression::none: break;
  }
  return "none";
}

/// "Name:" padded to capinfos' column.
TextOut& label(TextOut& out, std::string_view name) {
  constexpr std::size_t kColumn = 21;
  const std::size_t from = out.size();
  out.add(name).add(':');
  do out.add(' ');
  while (out.size() - from < kColumn);
  return out;
}

TextOut& indented(TextOut& out, std::string_view name) {
  return out.add("                     ").add(name).add(" = ");
}

void quoted(TextOut& out, std::string_view text) {
  out.printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void textLine(TextOut& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  label(out, name);
  quoted(out, value);
  out.add('\n');
}

std::uint64_t rounded(double v) {
  return v < 0 || v > 1e18 ? 0 : static_cast<std::uint64_t>(std::llround(v));
}

/// With two decimals.
TextOut& hundredths(TextOut& out, double v) {
  const std::uint64_t h = rounded(v * 100);
  return out.dec(h / 100).add('.').dec0(h % 100, 2);
}

unsigned finestDecimals(const CaptureInfo& info) {
  unsigned most = info.interfaces.empty() ? 6 : 0;
  for (const InterfaceInfo& i : info.interfaces) most = std::max(most, decimalsOf(&i));
  return most;
}

void date(TextOut& out, std::int64_t ns, unsigned decimals) {
  PacketContext when;
  when.timeNs = ns;
  TimeText{{TimeKind::localDate, false, decimals}}.append(out, when);
}

std::string encapsulation(const CaptureSummary& s) {
  if (s.linkTypes.size() > 1) return "per packet";
  if (s.linkTypes.size() == 1) return linkTypeName(s.linkTypes[0]);
  return s.info->interfaces.empty() ? "unknown" : linkTypeName(s.info->interfaces[0].linkType);
}

void fileLines(TextOut& out, const CaptureSummary& s) {
  const CaptureInfo& info = *s.info;
  label(out, "File name");
  quoted(out, s.file);
  label(out.add('\n'), "File type").add(formatName(info.format)).add('\n');
  if (info.compression != Compression::none)
    label(out, "Compression").add(compressionName(info.compression)).add('\n');
  label(out, "File encapsulation").add(encapsulation(s)).add('\n');
  label(out, "Number of packets").dec(s.packets).add('\n');
  if (s.fileBytes != 0) label(out, "File size").dec(s.fileBytes).add(" bytes\n");
  label(out, "Data size").dec(s.wireBytes).add(" bytes\n");
  if (s.cut == 0) return;
  label(out, "Packets cut").dec(s.cut).add(" (kept ").dec(s.leastCut);
  if (s.mostCut != s.leastCut) out.add(" to ").dec(s.mostCut);
  out.add(" bytes each)\n");
  label(out, "Kept data size").dec(s.keptBytes).add(" bytes\n");
}

void timeLines(TextOut& out, const CaptureSummary& s) {
  const unsigned decimals = finestDecimals(*s.info);
  label(out, "Capture duration").seconds(elapsedNs(s.firstNs, s.lastNs), decimals).add(" seconds\n");
  label(out, "First packet time");
  date(out, s.firstNs, decimals);
  label(out.add('\n'), "Last packet time");
  date(out, s.lastNs, decimals);
  out.add('\n');
  if (const double t = s.seconds(); t > 0) {
    label(out, "Data byte rate").dec(rounded(static_cast<double>(s.wireBytes) / t)).add(" bytes/s\n");
    label(out, "Data bit rate").dec(rounded(static_cast<double>(s.wireBytes) * 8 / t)).add(" bits/s\n");
    hundredths(label(out, "Average packet rate"), static_cast<double>(s.packets) / t).add(" packets/s\n");
  }
  hundredths(label(out, "Average packet size"),
             static_cast<double>(s.wireBytes) / static_cast<double>(s.packets));
  out.add(" bytes\n");
  label(out, "Packet sizes").dec(s.shortest).add(" to ").dec(s.longest).add(" bytes\n");
  label(out, "Strict time order").add(s.inOrder ? "True" : "False").add('\n');
}

void sectionLines(TextOut& out, const CaptureInfo& info) {
  for (std::size_t i = 0; i < info.sections.size(); ++i) {
    const SectionInfo& section = info.sections[i];
    if (info.sections.size() > 1) out.add("Section ").dec(i).add(":\n");
    textLine(out, "Capture hardware", section.hardware);
    textLine(out, "Capture oper-sys", section.os);
    textLine(out, "Capture application", section.application);
    for (const std::string& c : section.comments) textLine(out, "Capture comment", c);
  }
}

void statistics(TextOut& out, const InterfaceStats& stats) {
  if (stats.received) indented(out, "Packets received").dec(*stats.received).add('\n');
  if (stats.dropped) indented(out, "Packets dropped by the interface").dec(*stats.dropped).add('\n');
  if (stats.osDropped) indented(out, "Packets dropped by the system").dec(*stats.osDropped).add('\n');
}

void interfaceLines(TextOut& out, const CaptureSummary& s) {
  const auto& all = s.info->interfaces;
  out.add("Number of interfaces in file: ").dec(all.size()).add('\n');
  for (std::size_t i = 0; i < all.size(); ++i) {
    const InterfaceInfo& f = all[i];
    out.add("Interface #").dec(i).add(" info:\n");
    const auto line = [&](std::string_view name, std::string_view value) {
      if (value.empty()) return;
      indented(out, name);
      quoted(out, value);
      out.add('\n');
    };
    line("Name", f.name);
    line("Description", f.description);
    line("Filter", f.filter);
    line("Hardware", f.hardware);
    line("Operating system", f.os);
    for (const std::string& c : f.comments) line("Comment", c);
    line("Encapsulation", linkTypeName(f.linkType));
    indented(out, "Capture length").dec(f.snapLen).add(f.snapLen == 0 ? " (no limit)\n" : "\n");
    indented(out, "Time precision").dec(decimalsOf(&f)).add(" decimals\n");
    if (f.stats) statistics(out, *f.stats);
    indented(out, "Number of packets").dec(i < s.perInterface.size() ? s.perInterface[i] : 0).add('\n');
  }
}

void interfacesJson(TextOut& out, const CaptureSummary& s) {
  out.add('[');
  for (std::size_t i = 0; i < s.info->interfaces.size(); ++i) {
    const InterfaceInfo& f = s.info->interfaces[i];
    if (i != 0) out.add(", ");
    JsonMembers m{out};
    m.number("id", i);
    m.optionalText("name", f.name);
    m.optionalText("description", f.description);
    m.optionalText("filter", f.filter);
    m.optionalText("hardware", f.hardware);
    m.optionalText("os", f.os);
    m.number("linkType", static_cast<unsigned>(f.linkType));
    m.text("encapsulation", linkTypeName(f.linkType));
    m.number("snapLength", f.snapLen);
    m.number("timeDecimals", decimalsOf(&f));
    m.number("section", f.section);
    m.number("packets", i < s.perInterface.size() ? s.perInterface[i] : 0);
    if (f.stats && f.stats->received) m.number("received", *f.stats->received);
    if (f.stats && f.stats->dropped) m.number("dropped", *f.stats->dropped);
    if (f.stats && f.stats->osDropped) m.number("systemDropped", *f.stats->osDropped);
    m.texts("comments", f.comments);
    m.end();
  }
  out.add(']');
}

void sectionsJson(TextOut& out, const CaptureInfo& info) {
  out.add('[');
  for (std::size_t i = 0; i < info.sections.size(); ++i) {
    const SectionInfo& section = info.sections[i];
    if (i != 0) out.add(", ");
    JsonMembers m{out};
    m.text("byteOrder", section.bigEndian ? "big endian" : "little endian");
    m.optionalText("hardware", section.hardware);
    m.optionalText("os", section.os);
    m.optionalText("application", section.application);
    m.texts("comments", section.comments);
    m.end();
  }
  out.add(']');
}

}  // namespace

void writeSummary(TextOut& out, const CaptureSummary& s) {
  fileLines(out, s);
  if (s.timed) timeLines(out, s);
  sectionLines(out, *s.info);
  if (s.commented != 0) label(out, "Packets with comments").dec(s.commented).add('\n');
  interfaceLines(out, s);
  if (!s.info->names.empty())
    out.add("Number of resolved addresses in file: ").dec(s.info->names.size()).add('\n');
  if (!s.info->secrets.empty())
    out.add("Number of decryption secrets in file: ").dec(s.info->secrets.size()).add('\n');
  if (s.info->unknownBlocks != 0)
    out.add("Number of unknown blocks in file: ").dec(s.info->unknownBlocks).add('\n');
}

void writeSummaryJson(TextOut& out, const CaptureSummary& s) {
  const CaptureInfo& info = *s.info;
  JsonMembers m{out};
  m.text("file", s.file);
  m.text("format", formatName(info.format));
  m.text("compression", compressionName(info.compression));
  m.text("encapsulation", encapsulation(s));
  if (s.fileBytes != 0) m.number("fileBytes", s.fileBytes);
  m.number("packets", s.packets);
  m.number("wireBytes", s.wireBytes);
  m.number("keptBytes", s.keptBytes);
  m.number("packetsCut", s.cut);
  if (s.timed) {
    m.key("first").add('"').seconds(s.firstNs).add('"');
    m.key("last").add('"').seconds(s.lastNs).add('"');
    m.key("duration").seconds(elapsedNs(s.firstNs, s.lastNs));
    m.truth("strictTimeOrder", s.inOrder);
    if (const double t = s.seconds(); t > 0) {
      hundredths(m.key("bytesPerSecond"), static_cast<double>(s.wireBytes) / t);
      hundredths(m.key("packetsPerSecond"), static_cast<double>(s.packets) / t);
    }
  }
  if (s.packets != 0) {
    m.number("shortest", s.shortest);
    m.number("longest", s.longest);
  }
  m.number("commented", s.commented);
  m.key("sections");
  sectionsJson(out, info);
  m.key("interfaces");
  interfacesJson(out, s);
  m.number("names", info.names.size());
  m.number("secrets", info.secrets.size());
  m.number("unknownBlocks", info.unknownBlocks);
  m.truth("damaged", s.problem.has_value());
  m.end();
}

}  // namespace pw
