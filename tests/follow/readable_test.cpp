// What HTTP and TLS say of their messages for readers: contents without chunks and packing, and whatever bytes come.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/stream/stream_framer.h"
#include "dissectors/http/http.h"
#include "dissectors/http/http_facts.h"
#include "dissectors/tls/tls.h"
#include "dissectors/tls/tls_facts.h"

namespace pw::test {
namespace {

ByteView bytesOf(std::string_view s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }
std::string textOf(ByteView b) { return {reinterpret_cast<const char*>(b.data()), b.size()}; }

ReadableParts read(const StreamProtocol& p, std::string_view message, std::uint64_t facts = 0) {
  ReadableParts out;
  p.readable(bytesOf(message), facts, out);
  for (const ReadablePart& part : out.parts)
    if (part.kind != ReadablePart::Kind::sealed) {
      EXPECT_EQ(out.bytes(part, bytesOf(message)).size(), part.length);
    }
  return out;
}
std::string body(const ReadableParts& p, std::string_view message) {
  return p.parts.size() < 2 ? std::string{"none"} : textOf(p.bytes(p.parts[1], bytesOf(message)));
}

TEST(ReadableHttp, HeadAndContent) {
  const std::string m = "POST /login?x=1 HTTP/1.1\r\nHost: shop.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhello";
  const ReadableParts p = read(http::kStream, m);
  ASSERT_EQ(p.parts.size(), 2u);
  EXPECT_EQ(p.parts[0].length, m.size() - 5);
  EXPECT_EQ(body(p, m), "hello");
  EXPECT_TRUE(p.content.known);
  EXPECT_FALSE(p.content.answer);
  EXPECT_EQ(p.content.target, "/login?x=1");
  EXPECT_EQ(p.content.host, "shop.example");
  EXPECT_EQ(p.content.type, "text/plain; charset=utf-8");
}

TEST(ReadableHttp, WithoutContentThereIsOnlyAHead) {
  EXPECT_EQ(read(http::kStream, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").parts.size(), 1u);
  EXPECT_EQ(read(http::kStream, "").parts.size(), 1u);
}

/// RFC 9112 §7.1
TEST(ReadableHttp, ChunksAreJoined) {
  const std::string m =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nExpires: now\r\n\r\n";
  EXPECT_EQ(body(read(http::kStream, m), m), "hello world");
}

/// gzip of "hello\n", by gzip -n
TEST(ReadableHttp, PackingIsUndoneAndFailuresTold) {
  const std::string packed{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\x00\x20\x30\x3a\x36\x06\x00\x00\x00", 26};
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
  const std::string m = head + packed;
  EXPECT_EQ(body(read(http::kStream, m), m), "hello\n");
  EXPECT_TRUE(read(http::kStream, m).parts[1].whole);
  const std::string cut = head + packed.substr(0, 14);
  EXPECT_FALSE(read(http::kStream, cut).parts[1].whole);
  const std::string unknown = "HTTP/1.1 200 OK\r\nContent-Encoding: sdch\r\n\r\nabc";
  EXPECT_EQ(body(read(http::kStream, unknown), unknown), "abc");
  EXPECT_FALSE(read(http::kStream, unknown).parts[1].whole);
}

/// RFC 6455 §5.7: a masked text message
TEST(ReadableHttp, FramesAreUnmasked) {
  const std::string m{"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11};
  EXPECT_EQ(body(read(http::kStream, m, static_cast<std::uint64_t>(http::Part::webSocket)), m), "Hello");
}

TEST(ReadableTls, AnAlertIsNamed) {
  const std::string m{"\x15\x03\x03\x00\x02\x02\x28", 7};
  const ReadableParts p = read(tls::kStream, m);
  ASSERT_EQ(p.parts.size(), 1u);
  EXPECT_EQ(p.parts[0].name, "Alert");
  EXPECT_EQ(textOf(p.bytes(p.parts[0], bytesOf(m))), "Fatal, Handshake Failure");
}

/// RFC 5288 §3: eight bytes of nonce and sixteen of tag
TEST(ReadableTls, SealedDataHasABound) {
  tls::Facts facts;
  facts.version = tls::version::kTls12;
  facts.suite = 0xc02f;  // TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
  facts.sealed = true;
  const std::string m = std::string{"\x17\x03\x03\x00\x40", 5} + std::string(64, 'x');
  const ReadableParts p = read(tls::kStream, m, facts.packed());
  ASSERT_EQ(p.parts.size(), 1u);
  EXPECT_EQ(p.parts[0].kind, ReadablePart::Kind::sealed);
  EXPECT_EQ(p.parts[0].length, 64u);
  EXPECT_EQ(p.parts[0].inside, 40u);
}

/// Any bytes, with any facts: parts lie within what there is.
TEST(Readable, AnyBytes) {
  std::mt19937 random{7};
  const std::string seeds[] = {
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip, br\r\n\r\nffffffffffffff\r\nabc\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n\x78\x9c\xcb\x48\xcd\xc9\xc9\x07",
      std::string{"\x16\x03\x01\x00\x30\x01\x00\x00\x2c\x03\x03", 11} + std::string(42, '\1'),
      std::string{"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10} + std::string(20, 'm')};
  for (int i = 0; i < 20'000; ++i) {
    std::string m = seeds[random() % std::size(seeds)];
    m.resize(random() % (m.size() + 1));
    for (int k = 0; k < 4 && !m.empty(); ++k) m[random() % m.size()] = static_cast<char>(random());
    const std::uint64_t facts = random() % 2 == 0 ? random() % 8 : std::uint64_t{random()} << 32 | random();
    read(http::kStream, m, facts);
    read(tls::kStream, m, facts);
  }
}

}  // namespace
}  // namespace pw::test
