// How long data are inside a record, by what each standard says that a suite adds.
#include "dissectors/tls/tls_plaintext.h"

#include <gtest/gtest.h>


namespace pw {
namespace {

using namespace tls;

constexpr Facts agreed(std::uint16_t version, std::uint16_t suite) {
  Facts f;
  f.version = version;
  f.suite = suite;
  return f;
}

// RFC 5288 §3 and RFC 5116 §5.1: 8 bytes of nonce, 16 of tag
static_assert(suiteOverhead(0xc02f) == SuiteOverhead{Sealing::aead, 16, 8, 0});  // ECDHE_RSA_WITH_AES_128_GCM_SHA256
static_assert(suiteOverhead(0x009d) == SuiteOverhead{Sealing::aead, 16, 8, 0});  // RSA_WITH_AES_256_GCM_SHA384
// RFC 6655 §3, §4: CCM with a tag of 16 bytes, CCM_8 with one of 8
static_assert(suiteOverhead(0xc09c) == SuiteOverhead{Sealing::aead, 16, 8, 0});  // RSA_WITH_AES_128_CCM
static_assert(suiteOverhead(0xc0a0) == SuiteOverhead{Sealing::aead, 8, 8, 0});   // RSA_WITH_AES_128_CCM_8
static_assert(suiteOverhead(0xc0ae) == SuiteOverhead{Sealing::aead, 8, 8, 0});   // ECDHE_ECDSA_WITH_AES_128_CCM_8
// RFC 7905 §2: no nonce is sent
static_assert(suiteOverhead(0xcca8) == SuiteOverhead{Sealing::aead, 16, 0, 0});
// RFC 5246 §A.5: HMAC of 16, 20, 32 bytes
static_assert(suiteOverhead(0x0004) == SuiteOverhead{Sealing::stream, 16, 0, 0});  // RSA_WITH_RC4_128_MD5
static_assert(suiteOverhead(0xc011) == SuiteOverhead{Sealing::stream, 20, 0, 0});  // ECDHE_RSA_WITH_RC4_128_SHA
static_assert(suiteOverhead(0x0002) == SuiteOverhead{Sealing::none, 20, 0, 0});    // RSA_WITH_NULL_SHA
static_assert(suiteOverhead(0x003b) == SuiteOverhead{Sealing::none, 32, 0, 0});    // RSA_WITH_NULL_SHA256
static_assert(suiteOverhead(0x002f) == SuiteOverhead{Sealing::cbc, 20, 0, 16});    // RSA_WITH_AES_128_CBC_SHA
static_assert(suiteOverhead(0x000a) == SuiteOverhead{Sealing::cbc, 20, 0, 8});     // RSA_WITH_3DES_EDE_CBC_SHA
static_assert(suiteOverhead(0x003c) == SuiteOverhead{Sealing::cbc, 32, 0, 16});    // RSA_WITH_AES_128_CBC_SHA256
// RFC 5289 §3.1
static_assert(suiteOverhead(0xc028) == SuiteOverhead{Sealing::cbc, 48, 0, 16});  // ECDHE_RSA_WITH_AES_256_CBC_SHA384
static_assert(suiteOverhead(0x0000).sealing == Sealing::unknown);
static_assert(suiteOverhead(0xffff).sealing == Sealing::unknown);

constexpr std::uint32_t exactly(std::uint16_t version, std::uint16_t suite, std::size_t record) {
  const PlaintextLength p = plaintextLength(agreed(version, suite), record);
  return p.exact() ? p.most : UINT32_MAX;
}

static_assert(exactly(0x0303, 0xc02f, 124) == 100);
static_assert(exactly(0x0303, 0xc0a0, 116) == 100);
static_assert(exactly(0x0303, 0xcca8, 116) == 100);
static_assert(exactly(0x0301, 0x0005, 120) == 100);
static_assert(exactly(0x0303, 0x003b, 132) == 100);
static_assert(exactly(0x0303, 0xc02f, 24) == 0);
static_assert(exactly(0x0303, 0xc02f, 23) == UINT32_MAX);

// RFC 8446 §5.2: type and tag; §5.4: padding, of which nobody knows
static_assert(plaintextLength(agreed(0x0304, 0x1301), 117) == PlaintextLength{true, 0, 100, 100});
static_assert(plaintextLength(agreed(0x0304, 0x1303), 117) == PlaintextLength{true, 0, 100, 100});
static_assert(plaintextLength(agreed(0x0304, 0x1305), 109) == PlaintextLength{true, 0, 100, 100});  // AES_128_CCM_8
static_assert(!plaintextLength(agreed(0x0304, 0x1301), 16).known);
static_assert(!plaintextLength(agreed(0x0304, 0xc02f), 117).known);

TEST(TlsPlaintext, OfBlocksIsKnownUpToTheLast) {
  // 100 bytes, MAC 20, padding up to 128; TLS 1.1 adds a vector of 16 (RFC 4346 §6.2.3.2)
  EXPECT_EQ(plaintextLength(agreed(0x0301, 0x002f), 128), (PlaintextLength{true, 0, 107, 92}));
  EXPECT_EQ(plaintextLength(agreed(0x0302, 0x002f), 144), (PlaintextLength{true, 0, 107, 92}));
  // RFC 6101 §5.2.3.2: less than a block of padding
  EXPECT_EQ(plaintextLength(agreed(0x0300, 0x002f), 128), (PlaintextLength{true, 92, 107, 92}));
  // Up to 255 bytes of padding (RFC 5246 §6.2.3.2)
  EXPECT_EQ(plaintextLength(agreed(0x0303, 0x003c), 16 + 1024), (PlaintextLength{true, 736, 991, 976}));
}

TEST(TlsPlaintext, EncryptThenMacLeavesTheMacOutsideOfTheBlocks) {
  Facts f = agreed(0x0303, 0x002f);
  f.macOutside = true;
  // RFC 7366 §3: 100 bytes and 12 of padding, vector 16, MAC 20
  EXPECT_EQ(plaintextLength(f, 112 + 16 + 20), (PlaintextLength{true, 0, 111, 96}));
  EXPECT_FALSE(plaintextLength(f, 128 + 16).known) << "no whole blocks";
}

TEST(TlsPlaintext, CutMacIsTenBytes) {
  Facts f = agreed(0x0301, 0x0005);
  f.macCut = true;  // RFC 6066 §7
  EXPECT_EQ(plaintextLength(f, 110).most, 100u);
}

TEST(TlsPlaintext, IsNotKnownWhereDataAreCompressedOrTheSuiteWasNotSeen) {
  Facts f = agreed(0x0303, 0xc02f);
  f.compressed = true;
  EXPECT_FALSE(plaintextLength(f, 124).known);
  EXPECT_FALSE(plaintextLength(agreed(0x0303, 0), 124).known);
  EXPECT_FALSE(plaintextLength(agreed(0, 0xc02f), 124).known);
}

TEST(TlsPlaintext, NeverPromisesMoreThanTheRecordHas) {
  for (const std::uint16_t v : {version::kSsl3, version::kTls10, version::kTls11, version::kTls12, version::kTls13})
    for (const ValueName& suite : kSuites)
      for (const bool outside : {false, true})
        for (std::size_t record = 0; record < 600; record += 1 + record / 64) {
          Facts f = agreed(v, static_cast<std::uint16_t>(suite.value));
          f.macOutside = outside;
          const PlaintextLength p = plaintextLength(f, record);
          if (!p.known) continue;
          ASSERT_LE(p.least, p.usual) << suite.name << ' ' << record;
          ASSERT_LE(p.usual, p.most) << suite.name << ' ' << record;
          ASSERT_LE(p.most, record) << suite.name;
        }
}

}  // namespace
}  // namespace pw
