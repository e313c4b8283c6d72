// Messages of HTTP and what they carry (RFC 9110, RFC 9112). Expected lines and values are those of TShark 4.0.
#include "dissectors/http/content.h"
#include "dissectors/http/http.h"
#include "dissectors/http/http_facts.h"
#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::Bytes;
using test::hex;
using List = std::vector<std::string>;

Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }
test::Entry entry(http::Part part = http::Part::message, std::uint32_t more = 0) {
  return {Table::content, static_cast<std::uint32_t>(http::Content::http), static_cast<std::uint32_t>(part) | more};
}
auto asHttp(std::string_view message) { return test::dissect(entry(), bytes(message)); }
auto asFrame(std::string_view digits, std::uint32_t more = 0) {
  return test::dissect(entry(http::Part::webSocket, more), hex(digits));
}

constexpr std::string_view kLogin =
    "POST /a/b?x=1&y=%20z HTTP/1.1\r\nHost: example.com\r\nAuthorization: Basic dXNlcjpwYXNz\r\n"
    "Cookie: a=b; c=d\r\nX-Thing: foo\r\nContent-Type: application/x-www-form-urlencoded; charset=x\r\n"
    "Content-Length: 19\r\n\r\nuser=a+b&p%41ss=c=d";

TEST(Http, TellsARequestWithAForm) {
  const auto d = asHttp(kLogin);
  EXPECT_EQ(d.layers, "http:urlencoded-form");
  EXPECT_EQ(d.protocol, "HTTP");
  EXPECT_EQ(d.info, "POST /a/b?x=1&y=%20z HTTP/1.1  (application/x-www-form-urlencoded)");
  EXPECT_EQ(d.value("http.request.method"), "POST");
  EXPECT_EQ(d.value("http.request.uri"), "/a/b?x=1&y=%20z");
  EXPECT_EQ(d.value("http.request.uri.path"), "/a/b");
  EXPECT_EQ(d.value("http.request.uri.query"), "x=1&y=%20z");
  EXPECT_EQ(d.values("http.request.uri.query.parameter"), (List{"x=1", "y=%20z"}));
  EXPECT_EQ(d.value("http.request.version"), "HTTP/1.1");
  EXPECT_EQ(d.value("http.request.full_uri"), "http://example.com/a/b?x=1&y=%20z");
  EXPECT_EQ(d.value("http.request"), "1");
  EXPECT_EQ(d.value("http.host"), "example.com");
  EXPECT_EQ(d.value("http.authorization"), "Basic dXNlcjpwYXNz");
  EXPECT_EQ(d.value("http.authbasic"), "user:pass");
  EXPECT_EQ(d.values("http.cookie_pair"), (List{"a=b", "c=d"}));
  EXPECT_EQ(d.value("http.content_length"), "19");
  EXPECT_EQ(d.values("http.request.line").size(), 6u);
  EXPECT_EQ(d.label("http.host"), "Host: example.com\\r\\n");
  EXPECT_EQ(d.values("urlencoded-form.key"), (List{"user", "pAss"}));
  EXPECT_EQ(d.values("urlencoded-form.value"), (List{"a b", "c=d"}));
  EXPECT_EQ(d.value("http.file_data"), "user=a+b&p%41ss=c=d");
}

constexpr std::string_view kChunked =
    "HTTP/1.1 200 OK\r\nServer: s\r\nSet-Cookie: z=1; Path=/\r\nTransfer-Encoding: chunked\r\n"
    "Content-Type: text/HTML; charset=utf-8\r\n\r\n5\r\nhello\r\n6;ext=1\r\n\nworld\r\n0\r\nX-T: 1\r\n\r\n";

TEST(Http, PutsChunksTogether) {
  const auto d = asHttp(kChunked);
  EXPECT_EQ(d.layers, "http:data-text-lines");
  EXPECT_EQ(d.info, "HTTP/1.1 200 OK  (text/html)");
  EXPECT_EQ(d.value("http.response.code"), "200");
  EXPECT_EQ(d.value("http.response.code.desc"), "OK");
  EXPECT_EQ(d.value("http.response.phrase"), "OK");
  EXPECT_EQ(d.value("http.set_cookie"), "z=1; Path=/");
  EXPECT_EQ(d.values("http.chunk_size"), (List{"5", "6", "0"}));
  EXPECT_EQ(d.values("http.chunk_data"), (List{"68656c6c6f", "0a776f726c64"}));
  EXPECT_TRUE(d.has("http.chunked_trailer_part"));
  EXPECT_EQ(d.values("data-text-lines.line"), (List{"hello\\n", "world"}));
  EXPECT_EQ(d.label("data-text-lines"), "Line-based text data: text/html (2 lines)");
}

