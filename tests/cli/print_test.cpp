// What pwire prints. The expected text is what tshark 4.0.17 prints for the same packets.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/program.h"

namespace pw::test {
namespace {

using Words = std::vector<std::string>;

class Print : public ::testing::Test {
 protected:
  /// What is printed of the small capture; the command must succeed without a word.
  std::string printed(Words words) {
    words.insert(words.begin(), {"-n", "-r", capture_});
    const Ran r = pwire(words);
    EXPECT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(r.err, "");
    return r.out;
  }

  Folder folder_;
  std::string capture_ = folder_.file("small.pcap", smallCapture());
};

TEST_F(Print, OneLineAPacket) {
  EXPECT_EQ(printed({}),
            "    1   0.000000   192.0.2.10 → 192.0.2.80   TCP 58 40000 → 7001 [SYN, ECE, CWR] Seq=0 "
            "Win=64240 Len=0 "
            "MSS=1460\n"
            "    2   0.001000   192.0.2.80 → 192.0.2.10   TCP 54 7001 → 40000 [SYN, ACK, ECE] Seq=0 Ack=1 "
            "Win=65160 "
            "Len=0\n"
            "    3   0.002000   192.0.2.10 → 192.0.2.80   UDP 53 50000 → 7002 Len=11\n"
            "    4   1.003000   192.0.2.10 → 192.0.2.80   UDP 53 50000 → 7002 Len=11\n");
}

TEST_F(Print, Tabs) {
  EXPECT_EQ(printed({"-T", "tabs", "-c", "1"}),
            "    1\t  0.000000\t  192.0.2.10\t→\t192.0.2.80  \tTCP\t58\t40000 → 7001 [SYN, ECE, CWR] Seq=0 "
            "Win=64240 "
            "Len=0 MSS=1460\n");
}

TEST_F(Print, TimeStyles) {
  const auto timeOf = [&](Words words) {
    words.insert(words.end(), {"-T", "fields", "-e", "_ws.col.Time"});
    const std::string all = printed(words);
    return all.substr(all.rfind('\n', all.size() - 2) + 1);
  };
  EXPECT_EQ(timeOf({"-t", "r"}), "1.003000\n");
  EXPECT_EQ(timeOf({"-t", "d"}), "1.001000\n");
  EXPECT_EQ(timeOf({"-t", "dd"}), "1.001000\n");
  EXPECT_EQ(timeOf({"-t", "e"}), "1700000001.126456\n");
  EXPECT_EQ(timeOf({"-t", "u"}), "22:13:21.126456\n");
  EXPECT_EQ(timeOf({"-t", "ad"}), "2023-11-14 22:13:21.126456\n");
  EXPECT_EQ(timeOf({"-t", "udoy"}), "2023/318 22:13:21.126456\n");
  EXPECT_EQ(timeOf({"-u", "hms"}), "1.003000s\n");
}

TEST_F(Print, ChosenFields) {
  EXPECT_EQ(
      printed({"-T", "fields", "-e", "frame.number", "-e", "ip.src", "-e", "tcp.port", "-e", "udp.dstport",
               "-e", "_ws.col.Protocol", "-e", "ip.dsfield.ecn", "-E", "header=y", "-E", "quote=d"}),
      "frame.number\tip.src\ttcp.port\tudp.dstport\t_ws.col.Protocol\tip.dsfield.ecn\n"
      "\"1\"\t\"192.0.2.10\"\t\"40000,7001\"\t\t\"TCP\"\t\"0\"\n"
      "\"2\"\t\"192.0.2.80\"\t\"7001,40000\"\t\t\"TCP\"\t\"0\"\n"
      "\"3\"\t\"192.0.2.10\"\t\t\"7002\"\t\"UDP\"\t\"2\"\n"
      "\"4\"\t\"192.0.2.10\"\t\t\"7002\"\t\"UDP\"\t\"2\"\n");
}

TEST_F(Print, FieldLayouts) {
  EXPECT_EQ(printed({"-T", "fields", "-e", "ip.addr", "-E", "occurrence=f", "-c", "2"}),
            "192.0.2.10\n192.0.2.80\n");
  EXPECT_EQ(printed({"-T", "fields", "-e", "ip.addr", "-E", "occurrence=l", "-E", "bom=y", "-c", "1"}),
            "\xef\xbb\xbf"
            "192.0.2.80\n");
  EXPECT_EQ(printed({"-T", "fields", "-e", "ip.addr", "-e", "tcp.srcport", "-E", "separator=;", "-E",
                     "aggregator=/s", "-c", "1"}),
            "192.0.2.10 192.0.2.80;40000\n");
  EXPECT_EQ(printed({"-Tfields", "-eframe.number", "-eframe.number", "-c1"}), "1\t1\n") << "one field twice";
}

TEST_F(Print, Bytes) {
  EXPECT_EQ(printed({"-x", "-c", "1"}),
            "0000  00 00 5e 00 53 80 00 00 5e 00 53 10 08 00 45 00   ..^.S...^.S...E.\n"
            "0010  00 2c 00 01 40 00 40 06 b6 70 c0 00 02 0a c0 00   .,..@.@..p......\n"
            "0020  02 50 9c 40 1b 59 00 00 03 e8 00 00 00 00 60 c2   .P.@.Y........`.\n"
            "0030  fa f0 5c 99 00 00 02 04 05 b4                     ..\\.......\n"
            "\n");
}

TEST_F(Print, DetailsAreATree) {
  const std::string tree = printed({"-V", "-c", "1"});
  for (const std::string_view line :
       {"Frame 1: 58 bytes on wire (464 bits), 58 bytes captured (464 bits)\n",
        "\nEthernet II, Src: 00:00:5e:00:53:10, Dst: 00:00:5e:00:53:80\n    Destination: 00:00:5e:00:53:80\n",
        "\n    0100 .... = Version: 4\n    .... 0101 = Header Length: 20 bytes (5)\n",
        "\nTransmission Control Protocol, Src Port: 40000, Dst Port: 7001, Seq: 0, Len: 0\n    Source Port: "
        "40000\n",
        "\n        .... .1.. .... = ECN-Echo: Set\n", "\n    [Calculated window size: 64240]\n"})
    EXPECT_NE(tree.find(line), std::string::npos) << line << "\nis not in\n" << tree;
  EXPECT_EQ(tree.find("Source or Destination Port"), std::string::npos) << "hidden fields are not drawn";
  EXPECT_TRUE(tree.ends_with("\n\n"));
}

TEST_F(Print, DetailsOfOneProtocol) {
  const std::string tree = printed({"-O", "udp", "-c", "3"});
  EXPECT_NE(tree.find("\n    Destination Port: 7002\n"), std::string::npos) << tree;
  EXPECT_EQ(tree.find("Total Length"), std::string::npos) << tree;
  EXPECT_NE(tree.find("Internet Protocol Version 4, Src"), std::string::npos) << tree;
}

TEST_F(Print, SeparatorAndLine) {
  const std::string both = printed({"-P", "-x", "-S", "----", "-c", "3"});
  EXPECT_NE(both.find("Len=11\n\n0000  00 00 5e"), std::string::npos) << both;
  const std::string text = printed({"-x", "-S", "----", "-c", "1"});
  EXPECT_TRUE(text.ends_with("....\n----\n")) << text;
}

TEST_F(Print, JsonHasTsharksShape) {
  const auto all = nlohmann::json::parse(printed({"-T", "json"}));
  ASSERT_EQ(all.size(), 4u);
  const auto& layers = all[0]["_source"]["layers"];
  EXPECT_EQ(all[0]["_index"], "packets-2023-11-14");
  EXPECT_EQ(layers["frame"]["frame.len"], "58");
  EXPECT_EQ(layers["ip"]["ip.src"], "192.0.2.10");
  EXPECT_EQ(layers["ip"]["ip.dsfield"], "0x00");
  EXPECT_EQ(layers["ip"]["ip.dsfield_tree"]["ip.dsfield.ecn"], "0");
  EXPECT_EQ(layers["tcp"]["tcp.flags"], "0x00c2");
  EXPECT_EQ(layers["tcp"]["tcp.flags_tree"]["tcp.flags.ece"], "1");
  EXPECT_FALSE(layers.contains("ethertype")) << "a layer without bytes is not shown";
  EXPECT_EQ(all[2]["_source"]["layers"]["data"]["data.data"], "68:65:6c:6c:6f:20:77:6f:72:6c:64");
  EXPECT_TRUE(all[3]["_source"]["layers"].contains("udp"));
}

TEST_F(Print, JsonOfChosenFields) {
  const auto all = nlohmann::json::parse(printed({"-T", "json", "-e", "tcp.port", "-e", "frame.number"}));
  EXPECT_EQ(all[0]["_source"]["layers"],
            nlohmann::json::parse(R"({"tcp.port": ["40000", "7001"], "frame.number": ["1"]})"));
  EXPECT_EQ(all[2]["_source"]["layers"], nlohmann::json::parse(R"({"frame.number": ["3"]})"));
}

TEST_F(Print, JsonWithBytes) {
  const auto all = nlohmann::json::parse(printed({"-T", "json", "-x", "-c", "1"}));
  const auto& eth = all[0]["_source"]["layers"]["eth"];
  EXPECT_EQ(eth["eth.dst_raw"], nlohmann::json::parse(R"(["00005e005380", 0, 6, 0, 29])"));
}

TEST_F(Print, JsonOfNoPackets) {
  const Ran r = pwire({"-r", capture_, "-T", "json", "-c", "0"});
  EXPECT_EQ(r.out, "[\n]\n");
}

TEST_F(Print, BulkLines) {
  std::istringstream lines{printed({"-T", "ek", "-c", "1"})};
  std::string index, document;
  std::getline(lines, index);
  std::getline(lines, document);
  EXPECT_EQ(nlohmann::json::parse(index),
            nlohmann::json::parse(R"({"index":{"_index":"packets-2023-11-14","_type":"doc"}})"));
  const auto d = nlohmann::json::parse(document);
  EXPECT_EQ(d["timestamp"], "1700000000123");
  EXPECT_EQ(d["layers"]["frame"]["frame_frame_time"], "2023-11-14T22:13:20.123456000Z");
  EXPECT_EQ(d["layers"]["ip"]["ip_ip_addr"], nlohmann::json::parse(R"(["192.0.2.10", "192.0.2.80"])"));
  EXPECT_EQ(d["layers"]["tcp"]["tcp_tcp_flags_syn"], true);
}

TEST_F(Print, EveryFormatOfEveryCaptureIsWellFormed) {
  for (const char* name :
       {"first-look.pcapng", "fragments-ipv4.pcap", "icmp-errors.pcap", "vxlan.pcap", "comments.pcapng"}) {
    SCOPED_TRACE(name);
    const Ran json = pwire({"-r", captureFile(name), "-T", "json", "-x"});
    EXPECT_EQ(json.code, 0) << json.err;
    EXPECT_TRUE(nlohmann::json::accept(json.out));
    std::istringstream lines{pwire({"-r", captureFile(name), "-T", "ek", "-x"}).out};
    for (std::string line; std::getline(lines, line);) EXPECT_TRUE(nlohmann::json::accept(line)) << line;
  }
}

TEST_F(Print, ReassembledBytesHaveAHeading) {
  const std::string text = pwire({"-r", captureFile("fragments-ipv4.pcap"), "-x"}).out;
  EXPECT_NE(text.find("\nReassembled IPv4 (3608 bytes):\n0000  08 00 "), std::string::npos);
}

TEST_F(Print, Hierarchy) {
  const std::string table = printed({"-q", "-z", "io,phs"});
  EXPECT_EQ(table,
            "\n"
            "===================================================================\n"
            "Protocol Hierarchy Statistics\n"
            "Filter: \n"
            "\n"
            "eth                                      frames:4 bytes:218\n"
            "  ip                                     frames:4 bytes:218\n"
            "    tcp                                  frames:2 bytes:112\n"
            "    udp                                  frames:2 bytes:106\n"
            "      data                               frames:2 bytes:106\n"
            "===================================================================\n");
  EXPECT_EQ(pwire({"protocols", capture_}).out, table);
  const auto json = nlohmann::json::parse(pwire({"protocols", "--json", capture_}).out);
  EXPECT_EQ(json[0]["protocol"], "eth");
  EXPECT_EQ(json[0]["children"][0]["children"][1]["bytes"], 106);
}

}  // namespace
}  // namespace pw::test
