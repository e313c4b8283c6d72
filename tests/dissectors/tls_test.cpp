// TLS records and handshake messages (RFC 8446, RFC 5246), certificates (RFC 5280) and fingerprints.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/field/format.h"
#include "dissectors/tls/tls_facts.h"
#include "tests/support/dissect.h"
#include "tests/support/tcp_payloads.h"
#include "tests/support/walk_check.h"

namespace pw {
namespace {

using test::Bytes;
using test::hex;
using tls::Facts;

/// One message walked by all sinks.
class Tls {
 public:
  explicit Tls(const Bytes& message, Facts facts = {}) : registry_(test::registry()), check_(registry_) {
    PacketContext context;
    context.id = PacketId{0};
    context.bytes = bytes_ = message;
    context.wireLen = static_cast<std::uint32_t>(message.size());
    context.timeNs = std::int64_t{1'795'446'430} * 1'000'000'000;  // November 2026
    fault = check_.protocol("tls", context, PacketSummary{}, 0, facts.packed());
  }
  explicit Tls(std::string_view text, Facts facts = {}) : Tls(hex(text), facts) {}

  std::string fault;
  [[nodiscard]] const std::string& info() const { return check_.row().info; }
  [[nodiscard]] const std::string& protocol() const { return check_.row().protocol; }
  [[nodiscard]] Stop stop() const { return check_.summary().stop.why; }

  /// All values of a field with ',' between.
  [[nodiscard]] std::string value(std::string_view key) const {
    std::string s;
    TextOut out{s};
    for (const FieldNode& n : check_.tree().nodes()) {
      if (registry_.field(n.field).key != key) continue;
      if (!s.empty()) out.add(',');
      appendValue(out, registry_.field(n.field), check_.tree(), n);
    }
    return s;
  }
  [[nodiscard]] bool has(std::string_view key) const { return !value(key).empty(); }
  /// What the first of a key's rows that is there is called.
  [[nodiscard]] std::string_view named(std::string_view key) const {
    for (const FieldNode& n : check_.tree().nodes())
      if (registry_.field(n.field).key == key) return registry_.field(n.field).label;
    return {};
  }
  [[nodiscard]] std::string line(std::string_view key) const {
    for (const FieldNode& n : check_.tree().nodes())
      if (registry_.field(n.field).key == key) return std::string{check_.tree().label(n)};
    return {};
  }

 private:
  Bytes bytes_;
  const Registry& registry_;
  test::WalkCheck check_;
};

// RFC 8448 §3: "send handshake record: ... complete record (201 octets)"
constexpr std::string_view kClientHello = R"(
  16 03 01 00 c4  01 00 00 c0  03 03 cb 34 ec b1 e7 81 63 ba 1c 38 c6 da cb 19 6a 6d ff a2 1a 8d 99 12 ec 18 a2 ef 62 83
  02 4d ec e7 00 00 06 13 01 13 03 13 02 01 00 00 91 00 00 00 0b 00 09 00 00 06 73 65 72 76 65 72 ff 01 00 01 00 00 0a
  00 14 00 12 00 1d 00 17 00 18 00 19 01 00 01 01 01 02 01 03 01 04 00 23 00 00 00 33 00 26 00 24 00 1d 00 20 99 38 1d
  e5 60 e4 bd 43 d2 3d 8e 43 5a 7d ba fe b3 c0 6e 51 c1 3c ae 4d 54 13 69 1e 52 9a af 2c 00 2b 00 03 02 03 04 00 0d 00
  20 00 1e 04 03 05 03 06 03 02 03 08 04 08 05 08 06 04 01 05 01 06 01 02 01 04 02 05 02 06 02 02 02 00 2d 00 02 01 01
  00 1c 00 02 40 01)";
// RFC 8448 §3: the server's answer
constexpr std::string_view kServerHello = R"(
  16 03 03 00 5a  02 00 00 56  03 03 a6 af 06 a4 12 18 60 dc 5e 6e 60 24 9c d3 4c 95 93 0c 8a c5 cb 14 34 da c1 55 77 2e
  d3 e2 69 28 00 13 01 00 00 2e 00 33 00 24 00 1d 00 20 c9 82 88 76 11 20 95 fe 66 76 2b db f7 c6 72 e1 56 d6 cc 25 3b
  83 3d f1 dd 69 b1 b0 4e 75 1f 0f 00 2b 00 02 03 04)";

TEST(Tls, TellsAClientHello) {
  const Tls d{kClientHello};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.protocol(), "TLSv1");
  EXPECT_EQ(d.info(), "Client Hello");
  EXPECT_EQ(d.value("tls.handshake.extensions_server_name"), "server");
  EXPECT_EQ(d.value("tls.handshake.ciphersuite"), "0x1301,0x1303,0x1302");
  EXPECT_EQ(d.value("tls.handshake.extensions.supported_version"), "0x0304");
  EXPECT_EQ(d.value("tls.handshake.extensions_supported_group"),
            "0x001d,0x0017,0x0018,0x0019,0x0100,0x0101,0x0102,0x0103,0x0104");
  EXPECT_EQ(d.value("tls.record_size_limit"), "16385");
  EXPECT_EQ(d.value("tls.extension.psk_ke_mode"), "1");
  EXPECT_EQ(d.value("tls.handshake.extension.type"), "0,65281,10,35,51,43,13,45,28");
  EXPECT_FALSE(d.has("tls.malformed.vector_length"));
  EXPECT_FALSE(d.has("tls.malformed.trailing_data"));
}