/// A response whose body is `body` packed so.
Bytes packed(std::string_view coding, std::string_view type, const Bytes& body) {
  std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: ";
  head.append(coding).append("\r\nContent-Type: ").append(type).append("\r\n\r\n");
  Bytes all = bytes(head);
  all.insert(all.end(), body.begin(), body.end());
  return all;
}
// Made by gzip, brotli and zstd of the text {"a":[1,{"b":null}],"d":"x\u00e9"}
constexpr std::pair<std::string_view, std::string_view> kPacked[] = {
    {"gzip",
     "1f8b0800000000000203ab564a54b28a36d4a9564a52b2ca2bcdc9a98dd5514a51b252aa8829353048b554aa0500f14bb398"
     "22000000"},
    {"deflate",
     "789cab564a54b28a36d4a9564a52b2ca2bcdc9a98dd5514a51b252aa8829353048b554aa0500af690a19"},
    {"Deflate",
     "ab564a54b28a36d4a9564a52b2ca2bcdc9a98dd5514a51b252aa8829353048b554aa0500"},
    {"br",
     "8f10807b2261223a5b312c7b2262223a6e756c6c7d5d2c2264223a22785c7530306539227d03"},
    {"zstd",
     "28b52ffd04581101007b2261223a5b312c7b2262223a6e756c6c7d5d2c2264223a22785c7530306539227df73720a4"},
    {"gzip, br",
     "8f1a801f8b0800000000000203ab564a54b28a36d4a9564a52b2ca2bcdc9a98dd5514a51b252aa8829353048b554aa0500f1"
     "4bb3982200000003"}};
constexpr std::string_view kBomb =
     "cfffff7ff82700e2b14020f7fe9ffffffff04f00c4610180eefd3fffffffe19f0088c32200ddfb7ffeffffc33f0110870500"
     "baf7ff03";

TEST(Http, UnpacksBodies) {
  for (const auto& [coding, body] : kPacked) {
    const auto d = test::dissect(entry(), packed(coding, "application/json", hex(body)));
    EXPECT_EQ(d.layers, "http:json") << coding;
    EXPECT_EQ(d.protocol, "HTTP/JSON");
    EXPECT_EQ(d.info, "HTTP/1.1 200 OK , JavaScript Object Notation (application/json)");
    EXPECT_FALSE(d.has("http.decompression_failed")) << coding;
    EXPECT_EQ(d.values("json.member"), (List{"a", "b", "d"})) << coding;
    EXPECT_EQ(d.values("json.path_with_value"), (List{"/a/[]:1", "/a/[]/b:null", "/d:xé"})) << coding;
    EXPECT_EQ(d.values("json.path"), (List{"/a/[]/b", "/a", "/d"})) << coding;
    EXPECT_EQ(d.value("json.value.string"), "xé");
  }
}

TEST(Http, ABombIsCutAndTold) {
  // brotli of 64 MiB of zeros
  const auto d = test::dissect(entry(), packed("br", "text/plain", hex(kBomb)));
  EXPECT_TRUE(d.has("http.decompression_failed"));
  EXPECT_LE(d.tree().source(Source::decoded).size(), std::size_t{16} << 20);
}

TEST(Http, DamagedBodiesAreShownAsFarAsTheyGo) {
  for (const auto& [coding, body] : kPacked) {
    Bytes b = hex(body);
    b.resize(b.size() / 2);
    const auto d = test::dissect(entry(), packed(coding, "application/json", b));
    EXPECT_TRUE(d.has("http.decompression_failed")) << coding;
    EXPECT_EQ(d.faults(), "") << coding;
  }
}

constexpr std::string_view kMultipart =
    "POST /m HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=\"B1\"\r\n\r\npre\r\n--B1\r\n"
    "Content-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n"
    "line1\r\nline2\r\n--B1\r\nContent-Disposition: form-data; name=\"g\"\r\n\r\nval\r\n--B1--\r\nend";

