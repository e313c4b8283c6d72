// How pwire takes its command line, ends, and says what is wrong.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.h"

namespace pw::test {
namespace {

class Command : public ::testing::Test {
 protected:
  Folder folder_;
  Bytes bytes_ = smallCapture();
  std::string capture_ = folder_.file("small.pcap", bytes_);
};

TEST_F(Command, ShortOptionsCombineAsWithGetopt) {
  const std::string plain = pwire({"-n", "-r", capture_, "-T", "fields", "-e", "frame.number"}).out;
  EXPECT_EQ(plain, "1\n2\n3\n4\n");
  EXPECT_EQ(pwire({"-nr", capture_, "-Tfields", "-eframe.number"}).out, plain);
  EXPECT_EQ(pwire({"-nr" + capture_, "-Tfields", "-eframe.number", "-N", "mt", "-2"}).out, plain);
  EXPECT_EQ(pwire({"--read-file", capture_, "-T", "fields", "-e", "frame.number"}).out, plain);
}

TEST_F(Command, StandardInput) {
  const Ran r = pwire({"-r", "-", "-c", "2"}, {.input = capture_});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.out, pwire({"-r", capture_, "-c", "2"}).out);
}

TEST_F(Command, WrongCommandLinesEndWith1) {
  const std::vector<std::vector<std::string>> wrong{{},
                                                    {"-Z"},
                                                    {"--foo"},
                                                    {"-r"},
                                                    {"-r", capture_, "more"},
                                                    {"-r", capture_, "-T", "xml"},
                                                    {"-r", capture_, "-t", "x"},
                                                    {"-r", capture_, "-c", "many"},
                                                    {"-r", capture_, "-E", "colour=red"},
                                                    {"-r", capture_, "-E", "separator="},
                                                    {"-r", capture_, "-T", "fields"},
                                                    {"-r", capture_, "-e", "ip.src"},
                                                    {"-r", capture_, "-T", "fields", "-e", "no.such.field"},
                                                    {"-r", capture_, "-F", "zip", "-w", "x"},
                                                    {"-G", "everything"},
                                                    {"info"},
                                                    {"info", "--xml", capture_},
                                                    {"protocols", capture_, capture_}};
  for (const auto& words : wrong) {
    const Ran r = pwire(words);
    std::string line;
    for (const auto& w : words) line += w + ' ';
    EXPECT_EQ(r.code, 1) << line;
    EXPECT_EQ(r.out, "") << line;
    EXPECT_TRUE(r.err.starts_with("pwire: ")) << line << r.err;
  }
  EXPECT_NE(pwire({"-r", capture_, "-T", "fields", "-e", "no.such.field"}).err.find("no.such.field"),
            std::string::npos);
}

TEST_F(Command, WhatIsNotThereYetEndsWith3) {
  for (const char* option : {"-o", "-d"}) EXPECT_EQ(pwire({option, "tcp", "-r", capture_}).code, 3);
}

TEST_F(Command, FilesThatCannotBeReadEndWith2) {
  const Ran missing = pwire({"-r", folder_.path("none")});
  EXPECT_EQ(missing.code, 2);
  EXPECT_NE(missing.err.find("No such file"), std::string::npos) << missing.err;
  EXPECT_EQ(pwire({"-r", folder_.path("")}).code, 2) << "a folder";
  EXPECT_EQ(pwire({"-r", folder_.file("empty", {})}).code, 2);
  EXPECT_EQ(pwire({"-r", folder_.file("text", Bytes(100, 'x'))}).code, 2);
}

TEST_F(Command, WhatStandsBeforeTheDamageIsPrinted) {
  bytes_.resize(bytes_.size() - 10);
  const std::string cut = folder_.file("cut.pcap", bytes_);
  const Ran r = pwire({"-r", cut, "-T", "fields", "-e", "frame.number"});
  EXPECT_EQ(r.code, 2);
  EXPECT_EQ(r.out, "1\n2\n3\n");
  EXPECT_EQ(
      r.err,
      "pwire: The file " + cut +
          " ends in the middle of packet 4 (byte 237): 56 of 66 bytes are there. The 3 packets before it "
          "are shown. If it is still being written, open it again later.\n");
}

TEST_F(Command, MessagesInKorean) {
  const std::string none = folder_.path("none");
  const std::string korean = pwire({"-r", none, "--lang", "ko"}).err;
  EXPECT_NE(korean.find("열 수 없습니다"), std::string::npos) << korean;
  EXPECT_EQ(pwire({"-r", none}, {.environment = {"LANG=ko_KR.UTF-8"}}).err, korean);
  EXPECT_EQ(pwire({"-r", none}, {.environment = {"LANG=ko_KR.UTF-8", "LC_ALL=C"}}).err,
            pwire({"-r", none}).err);
  EXPECT_EQ(pwire({"-r", none, "--lang=en"}, {.environment = {"LANG=ko_KR.UTF-8"}}).err,
            pwire({"-r", none}).err);
}

TEST_F(Command, BrokenPipeEndsQuietly) {
  std::vector<Sample> many(20000, Sample{kUdpHex, 1700000000});
  const Ran r = pwireWithImpatientReader({"-r", folder_.file("long.pcap", pcapOf(many))});
  EXPECT_EQ(r.code, 0);
  EXPECT_EQ(r.err, "");
  EXPECT_EQ(r.out.substr(0, 5), "    1");
}

TEST_F(Command, PipesArePrintedAtOnceAndInterruptsEndCleanly) {
  const Ran r = pwireInterrupted({"-r", "-", "-T", "fields", "-e", "frame.number"}, bytes_);
  EXPECT_EQ(r.code, 130);
  EXPECT_EQ(r.out, "1\n2\n3\n4\n");
  EXPECT_EQ(r.err, "pwire: Stopped after 4 packets.\n");
  const auto json = nlohmann::json::parse(pwireInterrupted({"-r", "-", "-T", "json"}, bytes_).out);
  EXPECT_EQ(json.size(), 4u) << "the array is closed";
}

TEST_F(Command, FullDiskIsTold) {
  const Ran r = pwire({"-r", capture_}, {.output = "/dev/full"});
  EXPECT_EQ(r.code, 2);
  EXPECT_NE(r.err.find("No space left"), std::string::npos) << r.err;
}

TEST_F(Command, WritesWhatItReads) {
  const std::string copy = folder_.path("copy.pcapng");
  const Ran r = pwire({"-r", capture_, "-w", copy});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.out, "") << "no lines while writing";
  EXPECT_EQ(pwire({"-r", copy, "-V"}).out, pwire({"-r", capture_, "-V"}).out);
  const std::string back = folder_.path("back.pcap");
  EXPECT_NE(pwire({"-r", copy, "-F", "pcap", "-w", back, "-P"}).out, "");
  EXPECT_EQ(contentOf(back), contentOf(capture_)) << "the same bytes as at first";
}