TEST(Tls, FingerprintsAHello) {
  const Tls d{kClientHello};
  EXPECT_EQ(d.value("tls.handshake.ja3_full"),
            "771,4865-4867-4866,0-65281-10-35-51-43-13-45-28,29-23-24-25-256-257-258-259-260,");
  EXPECT_EQ(d.value("tls.handshake.ja4_r"),
            "t13d030900_1301,1302,1303_000a,000d,001c,0023,002b,002d,0033,ff01_"
            "0403,0503,0603,0203,0804,0805,0806,0401,0501,0601,0201,0402,0502,0602,0202");
  EXPECT_EQ(d.value("tls.handshake.ja4").substr(0, 11), "t13d030900_");
  EXPECT_EQ(Tls{kServerHello}.value("tls.handshake.ja3s_full"), "771,4865,51-43");
}

TEST(Tls, TheVersionIsTheOneAgreedOn) {
  const Tls d{kServerHello};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.protocol(), "TLSv1.3");
  EXPECT_EQ(d.info(), "Server Hello");
  EXPECT_EQ(d.value("tls.handshake.version"), "0x0303");
  EXPECT_EQ(d.value("tls.handshake.extensions_key_share_group"), "29");
}

TEST(Tls, SeveralRecordsShareALine) {
  const Tls d{std::string{kServerHello} + " 14 03 03 00 01 01  17 03 03 00 02 aa bb"};
  EXPECT_EQ(d.info(), "Server Hello, Change Cipher Spec, Application Data");
  EXPECT_TRUE(d.has("tls.handshake.encrypted_by_position"));
  EXPECT_EQ(d.value("tls.record.opaque_type"), "23");
}

TEST(Tls, RetryRequestIsNamed) {
  // RFC 8446 §4.1.3: the random that marks it
  const Tls d{R"(16 03 03 00 34 02 00 00 30 03 03
    cf 21 ad 74 e5 9a 61 11 be 1d 8c 02 1e 65 b8 91 c2 a2 11 16 7a bb 8c 5e 07 9e 09 e2 c8 a8 33 9c
    00 13 01 00 00 08 00 33 00 02 00 17 ff 00)"};
  EXPECT_EQ(d.info(), "Hello Retry Request");
  EXPECT_EQ(d.value("tls.handshake.extensions_key_share_selected_group"), "23");
}

TEST(Tls, TellsAlerts) {
  EXPECT_EQ(Tls{"15 03 03 00 02 02 28"}.info(), "Alert (Level: Fatal, Description: Handshake Failure)");
  EXPECT_EQ(Tls{"15 03 01 00 02 01 00"}.info(), "Alert (Level: Warning, Description: Close Notify)");
  EXPECT_EQ(Tls{"15 03 03 00 03 01 02 03"}.info(), "Encrypted Alert");
}

