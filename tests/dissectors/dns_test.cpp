// Domain names (RFC 1035) with their relatives on the local link. Data of records are the examples that RFCs
// print.
#include <cmath>

#include "dissectors/dns/dns.h"
#include "tests/support/captures.h"
#include "tests/support/stream_talk.h"
#include "tests/support/tcp_talk.h"
#include "tests/support/trace_of.h"

namespace pw {
namespace {

using test::Bytes;
using test::dissect;
using test::hex;
using test::kDatagramLink;

Bytes join(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

auto asDns(const Bytes& message) { return dissect(kDatagramLink, test::udpDatagram(53, 40000, message)); }

/// An answer for "example.com" with one record of a type whose data follows.
Bytes answer(std::uint8_t typeHigh, std::uint8_t typeLow, const Bytes& data) {
  Bytes m = hex(R"(
    12 34 81 80  00 01 00 01 00 00 00 00
    07 65 78 61 6d 70 6c 65  03 63 6f 6d  00  00 01 00 01)");
  m = join(m, hex("c0 0c"));
  m = join(m, {typeHigh, typeLow});
  m = join(m, hex("00 01 00 00 0e 10"));
  m.push_back(static_cast<std::uint8_t>(data.size() >> 8));
  m.push_back(static_cast<std::uint8_t>(data.size()));
  return join(m, data);
}

const Bytes kQuery = hex(R"(
  dd c7 01 00  00 01 00 00 00 00 00 01                              # recursion desired
  03 77 77 77 07 65 78 61 6d 70 6c 65 03 63 6f 6d 00  00 1c 00 01   # www.example.com AAAA IN
  00 00 29 04 d0 00 00 80 00 00 07  00 0c 00 03 00 00 00            # OPT, 1232 bytes, DO, padding of 3)");

// A chain of two records whose names are pointers (RFC 1035 §4.1.4).
const Bytes kChain = hex(R"(
  dd c7 81 83  00 01 00 02 00 01 00 00
  03 77 77 77 07 65 78 61 6d 70 6c 65 03 63 6f 6d 00  00 01 00 01
  c0 0c 00 05 00 01 00 01 51 80 00 04  01 61 c0 10                  # CNAME a.example.com, a day
  c0 2d 00 01 00 01 00 00 00 3c 00 04  c0 00 02 01                  # a.example.com A 192.0.2.1
  c0 10 00 06 00 01 00 00 0e 10 00 1a  c0 2d c0 10                  # example.com SOA
    00 00 00 01 00 00 1c 20 00 00 0e 10 00 12 75 00 00 00 01 2c 00 00)");

TEST(Dns, TellsAQuestion) {
  const auto d = asDns(kQuery);
  EXPECT_EQ(d.layers, "ip:udp:dns");
  EXPECT_EQ(d.protocol, "DNS");
  EXPECT_EQ(d.info, "Standard query 0xddc7 AAAA www.example.com OPT");
  EXPECT_EQ(d.value("dns.qry.name"), "www.example.com");
  EXPECT_EQ(d.value("dns.qry.name.len"), "15");
  EXPECT_EQ(d.value("dns.count.labels"), "3");
  EXPECT_EQ(d.value("dns.qry.type"), "28");
  EXPECT_EQ(d.value("dns.flags"), "0x0100");
  EXPECT_EQ(d.label("dns.flags"), "Flags: 0x0100 Standard query");
  EXPECT_EQ(d.value("dns.flags.recdesired"), "1");
  EXPECT_EQ(d.value("dns.rr.udp_payload_size"), "1232");
  EXPECT_EQ(d.value("dns.resp.z.do"), "1");
  EXPECT_EQ(d.value("dns.opt.padding"), "000000");
  EXPECT_EQ(d.summary.stop.why, Stop::none);
}

TEST(Dns, FollowsPointersInNames) {
  const auto d = asDns(kChain);
  EXPECT_EQ(
      d.info,
      "Standard query response 0xddc7 No such name A www.example.com CNAME a.example.com A 192.0.2.1 SOA "
      "a.example.com");
  EXPECT_EQ(d.value("dns.resp.name"), "www.example.com,a.example.com,example.com");
  EXPECT_EQ(d.value("dns.cname"), "a.example.com");
  EXPECT_EQ(d.value("dns.a"), "192.0.2.1");
  EXPECT_EQ(d.value("dns.soa.mname"), "a.example.com");
  EXPECT_EQ(d.value("dns.soa.rname"), "example.com");
  EXPECT_EQ(d.value("dns.flags.rcode"), "3");
  EXPECT_EQ(d.label("dns.resp.ttl"), "Time to live: 86400 (1 day)");
  // Two bytes more than SOA calls for: they are shown, not hidden.
  EXPECT_EQ(d.value("dns.unparsed"), "0000");
}

TEST(Dns, StandsAnyBytes) {
  for (const Bytes& m : {kQuery, kChain}) test::sturdy(kDatagramLink, test::udpDatagram(53, 40000, m));
}

// ---- names ----

Bytes question(std::string_view name) {
  return join(join(hex("12 34 01 00  00 01 00 00 00 00 00 00"), hex(name)), hex("00 01 00 01"));
}

TEST(DnsName, RootHasATextOfItsOwn) {
  const auto d = asDns(question("00"));
  EXPECT_EQ(d.info, "Standard query 0x1234 A <Root>");
  EXPECT_EQ(d.value("dns.qry.name.len"), "6");
}

TEST(DnsName, LoopsEnd) {
  for (const char* name : {"c0 0c", "01 61 c0 0c",
                           "3f "
                           "61616161616161616161616161616161"
                           "6161616161616161616161616161616161616161616161616161616161616161"
                           "616161616161616161616161616161 c0 0c"}) {
    const auto d = asDns(question(name));
    EXPECT_EQ(d.value("dns.qry.name"), "<Name contains a pointer that loops>") << name;
    EXPECT_EQ(d.summary.stop.why, Stop::none);
  }
  // Two pointers to each other.
  const auto d = asDns(join(question("c0 12"), hex("c0 14 c0 12")));
  EXPECT_EQ(d.value("dns.qry.name"), "<Name contains a pointer that loops>");
}

TEST(DnsName, MayBe255BytesLong) {
  std::string name;
  for (int i = 0; i < 126; ++i) name += "01 61 ";
  EXPECT_EQ(asDns(question(name + "01 61 00")).value("dns.qry.name").size(),
            253u);  // 255 with all length bytes
  EXPECT_EQ(asDns(question(name + "02 61 61 00")).value("dns.qry.name"), "<Name too long>");
  EXPECT_EQ(asDns(question(name + "02 61 61 00")).value("dns.qry.type"), "1");
}

TEST(DnsName, ChainOfPointersIsNoLoop) {
  Bytes m = question("c0 12");
  for (std::uint8_t at = 0x14; at < 0x30; at = static_cast<std::uint8_t>(at + 2))
    m = join(m, Bytes{0xc0, at});
  EXPECT_EQ(asDns(join(m, hex("01 7a 00"))).value("dns.qry.name"), "z");
}

TEST(DnsName, PointerToNowhereIsMalformed) {
  const auto d = asDns(question("c1 00"));
  EXPECT_EQ(d.summary.stop.why, Stop::overrun);
  EXPECT_FALSE(d.has("dns.qry.name"));
  EXPECT_EQ(asDns(question("80 00")).summary.stop.why, Stop::malformed);
  EXPECT_EQ(asDns(question("41 00")).summary.stop.why, Stop::malformed);
}

TEST(DnsName, EscapesWhatIsNotPrintable) {
  EXPECT_EQ(asDns(question("03 61 01 62  02 c3 a9  01 ff 00")).info,
            "Standard query 0x1234 A a\\001b.é.\xef\xbf\xbd");
}

// ---- hostile counts ----

TEST(Dns, CountsThatLieEndWithTheMessage) {
  const auto d = asDns(hex("12 34 01 00  ff ff ff ff ff ff ff ff  01 61 00 00 01 00 01"));
  EXPECT_EQ(d.values("dns.qry.name").size(), 1u);
  EXPECT_EQ(d.summary.stop.why, Stop::overrun);
}

TEST(Dns, RecordLongerThanTheMessageIsMalformed) {
  Bytes m = answer(0, 1, hex("c0 00 02 01"));
  m[m.size() - 5] = 200;
  const auto d = asDns(m);
  EXPECT_EQ(d.summary.stop.why, Stop::overrun);
  EXPECT_EQ(d.info.substr(0, 46), "Standard query response 0x1234 A example.com A");
}

TEST(Dns, BytesBehindTheLastRecordAreShown) {
  const auto d = asDns(join(question("01 61 00"), hex("65 78")));
  EXPECT_EQ(d.value("dns.extraneous.data"), "6578");
  EXPECT_EQ(d.value("dns.extraneous.length"), "2");
}

// ---- kinds of record ----

struct Sample {
  const char* what;
  std::uint8_t typeHigh, typeLow;
  const char* data;
  const char* key;
  const char* value;
};

const Sample kSamples[] = {
    // RFC 4034 §5.4: the key whose tag is 60485
    {"DNSKEY", 0, 48,
     "0100030501039e8a247418e318903b215a848acfd5f37f026bd4062db26c774c690968d5d56df8bf"
     "da91e6f36d9a279888f41333357c5e6029990d10fdf5663062a512763326980a615ddbf17a05ddfc"
     "ce7e5fb3abcca05a31b0957452d4521e83870789063115bf97f6c308ccf57cdc9ce7fe10f6ed1bd0"
     "cc0660038c50dcdb0feb963c2f17",
     "dns.dnskey.key_id", "60485"},
    {"DS", 0, 43, "ec45 05 01 2BB183AF5F22588179A53B0A98631FAD1A292118", "dns.ds.key_id", "0xec45"},
    // RFC 4034 §4.3: A MX RRSIG NSEC TYPE1234
    {"NSEC", 0, 47,
     "04686f7374076578616d706c6503636f6d00 0006400100000003"
     "041b000000000000000000000000000000000000000000000000000020",
     "dns.resp.type", "47,1,15,46,47,1234"},
    // RFC 5155 appendix B.1
    {"NSEC3", 0, 50, "01 01 000c 04 aabbccdd 14 174eb2409fe28bcb4887a1836f957f0a8425e27b 0007 22010000000290",
     "dns.nsec3.hash_value", "2t7b4g4vsa5smi47k61mv5bv1a22bojr"},
    {"NSEC3", 0, 50, "01 01 000c 04 aabbccdd 14 174eb2409fe28bcb4887a1836f957f0a8425e27b 0007 22010000000290",
     "dns.resp.type", "50,2,6,15,46,48,51"},
    // RFC 9460 appendix D
    {"SVCB alias", 0, 64, "0000 03666f6f076578616d706c6503636f6d00", "dns.svcb.targetname",
     "foo.example.com"},
    {"SVCB port", 0, 64, "0010 03666f6f076578616d706c6503636f6d00 0003 0002 0035", "dns.svcb.svcparam.port",
     "53"},
    {"HTTPS hints", 0, 65,
     "0001 03666f6f076578616d706c6503636f6d00 0006 0020"
     "20010db8000000000000000000000001 20010db8000000000000000000530001",
     "dns.svcb.svcparam.ipv6hint.ip", "2001:db8::1,2001:db8::53:1"},
    {"SVCB mandatory", 0, 64,
     "0010 03666f6f076578616d706c65036f726700 0000 0004 0001 0004"
     "0001 0009 02 6832 05 68332d3139 0004 0004 c0000201",
     "dns.svcb.svcparam.alpn", "h2,h3-19"},
    {"SVCB key667", 0, 64, "0001 03666f6f076578616d706c6503636f6d00 029b 0005 68656c6c6f",
     "dns.svcb.svcparam.value", "68656c6c6f"},
    // RFC 4255 §3.2, RFC 8659 §4.1, RFC 2782, RFC 3596
    {"SSHFP", 0, 44, "02 01 123456789abcdef67890123456789abcdef67890", "dns.sshfp.fingerprint",
     "123456789abcdef67890123456789abcdef67890"},
    {"CAA", 1, 1, "00 05 6973737565 6361312e6578616d706c652e6e6574", "dns.caa.issue", "ca1.example.net"},
    {"SRV", 0, 33, "0000 0001 0050 0377777700", "dns.srv.port", "80"},
    {"AAAA", 0, 28, "432112340001000200030004567 89abc", "dns.aaaa", "4321:1234:1:2:3:4:5678:9abc"},
    {"MX", 0, 15, "000a 046d61696c c00c", "dns.mx.mail_exchange", "mail.example.com"},
    {"TXT", 0, 16, "03 613d31 02 6262", "dns.txt", "a=1,bb"},
    {"HINFO", 0, 13, "07 5246433834383200", "dns.hinfo.cpu", "RFC8482"},
    {"TLSA", 0, 52, "03 01 01 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971",
     "dns.tlsa.matching_type", "1"},
    {"A6", 0, 38, "40 1234567890abcdef 03697036 c00c", "dns.a6.address_suffix", "::1234:5678:90ab:cdef"},
    {"APL", 0, 42, "0001 15 03 c0a820 0001 1c 83 c0a826", "dns.apl.afdpart.ipv4",
     "192.168.32.0,192.168.38.0"},
    {"unknown", 0xff, 0x10, "0102", "dns.data", "0102"},
};

TEST(DnsRecord, SaysWhatTheStandardSays) {
  for (const Sample& s : kSamples) {
    const auto d = asDns(answer(s.typeHigh, s.typeLow, hex(s.data)));
    EXPECT_EQ(d.value(s.key), s.value) << s.what;
    EXPECT_EQ(d.summary.stop.why, Stop::none) << s.what;
  }
}

TEST(DnsRecord, StandsAnyBytes) {
  for (const Sample& s : kSamples)
    test::sturdy(kDatagramLink, test::udpDatagram(53, 40000, answer(s.typeHigh, s.typeLow, hex(s.data))));
}

// Every kind there is with the same odd bytes: none may read outside its data.
TEST(DnsRecord, EveryKindStandsOddData) {
  Bytes odd;
  for (int i = 0; i < 40; ++i) odd.push_back(static_cast<std::uint8_t>(i * 37 + 3));
  for (unsigned t = 0; t < 270; ++t)
    for (const std::size_t n : {0u, 1u, 5u, 40u}) {
      const Bytes data(odd.begin(), odd.begin() + static_cast<std::ptrdiff_t>(n));
      const auto d = asDns(answer(static_cast<std::uint8_t>(t >> 8), static_cast<std::uint8_t>(t), data));
      ASSERT_EQ(d.faults(), "") << t << " with " << n;
    }
}

TEST(DnsRecord, ServiceNameIsToldInParts) {
  const auto d = asDns(hex(R"(
    12 34 84 00  00 00 00 01 00 00 00 00
    04 5f 73 69 70 04 5f 74 63 70 07 65 78 61 6d 70 6c 65 03 63 6f 6d 00
    00 21 00 01 00 00 00 78 00 09  00 0a 00 05 13 c4 01 61 00)"));
  EXPECT_EQ(d.value("dns.srv.service"), "_sip");
  EXPECT_EQ(d.value("dns.srv.proto"), "_tcp");
  EXPECT_EQ(d.value("dns.srv.name"), "example.com");
  EXPECT_EQ(d.info, "Standard query response 0x1234 SRV 10 5 5060 a");
}

// RFC 7871 §6: only the bytes that the netmask covers are there.
TEST(DnsRecord, ClientSubnetIsFilledUp) {
  const auto d = asDns(join(hex("12 34 01 00  00 00 00 00 00 00 00 01  00 00 29 02 00 00 00 00 00 00 16"),
                            hex("00 08 00 07 00 01 18 00 c0 00 02  00 08 00 07 00 02 18 00 20 01 0d")));
  EXPECT_EQ(d.value("dns.opt.client.addr4"), "192.0.2.0");
  EXPECT_EQ(d.value("dns.opt.client.addr6"), "2001:d00::");
}

// RFC 8945 §4.2, with an unsigned body: the time is 48 bits.
TEST(DnsRecord, SignatureTellsItsTime) {
  const auto d = asDns(hex(R"(
    12 34 81 80  00 00 00 00 00 00 00 01
    01 6b 00 00 fa 00 ff 00 00 00 00 00 21
    0b 68 6d 61 63 2d 73 68 61 32 35 36 00  00 00 65 53 f1 00  01 2c  00 04  de ad be ef  12 34 00 00 00 00)"));
  EXPECT_EQ(d.value("dns.tsig.algorithm_name"), "hmac-sha256");
  EXPECT_EQ(d.value("dns.tsig.time_signed"), "1700000000.000000000");
  EXPECT_EQ(d.summary.stop.why, Stop::none);
}

TEST(Dns, UpdateHasOtherNamesForItsParts) {
  const auto d = asDns(
      hex("12 34 28 00  00 01 00 00 00 01 00 00  01 78 00 00 06 00 01  c0 0c 00 01 00 ff 00 00 00 00 00 00"));
  EXPECT_EQ(d.info, "Dynamic update 0x1234 SOA x A");
  EXPECT_EQ(d.value("dns.count.zones"), "1");
  EXPECT_EQ(d.value("dns.count.updates"), "1");
  EXPECT_FALSE(d.has("dns.count.queries"));
}

TEST(Dns, StatefulOperationIsAListOfParts) {
  const auto d = asDns(hex("12 34 30 00  00 00 00 00 00 00 00 00  00 01 00 08 00 00 3a 98 00 00 ea 60"));
  EXPECT_EQ(d.info, "DNS Stateful operations (DSO) 0x1234");
  EXPECT_EQ(d.value("dns.dso.tlv.keepalive.inactivity"), "15000");
}

// ---- over TCP ----

// A query of 33 bytes with its length before it (RFC 1035 §4.2.2), and its answer.
std::string framed(const Bytes& message) {
  std::string s{static_cast<char>(message.size() >> 8), static_cast<char>(message.size() & 0xff)};
  return s.append(message.begin(), message.end());
}
const std::string kFramedQuery = [] {
  Bytes one = Bytes(kQuery.begin(), kQuery.begin() + 33);
  one[11] = 0;  // no OPT
  return framed(one);
}();
const std::string kFramedAnswer = framed(kChain);
constexpr std::uint16_t kClient = 40000, kPort = 53;

TEST(DnsOverTcp, TellsEachMessageOfASegment) {
  test::TcpTalk talk{kPort};
  talk.asks(kClient, kFramedQuery + kFramedQuery);
  const auto trace = talk.trace();
  const test::ReadBack d{*trace, 1};
  EXPECT_EQ(d->layers, "ip:tcp:dns");
  EXPECT_EQ(d->value("dns.length"), "33,33");
  EXPECT_EQ(d->values("dns").size(), 2u);
  EXPECT_EQ(d->info, "Standard query 0xddc7 AAAA www.example.com");
  EXPECT_EQ(d->faults(), "");
}

/// RFC 7766 §8: the length and the message may come in different segments.
TEST(DnsOverTcp, AMessageIsPutTogetherHoweverItIsCut) {
  for (std::size_t most = 1; most < kFramedAnswer.size(); ++most) {
    test::TcpTalk talk{kPort};
    talk.asks(kClient, kFramedQuery, most);
    talk.answers(kClient, kFramedAnswer, most);
    const auto trace = talk.trace();
    const auto last = static_cast<unsigned>(trace->size());
    const test::ReadBack d{*trace, last};
    ASSERT_EQ(d->value("dns.count.answers"), "2") << most;
    EXPECT_EQ(d->value("dns.cname"), "a.example.com") << most;
    EXPECT_EQ(d->value("dns.time").empty(), false) << most;
    EXPECT_EQ(d->faults(), "");
    if (most + 1 < kFramedAnswer.size() / 2) {
      EXPECT_EQ(test::ReadBack(*trace, last - 1)->layers, "ip:tcp") << most;
    }
  }
}

TEST(DnsOverTcp, BytesThatAreMissingAreNoRecords) {
  test::TcpTalk talk{kPort};
  talk.answers(kClient, kFramedAnswer.substr(0, 40));
  talk.loses(kClient, false, 30);
  talk.answers(kClient, kFramedAnswer.substr(70));
  talk.asks(kClient, kFramedQuery);  // acknowledges what was lost
  talk.answers(kClient, kFramedAnswer);
  const auto trace = talk.trace();
  EXPECT_FALSE(test::ReadBack(*trace, 1)->has("dns.id"));
  EXPECT_FALSE(test::ReadBack(*trace, 2)->has("dns.id"));
  EXPECT_EQ(test::ReadBack(*trace, 4)->value("dns.count.answers"), "2");
}

TEST(DnsFramer, EndsAreWhereLengthsSay) {
  test::StreamTalk t{dns::kStream, http::Content::ftp};
  using namespace std::string_view_literals;
  t.client("\0\0\0\1a\0"sv);
  ASSERT_EQ(t.messages().size(), 2u);
  EXPECT_EQ(t.messages()[1].bytes.size(), 3u);
  EXPECT_EQ(t.waiting(0), 1u);
  t.server(kFramedQuery).client("\2x"sv);
  EXPECT_EQ(t.messages().size(), 3u);
  EXPECT_EQ(t.framer().begun(0).left, 1u);
  EXPECT_EQ(t.framer().begun(1).left, UINT64_MAX);
}

/// The end of a message is known even where its middle is missing.
TEST(DnsFramer, GoesOnBehindAGap) {
  test::StreamTalk t{dns::kStream, http::Content::ftp};
  MessageEnds ends;
  t.client(std::string_view{kFramedQuery}.substr(0, 10));
  EXPECT_FALSE(t.framer().gap(0, 5));
  const std::string rest = kFramedQuery.substr(15) + kFramedQuery;
  t.framer().feed(0, http::bytesOf(rest), ends);
  ASSERT_EQ(ends.all().size(), 2u);
  EXPECT_EQ(ends.all()[0].at, kFramedQuery.size() - 15);
  EXPECT_EQ(ends.all()[0].question.key, 0u);
  EXPECT_EQ(ends.all()[1].at, rest.size());
  EXPECT_EQ(ends.all()[1].question.key & 0xffff, 0xddc7u);
}

/// captures/dns.pcap: tshark 4.0.17 has these values.
TEST(DnsOverTcp, SameValuesAsTshark) {
  const auto trace = test::traceOf(test::ownCapture("dns.pcap"));
  ASSERT_TRUE(trace);
  const test::ReadBack d{*trace, 42};
  EXPECT_EQ(d->value("dns.count.answers"), "30");
  EXPECT_EQ(d->value("dns.length"), "2220");
  EXPECT_EQ(d->value("dns.time"), "0.009276000");
  EXPECT_EQ(d->value("dns.response_to"), "38");
  EXPECT_EQ(test::ReadBack(*trace, 4)->value("dns.time"), "0.008885000");
  EXPECT_EQ(test::ReadBack(*trace, 12)->value("dns.time"), "0.008952000");
}

// ---- questions and answers ----

/// Datagrams between a client's port and a server's: who, when, and by what number.
class DnsTalk {
 public:
  void asks(double seconds, std::uint8_t id, std::uint16_t port = kClient) { add(seconds, id, port, false); }
  void answers(double seconds, std::uint8_t id, std::uint16_t port = kClient) { add(seconds, id, port, true); }
  /// Value of a field in a packet, from 1.
  std::string value(unsigned packet, std::string_view key) {
    if (!trace_) {
      trace_ = std::make_unique<Trace>();
      Engine{test::registry(), packets_, *trace_}.run();
    }
    return test::ReadBack(*trace_, packet)->value(key);
  }

 private:
  void add(double seconds, std::uint8_t id, std::uint16_t port, bool answer) {
    Bytes m = hex("00 00 01 00  00 01 00 00 00 00 00 00  01 61 00 00 01 00 01");
    m[1] = id;
    if (answer) m[2] = 0x81;
    Bytes b = answer ? test::udpDatagram(kPort, port, m) : test::udpDatagram(port, kPort, m);
    if (answer) std::swap(b[15], b[19]);
    packets_.add(b, std::llround(seconds * 1000) * 1'000'000);
  }

  test::MemoryPackets packets_{kDatagramLink};
  std::unique_ptr<Trace> trace_;
};

/// What tshark 4.0.17 says of such packets.
TEST(DnsExchange, TellsHowLongTheAnswerTook) {
  DnsTalk t;
  t.asks(0, 4, 5001);
  t.asks(0.1, 4, 5002);
  t.answers(0.2, 4, 5001);
  t.answers(0.3, 4, 5002);
  t.answers(0.4, 9);
  EXPECT_EQ(t.value(3, "dns.response_to"), "1");
  EXPECT_EQ(t.value(3, "dns.time"), "0.200000000");
  EXPECT_EQ(t.value(4, "dns.response_to"), "2");
  EXPECT_EQ(t.value(5, "dns.response_to"), "");
  EXPECT_EQ(t.value(3, "dns.retransmission"), "");
}

TEST(DnsExchange, AQuestionThatIsAskedAgainIsOneUpToFiveSeconds) {
  DnsTalk t;
  t.asks(10, 2);
  t.asks(14.9, 2);
  t.asks(15.2, 2);
  t.answers(15.3, 2);
  t.answers(15.4, 2);
  t.asks(15.5, 2);
  EXPECT_EQ(t.value(2, "dns.retransmission"), "1");
  EXPECT_EQ(t.value(2, "dns.retransmit_request_in"), "1");
  EXPECT_EQ(t.value(3, "dns.retransmission"), "");
  EXPECT_EQ(t.value(4, "dns.response_to"), "3");
  EXPECT_EQ(t.value(5, "dns.retransmit_response_in"), "4");
  EXPECT_EQ(t.value(5, "dns.time"), "");
  EXPECT_EQ(t.value(6, "dns.retransmission"), "") << "the one before has been answered";
}

// ---- on the local link ----

TEST(MulticastDns, SharesTheClassWithAFlag) {
  const Bytes m = hex(R"(
    00 00 00 00  00 02 00 01 00 00 00 00
    05 5f 68 74 74 70 04 5f 74 63 70 05 6c 6f 63 61 6c 00  00 0c 80 01
    c0 0c 00 0c 00 01
    01 68 c0 17 00 01 80 01 00 00 00 78 00 04 c0 00 02 01)");
  const auto d = dissect(kDatagramLink, test::udpDatagram(5353, 5353, m));
  EXPECT_EQ(d.layers, "ip:udp:mdns");
  EXPECT_EQ(d.protocol, "MDNS");
  EXPECT_EQ(d.info,
            "Standard query 0x0000 PTR _http._tcp.local, \"QU\" question PTR _http._tcp.local, \"QM\" "
            "question A, cache "
            "flush 192.0.2.1");
  EXPECT_EQ(d.value("dns.qry.class"), "0x1,0x1");
  EXPECT_EQ(d.value("dns.qry.qu"), "1,0");
  EXPECT_EQ(d.value("dns.resp.cache_flush"), "1");
  EXPECT_EQ(d.value("dns.resp.name"), "h.local");
  test::sturdy(kDatagramLink, test::udpDatagram(5353, 5353, m));
}

TEST(LinkLocalNames, HaveFlagsOfTheirOwn) {
  const Bytes m = hex("00 77 05 00  00 01 00 00 00 00 00 00  04 77 70 61 64 00 00 01 00 01");
  const auto d = dissect(kDatagramLink, test::udpDatagram(50000, 5355, m));
  EXPECT_EQ(d.layers, "ip:udp:llmnr");
  EXPECT_EQ(d.protocol, "LLMNR");
  EXPECT_EQ(d.info, "Standard query 0x0077 A wpad");
  EXPECT_EQ(d.value("dns.flags.conflict"), "1");
  EXPECT_EQ(d.label("dns.flags.conflict"),
            ".... .1.. .... .... = Conflict: The sender received multiple responses");
  EXPECT_EQ(d.value("dns.flags.tentative"), "1");
  EXPECT_FALSE(d.has("dns.flags.recdesired"));
  test::sturdy(kDatagramLink, test::udpDatagram(50000, 5355, m));
}

}  // namespace
}  // namespace pw
