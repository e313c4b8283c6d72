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
  std::uint32_t back = 0;
  bool operator==(const End&) const = default;
};

/// Feeds a framer and keeps the ends of each side.
class Stream {
 public:
  void feed(unsigned side, ByteView bytes) {
    MessageEnds ends;
    framer_.feed(side, bytes, ends);
    for (const auto& e : ends.all()) ends_[side].push_back({fed_[side] + e.at, Facts::unpacked(e.facts), e.back});
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

TEST(TlsFramer, RecordThatGoesOnNeedsThoseBeforeIt) {
  Stream s;
  // ServerHelloDone, then a Certificate of 7 bytes in records of 4 + 3, 4 and 4
  s.feed(1, "16 03 03 00 07 0e 00 00 00 0b 00 00  16 03 03 00 04 07 01 02 03  16 03 03 00 04 04 05 06 07  17 03 03 00 01 00");
  const std::vector<End>& ends = s.ends(1);
  ASSERT_EQ(places(ends), (std::vector<std::size_t>{12, 21, 30, 36}));
  EXPECT_EQ(ends[0].back, 12u);
  EXPECT_EQ(ends[1].back, 21u);
  EXPECT_EQ(ends[2].back, 0u);
  EXPECT_EQ(ends[0].facts.carried, 0u);
  EXPECT_EQ(ends[1].facts.carried, 5u) << "behind four bytes of the first record";
  EXPECT_EQ(ends[2].facts.carried, 5u);
  EXPECT_EQ(ends[3].facts.carried, 0u);
}

TEST(TlsFramer, AnotherRecordEndsAHandshakeMessageThatIsNotOver) {
  Stream s;
  s.feed(0, "16 03 03 00 04 0b 00 00 09   15 03 03 00 02 02 28");
  EXPECT_EQ(places(s.ends(0)), (std::vector<std::size_t>{9, 16}));
  EXPECT_EQ(s.ends(0)[1].back, 0u);
}

TEST(TlsFramer, MillionFragmentsAreGivenUp) {
  Stream s;
  const Bytes more = hex("16 03 03 00 01 00");
  s.feed(0, "16 03 03 00 05 0b ff ff ff 00");
  for (int i = 0; i < 1'000'000; ++i) s.feed(0, more);
  const std::vector<End>& ends = s.ends(0);
  ASSERT_EQ(ends.size(), 1'000'001u);
  std::size_t needed = 0;
  for (const End& e : ends) {
    ASSERT_LE(e.back, TlsFramer::kMaxFragments * more.size() + 10);
    needed += e.back;
  }
  EXPECT_LE(needed, TlsFramer::kMaxFragments * TlsFramer::kMaxFragments * 10) << "in all";
  EXPECT_TRUE(ends.back().facts.middle);
  EXPECT_EQ(ends.back().facts.carried, 0u);
}

TEST(TlsFramer, EndlessHandshakeMessageIsGivenUp) {
  Stream s;
  Bytes record = hex("16 03 03 40 00");
  record.resize(5 + 0x4000);
  s.feed(1, "16 03 03 00 05 0b ff ff ff 00");
  for (int i = 0; i < 100; ++i) s.feed(1, record);
  for (const End& e : s.ends(1)) ASSERT_LE(e.back, TlsFramer::kMaxMessage);
  EXPECT_TRUE(s.ends(1).back().facts.middle);
  // Anything else shows that it is over.
  s.feed(1, "15 03 03 00 02 02 28  15 03 03 00 02 02 28");
  EXPECT_FALSE(s.ends(1).back().facts.middle);
}

TEST(TlsFramer, ServerThatSendsNoCertificateResumes) {
  const auto resumes = [](std::string_view between) {
    Stream s;
    // A session ID that is not the client's, so that only the flight tells (RFC 5077 §3.4)
    s.feed(1, "16 03 03 00 2a 02 00 00 26 03 03 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11"
              "11 11 11 11 11 11 11 11 00 c0 2f 00");
    s.feed(1, between);
    s.feed(1, "14 03 03 00 01 01");
    return s.ends(1).back().facts.resumed;
  };
  EXPECT_TRUE(resumes("16 03 03 00 0c 04 00 00 08 00 00 00 00 00 02 aa bb")) << "a new ticket changes nothing";
  EXPECT_FALSE(resumes("16 03 03 00 07 0b 00 00 03 00 00 00")) << "Certificate";
  EXPECT_FALSE(resumes("16 03 03 00 04 0e 00 00 00")) << "ServerHelloDone";
}

TEST(TlsFramer, LearnsWhatChangesTheLengthOfRecords) {
  Stream s;
  // DEFLATE; truncated_hmac and encrypt_then_mac (RFC 3749, RFC 6066 §7, RFC 7366)
  s.feed(1, "16 03 03 00 34 02 00 00 30 03 03 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11"
            "11 11 11 11 11 11 11 11 00 00 2f 01 00 08 00 04 00 00 00 16 00 00   14 03 03 00 01 01");
  const Facts facts = s.ends(1).back().facts;
  EXPECT_TRUE(facts.compressed);
  EXPECT_TRUE(facts.macCut);
  EXPECT_TRUE(facts.macOutside);
}

TEST(TlsFacts, FitIntoTheirNumber) {
  std::mt19937_64 random{3};
  for (int i = 0; i < 1000; ++i) {
    const Facts f = Facts::unpacked(random());
    ASSERT_EQ(Facts::unpacked(f.packed()), f);
  }
  Facts f;
  f.carried = 18433;
  f.name = tls::NameCheck::differs;
  f.compressed = true;
  EXPECT_EQ(Facts::unpacked(f.packed()), f);
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
