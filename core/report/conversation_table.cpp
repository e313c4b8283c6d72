// tshark's -z conv,tcp and -z conv,udp, byte by byte.
#include <algorithm>
#include <cstdio>
#include <vector>

#include "core/report/flow_list.h"
#include "core/report/row_writer.h"

namespace pw {

namespace {

constexpr std::size_t kNameWidth = 26;

/// A conversation in the table.
struct Line {
  FlowId flow;
  std::uint64_t packets = 0;
  std::int64_t firstNs = INT64_MAX, lastNs = INT64_MIN;  ///< earliest and latest, whatever their order in the capture
};

TextOut& padRight(TextOut& out, std::size_t from, std::size_t width) {
  while (out.size() - from < width) out.add(' ');
  return out;
}

void number(TextOut& out, std::uint64_t v, std::size_t width) {
  const std::size_t from = out.size();
  out.dec(v).padLeft(from, width);
}

/// Whole units, of the largest of which there are ten.
void size(TextOut& out, std::uint64_t bytes) {
  constexpr std::array<std::string_view, 5> kUnits{" bytes", " kB", " MB", " GB", " TB"};
  std::size_t unit = 0;
  for (; unit + 1 < kUnits.size() && bytes / 1000 >= 10; ++unit) bytes /= 1000;
  constexpr std::size_t kWidth = 9;
  const std::size_t from = out.size();
  padRight(out.dec(bytes).add(kUnits[unit]), from, kWidth);
}

void end(TextOut& out, const Address& address, std::uint16_t port) {
  const std::size_t from = out.size();
  appendAddress(out, address);
  padRight(out.add(':').dec(port), from, kNameWidth);
}

/// As tshark adds them up, so that the last digit is the same.
double seconds(std::int64_t ns) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return static_cast<double>(ns / kSecond) + static_cast<double>(ns % kSecond) / 1e9;
}

void fixed(TextOut& out, int width, int decimals, double v) {
  std::array<char, 64> text{};
  const int n = std::snprintf(text.data(), text.size(), "%*.*f", width, decimals, v);
  if (n > 0) out.add(std::string_view{text.data(), std::min(static_cast<std::size_t>(n), text.size() - 1)});
}

enum class Start : std::uint8_t { relative, epoch, clock, date };

Start startOf(TimeKind kind) {
  switch (kind) {
    case TimeKind::epoch: return Start::epoch;
    case TimeKind::local:
    case TimeKind::utc: return Start::clock;
    case TimeKind::localDate:
    case TimeKind::localDayOfYear:
    case TimeKind::utcDate:
    case TimeKind::utcDayOfYear: return Start::date;
    default: return Start::relative;
  }
}

void titles(TextOut& out, Start start) {
  const bool absolute = start == Start::clock || start == Start::date;
  const std::string_view upper = start == Start::relative ? "    Relative    "
                                 : start == Start::epoch  ? "       Relative       "
                                 : start == Start::clock  ? " Absolute Time  "
                                                          : " Absolute Date  ";
  const std::string_view lower = start == Start::epoch  ? "         Start        "
                                 : start == Start::date ? "     Start      "
                                                        : "      Start     ";
  const std::string margin(2 * kNameWidth + 7, ' ');
  out.add(margin).add("|       <-      | |       ->      | |     Total     |").add(upper).add("|   Duration   |\n");
  out.add(margin);
  for (int i = 0; i < 3; ++i) out.add(i == 0 ? "|" : " |").add(absolute ? " Frames  Size  |" : " Frames  Bytes |");
  out.add(lower).add("|              |\n");
}

class Table {
 public:
  Table(TextOut& out, const Trace& trace, TimeKind time)
      : out_(out), trace_(trace), start_(startOf(time)), clock_({time, false, 0}) {}

  void write(Transport transport) {
    collect(transport);
    out_.add(kRule).add(transport == Transport::tcp ? "TCP" : "UDP").add(" Conversations\nFilter:<No Filter>\n");
    titles(out_, start_);
    for (const Line& l : lines_) line(l);
    out_.add(kRule);
  }

 private:
  static constexpr std::string_view kRule =
      "================================================================================\n";

  void collect(Transport transport) {
    std::vector<std::uint32_t> place(trace_.flowCount(), UINT32_MAX);
    trace_.readFlows([&](const FlowTable& flows) {
      for (std::uint32_t i = 0; i < place.size(); ++i) {
        if (flows.flow(FlowId{i}).key.transport != transport) continue;
        const std::uint64_t packets = summarizeFlow(flows, FlowId{i}).allPackets();
        if (packets == 0) continue;  // only known by error messages about it
        place[i] = static_cast<std::uint32_t>(lines_.size());
        lines_.push_back({FlowId{i}, packets});
      }
    });
    const std::uint32_t rows = trace_.size();
    for (std::uint32_t i = 0; i < rows; ++i) {
      const PacketRow row = trace_.row(PacketId{i});
      if (!row.flow.valid() || row.quotes || place[row.flow.value] == UINT32_MAX) continue;
      Line& l = lines_[place[row.flow.value]];
      l.firstNs = std::min(l.firstNs, row.timeNs);
      l.lastNs = std::max(l.lastNs, row.timeNs);
    }
    // Of which the trace keeps no packet any more.
    for (Line& l : lines_)
      if (l.firstNs > l.lastNs) l.firstNs = l.lastNs = rows == 0 ? 0 : trace_.timeNs(PacketId{0});
    std::sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
      return a.packets != b.packets ? a.packets > b.packets : a.flow < b.flow;
    });
  }

  /// The end that sent the first packet stands left.
  void line(const Line& l) {
    const FlowSummary f = summarizeFlow(trace_, l.flow);
    const bool clientFirst = f.clientIsForward;
    const unsigned left = clientFirst ? 0 : 1, right = left ^ 1u;
    end(out_, clientFirst ? f.client : f.server, clientFirst ? f.clientPort : f.serverPort);
    out_.add(" <-> ");
    end(out_, clientFirst ? f.server : f.client, clientFirst ? f.serverPort : f.clientPort);
    count(f.packets[right], f.bytes[right]);
    count(f.packets[left], f.bytes[left]);
    count(f.allPackets(), f.allBytes());
    const std::int64_t origin = trace_.size() == 0 ? 0 : trace_.timeNs(PacketId{0});
    out_.add("  ");
    start(l, origin);
    out_.add("   ");
    fixed(out_, 12, 4, seconds(elapsedNs(origin, l.lastNs)) - seconds(elapsedNs(origin, l.firstNs)));
    out_.add('\n');
  }

  void count(std::uint64_t packets, std::uint64_t bytes) {
    out_.add("  ");
    number(out_, packets, 6);
    out_.add(' ');
    size(out_, bytes);
  }

  void start(const Line& l, std::int64_t origin) {
    if (start_ == Start::relative) return fixed(out_, 14, 9, seconds(elapsedNs(origin, l.firstNs)));
    if (start_ == Start::epoch) return fixed(out_, 20, 9, seconds(l.firstNs));
    PacketContext when;
    when.timeNs = l.firstNs;
    clock_.append(out_, when);
  }

  TextOut& out_;
  const Trace& trace_;
  const Start start_;
  TimeText clock_;
  std::vector<Line> lines_;
};

}  // namespace

void writeConversationTable(TextOut& out, const Trace& trace, Transport transport, TimeKind time) {
  Table{out, trace, time}.write(transport);
}

}  // namespace pw