TEST(Http, TakesFormsWithFilesApart) {
  const auto d = asHttp(kMultipart);
  EXPECT_EQ(d.layers, "http:mime_multipart:data-text-lines:data");
  EXPECT_EQ(d.info, "POST /m HTTP/1.1  (text/plain)");
  EXPECT_EQ(d.value("mime_multipart.preamble"), "7072650d0a");
  EXPECT_EQ(d.value("mime_multipart.first_boundary"), "--B1\\r\\n");
  EXPECT_EQ(d.value("mime_multipart.boundary"), "\\r\\n--B1\\r\\n");
  EXPECT_EQ(d.value("mime_multipart.last_boundary"), "\\r\\n--B1--\\r\\n");
  EXPECT_EQ(d.value("mime_multipart.trailer"), "656e64");
  EXPECT_EQ(d.values("mime_multipart.header.content-disposition"),
            (List{"form-data; name=\"f\"; filename=\"a.txt\"", "form-data; name=\"g\""}));
  EXPECT_EQ(d.value("mime_multipart.header.content-type"), "text/plain");
  EXPECT_EQ(d.values("data-text-lines.line"), (List{"line1\\r\\n", "line2"}));
  EXPECT_EQ(d.value("data.data"), "76616c");
  EXPECT_EQ(d.values("mime_multipart.name"), (List{"f", "g"}));
  EXPECT_EQ(d.value("mime_multipart.filename"), "a.txt");
  EXPECT_EQ(d.value("mime_multipart.value"), "val");
}

TEST(Http, NamesWhatItDoesNotTakeApart) {
  const auto of = [](std::string_view type, std::string_view body) {
    std::string m = "HTTP/1.1 200 OK\r\nContent-Type: ";
    return asHttp(m.append(type).append("\r\n\r\n").append(body));
  };
  EXPECT_EQ(of("image/x-icon", "abc").info, "HTTP/1.1 200 OK  (image/x-icon)");
  EXPECT_EQ(of("image/x-icon", "abc").layers, "http:media");
  EXPECT_EQ(of("image/gif", "GIF89a1234").info, "HTTP/1.1 200 OK  (GIF89a)");
  EXPECT_EQ(of("image/jpeg", "\xff\xd8\xff\xe0xx").info, "HTTP/1.1 200 OK  (JPEG JFIF image)");
  EXPECT_EQ(of("image/png", "\x89PNG\r\n\x1a\nxx").info, "HTTP/1.1 200 OK  (PNG)");
  EXPECT_EQ(of("text/xml", "<a/>").protocol, "HTTP/XML");
  EXPECT_EQ(of("application/octet-stream", "abc").info, "HTTP/1.1 200 OK ");
  EXPECT_EQ(of("application/octet-stream", "abc").layers, "http:data");
  EXPECT_EQ(of("text/plain", "").layers, "http");
}

TEST(Http, WhatIsNoHeadIsContinuation) {
  const auto d = asHttp("the rest of something");
  EXPECT_EQ(d.info, "Continuation");
  EXPECT_EQ(d.layers, "http:data");
  const auto tunnel = test::dissect(entry(http::Part::tunnel), bytes("xyz"));
  EXPECT_EQ(tunnel.layers, "http:data");
  EXPECT_EQ(tunnel.info, "");
}

TEST(Http, StatusIsNamedByTheRegistry) {
  EXPECT_EQ(asHttp("HTTP/1.1 404 Nope\r\n\r\n").value("http.response.code.desc"), "Not Found");
  EXPECT_EQ(asHttp("HTTP/1.1 404 Nope\r\n\r\n").value("http.response.phrase"), "Nope");
  EXPECT_EQ(asHttp("HTTP/1.1 777 x\r\n\r\n").value("http.response.code.desc"), "Unknown (777)");
  EXPECT_EQ(asHttp("HTTP/1.1 777 x\r\n\r\n").value("http.response"), "1");
}

/// One request with these header lines.
auto withHeaders(std::string_view lines) {
  std::string m = "GET / HTTP/1.1\r\nHost: h\r\n";
  return asHttp(m.append(lines).append("\r\n\r\n"));
}
/// The bytes of the message that the first node of a field covers.
std::string covered(const test::Dissected& d, std::string_view key) {
  for (const FieldNode& n : d.tree().nodes())
    if (test::registry().field(n.field).key == key) return std::string{http::textOf(d.tree().covered(n))};
  return "(none)";
}

