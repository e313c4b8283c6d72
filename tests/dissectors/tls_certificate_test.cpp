// Certificates beside one another: who vouches for whom, and whether that is so.
#include "dissectors/tls/tls_certificate.h"

#include <gtest/gtest.h>

#include "core/field/format.h"
#include "dissectors/tls/tls_framer.h"
#include "tests/support/dissect.h"
#include "tests/support/walk_check.h"

namespace pw {
namespace {

using namespace tls;
using test::Bytes;
using test::hex;

// Made with openssl: "Root" has signed "Issuing", that the certificate of "cn.example" with the names a.example and
// *.b.example; "weak.example" has signed itself with an RSA key of 512 bits and SHA-1.
constexpr std::string_view kRoot = R"(
    308201323081e5a00302010202141b6cfb739efad7aa0a8f394293a9474055194b69300506032b6570300f310d300b06035504030c04526f
    6f74301e170d3236313132343232323032325a170d3336313132313232323032325a300f310d300b06035504030c04526f6f74302a300506
    032b657003210077407e7d230a45e2d56745167910092378c47dc42261b29d26dd075c59936657a3533051301d0603551d0e04160414cab3
    3b3e0a0667f1f40bed2e78342732f693bb03301f0603551d23041830168014cab33b3e0a0667f1f40bed2e78342732f693bb03300f060355
    1d130101ff040530030101ff300506032b657003410074970e35e5b017a367b7bb08d9ba84907d474e09fafcab0803db2746bb7941dbdf94
    c26df5e9ffe993b2c9cf942f7c0f967f849ddd904f52b02b270f4dd47e00)";
constexpr std::string_view kIssuing = R"(
    308201223081d5a003020102020102300506032b6570300f310d300b06035504030c04526f6f74301e170d3236313132343232323032325a
    170d3336313132313232323032325a30123110300e06035504030c0749737375696e67302a300506032b6570032100277e0531b3ad45964a
    69e9b90d7e6e5ce2ae227036899d979f4006caf00c3a96a3533051300f0603551d130101ff040530030101ff301d0603551d0e04160414a1
    43c3d1d2994aeacb751c06a6a8a9734fe58477301f0603551d23041830168014cab33b3e0a0667f1f40bed2e78342732f693bb0330050603
    2b6570034100783f062f514be4c9ee211479defc7aba1efbbb0602267df5d6f055f9bac6359d314ddf4704159c35b28fe8f95266e181d764
    ed47cf00c95f000cab1bf6eb7b0d)";
constexpr std::string_view kLeaf = R"(
    3082013a3081eda003020102020103300506032b657030123110300e06035504030c0749737375696e67301e170d32363131323432323230
    32325a170d3336313132313232323032325a30153113301106035504030c0a636e2e6578616d706c65302a300506032b6570032100f375d1
    c4ec705e8740a97d2925b46e36954c0d018e7471d2ce97e155154c2b9ca365306330210603551d11041a30188209612e6578616d706c6582
    0b2a2e622e6578616d706c65301d0603551d0e04160414e256b7b89ad64f5e2563a8980c4e98807b8b9b5d301f0603551d23041830168014
    a143c3d1d2994aeacb751c06a6a8a9734fe58477300506032b6570034100ed145ea685be2fcfcfbd94b88c8e318909926469e1f942827b8f
    dee6ee9b298fa3276da22f0f64b2e1633f89287e7fccbe8a698fdf84f43c33c39ce702c3a208)";
constexpr std::string_view kWeak = R"(
    308201853082012fa003020102021472c96b2a84f3b84f8177e04ae4366f765bfc252e300d06092a864886f70d0101050500301731153013
    06035504030c0c7765616b2e6578616d706c65301e170d3236313132343232323032325a170d3336313132313232323032325a3017311530
    1306035504030c0c7765616b2e6578616d706c65305c300d06092a864886f70d0101010500034b003048024100c3a021349d9380ac9b1fd3
    3e4fee1b4dc469c04b99472b35b9a76d1f305da46c501401746d00ba9e7ee0bd80ca356991368587ef50a4b72f6ee7841584b92f43020301
    0001a3533051301d0603551d0e041604140d44e610f6d78a8169e530fc4e55cf62f1b63db6301f0603551d230418301680140d44e610f6d7
    8a8169e530fc4e55cf62f1b63db6300f0603551d130101ff040530030101ff300d06092a864886f70d01010505000341001f53a4fefa75cf
    1c7ab4d6e578a342fb952575d991556eabec809fbf6a12555e255225af9c9989db71aa21e1cdb4e0f566334a6e0ac621ba1105c3000d7295
    c5)";