TEST(Tls, HandshakeRecordsAreSealedAfterChangeCipherSpec) {
  Facts facts;
  facts.version = 0x0303;
  facts.suite = 0xc02f;
  facts.sealed = true;
  // Looks like a Certificate that goes on
  const std::string_view sealed = "16 03 03 00 14 0b 00 00 20 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10";
  EXPECT_EQ(Tls(sealed, facts).info(), "Encrypted Handshake Message");
  facts.sealed = false;
  EXPECT_EQ(Tls(sealed, facts).info(), "[Certificate Fragment]");
}

TEST(Tls, FinishedThatWasNotEncryptedIsSeen) {
  Facts facts;
  facts.version = 0x0303;
  facts.suite = 0xc014;
  facts.sealed = true;
  EXPECT_EQ(Tls("16 03 03 00 14 14 00 00 10 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10", facts).info(), "Finished");
  EXPECT_EQ(Tls("16 03 03 00 14 14 00 00 11 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10", facts).info(),
            "Encrypted Handshake Message");
}

TEST(Tls, SuitesWithoutEncryptionStayReadable) {
  Facts facts;
  facts.version = 0x0301;
  facts.suite = 0x0002;  // TLS_RSA_WITH_NULL_SHA: 20 bytes of MAC behind the content
  facts.sealed = true;
  const Tls d{"15 03 01 00 16 01 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14", facts};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.info(), "Alert (Level: Warning, Description: Close Notify)");
}

/// The ServerHello above in two records.
Bytes inTwoRecords() {
  const Bytes one = hex(kServerHello);
  Bytes two = hex("16 03 03 00 20");
  two.insert(two.end(), one.begin() + 5, one.begin() + 5 + 0x20);
  for (const std::uint8_t b : hex("16 03 03 00 3a")) two.push_back(b);
  two.insert(two.end(), one.begin() + 5 + 0x20, one.end());
  return two;
}

TEST(Tls, HandshakeMessageOverRecordsIsPutTogether) {
  Facts facts;
  facts.carried = 1;
  const Tls d{inTwoRecords(), facts};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.info(), "Server Hello");
  EXPECT_EQ(d.value("tls.record.length"), "58") << "the record before it was shown where it ended";
  EXPECT_EQ(d.value("tls.handshake.extensions.supported_version"), "0x0304");
  EXPECT_EQ(d.value("tls.handshake.ja3s"), Tls{kServerHello}.value("tls.handshake.ja3s"));
}

// As in Wireshark's tls-fragmented-handshakes.pcap: where one begins and does not end, and nothing else does.
TEST(Tls, RecordThatOnlyGoesOnSaysNothing) {
  Facts facts;
  facts.carried = 1;
  EXPECT_EQ(Tls(inTwoRecords()).info(), "[Server Hello Fragment], Server Hello");
  EXPECT_EQ(Tls("16 03 01 00 06 01 00 00 c0 03 03  16 03 01 00 02 aa bb", facts).info(), "");
  EXPECT_EQ(Tls("16 03 01 00 06 0e 00 00 00 01 00").info(), "Server Hello Done");
}

TEST(Tls, RecordOfAnotherKindEndsWhatWasCarried) {
  Facts facts;
  facts.carried = 3;
  const Tls d{"16 03 03 00 06 0e 00 0b 00 00 09  15 03 03 00 02 02 28", facts};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.info(), "Alert (Level: Fatal, Description: Handshake Failure)");
}

TEST(Tls, HandshakeMessageWithoutItsEndIsAFragment) {
  const Tls d{"16 03 01 00 06 01 00 00 c0 03 03"};
  EXPECT_EQ(d.info(), "[Client Hello Fragment]");
  EXPECT_EQ(d.stop(), Stop::none);
}

TEST(Tls, OtherBytesAreIgnored) {
  Facts facts;
  facts.version = 0x0303;
  EXPECT_EQ(Tls("47 45 54 20 2f 20", facts).info(), "Ignored Unknown Record");
  EXPECT_EQ(Tls("47 45 54 20 2f 20").info(), "Continuation Data");
  EXPECT_EQ(Tls("47 45 54 20 2f 20").protocol(), "SSL");
}

