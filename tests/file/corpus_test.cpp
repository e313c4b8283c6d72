// Every capture of the shared corpus against what tshark 4.0.17 read of it: number, time, lengths of all
// packets.
#include <gtest/gtest.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "core/file/open_capture.h"

namespace pw {
namespace {

namespace fs = std::filesystem;

struct Row {
  std::string time, len, capLen;
  bool operator==(const Row&) const = default;
};

fs::path corpus() {
  const char* set = std::getenv("PLAINWIRE_SHARED");
  return fs::path{set != nullptr ? set : PLAINWIRE_SHARED_DIR} / "captures" / "corpus";
}

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> result;
  std::size_t from = 0;
  for (;;) {
    const std::size_t tab = line.find('\t', from);
    result.push_back(line.substr(from, tab - from));
    if (tab == std::string::npos) return result;
    from = tab + 1;
  }
}

std::vector<Row> expectedRows(const fs::path& tsv) {
  std::vector<Row> rows;
  std::ifstream in{tsv};
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const auto column = fields(line);
    if (column.size() > 3) rows.push_back({column[1], column[2], column[3]});
  }
  return rows;
}

std::string epoch(std::int64_t ns) {
  std::string digits = std::to_string(ns < 0 ? -ns : ns);
  if (digits.size() < 10) digits.insert(0, 10 - digits.size(), '0');
  digits.insert(digits.size() - 9, 1, '.');
  return (ns < 0 ? "-" : "") + digits;
}

struct Read {
  std::vector<Row> rows;
  std::optional<FileProblem> problem;
};

Read readAll(const fs::path& file) {
  Read read;
  auto source = openCapture(file);
  if (!source) {
    read.problem = source.error();
    return read;
  }
  PacketBatch batch;
  while ((*source)->next(batch) == Pull::packets) {
    for (const PacketRef& packet : batch.packets) {
      read.rows.push_back({packet.hasTime ? epoch(packet.timeNs) : "", std::to_string(packet.wireLen),
                           std::to_string(packet.bytes.size())});
    }
  }
  read.problem = (*source)->problem();
  return read;
}

/// tshark keeps a pcap file's microseconds as nanoseconds in 32 bits with a sign, unchecked: a fraction of a
/// second or more overflows there. We carry it over into the seconds. True where that alone explains the
/// difference.
bool sameButForTheFraction(const std::string& ours, const std::string& tshark) {
  const bool minus = tshark.starts_with('-');
  const std::size_t dot = tshark.find('.');
  std::int64_t ourSec = 0, ourNs = 0, sec = 0, ns = 0;
  if (dot == std::string::npos || ours.find('.') == std::string::npos) return false;
  const auto parse = [](std::string_view text, std::int64_t& into) {
    std::from_chars(text.data(), text.data() + text.size(), into);
  };
  parse(std::string_view{ours}.substr(0, ours.find('.')), ourSec);
  parse(std::string_view{ours}.substr(ours.find('.') + 1), ourNs);
  parse(std::string_view{tshark}.substr(minus ? 1 : 0, dot - (minus ? 1 : 0)), sec);
  parse(std::string_view{tshark}.substr(dot + 1), ns);
  const std::int64_t micros = ((ourSec - sec) * 1'000'000'000 + ourNs) / 1000;
  const std::int64_t wrapped = static_cast<std::int32_t>(static_cast<std::uint32_t>(micros * 1000));
  return micros >= 1'000'000 && wrapped == (minus ? -ns : ns);
}

/// tshark's field shows lengths beyond 31 bits as the greatest one.
std::string shownLength(const std::string& length) {
  return std::stoull(length) > 2147483647 ? "2147483647" : length;
}

/// Where we give more than tshark, on purpose.
const std::map<std::string, std::string>& exceptions() {
  static const std::map<std::string, std::string> kExceptions{
      {"libpcap__brcm-tag-stp.pcap", "link type 281, which tshark refuses: shown undissected"},
      {"tcpdump__dsa-high-vid.pcap", "link type 284, which tshark refuses"},
      {"tcpdump__edsa-high-vid.pcap", "link type 285, which tshark refuses"},
      {"ntopng__vtp_asan-2.pcap", "link type 182, which tshark refuses"},
      {"ntopng__hoobr_juniper3.pcap", "link type 132, which tshark refuses"},
      {"ntopng__atm-heapoverflow.pcap", "the four bytes before an ATM PDU are no packet bytes for tshark"},
      {"pcapnggen__be_test017.pcapng", "custom blocks are frames for tshark; here they are no packets"},
      {"pcapnggen__le_test017.pcapng", "custom blocks are frames for tshark; here they are no packets"},
      {"pcapnggen__be_test102.pcapng", "custom blocks are frames for tshark; here they are no packets"},
      {"pcapnggen__le_test102.pcapng", "custom blocks are frames for tshark; here they are no packets"},
      {"python-pcapng__test_data_test007.ntar",
       "a simple packet block with room to spare, which tshark refuses"},
  };
  return kExceptions;
}

/// Empty: as tshark has it.
std::string difference(const Read& read, const std::vector<Row>& want, bool tsharkFailed) {
  if (read.problem.has_value() != tsharkFailed) return tsharkFailed ? "no problem found" : "a problem";
  if (read.rows.size() != want.size()) {
    return std::to_string(read.rows.size()) + " packets, tshark " + std::to_string(want.size());
  }
  for (std::size_t i = 0; i < want.size(); ++i) {
    const Row &ours = read.rows[i], &tshark = want[i];
    if (ours.capLen == tshark.capLen && shownLength(ours.len) == tshark.len &&
        (ours.time == tshark.time || sameButForTheFraction(ours.time, tshark.time))) {
      continue;
    }
    return "#" + std::to_string(i + 1) + ": " + ours.time + ' ' + ours.len + ' ' + ours.capLen + ", tshark " +
           tshark.time + ' ' + tshark.len + ' ' + tshark.capLen;
  }
  return {};
}

TEST(Corpus, SamePacketsAsTshark) {
  const fs::path root = corpus();
  if (!fs::exists(root / "expected" / "_index.tsv")) GTEST_SKIP() << "no shared captures at " << root;
  std::ifstream index{root / "expected" / "_index.tsv"};
  std::string line;
  std::getline(index, line);
  std::size_t files = 0, packets = 0;
  while (std::getline(index, line)) {
    const auto column = fields(line);
    const std::string& name = column[0];
    const Read read = readAll(root / "captures" / name);
    const std::vector<Row> want = expectedRows(root / "expected" / (name + ".packets.tsv"));
    const std::string found = difference(read, want, column[1] != "rc=0");
    EXPECT_EQ(found.empty(), !exceptions().contains(name)) << name << ": " << found;
    ++files;
    packets += read.rows.size();
  }
  RecordProperty("captures", static_cast<int>(files));
  RecordProperty("packets", static_cast<int>(packets));
}

}  // namespace
}  // namespace pw
