// Where TLS messages end (RFC 8446 §5.1), and what is known of the connection when one begins.
#include "dissectors/tls/tls_framer.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/dissect.h"
#include "tests/support/tcp_payloads.h"

namespace pw {
namespace {

using test::Bytes;
using test::hex;
using tls::Facts;
using tls::TlsFramer;

struct End {
  std::size_t at = 0;  ///< in all bytes of its side
  Facts facts;
  bool operator==(const End&) const = default;
};

/// Feeds a framer and keeps the ends of each side.
class Stream {
 public:
  void feed(unsigned side, ByteView bytes) {
    MessageEnds ends;
    framer_.feed(side, bytes, ends);
    for (const auto& e : ends.all()) ends_[side].push_back({fed_[side] + e.at, Facts::unpacked(e.facts)});
    fed_[side] += bytes.size();
  }
  void feed(unsigned side, std::string_view text) { feed(side, ByteView{hex(text)}); }
  [[nodiscard]] const std::vector<End>& ends(unsigned side) const { return ends_[side]; }
  TlsFramer& framer() { return framer_; }

 private:
  TlsFramer framer_;
  std::vector<End> ends_[2];
  std::size_t fed_[2] = {0, 0};
};

std::vector<std::size_t> places(const std::vector<End>& ends) {
  std::vector<std::size_t> out;
  for (const End& e : ends) out.push_back(e.at);
  return out;
}

TEST(TlsFramer, EachRecordIsAMessage) {
  Stream s;
  s.feed(0, "14 03 03 00 01 01  17 03 03 00 02 aa bb  15 03 03 00 02 01 00");
  EXPECT_EQ(places(s.ends(0)), (std::vector<std::size_t>{6, 13, 20}));
  EXPECT_TRUE(s.ends(1).empty());
}

TEST(TlsFramer, HandshakeMessageOverRecordsIsOne) {
  Stream s;
  // Certificate of 7 bytes in records of 3, 4 and 4
  s.feed(1, "16 03 03 00 03 0b 00 00   16 03 03 00 04 07 01 02 03   16 03 03 00 04 04 05 06 07  17 03 03 00 01 00");
  EXPECT_EQ(places(s.ends(1)), (std::vector<std::size_t>{26, 32}));
}

TEST(TlsFramer, AnotherRecordEndsAHandshakeMessageThatIsNotOver) {
  Stream s;
  s.feed(0, "16 03 03 00 04 0b 00 00 09   15 03 03 00 02 02 28");
  EXPECT_EQ(places(s.ends(0)), (std::vector<std::size_t>{16}));
}

TEST(TlsFramer, MillionFragmentsAreGivenUp) {
  Stream s;
  const Bytes first = hex("16 03 03 00 05 0b ff ff ff 00");
  const Bytes more = hex("16 03 03 00 01 00");
  s.feed(0, first);
  std::size_t fed = first.size();
  while (s.ends(0).empty() && fed < 2 * TlsFramer::kMaxMessage) {
    s.feed(0, more);
    fed += more.size();
  }
  ASSERT_EQ(s.ends(0).size(), 1u);
  EXPECT_LE(s.ends(0)[0].at, TlsFramer::kMaxMessage + more.size());
  for (int i = 0; i < 1'000'000; ++i) s.feed(0, more);
  ASSERT_EQ(s.ends(0).size(), 1'000'001u);
  EXPECT_TRUE(s.ends(0).back().facts.middle);
}

/// RFC 8446 §4.1.3 with supported_versions 0x0304, or a plain one of TLS 1.2; cipher suite `suite`.
Bytes serverHello(bool tls13, std::string_view suite) {
  std::string text = "16 03 03 00 ";
  text += tls13 ? "32 02 00 00 2e 03 03" : "2a 02 00 00 26 03 03";
  for (int i = 0; i < 32; ++i) text += " 11";
  text += " 00 ";
  text += suite;
  text += tls13 ? " 00 00 06 00 2b 00 02 03 04" : " 00";
  return hex(text);
}

TEST(TlsFramer, LearnsVersionAndSuite) {
  Stream s;
  s.feed(1, serverHello(true, "13 01"));
  s.feed(1, "17 03 03 00 01 00");
  ASSERT_EQ(s.ends(1).size(), 2u);
  EXPECT_EQ(s.ends(1)[0].facts.version, 0u);
  EXPECT_TRUE(s.ends(1)[0].facts.server);
  EXPECT_EQ(s.ends(1)[1].facts.version, 0x0304u);
  EXPECT_EQ(s.ends(1)[1].facts.suite, 0x1301u);
  EXPECT_TRUE(s.ends(1)[1].facts.opening);
}

TEST(TlsFramer, ChangeCipherSpecSealsOneSide) {
  Stream s;
  s.feed(1, serverHello(false, "c0 2f"));
  s.feed(0, "14 03 03 00 01 01");
  // Looks like a ClientHello that goes on, but is encrypted.
  s.feed(0, "16 03 03 00 12 01 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  17 03 03 00 01 00");
  s.feed(1, "16 03 03 00 04 0e 00 00 00");
  EXPECT_EQ(places(s.ends(0)), (std::vector<std::size_t>{6, 29, 35}));
  EXPECT_FALSE(s.ends(0)[0].facts.sealed);
  EXPECT_TRUE(s.ends(0)[1].facts.sealed);
  EXPECT_FALSE(s.ends(1)[1].facts.sealed);
}

TEST(TlsFramer, ChangeCipherSpecMeansNothingInTls13) {
  Stream s;
  s.feed(1, serverHello(true, "13 01"));
  s.feed(1, "14 03 03 00 01 01  17 03 03 00 01 00");
  EXPECT_FALSE(s.ends(1)[2].facts.sealed);
}

TEST(TlsFramer, KnowsTheHelloOfSsl2) {
  Stream s;
  s.feed(0, "80 1c 01 03 00 00 03 00 00 00 10 00 00 2f 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f");
  EXPECT_EQ(places(s.ends(0)), (std::vector<std::size_t>{30}));
}

TEST(TlsFramer, WhatIsNoRecordEndsWithItsSegment) {
  Stream s;
  s.feed(0, "47 45 54 20 2f 20 48 54 54 50");
  s.feed(0, "17 03 03 00 01 00");
  EXPECT_EQ(places(s.ends(0)), (std::vector<std::size_t>{10, 16}));
}

TEST(TlsFramer, StartsAgainAfterAGap) {
  Stream s;
  s.feed(0, "17 03 03 40 00 01 02 03");
  s.framer().gap(0, 100000);
  s.feed(0, "17 03 03 00 01 00");
  EXPECT_EQ(places(s.ends(0)), (std::vector<std::size_t>{14}));
}

TEST(TlsFramer, CloseEndsWhatWasBegun) {
  Stream s;
  std::uint64_t facts = 0;
  EXPECT_FALSE(s.framer().close(0, facts));
  s.feed(1, "17 03 03 00 09 00");
  EXPECT_TRUE(s.framer().close(1, facts));
  EXPECT_TRUE(Facts::unpacked(facts).server);
}

TEST(TlsFramer, EndsDoNotDependOnHowBytesArrive) {
  for (const char* name : {"https-tls12.pcap", "https-tls13.pcap"}) {
    const auto all = test::tcpPayloads(test::ownCapture(name), 443);
    ASSERT_FALSE(all.empty()) << name;
    Stream whole;
    for (const auto& p : all)
      if (p.clientPort == all[0].clientPort) whole.feed(p.side, p.bytes);
    ASSERT_GE(whole.ends(0).size() + whole.ends(1).size(), 10u);
    std::mt19937 random{1};
    for (int round = 0; round < 50; ++round) {
      Stream pieces;
      for (const auto& p : all) {
        if (p.clientPort != all[0].clientPort) continue;
        for (std::size_t at = 0; at < p.bytes.size();) {
          const std::size_t n = round == 0 ? 1 : 1 + random() % 40;
          const std::size_t take = std::min(n, p.bytes.size() - at);
          pieces.feed(p.side, ByteView{p.bytes}.subspan(at, take));
          at += take;
        }
      }
      ASSERT_EQ(pieces.ends(0), whole.ends(0)) << name << " round " << round;
      ASSERT_EQ(pieces.ends(1), whole.ends(1)) << name << " round " << round;
    }
  }
}

TEST(TlsProbe, TellsRecordsFromOtherBytes) {
  EXPECT_EQ(tls::probe(hex("16 03 01 00 c4 01 00 00 c0")), Likeness::certain);
  EXPECT_EQ(tls::probe(hex("17 03 03 00 20 00")), Likeness::certain);
  EXPECT_EQ(tls::probe(hex("80 1c 01 03 00 00 03 00 00 00 10")), Likeness::certain);
  EXPECT_EQ(tls::probe(hex("16 03")), Likeness::perhaps);
  EXPECT_EQ(tls::probe(hex("16 03 01 00 c4 63 00 00 c0")), Likeness::perhaps);
  EXPECT_EQ(tls::probe(hex("16 03 01 ff ff 01")), Likeness::no);
  EXPECT_EQ(tls::probe(hex("47 45 54 20 2f 20")), Likeness::no);
}

}  // namespace
}  // namespace pw
