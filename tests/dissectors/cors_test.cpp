// Permissions to read across sites (Fetch Standard §4.8, §4.9), and where redirects point (RFC 3986 §5.4).
#include "dissectors/http/cors.h"

#include <gtest/gtest.h>

#include "dissectors/http/uri.h"

namespace pw {
namespace {

using http::Cors;
using http::HeadFacts;

HeadFacts request(std::string_view method = "GET", bool cookie = false) {
  HeadFacts r;
  r.method = method;
  r.uri = "/x";
  r.host = "api.example";
  r.origin = "http://shop.example";
  r.hasCookie = cookie;
  return r;
}
HeadFacts response(std::string_view origin, std::string_view credentials = {}) {
  HeadFacts r;
  r.response = true;
  r.code = 200;
  r.allowOrigin = origin;
  r.allowCredentials = credentials;
  return r;
}

TEST(Cors, TheCheckOfAResponse) {
  EXPECT_EQ(corsVerdict(request(), response({})), Cors::noOrigin);
  EXPECT_EQ(corsVerdict(request(), response("*")), Cors::withoutCredentials);
  EXPECT_EQ(corsVerdict(request(), response("http://other.example")), Cors::otherOrigin);
  EXPECT_EQ(corsVerdict(request(), response("http://shop.example")), Cors::withoutCredentials);
  EXPECT_EQ(corsVerdict(request(), response("http://shop.example", "true")), Cors::allowed);
  EXPECT_EQ(corsVerdict(request("GET", true), response("*", "true")), Cors::credentials);
  EXPECT_EQ(corsVerdict(request("GET", true), response("http://shop.example", "TRUE")), Cors::credentials);
  EXPECT_EQ(corsVerdict(request("GET", true), response("http://shop.example", "true")), Cors::allowed);
}

TEST(Cors, WhoAsksTheirOwnSiteNeedsNoPermission) {
  HeadFacts own = request();
  own.origin = "http://api.example";
  EXPECT_FALSE(corsVerdict(own, response({})));
  own.origin = {};
  EXPECT_FALSE(corsVerdict(own, response({})));
}

TEST(Cors, TheAnswerToAPreflight) {
  HeadFacts asks = request("OPTIONS");
  asks.requestMethod = "PUT";
  asks.requestHeaders = "content-type, x-a";
  HeadFacts says = response("*");
  EXPECT_EQ(corsVerdict(asks, says), Cors::method);
  says.allowMethods = "GET, PUT";
  EXPECT_EQ(corsVerdict(asks, says), Cors::header);
  says.allowHeaders = "X-A,Content-Type";
  EXPECT_EQ(corsVerdict(asks, says), Cors::withoutCredentials);
  says.code = 302;
  EXPECT_EQ(corsVerdict(asks, says), Cors::status);
  says.code = 204;
  says.allowMethods = "put";  // methods are told apart by case
  EXPECT_EQ(corsVerdict(asks, says), Cors::method);
  says.allowMethods = says.allowHeaders = "*";
  EXPECT_EQ(corsVerdict(asks, says), Cors::withoutCredentials);
  asks.requestHeaders = "Authorization";  // which * does not stand for
  EXPECT_EQ(corsVerdict(asks, says), Cors::header);
  asks.requestMethod = "POST";
  asks.requestHeaders = {};
  says.allowMethods = {};
  EXPECT_EQ(corsVerdict(asks, says), Cors::withoutCredentials);
}

TEST(Cors, APreflightIsForOneRequest) {
  HeadFacts asks = request("OPTIONS");
  asks.requestMethod = "PUT";
  EXPECT_TRUE(asksFor(asks, request("PUT")));
  EXPECT_FALSE(asksFor(asks, request("POST")));
  HeadFacts other = request("PUT");
  other.uri = "/y";
  EXPECT_FALSE(asksFor(asks, other));
  asks.requestMethod = {};
  EXPECT_FALSE(isPreflight(asks));
}

TEST(Redirect, PointsWhereRfc3986Says) {
  HeadFacts r = request();
  r.uri = "/b/c/d?q";
  EXPECT_EQ(redirectOf(r, "http://a/b"), "http://a/b");
  EXPECT_EQ(redirectOf(r, "https://a/b#part"), "https://a/b");
  EXPECT_EQ(redirectOf(r, "//g/x"), "http://g/x");
  EXPECT_EQ(redirectOf(r, "/g"), "http://api.example/g");
  EXPECT_EQ(redirectOf(r, "g"), "http://api.example/b/c/g");
  EXPECT_EQ(redirectOf(r, "?y"), "http://api.example/b/c/d?y");
  r.uri = "http://proxied.example/b/c?x";
  EXPECT_EQ(redirectOf(r, "g"), "http://proxied.example/b/g");
  EXPECT_EQ(redirectOf(r, ""), "");
  EXPECT_EQ(redirectOf(HeadFacts{}, "/g"), "");
}

}  // namespace
}  // namespace pw