std::vector<Issuer> issuers(const std::vector<Link>& links) {
  std::vector<Issuer> out;
  for (const Link& l : links) out.push_back(l.issuer);
  return out;
}

std::vector<Link> links(const std::vector<Bytes>& chain) { return linksOf({chain.begin(), chain.end()}); }

TEST(TlsCertificate, EachIsFollowedByItsIssuer) {
  const auto all = links({hex(kLeaf), hex(kIssuing), hex(kRoot)});
  EXPECT_EQ(issuers(all), (std::vector{Issuer::next, Issuer::next, Issuer::itself}));
  for (const Link& l : all) EXPECT_FALSE(l.forged);
}

TEST(TlsCertificate, OrderIsSeen) {
  EXPECT_EQ(issuers(links({hex(kLeaf), hex(kRoot), hex(kIssuing)})),
            (std::vector{Issuer::another, Issuer::itself, Issuer::another}));
}

TEST(TlsCertificate, IssuerThatWasNotSentIsAbsent) {
  EXPECT_EQ(issuers(links({hex(kLeaf), hex(kRoot)})), (std::vector{Issuer::absent, Issuer::itself}));
  EXPECT_EQ(issuers(links({hex(kLeaf)})), (std::vector{Issuer::absent}));
}

TEST(TlsCertificate, SignatureThatTheIssuerDidNotMakeIsForged) {
  Bytes leaf = hex(kLeaf);
  leaf.back() ^= 1;
  EXPECT_TRUE(links({leaf, hex(kIssuing)})[0].forged);
  Bytes root = hex(kRoot);
  root.back() ^= 1;
  EXPECT_NE(links({root})[0].issuer, Issuer::itself) << "its own name is not enough";
}

TEST(TlsCertificate, AnyBytesHaveNoIssuer) {
  EXPECT_EQ(issuers(links({Bytes{}, hex("30 03 02 01 05"), Bytes(300, 0xff)})),
            (std::vector{Issuer::absent, Issuer::absent, Issuer::absent}));
  const std::vector<Bytes> many(100, hex(kLeaf));
  EXPECT_EQ(links(many).size(), 100u);
}

// RFC 9525 §6.3
TEST(TlsCertificate, NamesAreCompared) {
  const Bytes leaf = hex(kLeaf);
  EXPECT_EQ(checkName(leaf, "a.example"), NameCheck::fits);
  EXPECT_EQ(checkName(leaf, "a.example."), NameCheck::fits);
  EXPECT_EQ(checkName(leaf, "x.b.example"), NameCheck::fits);
  EXPECT_EQ(checkName(leaf, "b.example"), NameCheck::differs) << "a star is one label";
  EXPECT_EQ(checkName(leaf, "y.x.b.example"), NameCheck::differs) << "and no more";
  EXPECT_EQ(checkName(leaf, "c.example"), NameCheck::differs);
  EXPECT_EQ(checkName(leaf, "cn.example"), NameCheck::differs) << "the common name counts only where no other is";
  EXPECT_EQ(checkName(hex(kWeak), "weak.example"), NameCheck::fits);
  EXPECT_EQ(checkName(leaf, "192.0.2.1"), NameCheck::none) << "no name";
  EXPECT_EQ(checkName(leaf, ""), NameCheck::none);
  EXPECT_EQ(checkName(hex("30 03 02 01 05"), "a.example"), NameCheck::none);
}

// ---- in a stream ----

void append(Bytes& to, const Bytes& more) { to.insert(to.end(), more.begin(), more.end()); }

void number(Bytes& to, std::size_t v, unsigned bytes) {
  while (bytes-- != 0) to.push_back(static_cast<std::uint8_t>(v >> 8 * bytes));
}

/// A record of TLS 1.2 with a Certificate message (RFC 5246 §7.4.2).
Bytes certificateRecord(const std::vector<Bytes>& chain) {
  Bytes list;
  for (const Bytes& one : chain) {
    number(list, one.size(), 3);
    append(list, one);
  }
  Bytes out = hex("16 03 03");
  number(out, list.size() + 7, 2);
  out.push_back(11);
  number(out, list.size() + 3, 3);
  number(out, list.size(), 3);
  append(out, list);
  return out;
}

/// A ClientHello of TLS 1.2 that asks for a host.
Bytes helloFor(std::string_view host) {
  Bytes body = hex("03 03");
  body.resize(2 + 32);
  append(body, hex("00  00 02 c0 2f  01 00"));
  number(body, host.size() + 9, 2);
  number(body, 0, 2);
  number(body, host.size() + 5, 2);
  number(body, host.size() + 3, 2);
  body.push_back(0);
  number(body, host.size(), 2);
  for (const char c : host) body.push_back(static_cast<std::uint8_t>(c));
  Bytes out = hex("16 03 01");
  number(out, body.size() + 4, 2);
  out.push_back(1);
  number(out, body.size(), 3);
  append(out, body);
  return out;
}