TEST_F(Command, WritingKeepsCommentsAndCounts) {
  const std::string source = captureFile("comments.pcapng"), copy = folder_.path("copy.pcapng");
  EXPECT_EQ(pwire({"-r", source, "-c", "5", "-w", copy}).code, 0);
  const std::vector<std::string> what{"-T", "fields",        "-e", "frame.number",
                                      "-e", "frame.comment", "-e", "frame.interface_id"};
  auto of = [&](const std::string& file) {
    auto words = what;
    words.insert(words.end(), {"-c", "5", "-r", file});
    return pwire(words).out;
  };
  EXPECT_EQ(of(copy), of(source));
  EXPECT_EQ(nlohmann::json::parse(pwire({"info", "--json", copy}).out)[0]["packets"], 5);
}

TEST_F(Command, WritingWhereNothingCanBeWrittenEndsWith2) {
  const Ran r = pwire({"-r", capture_, "-w", folder_.path("no/such/folder")});
  EXPECT_EQ(r.code, 2);
  EXPECT_NE(r.err.find("Writing"), std::string::npos) << r.err;
}

TEST_F(Command, InfoSaysWhatTheFileSays) {
  const Ran r = pwire({"info", capture_});
  EXPECT_EQ(r.code, 0) << r.err;
  for (const std::string_view line :
       {"File type:           pcap\n", "File encapsulation:  Ethernet\n", "Number of packets:   4\n",
        "File size:           303 bytes\n", "Data size:           218 bytes\n",
        "Packets cut:         1 (kept 50 bytes each)\n", "Capture duration:    1.003000 seconds\n",
        "First packet time:   2023-11-14 22:13:20.123456\n",
        "Last packet time:    2023-11-14 22:13:21.126456\n", "Average packet size: 54.50 bytes\n",
        "Strict time order:   True\n"})
    EXPECT_NE(r.out.find(line), std::string::npos) << line << "is not in\n" << r.out;
  const auto json =
      nlohmann::json::parse(pwire({"info", "--json", capture_, captureFile("comments.pcapng")}).out);
  ASSERT_EQ(json.size(), 2u);
  EXPECT_EQ(json[0]["packetsCut"], 1);
  EXPECT_EQ(json[1]["sections"][0]["hardware"], "a lab machine");
  EXPECT_EQ(json[1]["interfaces"].size(), 2u);
}

TEST_F(Command, InfoTellsOfDamageAndGoesOn) {
  bytes_.resize(bytes_.size() - 10);
  const std::string cut = folder_.file("cut.pcap", bytes_);
  const Ran r = pwire({"info", "--json", cut, folder_.path("none"), capture_});
  EXPECT_EQ(r.code, 2);
  const auto json = nlohmann::json::parse(r.out);
  ASSERT_EQ(json.size(), 2u);
  EXPECT_EQ(json[0]["damaged"], true);
  EXPECT_EQ(json[1]["damaged"], false);
}

TEST_F(Command, ListsHaveTsharksLayout) {
  const std::string fields = pwire({"-G", "fields"}).out;
  EXPECT_NE(fields.find("\nP\tTransmission Control Protocol\ttcp\n"), std::string::npos);
  EXPECT_NE(
      fields.find("\nF\tExplicit Congestion Notification\tip.dsfield.ecn\tFT_UINT8\tip\tBASE_DEC\t0x3\t"),
      std::string::npos);
  EXPECT_NE(pwire({"-G", "protocols"}).out.find("Transmission Control Protocol\tTCP\ttcp\n"),
            std::string::npos);
  const std::string values = pwire({"-G", "values"}).out;
  EXPECT_NE(values.find("\nV\tip.dsfield.ecn\t3\tCongestion Experienced\n"), std::string::npos);
  EXPECT_NE(values.find("\nT\ttcp.flags.syn\tSet\tNot set\n"), std::string::npos);
}

TEST_F(Command, HelpAndVersion) {
  for (const char* option : {"-h", "--help"}) {
    const Ran r = pwire({option});
    EXPECT_EQ(r.code, 0);
    EXPECT_NE(r.out.find("-r FILE"), std::string::npos);
  }
  EXPECT_EQ(pwire({"-v"}).out.substr(0, 17), "pwire (Plainwire)");
  EXPECT_NE(pwire({"--help", "--lang", "ko"}).out.find("파일"), std::string::npos);
}

}  // namespace
}  // namespace pw::test