TEST(Tls, FlagsOldVersionsAndWeakSuites) {
  std::string random;
  for (int i = 0; i < 32; ++i) random += " 11";
  // TLS 1.0 with TLS_RSA_WITH_RC4_128_SHA: RFC 8996, RFC 7465
  const Tls d{"16 03 01 00 2a 02 00 00 26 03 01" + random + " 00 00 05 00"};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.protocol(), "TLSv1");
  EXPECT_TRUE(d.has("tls.weak_version"));
  EXPECT_TRUE(d.has("tls.weak_cipher_suite"));
  EXPECT_TRUE(d.has("tls.no_forward_secrecy"));
  const Tls modern{kServerHello};
  EXPECT_FALSE(modern.has("tls.weak_version"));
  EXPECT_FALSE(modern.has("tls.weak_cipher_suite"));
  EXPECT_FALSE(modern.has("tls.no_forward_secrecy"));
}

TEST(Tls, WeakSuitesHaveTheirReason) {
  std::string random;
  for (int i = 0; i < 32; ++i) random += " 11";
  const auto reason = [&](std::string_view suite) {
    return Tls{"16 03 03 00 2a 02 00 00 26 03 03" + random + " 00 " + std::string{suite} + " 00"}.named(
        "tls.weak_cipher_suite");
  };
  EXPECT_EQ(reason("00 02"), "Cipher suite does not encrypt");            // RSA_WITH_NULL_SHA
  EXPECT_EQ(reason("00 08"), "Cipher suite has a short key");             // RSA_EXPORT_WITH_DES40_CBC_SHA
  EXPECT_EQ(reason("c0 11"), "Cipher suite uses RC4");                    // RFC 7465
  EXPECT_EQ(reason("00 0a"), "Cipher suite uses Triple DES");             // RFC 9325 §4.1
  EXPECT_EQ(reason("00 34"), "Nobody proves who the server is");          // DH_anon_WITH_AES_128_CBC_SHA
  EXPECT_EQ(reason("c0 2b"), "");
}

TEST(Tls, ServerThatCouldDoMoreIsTold) {
  std::string random;
  for (int i = 0; i < 24; ++i) random += " 11";
  const auto told = [&](std::string_view end) {
    return Tls{"16 03 03 00 2a 02 00 00 26 03 03" + random + std::string{end} + " 00 c0 2b 00"}.has(
        "tls.handshake.downgrade");
  };
  EXPECT_TRUE(told("44 4f 57 4e 47 52 44 01"));  // RFC 8446 §4.1.3
  EXPECT_TRUE(told("44 4f 57 4e 47 52 44 00"));
  EXPECT_FALSE(told("44 4f 57 4e 47 52 44 02"));
}

TEST(Tls, LengthOfTheDataIsTold) {
  Facts facts;
  facts.version = 0x0303;
  facts.suite = 0xc02f;
  facts.sealed = true;
  std::string record = "17 03 03 00 1a";
  for (int i = 0; i < 26; ++i) record += " 00";
  EXPECT_EQ(Tls(record, facts).value("tls.app_data.plaintext_length"), "2");
  EXPECT_FALSE(Tls(record, facts).has("tls.app_data.plaintext_length_most"));
  facts.suite = 0x002f;
  std::string blocks = "17 03 03 00 40";
  for (int i = 0; i < 64; ++i) blocks += " 00";
  // A vector of 16 bytes, 48 of blocks: MAC 20 and padding of 1 to 16
  EXPECT_EQ(Tls(blocks, facts).value("tls.app_data.plaintext_length"), "12");
  EXPECT_EQ(Tls(blocks, facts).value("tls.app_data.plaintext_length_most"), "27");
  facts.suite = 0;
  EXPECT_FALSE(Tls(record, facts).has("tls.app_data.plaintext_length"));
}

TEST(Tls, HeartbeatThatAsksForTooMuchIsTold) {
  // Heartbleed: 16384 bytes asked for, none there
  const std::string padding = " 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
  const Tls d{"18 03 02 00 13 01 40 00" + padding};
  EXPECT_EQ(d.info(), "Heartbeat Request");
  EXPECT_TRUE(d.has("tls.heartbeat_message.payload_length.invalid"));
  EXPECT_FALSE((Tls{"18 03 02 00 14 01 00 01 aa" + padding}.has("tls.heartbeat_message.payload_length.invalid")));
}

TEST(Tls, ReadsTheHelloOfSsl2) {
  const Tls d{"80 1c 01 03 00 00 03 00 00 00 10 00 00 2f 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f"};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.protocol(), "SSLv2");
  EXPECT_EQ(d.info(), "Client Hello");
  EXPECT_EQ(d.value("tls.handshake.cipherspec"), "0x00002f");
}

