// What is told about whole conversations against tables that were worked out from tshark's fields by a script of its
// own: who is the client, how it opened and closed, counts of packets, bytes and ECN marks. Differences that are the
// script's stand in tests/golden/corpus-streams-exceptions.tsv.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "core/report/row_writer.h"
#include "core/trace/flow_summary.h"
#include "tests/support/captures.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;
using Row = std::map<std::string, std::string>;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> out;
  std::istringstream in{line};
  for (std::string cell; std::getline(in, cell, '\t');) out.push_back(cell);
  return out;
}

std::vector<Row> table(const fs::path& file) {
  std::ifstream in{file};
  std::string line;
  if (!std::getline(in, line)) return {};
  const std::vector<std::string> header = split(line);
  std::vector<Row> out;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = split(line);
    Row row;
    for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = i < cells.size() ? cells[i] : "";
    out.push_back(row);
  }
  return out;
}

std::string textOf(const Address& a) {
  std::string text;
  TextOut out{text};
  appendAddress(out, a);
  return text;
}

/// In the words of the tables.
std::string openingOf(const TcpFlow& f, std::uint64_t fromServer) {
  switch (f.opening) {
    case Opening::midStream: return "midstream";
    case Opening::noAnswer: return fromServer > 0 ? "syn_no_synack" : "syn_only";
    case Opening::refused: return "syn_only";
    case Opening::unfinished: return "syn_synack";
    case Opening::simultaneous: return "both_syn";
    case Opening::answerFirst: return "synack_first";
    case Opening::threeWay:
    case Opening::dataOnAck:
    case Opening::fastOpen:
    case Opening::fastOpenIgnored:
    case Opening::fastOpenRequested: return "3way";
  }
  return {};
}

std::string closingOf(const TcpFlow& f) {
  std::string out;
  switch (f.closing) {
    case Closing::open: break;
    case Closing::reset:  // a FIN may have been under way
      if (f.side[0].finSeen || f.side[1].finSeen) out = "one_fin";
      break;
    case Closing::oneSided:
    case Closing::resetAfterFin: out = "one_fin"; break;
    case Closing::fourSegments: out = "4way"; break;
    case Closing::threeSegments: out = "3seg"; break;
    case Closing::halfClose: out = "4way_halfclose_data"; break;
    case Closing::simultaneous: out = "simultaneous"; break;
  }
  if (f.side[0].finSeen && f.side[1].finSeen && !f.secondFinAcked) out += "_nolastack";
  if (f.reset.valid()) out += out.empty() ? "rst" : "+rst";
  return out.empty() ? "none" : out;
}

std::string flagsOf(const TcpFlow& f) {
  if (!f.side[0].synAckSeen && !f.side[1].synAckSeen) return "none";
  std::string out;
  TextOut{out}.hex(std::uint64_t{f.synAckEcnFlags} << 6, 3);
  return out;
}

/// Where no opening was seen, the tables call the sender of the first packet the client. Here the lower port is taken
/// for the server's, and said to be a guess.
FlowSummary withTheirRoles(const FlowSummary& summary) {
  FlowSummary s = summary;
  if (!s.rolesGuessed || s.clientIsForward) return s;
  s.clientIsForward = true;
  std::swap(s.client, s.server);
  std::swap(s.clientPort, s.serverPort);
  std::swap(s.packets[0], s.packets[1]);
  return s;
}

Row told(const FlowSummary& s) {
  const TcpFlow& f = s.tcp;
  Row out;
  out["d_client"] = textOf(s.client);
  out["d_cport"] = std::to_string(s.clientPort);
  out["d_server"] = textOf(s.server);
  out["d_sport"] = std::to_string(s.serverPort);
  out["d_last_frame"] = std::to_string(s.last.value + 1);
  out["d_packets"] = std::to_string(s.allPackets());
  out["d_pkts_c2s"] = std::to_string(s.packets[0]);
  out["d_pkts_s2c"] = std::to_string(s.packets[1]);
  out["d_open"] = openingOf(f, s.packets[1]);
  out["d_close"] = closingOf(f);
  out["d_syn_ecn"] = f.synEcnFlags == 7 ? "accecn" : f.synEcnFlags == 3 ? "ecn" : "no";
  out["d_synack_ecnflags"] = flagsOf(f);
  out["d_ecn_negotiated"] = f.ecn == EcnSetup::negotiated ? "yes" : "no";
  for (const unsigned side : {0u, 1u}) {
    const auto d = static_cast<unsigned>(s.directionOf(side));
    const std::string who = side == 0 ? "d_c_" : "d_s_";
    out[side == 0 ? "d_bytes_c2s" : "d_bytes_s2c"] = std::to_string(f.side[d].payload);
    const TcpFlow::Counts& c = f.counts[d];
    out[who + "ect0"] = std::to_string(c.ect0);
    out[who + "ect1"] = std::to_string(c.ect1);
    out[who + "ce"] = std::to_string(c.ce);
    out[who + "ece"] = std::to_string(c.ece);
    out[who + "cwr"] = std::to_string(c.cwr);
  }
  return out;
}