// RFC 7617 §2 has this user and password
TEST(Http, BasicIsTakenApart) {
  const auto d = withHeaders("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  EXPECT_EQ(d.value("http.auth.scheme"), "Basic");
  EXPECT_EQ(d.value("http.authbasic"), "Aladdin:open sesame");
  EXPECT_EQ(d.value("http.authbasic.user"), "Aladdin");
  EXPECT_EQ(d.value("http.authbasic.password"), "open sesame");
  // "Aladdin" ends in the tenth character of the Base64, "open sesame" begins in its eleventh
  EXPECT_EQ(covered(d, "http.authbasic.user"), "QWxhZGRpbj");
  EXPECT_EQ(covered(d, "http.authbasic.password"), "pvcGVuIHNlc2FtZQ");
}

// RFC 7616 §3.9.1
TEST(Http, DigestIsTakenApart) {
  const auto d = withHeaders(
      "Authorization: Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", "
      "algorithm=MD5, qop=auth, response=\"8ca523f5e9506fed4657c9700eebdbec\"");
  EXPECT_EQ(d.value("http.authdigest.user"), "Mufasa");
  EXPECT_EQ(d.value("http.authdigest.response"), "8ca523f5e9506fed4657c9700eebdbec");
  EXPECT_EQ(d.values("http.auth.parameter").size(), 6u);
  EXPECT_EQ(d.values("http.auth.parameter")[1], "realm=\"http-auth@example.org\"");
}

// RFC 7519 §3.1
constexpr std::string_view kJwt =
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

TEST(Http, TokensAreReadWhereTheyStand) {
  for (const std::string_view before : {"Authorization: Bearer ", "Cookie: a=b; session=", "X-Auth-Token: "}) {
    const auto d = withHeaders(std::string{before}.append(kJwt));
    EXPECT_EQ(d.value("http.jwt.algorithm"), "HS256") << before;
    EXPECT_EQ(d.values("http.jwt.claim"), (List{"iss=joe", "exp=1300819380", "http://example.com/is_root=true"})) << before;
    EXPECT_EQ(d.value("http.jwt.signature"), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") << before;
    EXPECT_FALSE(d.has("http.jwt.unsigned"));
    EXPECT_EQ(d.faults(), "") << before;
  }
  EXPECT_EQ(withHeaders(std::string{"Authorization: Bearer "}.append(kJwt)).value("http.auth.token"), kJwt);
  EXPECT_EQ(withHeaders("Authorization: Bearer abc").value("http.auth.token"), "abc");
  EXPECT_FALSE(withHeaders("Authorization: Bearer abc").has("http.jwt"));
  // RFC 7519 §6.1
  const auto open = withHeaders("Authorization: Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ.");
  EXPECT_TRUE(open.has("http.jwt.unsigned"));
}

TEST(Http, CookiesAreTakenApart) {
  const auto d = withHeaders("Cookie: SID=31d4d96e407aad42; lang=en-US");
  EXPECT_EQ(d.values("http.cookie_pair.name"), (List{"SID", "lang"}));
  EXPECT_EQ(d.values("http.cookie_pair.value"), (List{"31d4d96e407aad42", "en-US"}));
  const auto set = [](std::string_view value) {
    return asHttp(std::string{"HTTP/1.1 200 OK\r\nSet-Cookie: "}.append(value).append("\r\n\r\n"));
  };
  const auto open = set("SID=31d4; Path=/; Domain=example.com");
  EXPECT_EQ(open.value("http.cookie_pair"), "SID=31d4");
  EXPECT_EQ(open.values("http.set_cookie.attribute"), (List{"Path=/", "Domain=example.com"}));
  EXPECT_TRUE(open.has("http.set_cookie.not_secure"));
  EXPECT_TRUE(open.has("http.set_cookie.not_httponly"));
  EXPECT_TRUE(open.has("http.set_cookie.no_samesite"));
  const auto careful = set("SID=31d4; secure; HttpOnly; SameSite=Lax");
  EXPECT_FALSE(careful.has("http.set_cookie.not_secure"));
  EXPECT_FALSE(careful.has("http.set_cookie.not_httponly"));
  EXPECT_FALSE(careful.has("http.set_cookie.no_samesite"));
}

TEST(Http, ParametersOfAnAddressAreDecoded) {
  const auto d = asHttp("GET /s?q=a%20b+c&password=x%26y&flag HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(d.values("http.request.uri.query.parameter.name"), (List{"q", "password"}));
  EXPECT_EQ(d.values("http.request.uri.query.parameter.value"), (List{"a b c", "x&y"}));
}

TEST(Http, SecurityThatIsPromisedInTheClearIsToldAsSuch) {
  const auto d = asHttp("HTTP/1.1 301 Moved\r\nLocation: https://h/\r\nStrict-Transport-Security: max-age=1\r\n\r\n");
  EXPECT_TRUE(d.has("http.redirect.to_https"));
  EXPECT_TRUE(d.has("http.strict_transport_security.ignored"));
  EXPECT_FALSE(asHttp("HTTP/1.1 201 Created\r\nLocation: https://h/\r\n\r\n").has("http.redirect.to_https"));
}

auto asGraphQl(std::string_view body) {
  return asHttp(std::string{"POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\n\r\n"}.append(body));
}

// Documents of GraphQL §2
TEST(GraphQl, OperationsAreNamed) {
  const auto d = asGraphQl(R"({"query":"# all\nquery Mine($n: Int = 5) @cached { me: user(id: \"{\") { name friends(first: $n) { id } } shop }",
    "operationName":"Mine","variables":{"n":3}})");
  EXPECT_EQ(d.value("http.graphql.operation_type"), "query");
  EXPECT_EQ(d.value("http.graphql.operation"), "Mine");
  EXPECT_EQ(d.values("http.graphql.field"), (List{"user", "shop"}));
  EXPECT_EQ(d.label("http.graphql"), "GraphQL: query Mine");
  EXPECT_EQ(asGraphQl(R"({"query":"{ field }"})").value("http.graphql.operation_type"), "query");
  const auto second = asGraphQl(R"({"query":"fragment F on U {id} query A {a} mutation B {login(p:1){t}}","operationName":"B"})");
  EXPECT_EQ(second.value("http.graphql.operation_type"), "mutation");
  EXPECT_EQ(second.value("http.graphql.field"), "login");
  EXPECT_EQ(asGraphQl(R"([{"query":"query A{a}"},{"query":"query B{b}"}])").value("http.graphql.operation"), "A,B");
  EXPECT_EQ(asGraphQl(R"({"operationName":"Kept","extensions":{}})").value("http.graphql.operation"), "Kept");
  EXPECT_EQ(asHttp("GET /graphql?query=query+Q%7Bq%7D HTTP/1.1\r\n\r\n").value("http.graphql.operation"), "Q");
  EXPECT_FALSE(asGraphQl(R"({"query":"shoes in red"})").has("http.graphql"));
  EXPECT_FALSE(asHttp("GET /find?query=query+this HTTP/1.1\r\n\r\n").has("http.graphql"));
}

TEST(Http, TenThousandTinyChunksAreBoundedAndTold) {
  std::string m = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n";
  for (unsigned i = 0; i < 10'000; ++i) m += "1\r\nx\r\n";
  m += "0\r\nX-T: 1\r\n\r\n";
  const auto d = asHttp(m);
  EXPECT_LE(d.values("http.chunk").size(), 1002u);
  EXPECT_TRUE(d.has("http.chunks_not_shown"));
  EXPECT_EQ(d.value("data-text-lines.line").size(), 10'000u);
  EXPECT_TRUE(d.has("http.chunked_trailer_part"));
  EXPECT_EQ(d.faults(), "");
}

TEST(Http, AnEndlessHeadIsBoundedAndTold) {
  std::string m = "GET / HTTP/1.1\r\n";
  while (m.size() < std::size_t{64} << 10) m += "X-More: and more\r\n";
  EXPECT_TRUE(asHttp(m).has("http.head_too_long"));
  EXPECT_FALSE(asHttp(m + "\r\n").has("http.head_too_long"));
}

TEST(Http, FieldsThatGiveSomebodyAwayAreMarked) {
  const auto of = [](std::string_view key) { return test::registry().field(test::registry().find(key)[0]).extra.reveals; };
  EXPECT_EQ(of("http.authbasic.password"), Reveals::password);
  EXPECT_EQ(of("http.auth.token"), Reveals::token);
  EXPECT_EQ(of("http.cookie_pair"), Reveals::cookie);
  EXPECT_EQ(of("urlencoded-form.key"), Reveals::pairName);
  EXPECT_EQ(of("urlencoded-form.value"), Reveals::pairValue);
  EXPECT_EQ(of("json.member"), Reveals::pairName);
  EXPECT_EQ(of("mime_multipart.value"), Reveals::pairValue);
  EXPECT_EQ(of("http.referer"), Reveals::referer);
}

// RFC 6455 §5.7: "Hello" as a masked text message, an unmasked Ping
TEST(WebSocket, TellsFrames) {
  const auto d = asFrame("81 85 37 fa 21 3d 7f 9f 4d 51 58");
  EXPECT_EQ(d.layers, "http:websocket:data-text-lines");
  EXPECT_EQ(d.protocol, "WebSocket");
  EXPECT_EQ(d.info, "WebSocket Text [FIN] [MASKED]");
  EXPECT_EQ(d.value("websocket.payload.text"), "Hello");
  EXPECT_EQ(d.value("websocket.masking_key"), "37fa213d");
  EXPECT_EQ(d.value("data-text-lines.line"), "Hello");
  const auto ping = asFrame("89 05 48 65 6c 6c 6f");
  EXPECT_EQ(ping.info, "WebSocket Ping [FIN] ");
  EXPECT_EQ(ping.value("websocket.payload.ping"), "48656c6c6f");
  const auto close = asFrame("88 05 03 e8 62 79 65");
  EXPECT_EQ(close.info, "WebSocket Connection Close [FIN] ");
  EXPECT_EQ(close.value("websocket.payload.close.status_code"), "1000");
  EXPECT_EQ(close.value("websocket.payload.close.reason"), "bye");
}

// RFC 7692 §7.2.3.1: "Hello" compressed
TEST(WebSocket, UnpacksMessages) {
  constexpr std::string_view kFrame = "c1 07 f2 48 cd c9 c9 07 00";
  EXPECT_EQ(asFrame(kFrame, http::kDeflated).value("websocket.payload.text"), "Hello");
  EXPECT_NE(asFrame(kFrame).value("websocket.payload.text"), "Hello");
}

TEST(Http, StandsAnyBytes) {
  test::sturdy(entry(), bytes(kLogin));
  test::sturdy(entry(), bytes(kChunked));
  test::sturdy(entry(), bytes(kMultipart));
  test::sturdy(entry(), bytes(std::string{"GET /g?query=%7Ba%7D&p HTTP/1.1\r\nAuthorization: Bearer "}.append(kJwt) +
                              "\r\nProxy-Authorization: Digest username=\"a\\\"b\", response=c\r\nCookie: a=\"b\"; c\r\n\r\n"));
  test::sturdy(entry(), bytes("HTTP/1.1 302 x\r\nSet-Cookie: a=b; Path\r\nLocation: https://h\r\nWWW-Authenticate: Digest "
                              "realm=\"a, b\"\r\nStrict-Transport-Security: 1\r\n\r\n"));
  test::sturdy(entry(), bytes("POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n[{\"query\":\"query A(b:{c:[1]}){d:e @f "
                              "...G \\\"\\\"\\\"x\",\"operationName\":\"A\"}]"));
  for (const auto& [coding, body] : kPacked) test::sturdy(entry(), packed(coding, "application/json", hex(body)));
  test::sturdy(entry(), packed("identity", "application/json", bytes(R"({"a":[1,-2e3,{"b":null,"c":[[]]}],"d":"x\u00e9\ud83d\ude00"})")));
  test::sturdy(entry(http::Part::webSocket), hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
  test::sturdy(entry(http::Part::webSocket, http::kContinues | http::kEndsText), hex("80 02 6c 6f"));
  test::sturdy(entry(http::Part::webSocket, http::kDeflated), hex("c1 07 f2 48 cd c9 c9 07 00"));
  test::sturdy(entry(http::Part::webSocket), hex("88 85 00 00 00 00 03 e8 62 79 65"));
}

TEST(Json, DepthAndNonsenseAreBounded) {
  const std::string deep = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + std::string(100'000, '[');
  const auto d = asHttp(deep);
  EXPECT_EQ(d.faults(), "");
  EXPECT_LE(d.values("json.array").size(), 100u);
  EXPECT_TRUE(d.has("json.unparsed"));
  EXPECT_TRUE(asHttp("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\" 1}").has("json.unparsed"));
}

}  // namespace
}  // namespace pw