// ---- captures/https-tls12.pcap; values from tshark 4.0.17 and openssl x509 -text ----

std::vector<Bytes> payloads(const std::string& capture) {
  std::vector<Bytes> out;
  for (auto& p : test::tcpPayloads(test::ownCapture(capture), 443)) out.push_back(std::move(p.bytes));
  return out;
}

TEST(Tls, ReadsACertificate) {
  const auto all = payloads("https-tls12.pcap");
  ASSERT_GE(all.size(), 3u);
  const Tls d{all[1]};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.info(), "Server Hello, Certificate, Server Key Exchange, Server Hello Done");
  EXPECT_EQ(d.value("tls.handshake.certificate_length"), "872");
  EXPECT_EQ(d.value("x509sat.uTF8String"), "Plainwire demo shop,shop.example,Plainwire demo shop,shop.example");
  EXPECT_EQ(d.value("x509ce.dNSName"), "shop.example");
  EXPECT_EQ(d.value("x509af.utcTime"), "2026-11-23 15:07:08 (UTC),2036-11-20 15:07:08 (UTC)");
  EXPECT_EQ(d.value("x509af.serialNumber"), "3324513fdac97db9da3de103892f085da535aa16");
  EXPECT_EQ(d.value("x509af.algorithm.id"), "1.2.840.113549.1.1.11,1.2.840.113549.1.1.1,1.2.840.113549.1.1.11");
  EXPECT_EQ(d.value("x509af.key_bits"), "2048");
  EXPECT_EQ(d.value("tls.handshake.ja3s"), "6aea764ee67f71caf3dc723118906199");
  EXPECT_EQ(d.value("tls.handshake.server_named_curve"), "0x001d");
  EXPECT_TRUE(d.has("x509af.self_signed"));
  EXPECT_FALSE(d.has("x509af.weak_key"));
}

TEST(Tls, FingerprintIsThatOfWireshark) {
  const Tls d{payloads("https-tls13.pcap").at(0)};
  EXPECT_EQ(d.value("tls.handshake.ja3"), "0149f47eabf9a20d0893e2a44e5a6323");
}

// ---- any bytes ----

std::vector<Bytes> samples() {
  std::vector<Bytes> out{hex(kClientHello), hex(kServerHello)};
  for (const char* name : {"https-tls12.pcap", "https-tls13.pcap"}) {
    const auto all = payloads(name);
    for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 6); ++i) out.push_back(all[i]);
  }
  return out;
}

std::string walked(test::WalkCheck& check, ByteView bytes, std::size_t wire, Facts facts) {
  const Bytes exact(bytes.begin(), bytes.end());
  PacketContext context;
  context.id = PacketId{0};
  context.bytes = exact;
  context.wireLen = static_cast<std::uint32_t>(wire);
  return check.protocol("tls", context, PacketSummary{}, 0, facts.packed());
}

TEST(Tls, StandsEveryBeginning) {
  const Registry& registry = test::registry();
  test::WalkCheck check{registry};
  for (const Bytes& sample : samples())
    for (std::size_t n = 1; n <= sample.size(); ++n) {
      const ByteView part = ByteView{sample}.first(n);
      ASSERT_EQ(walked(check, part, sample.size(), {}), "") << "first " << n << " captured";
      if (n < sample.size()) {
        ASSERT_EQ(check.summary().stop.why, Stop::cut) << n;
      }
      ASSERT_EQ(walked(check, part, n, {}), "") << "first " << n << " alone";
      ASSERT_EQ(check.summary().stop.why, Stop::none) << n;
    }
}

TEST(Tls, StandsChanges) {
  const Registry& registry = test::registry();
  test::WalkCheck check{registry};
  std::mt19937 random{7};
  for (const Bytes& sample : samples())
    for (int i = 0; i < 600; ++i) {
      Bytes changed = sample;
      for (unsigned k = 1 + random() % 4; k != 0; --k)
        changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
      Facts facts = Facts::unpacked(std::uint64_t{random()} << 32 | random());
      if (i % 3 != 0) facts.version = static_cast<std::uint16_t>(0x0300 + random() % 5);
      ASSERT_EQ(walked(check, changed, changed.size(), facts), "") << "change " << i;
    }
}

}  // namespace
}  // namespace pw