/// Fields of a Certificate message after a ClientHello for `host`.
class Shown {
 public:
  Shown(const std::vector<Bytes>& chain, std::string_view host) : registry_(test::registry()), check_(registry_) {
    TlsFramer framer;
    MessageEnds ends;
    framer.feed(0, helloFor(host), ends);
    ends.clear();
    bytes_ = certificateRecord(chain);
    framer.feed(1, bytes_, ends);
    PacketContext context;
    context.id = PacketId{0};
    context.bytes = bytes_;
    context.wireLen = static_cast<std::uint32_t>(bytes_.size());
    context.timeNs = std::int64_t{1'795'600'000} * 1'000'000'000;
    const std::uint64_t facts = ends.all().size() == 1 ? ends.all()[0].facts : 0;
    fault = check_.protocol("tls", context, PacketSummary{}, 0, facts);
  }
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
  [[nodiscard]] std::string layers() const {
    std::string s;
    for (const ProtocolId id : check_.summary().stack)
      s.append(s.empty() ? "" : ":").append(registry_.protocol(id).name);
    return s;
  }
  std::string fault;

 private:
  Bytes bytes_;
  const Registry& registry_;
  test::WalkCheck check_;
};

TEST(TlsCertificate, GoodChainHasNoRemarks) {
  const Shown d{{hex(kLeaf), hex(kIssuing)}, "A.Example"};
  EXPECT_EQ(d.fault, "");
  EXPECT_EQ(d.value("tls.certificate.fits_name"), "1");
  EXPECT_EQ(d.value("x509af.key_bits"), "256,256");
  for (const char* key : {"tls.certificate.name_differs", "tls.certificate.forged", "tls.certificate.wrong_order",
                          "tls.certificate.issuer_absent", "tls.certificate.alone", "x509af.self_signed",
                          "x509af.expired", "x509af.weak_key", "x509af.weak_signature"})
    EXPECT_FALSE(d.has(key)) << key;
}

TEST(TlsCertificate, WhatIsWrongIsTold) {
  const Shown other{{hex(kLeaf), hex(kRoot), hex(kIssuing)}, "c.example"};
  EXPECT_TRUE(other.has("tls.certificate.name_differs"));
  EXPECT_TRUE(other.has("tls.certificate.wrong_order"));
  EXPECT_FALSE(other.has("x509af.self_signed")) << "a root may vouch for itself";
  EXPECT_TRUE((Shown{{hex(kLeaf)}, "a.example"}.has("tls.certificate.alone")));
  EXPECT_TRUE((Shown{{hex(kLeaf), hex(kRoot)}, "a.example"}.has("tls.certificate.issuer_absent")));
  const Shown weak{{hex(kWeak)}, "weak.example"};
  EXPECT_EQ(weak.value("x509af.key_bits"), "512");
  EXPECT_TRUE(weak.has("x509af.weak_key"));
  EXPECT_TRUE(weak.has("x509af.weak_signature"));
  EXPECT_TRUE(weak.has("x509af.self_signed"));
  EXPECT_EQ(weak.value("tls.certificate.fits_name"), "1");
}

// As tshark 4.0.17 names them: one layer for each attribute and each extension.
TEST(TlsCertificate, PartsAreLayers) {
  EXPECT_EQ((Shown{{hex(kIssuing)}, "x"}.layers()), "tls:x509sat:x509sat:x509ce:x509ce:x509ce");
}

TEST(TlsCertificate, NameIsComparedOnceAndOnlyWithTheServers) {
  TlsFramer framer;
  MessageEnds ends;
  framer.feed(0, helloFor("c.example"), ends);
  const Bytes record = certificateRecord({hex(kLeaf)});
  const auto check = [&](unsigned side) {
    ends.clear();
    framer.feed(side, record, ends);
    return Facts::unpacked(ends.all().at(0).facts).name;
  };
  EXPECT_EQ(check(0), NameCheck::none);
  EXPECT_EQ(check(1), NameCheck::differs);
  EXPECT_EQ(check(1), NameCheck::none);
}

TEST(TlsCertificate, StandsAnyBytes) {
  std::vector<Bytes> samples{hex(kRoot), hex(kIssuing), hex(kLeaf), hex(kWeak)};
  for (const Bytes& one : samples)
    for (std::size_t n = 0; n <= one.size(); ++n) {
      const Bytes part(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(n));
      checkName(part, "a.example");
      EXPECT_EQ(linksOf({part, hex(kIssuing)}).size(), 2u);
    }
}

}  // namespace
}  // namespace pw
