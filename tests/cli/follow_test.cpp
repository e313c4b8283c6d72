// pwire -z follow and --export-objects. The expected text is what tshark 4.0.17 prints for the same packets.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/program.h"

namespace pw::test {
namespace {

using Words = std::vector<std::string>;

std::string followed(const std::string& what, const char* file = "http-login.pcap") {
  const Ran r = pwire({"-q", "-r", captureFile(file), "-z", what});
  EXPECT_EQ(r.code, 0) << r.err;
  return r.out;
}

constexpr const char* kLine = "===================================================================\n";

TEST(Follow, Text) {
  EXPECT_EQ(followed("follow,tcp,ascii,0,1"),
            "\n" + std::string{kLine} +
                "Follow: tcp,ascii\n"
                "Filter: tcp.stream eq 0\n"
                "Node 0: 192.0.2.10:57676\n"
                "Node 1: 192.0.2.80:80\n"
                "81\n"
                "GET /login HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: Browser/1.0\r\nAccept: */*\r\n\r\n\n" +
                kLine);
}

TEST(Follow, HexCountsOnWhereChunksAreLeftOut) {
  const std::string all = followed("follow,tcp,hex,0");
  EXPECT_NE(all.find("\n00000050  0a                                                .\n"
                     "\t00000000  48 54 54 50 2f 31 2e 31  20 32 30 30 20 4f 4b 0d  HTTP/1.1  200 OK.\n"),
            std::string::npos);
  const std::string late = followed("follow,tcp,hex,0", "http-file.pcap");
  const std::string part = followed("follow,tcp,hex,0,3", "http-file.pcap");
  const std::size_t from = part.find("\n\t") + 1;
  ASSERT_NE(from, 0u);
  EXPECT_NE(late.find(part.substr(from, part.find(kLine, from) - from)), std::string::npos);
}

TEST(Follow, RawAndYaml) {
  EXPECT_NE(followed("follow,tcp,raw,0").find("\n474554202f6c6f67696e2048"), std::string::npos);
  EXPECT_TRUE(followed("follow,tcp,yaml,0")
                  .starts_with("peers:\n  - peer: 0\n    host: 192.0.2.10\n    port: 57676\n  - peer: 1\n    host: "
                               "192.0.2.80\n    port: 80\npackets:\n"
                               "  - packet: 6\n    peer: 0\n    timestamp: 1795446426.173907995\n    data: !!binary |\n"
                               "      R0VUIC9sb2dpbiBIVFRQLzEuMQ0KSG9zdDogc2hvcC5leGFtcGxlDQpVc2VyLUFnZW50OiBCcm93\n"
                               "      c2VyLzEuMA0KQWNjZXB0OiAqLyoNCg0K\n  - packet: 8\n"));
}

TEST(Follow, HttpByHeadsAndContents) {
  const std::string all = followed("follow,http,ascii,0");
  EXPECT_NE(all.find("\n\t140\nHTTP/1.1 200 OK\r\n"), std::string::npos);
  EXPECT_NE(all.find("\n\t174\n<!doctype html>"), std::string::npos);
}

TEST(Follow, NothingOfTlsCanBeRead) {
  EXPECT_EQ(followed("follow,tls,ascii,0", "https-tls13.pcap"),
            "\n" + std::string{kLine} + "Follow: tls,ascii\nFilter: tcp.stream eq 0\nNode 0: :0\nNode 1: :0\n" + kLine);
}

TEST(Follow, OtherConversationsAndBrokenRequests) {
  EXPECT_EQ(followed("follow,udp,hex,99"),
            "\n" + std::string{kLine} + "Follow: udp,hex\nFilter: udp.stream eq 99\nNode 0: :0\nNode 1: :0\n" + kLine);
  for (const char* what :
       {"follow", "follow,tcp", "follow,tcp,hex", "follow,tcp,hex,", "follow,tcp,hex,x", "follow,tcp,hex,0,3-1",
        "follow,tcp,hex,0,x", "follow,tcp,hex,0,2-", "follow,quic,hex,0", "follow,tcp,binary,0", "follow,tcp,hex,-1"}) {
    const Ran r = pwire({"-q", "-r", captureFile("http-login.pcap"), "-z", what});
    EXPECT_EQ(r.code, 1) << what;
    EXPECT_NE(r.err.find("follow,{tcp|udp|http|tls}"), std::string::npos) << r.err;
  }
}

TEST(Follow, WorksOnStandardInput) {
  Surroundings s;
  s.input = captureFile("http-login.pcap");
  const Ran r = pwire({"-q", "-r", "-", "-z", "follow,tcp,ascii,0"}, s);
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.out, followed("follow,tcp,ascii,0"));
}

TEST(ExportObjects, FilesAsTsharkNamesThem) {
  const Folder folder;
  const std::string to = folder.path("objects");
  const Words words{"-q", "-r", captureFile("http-login.pcap"), "--export-objects", "http," + to};
  EXPECT_EQ(pwire(words).code, 0);
  EXPECT_EQ(contentOf(to + "/login(1)"), "username=student&password=demo-password");
  EXPECT_EQ(contentOf(to + "/login").size(), 174u);
  EXPECT_EQ(contentOf(to + "/products").size(), 1958u);
  // Once more: nothing is written over.
  EXPECT_EQ(pwire(words).code, 0);
  EXPECT_EQ(contentOf(to + "/login(1)"), "username=student&password=demo-password");
  EXPECT_TRUE(std::filesystem::exists(to + "/login(7)"));
  EXPECT_FALSE(std::filesystem::exists(to + "/login(8)"));
}

TEST(ExportObjects, WhatCannotBeDoneIsSaid) {
  const Folder folder;
  const std::string file = captureFile("http-login.pcap");
  EXPECT_EQ(pwire({"-q", "-r", file, "--export-objects", "http," + folder.path("no/such")}).code, 2);
  EXPECT_EQ(pwire({"-q", "-r", file, "--export-objects", "smb," + folder.path("x")}).code, 1);
  EXPECT_EQ(pwire({"-q", "-r", file, "--export-objects", "http,"}).code, 1);
}

}  // namespace
}  // namespace pw::test
