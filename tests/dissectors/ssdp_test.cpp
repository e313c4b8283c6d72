// Simple Service Discovery Protocol (UPnP Device Architecture 2.0 §1).
#include "tests/support/datagram.h"

namespace pw {
namespace {

using test::Bytes;
using test::dissect;
using test::kDatagramLink;

Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }
auto asSsdp(std::string_view m) { return dissect(kDatagramLink, test::udpDatagram(50000, 1900, bytes(m))); }

constexpr std::string_view kSearch =
    "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: "
    "2\r\nST:upnp:rootdevice\r\n\r\n";

TEST(Ssdp, TellsASearch) {
  const auto d = asSsdp(kSearch);
  EXPECT_EQ(d.layers, "ip:udp:ssdp");
  EXPECT_EQ(d.protocol, "SSDP");
  EXPECT_EQ(d.info, "M-SEARCH * HTTP/1.1 ");
  EXPECT_EQ(d.value("http.request.method"), "M-SEARCH");
  EXPECT_EQ(d.value("http.request.uri"), "*");
  EXPECT_EQ(d.value("http.host"), "239.255.255.250:1900");
  EXPECT_EQ(d.value("http.request.full_uri"), "http://239.255.255.250:1900");
  EXPECT_EQ(d.value("ssdp.st"), "upnp:rootdevice");
  EXPECT_EQ(d.value("ssdp.mx"), "2");
}

/// tshark 4.0.17 has http.request for M-SEARCH, GET, POLL, SEARCH; http.notification for these three.
TEST(Ssdp, ANotificationIsNoRequest) {
  EXPECT_EQ(asSsdp(kSearch).value("http.request"), "1");
  EXPECT_EQ(asSsdp(kSearch).value("http.notification"), "");
  for (const std::string_view method : {"NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE"}) {
    const auto d = asSsdp(std::string{method}.append(" * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n"));
    EXPECT_EQ(d.value("http.notification"), "1") << method;
    EXPECT_EQ(d.value("http.request"), "") << method;
    EXPECT_EQ(d.value("http.request.method"), method);
  }
}

TEST(Ssdp, TellsAnAnswer) {
  const auto d = asSsdp("HTTP/1.1 200 OK\r\nLocation: http://192.0.2.1/d.xml\r\n\r\n");
  EXPECT_EQ(d.info, "HTTP/1.1 200 OK ");
  EXPECT_EQ(d.value("http.response.code"), "200");
  EXPECT_EQ(d.value("http.location"), "http://192.0.2.1/d.xml");
}

TEST(Ssdp, WhatIsNoMessageIsData) {
  const auto d = asSsdp("garbage");
  EXPECT_EQ(d.layers, "ip:udp:ssdp:data");
  EXPECT_EQ(d.info, "Continuation");
}

TEST(Ssdp, StandsAnyBytes) {
  for (const std::string_view m : {kSearch, std::string_view{"NOTIFY * HTTP/1.1\nNT: a\n\nrest"},
                                   std::string_view{"HTTP/1.1 200 OK\r\nno colon\r\n\r\nbody"}})
    test::sturdy(kDatagramLink, test::udpDatagram(1900, 50000, bytes(m)));
}

}  // namespace
}  // namespace pw