/// Differences that are no mistake of ours: file, stream, column and why. '*' is any.
class Exceptions {
 public:
  explicit Exceptions(const fs::path& file) {
    for (const Row& row : table(file)) all_.push_back({row.at("file"), row.at("stream"), row.at("column")});
    used_.resize(all_.size());
  }
  bool excuse(const std::string& file, const std::string& stream, const std::string& column) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const auto& [f, s, c] = all_[i];
      if (f != file || (s != "*" && s != stream) || (c != "*" && c != column)) continue;
      used_[i] = true;
      return true;
    }
    return false;
  }
  [[nodiscard]] std::vector<std::string> unused() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < all_.size(); ++i)
      if (!used_[i]) out.push_back(all_[i][0] + " " + all_[i][1] + " " + all_[i][2]);
    return out;
  }

 private:
  std::vector<std::array<std::string, 3>> all_;
  std::vector<bool> used_;
};

struct Tally {
  unsigned streams = 0, unreached = 0;
};

/// The conversation of a stream's first packet; none where TCP is not reached there, since a layer below is unknown.
FlowId flowOfFirst(const Trace& trace, const Row& want) {
  const auto first = static_cast<std::uint32_t>(std::stoul(want.at("d_first_frame")) - 1);
  if (first >= trace.size()) return {};
  const PacketRow row = trace.row(PacketId{first});
  if (!row.flow.valid() || trace.flowOf(row.flow).key.transport != Transport::tcp) return {};
  return row.flow;
}

void compare(const Trace& trace, const std::string& file, const fs::path& answers, Exceptions& exceptions,
             Tally& tally) {
  for (const Row& want : table(answers)) {
    const std::string& stream = want.at("tcp.stream");
    const FlowId flow = flowOfFirst(trace, want);
    if (!flow.valid()) {
      ++tally.unreached;
      if (!exceptions.excuse(file, stream, "-")) ADD_FAILURE() << file << " stream " << stream << ": no conversation";
      continue;
    }
    ++tally.streams;
    const FlowSummary summary = withTheirRoles(summarizeFlow(trace, flow));
    for (const auto& [column, value] : told(summary)) {
      if (want.at(column) == value || exceptions.excuse(file, stream, column)) continue;
      ADD_FAILURE() << file << "\t" << stream << "\t" << column << "\twanted " << want.at(column) << ", got " << value;
    }
  }
}

TEST(CorpusStreams, ConversationsAreWhatTheTablesSay) {
  const fs::path expected = sharedFolder() / "captures/corpus/expected";
  if (!fs::is_directory(expected)) GTEST_SKIP() << "no tables in " << expected << " (set PLAINWIRE_SHARED)";
  Exceptions exceptions{fs::path{PLAINWIRE_SOURCE_DIR} / "tests/golden/corpus-streams-exceptions.tsv"};
  Tally tally;
  std::set<fs::path> all;
  for (const auto& entry : fs::directory_iterator{expected})
    if (entry.path().string().ends_with(".streams.tsv")) all.insert(entry.path());
  for (const fs::path& answers : all) {
    const std::string name = answers.filename().string();
    const std::string file = name.substr(0, name.size() - std::string_view{".streams.tsv"}.size());
    const auto trace = traceOf(sharedFolder() / "captures/corpus/captures" / file);
    ASSERT_NE(trace, nullptr) << file;
    compare(*trace, file, answers, exceptions, tally);
  }
  EXPECT_GT(tally.streams, 1000u);
  for (const std::string& line : exceptions.unused()) ADD_FAILURE() << "an exception excuses nothing: " << line;
  std::printf("%u conversations compared, %u not reached\n", tally.streams, tally.unreached);
}

}  // namespace
}  // namespace pw::test
