// pwire story and pwire flows: what is claimed of known conversations, asserted on --json.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/cli/program.h"
#include "tests/support/captures.h"

namespace pw::test {
namespace {

using Json = nlohmann::json;

std::string vectorFile(std::string_view name) {
  return std::string{PLAINWIRE_SOURCE_DIR} + "/tests/vectors/" + std::string{name};
}

Json storyOf(const std::string& file, const std::string& stream = "0") {
  const Ran r = pwire({"story", "-r", file, "--stream", stream, "--json"});
  EXPECT_EQ(r.code, 0) << r.err;
  return Json::parse(r.out);
}

/// "5:lostSegment 14:fastRetransmission".
std::string marksOf(const Json& story) {
  std::string out;
  for (const Json& m : story["marks"]) {
    if (!out.empty()) out += ' ';
    out += std::to_string(m["packet"].get<int>()) + ':' + m["mark"].get<std::string>();
  }
  return out;
}

/// Both ends' states once a packet has arrived.
std::string statesAt(const Json& story, int packet) {
  std::string out;
  for (const Json& s : story["states"])
    if (s["packet"] <= packet) out = s["client"].get<std::string>() + ' ' + s["server"].get<std::string>();
  return out;
}

Json lineOf(const Json& story, std::string_view message) {
  for (const Json& line : story["lines"])
    if (line["message"] == message) return line;
  ADD_FAILURE() << "not told: " << message << " in\n" << story["lines"].dump(1);
  return {};
}

struct Scenario {
  const char* file;
  const char* stream;
  const char* opening;
  const char* closing;
  const char* ecn;
  const char* marks;
};

// The table of tests/vectors/README.md, by RFC 9293, RFC 3168 and RFC 9768.
constexpr Scenario kScenarios[] = {
    {"01_close4", "0", "threeWay", "fourSegments", "notAsked", ""},
    {"02_close3", "0", "threeWay", "threeSegments", "notAsked", ""},
    {"03_simclose", "0", "threeWay", "simultaneous", "notAsked", ""},
    {"04_halfclose", "0", "threeWay", "halfClose", "notAsked", ""},
    {"05_rst_after_data", "0", "threeWay", "reset", "notAsked", ""},
    {"06_refused", "0", "refused", "open", "notAsked", "2:refusal"},
    {"07_simopen", "0", "simultaneous", "open", "notAsked", ""},
    {"08_syn_retry", "0", "threeWay", "open", "notAsked", "2:retransmission 2:openRetry"},
    {"09_tfo", "0", "fastOpen", "open", "notAsked", "1:tfoSyn 2:tfoAck"},
    {"10_ack_with_data", "0", "dataOnAck", "threeSegments", "notAsked", ""},
    {"11_fin_with_data", "0", "threeWay", "threeSegments", "notAsked", ""},
    {"12_midstream", "0", "midStream", "open", "unknown", ""},
    {"13_portreuse", "0", "threeWay", "reset", "notAsked", ""},
    {"13_portreuse", "1", "threeWay", "open", "notAsked", "5:reusedPorts"},
    {"20_ecn_ok", "0", "threeWay", "open", "negotiated", "5:ecnEcho 6:ecnReduced"},
    {"21_ecn_refused", "0", "threeWay", "open", "refused", ""},
    {"22_ecn_reflected_bug", "0", "threeWay", "open", "reflected", ""},
    {"23_ecn_synfallback", "0", "threeWay", "open", "fallback", "2:retransmission 2:openRetry"},
    {"24_accecn", "0", "threeWay", "open", "accNegotiated", ""},
    {"25_accecn_downgrade", "0", "threeWay", "open", "accDowngraded", ""},
    {"30_fastrexmit", "0", "threeWay", "open", "notAsked",
     "5:lostSegment 10:duplicateAck 11:duplicateAck 12:duplicateAck 13:duplicateAck 14:fastRetransmission"},
    {"31_rto", "0", "threeWay", "open", "notAsked", "5:retransmission"},
    {"32_reorder", "0", "threeWay", "open", "notAsked", "4:lostSegment 5:outOfOrder"},
    {"33_reorder_last", "0", "threeWay", "open", "notAsked", "5:lostSegment 6:outOfOrder"},
    {"34_spurious", "0", "threeWay", "open", "notAsked", "6:spuriousRetransmission 7:duplicateAck"},
    {"35_keepalive", "0", "threeWay", "open", "notAsked", "6:keepAlive 7:keepAliveAck"},
    {"36_zerowin", "0", "threeWay", "open", "notAsked",
     "5:zeroWindow 6:zeroWindowProbe 7:zeroWindow 7:zeroWindowProbeAck 8:windowUpdate"},
    {"37_acklost", "0", "threeWay", "open", "notAsked", "4:ackLostSegment"},
    {"38_seqwrap", "0", "threeWay", "open", "notAsked", ""},
    {"40_http_form_login", "0", "threeWay", "open", "notAsked", ""},
    {"41_http_basic", "0", "threeWay", "open", "notAsked", ""},
};

TEST(Scenarios, AreClassifiedAsTheyWereMade) {
  std::set<std::string> files;
  for (const Scenario& s : kScenarios) {
    const Json story = storyOf(vectorFile(std::string{s.file} + ".pcap"), s.stream);
    files.insert(s.file);
    const Json& summary = story["summary"];
    EXPECT_EQ(summary["opening"], s.opening) << s.file;
    EXPECT_EQ(summary["closing"], s.closing) << s.file;
    EXPECT_EQ(summary["ecn"], s.ecn) << s.file;
    EXPECT_EQ(marksOf(story), s.marks) << s.file << " stream " << s.stream;
    EXPECT_EQ(summary["roles"], summary["opening"] == "midStream" ? "guessed" : "known") << s.file;
    EXPECT_EQ(summary["client"]["address"], "10.0.0.1") << s.file;
    EXPECT_EQ(summary["server"]["port"], 80) << s.file;
    for (const Json& m : story["marks"]) EXPECT_GT(m["why"].get<std::string>().size(), 20u) << s.file;
  }
  for (const auto& e : std::filesystem::directory_iterator{vectorFile("")})
    EXPECT_TRUE(e.path().extension() != ".pcap" || files.contains(e.path().stem().string())) << e.path();
}

TEST(Scenarios, StatesFollowTheFiguresOfRfc9293) {
  const Json four = storyOf(vectorFile("01_close4.pcap"));  // figure 12
  EXPECT_EQ(statesAt(four, 3), "ESTABLISHED ESTABLISHED");
  EXPECT_EQ(statesAt(four, 4), "FIN-WAIT-1 CLOSE-WAIT");
  EXPECT_EQ(statesAt(four, 5), "FIN-WAIT-2 CLOSE-WAIT");
  EXPECT_EQ(statesAt(four, 6), "TIME-WAIT LAST-ACK");
  EXPECT_EQ(statesAt(four, 7), "TIME-WAIT CLOSED");
  EXPECT_EQ(statesAt(storyOf(vectorFile("03_simclose.pcap")), 5), "CLOSING CLOSING");  // figure 13
  EXPECT_EQ(statesAt(storyOf(vectorFile("07_simopen.pcap")), 2), "SYN-RECEIVED SYN-RECEIVED");  // figure 7
  EXPECT_EQ(statesAt(storyOf(vectorFile("05_rst_after_data.pcap")), 6), "CLOSED CLOSED");
  EXPECT_TRUE(storyOf(vectorFile("12_midstream.pcap"))["states"][0]["inferred"]);
}

TEST(Scenarios, ClosesTellWhoAndHow) {
  EXPECT_EQ(lineOf(storyOf(vectorFile("01_close4.pcap")), "storyClosedFour")["packets"], (Json{4, 5, 6, 7}));
  EXPECT_EQ(lineOf(storyOf(vectorFile("02_close3.pcap")), "storyClosedThree")["packets"], (Json{4, 5, 6}));
  const Json half = lineOf(storyOf(vectorFile("04_halfclose.pcap")), "storyHalfClose");
  EXPECT_EQ(half["numbers"]["side"], 0);
  EXPECT_EQ(half["numbers"]["bytes"], 100);
  EXPECT_NEAR(half["numbers"]["half_open_ns"].get<double>(), 4e6, 2e3);
  const Json withData = storyOf(vectorFile("11_fin_with_data.pcap"));
  EXPECT_EQ(withData["summary"]["closed_by"], "server");
  EXPECT_EQ(lineOf(withData, "storyFinWithData")["numbers"]["bytes"], 100);
  EXPECT_EQ(storyOf(vectorFile("05_rst_after_data.pcap"))["summary"]["reset_by"], "server");
  EXPECT_EQ(storyOf(vectorFile("13_portreuse.pcap"))["summary"]["reset_by"], "client");
}

TEST(Scenarios, RoundTripsWhereThereWasOne) {
  EXPECT_TRUE(storyOf(vectorFile("06_refused.pcap"))["summary"]["initial_rtt_ns"].is_null());
  EXPECT_TRUE(storyOf(vectorFile("12_midstream.pcap"))["summary"]["initial_rtt_ns"].is_null());
  EXPECT_EQ(storyOf(vectorFile("01_close4.pcap"))["summary"]["initial_rtt_ns"], 21'000'000);
  const Json tap = lineOf(storyOf(vectorFile("01_close4.pcap")), "storyTapNearClient")["numbers"];
  EXPECT_EQ(tap["server_half_ns"], 20'000'000);
  EXPECT_EQ(tap["client_half_ns"], 1'000'000);
}

TEST(Scenarios, RetriesAndFallback) {
  const Json retried = lineOf(storyOf(vectorFile("08_syn_retry.pcap")), "storySynRetried");
  EXPECT_EQ(retried["numbers"]["count"], 1);
  EXPECT_EQ(retried["numbers"]["first_wait_ns"], 1'000'000'000);
  EXPECT_EQ(retried["packets"], (Json{2, 1}));
  const Json fallback = lineOf(storyOf(vectorFile("23_ecn_synfallback.pcap")), "storyEcnFallback");
  EXPECT_EQ(fallback["packets"], (Json{2, 1}));
  EXPECT_EQ(fallback["numbers"]["after_ns"], 1'000'000'000);
}

TEST(Scenarios, TroubleIsToldApart) {
  EXPECT_EQ(lineOf(storyOf(vectorFile("30_fastrexmit.pcap")), "storyLossFast")["packets"], (Json{14}));
  const Json timeout = lineOf(storyOf(vectorFile("31_rto.pcap")), "storyLossTimeout");
  EXPECT_EQ(timeout["packets"], (Json{5}));
  EXPECT_EQ(timeout["numbers"]["longest_wait_ns"], 300'000'000);
  EXPECT_EQ(lineOf(storyOf(vectorFile("32_reorder.pcap")), "storyOutOfOrder")["packets"], (Json{5}));
  EXPECT_EQ(lineOf(storyOf(vectorFile("34_spurious.pcap")), "storySpurious")["packets"], (Json{6}));
  EXPECT_EQ(lineOf(storyOf(vectorFile("35_keepalive.pcap")), "storyKeepAlive")["packets"], (Json{6, 7}));
  EXPECT_EQ(lineOf(storyOf(vectorFile("35_keepalive.pcap")), "storyPause")["numbers"]["longest_ns"], 45'000'000'000);
  const Json stall = lineOf(storyOf(vectorFile("36_zerowin.pcap")), "storyZeroWindow");
  EXPECT_EQ(stall["numbers"]["side"], 1);
  EXPECT_NEAR(stall["numbers"]["stalled_ns"].get<double>(), 0.8e9, 5e6);
  const Json unseen = lineOf(storyOf(vectorFile("37_acklost.pcap")), "storyAckUnseen");
  EXPECT_EQ(unseen["numbers"]["bytes"], 500);
  EXPECT_TRUE(storyOf(vectorFile("37_acklost.pcap"))["summary"]["may_have_gaps"]);
}

TEST(Scenarios, AccurateEcnIsACounter) {
  const Json story = storyOf(vectorFile("24_accecn.pcap"));
  const Json counted = lineOf(story, "storyAccCounted");
  EXPECT_EQ(counted["numbers"]["ce"], 1);
  EXPECT_EQ(counted["numbers"]["counted"], 1);
  EXPECT_EQ(counted["packets"], (Json{4, 5}));
  EXPECT_NE(lineOf(story, "storyAccNegotiated")["text"].get<std::string>().find("Not-ECT"), std::string::npos);
  for (const Json& line : story["lines"]) {
    const std::string text = line["text"];
    for (const char* word : {"echo", "slow", "reduc"}) EXPECT_EQ(text.find(word), std::string::npos) << text;
  }
}

/// Frames with each sign, as their fields show them, SYNs left out.
struct EcnFrames {
  std::set<int> ce, ece, cwr;
};
EcnFrames ecnFramesOf(const std::string& file) {
  const Ran r = pwire({"-r", file, "-T", "fields", "-e", "frame.number", "-e", "ip.dsfield.ecn", "-e", "tcp.flags.syn",
                       "-e", "tcp.flags.ece", "-e", "tcp.flags.cwr"});
  EcnFrames out;
  std::istringstream rows{r.out};
  std::string line;
  while (std::getline(rows, line)) {
    std::istringstream cells{line};
    int frame = 0;
    std::string ecn, syn, ece, cwr;
    cells >> frame >> ecn >> syn >> ece >> cwr;
    if (ecn == "3") out.ce.insert(frame);
    if (ece == "1" && syn == "0") out.ece.insert(frame);
    if (cwr == "1" && syn == "0") out.cwr.insert(frame);
  }
  return out;
}

/// Every mark, echo and reduction of the capture is in one loop, and each loop goes round.
void expectWholeLoops(const std::string& file, const std::string& stream) {
  const Json story = storyOf(file, stream);
  const EcnFrames frames = ecnFramesOf(file);
  ASSERT_FALSE(frames.ce.empty());
  std::set<int> cwr;
  std::size_t ce = 0, ece = 0;
  int before = 0;
  for (const Json& loop : story["ecn_loops"]) {
    EXPECT_EQ(loop["side"], "server");
    ASSERT_TRUE(loop["ce"].is_number() && loop["first_ece"].is_number() && loop["cwr"].is_number()) << loop;
    const int first = loop["ce"], end = loop["cwr"];
    EXPECT_TRUE(frames.ce.contains(first)) << first;
    EXPECT_TRUE(frames.ece.contains(loop["first_ece"].get<int>())) << loop;
    EXPECT_LT(first, loop["first_ece"]);
    EXPECT_LT(loop["first_ece"], end);
    EXPECT_GE(first, before) << "a CWR that is marked itself begins the next";
    EXPECT_GE(loop["echo_ns"], 0);
    EXPECT_EQ(*frames.ce.lower_bound(before), first) << "no mark between loops";
    before = end;
    ce += loop["ce_count"].get<std::size_t>();
    ece += loop["ece_count"].get<std::size_t>();
    cwr.insert(end);
  }
  EXPECT_EQ(ce, frames.ce.size());
  EXPECT_EQ(ece, frames.ece.size());
  EXPECT_EQ(cwr, frames.cwr);
  const Json told = lineOf(story, story["ecn_loops"].size() == 1 ? "storyEcnLoop" : "storyEcnLoops");
  EXPECT_EQ(told["numbers"]["ce"], frames.ce.size());
}

TEST(Ecn, EveryMarkHasItsEchoAndReduction) {
  expectWholeLoops(captureFile("ecn.pcap"), "0");
  EXPECT_EQ(storyOf(captureFile("ecn.pcap"))["ecn_loops"].size(), 4u);
}

std::string labCapture(std::string_view name) {
  for (const auto& path : sharedCaptures("lab"))
    if (path.filename() == name) return path.string();
  return {};
}

TEST(Ecn, MarksOfTheLab) {
  const std::string client = labCapture("ecn-ce.pcap"), server = labCapture("ecn-ce-server.pcap");
  if (client.empty() || server.empty()) GTEST_SKIP() << "no lab captures beside the checkout";
  expectWholeLoops(client, "0");
  const Json seen = lineOf(storyOf(server), "storyEcnEchoReduced")["numbers"];
  EXPECT_EQ(seen["ce"], 0) << "the router marked behind this point";
  EXPECT_EQ(seen["ece"], ecnFramesOf(server).ece.size());
  EXPECT_EQ(seen["cwr"], ecnFramesOf(server).cwr.size());
}

// Data packets 30, 31 and 90 were dropped on purpose, and 60 came 6 ms late.
TEST(Loss, DropsOfTheLabAreCountedAndTheLateOneIsNot) {
  const std::string file = labCapture("tcp-loss.pcap");
  if (file.empty()) GTEST_SKIP() << "no lab captures beside the checkout";
  const Json story = storyOf(file);
  const int fast = lineOf(story, "storyLossFast")["numbers"]["segments"];
  const int refilled = lineOf(story, "storyRefilled")["numbers"]["segments"];
  EXPECT_EQ(fast + refilled, 3);
  EXPECT_EQ(lineOf(story, "storyOutOfOrder")["numbers"]["segments"], 1);
}

TEST(Story, TextNamesThePackets) {
  const Ran r = pwire({"story", "-r", vectorFile("01_close4.pcap"), "--stream", "0"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_TRUE(r.out.starts_with("TCP stream 0, 10.0.0.1:40000 and 10.0.0.2:80\n"
                                "- The client 10.0.0.1:40000 opened a connection to the server 10.0.0.2:80 in 21 ms: "
                                "SYN, SYN/ACK, ACK. [1, 2, 3]\n"))
      << r.out;
  const Ran korean = pwire({"story", "-r", vectorFile("01_close4.pcap"), "--lang", "ko"});
  EXPECT_NE(korean.out.find("21 ms 만에 연결을 열었습니다: SYN, SYN/ACK, ACK. [1, 2, 3]\n"), std::string::npos) << korean.out;
}

TEST(Story, AllConversationsOneAfterTheOther) {
  const std::string file = captureFile("first-look.pcapng");
  const Json all = Json::parse(pwire({"story", file, "--json"}).out);
  ASSERT_EQ(all.size(), 4u) << "two questions to DNS, two connections";
  EXPECT_EQ(all[0]["transport"], "udp");
  EXPECT_EQ(Json::parse(pwire({"story", file, "--json", "--udp"}).out).size(), 2u);
  const Json dns = Json::parse(pwire({"story", file, "--json", "--udp", "--stream", "1"}).out);
  EXPECT_EQ(dns["stream"], 1);
  EXPECT_EQ(lineOf(dns, "storyBothWays")["numbers"]["packets"], 1);
  EXPECT_FALSE(dns.contains("marks"));
}

TEST(Story, ErrorMessagesAboutAConversationAreNoAnswers) {
  const Json story = Json::parse(
      pwire({"story", captureFile("icmp-errors.pcap"), "--udp", "--stream", "0", "--json"}).out);
  EXPECT_EQ(story["summary"]["packets"], (Json{1, 0}));
  EXPECT_EQ(lineOf(story, "storyOneWay")["packets"], (Json{1}));
  EXPECT_EQ(lineOf(story, "storyErrors")["packets"], (Json{2}));
}

TEST(Story, WrongCommandLines) {
  const std::string file = vectorFile("01_close4.pcap");
  const Ran unknown = pwire({"story", "-r", file, "--stream", "7"});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_EQ(unknown.err, "pwire: There is no TCP stream 7: the capture has 1 TCP conversation, 0 to 0.\n");
  EXPECT_EQ(unknown.out, "");
  EXPECT_NE(pwire({"story", "-r", file, "--udp", "--stream", "0"}).err.find("no UDP conversation"), std::string::npos);
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"story"},
                                                                                    {"story", "-r"},
                                                                                    {"story", file, file},
                                                                                    {"story", file, "--stream"},
                                                                                    {"story", file, "--stream", "-1"},
                                                                                    {"story", file, "--stream=1x"},
                                                                                    {"story", file, "--csv"},
                                                                                    {"flows", file, "--stream", "0"},
                                                                                    {"flows", file, "--json=1"},
                                                                                    {"flows"}}) {
    const Ran r = pwire(words);
    EXPECT_EQ(r.code, 1) << words.back();
    EXPECT_EQ(r.out, "") << words.back();
    EXPECT_TRUE(r.err.starts_with("pwire: ")) << r.err;
  }
  EXPECT_EQ(pwire({"story", "-r", vectorFile("none")}).code, 2);
}

TEST(Flows, OneLineAConversation) {
  const std::string file = vectorFile("13_portreuse.pcap");
  const Json json = Json::parse(pwire({"flows", "-r", file, "--json"}).out);
  ASSERT_EQ(json.size(), 2u);
  EXPECT_EQ(json[0]["reset_by"], "client");
  EXPECT_EQ(json[1]["packets"], (Json{2, 1}));
  EXPECT_EQ(pwire({"flows", "-r", file, "--csv"}).out,
            "transport,stream,client,client_port,server,server_port,roles,packets,packets_back,bytes,bytes_back,"
            "start_ns,duration_ns,initial_rtt_ns,repeats,repeats_back,opening,closing,ecn\r\n"
            "tcp,0,10.0.0.1,40000,10.0.0.2,80,known,3,1,174,66,1700000000001000000,22000000,21000000,0,0,threeWay,"
            "reset,notAsked\r\n"
            "tcp,1,10.0.0.1,40000,10.0.0.2,80,known,2,1,120,66,1700000005024000000,2000000,2000000,0,0,threeWay,open,"
            "notAsked\r\n");
  const std::string text = pwire({"flows", "-r", file}).out;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3) << text;
  EXPECT_NE(text.find("3-way handshake"), std::string::npos);
  EXPECT_NE(pwire({"flows", "-r", file, "--lang", "ko"}).out.find("3방향 핸드셰이크"), std::string::npos);
  EXPECT_EQ(Json::parse(pwire({"flows", "-r", captureFile("first-look.pcapng"), "--udp", "--json"}).out).size(), 2u);
}

// What tshark 4.0.17 prints.
TEST(ConversationTable, IsTsharks) {
  EXPECT_EQ(
      pwire({"-q", "-r", captureFile("first-look.pcapng"), "-z", "conv,tcp"}).out,
      "================================================================================\n"
      "TCP Conversations\n"
      "Filter:<No Filter>\n"
      "                                                           |       <-      | |       ->      | |     Total     |"
      "    Relative    |   Duration   |\n"
      "                                                           | Frames  Bytes | | Frames  Bytes | | Frames  Bytes |"
      "      Start     |              |\n"
      "192.0.2.10:57536           <-> 192.0.2.80:443                   9 2768 bytes      12 1873 bytes      21 4641 bytes"
      "     0.486754000         0.0600\n"
      "192.0.2.10:57900           <-> 192.0.2.80:80                    6 1100 bytes       8 922 bytes      14 2022 bytes"
      "     0.026310000         0.0460\n"
      "================================================================================\n");
  EXPECT_EQ(pwire({"-q", "-r", vectorFile("01_close4.pcap"), "-z", "conv,sctp"}).code, 1);
}

std::string tshark(const std::string& file, const std::string& words) {
  const std::string command = "tshark -n -q -r '" + file + "' " + words + " 2>/dev/null";
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::string out;
  std::array<char, 4096> piece{};
  while (const std::size_t n = std::fread(piece.data(), 1, piece.size(), pipe)) out.append(piece.data(), n);
  return ::pclose(pipe) == 0 ? out : std::string{};
}

TEST(ConversationTable, AsInstalledTshark) {
  if (std::system("tshark --version 2>/dev/null | grep -q '^TShark (Wireshark) 4[.]0[.]'") != 0)
    GTEST_SKIP() << "tshark 4.0 is not installed";
  // Not vxlan.pcap: a packet inside VXLAN belongs to the conversation inside; tshark counts it for both.
  for (const char* name : {"dhcp.pcap", "dns.pcap", "fragments-ipv4.pcap", "gre.pcap", "icmp-errors.pcap", "mdns.pcap",
                           "raw-ip.pcap", "tcp-ipv6.pcap", "tcp-loss.pcap", "tftp.pcap"})
    for (const std::string table : {"conv,tcp", "conv,udp"}) {
      const std::string file = captureFile(name);
      EXPECT_EQ(pwire({"-q", "-r", file, "-z", table}).out, tshark(file, "-z " + table)) << name << ' ' << table;
    }
  const std::string file = captureFile("http-login.pcap");
  for (const std::string style : {"e", "a", "ad", "adoy", "d"})
    EXPECT_EQ(pwire({"-q", "-r", file, "-t", style, "-z", "conv,udp", "-z", "conv,tcp"}).out,
              tshark(file, "-t " + style + " -z conv,udp -z conv,tcp"))
        << style;
}

}  // namespace
}  // namespace pw::test
