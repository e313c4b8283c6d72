#include "core/capture/capture_filter.h"

#include <gtest/gtest.h>

#include "core/capture/interfaces.h"
#include "core/capture/link_types.h"

namespace pw {
namespace {

TEST(CaptureFilter, TakesWhatLibpcapTakes) {
  EXPECT_TRUE(checkCaptureFilter("", LinkType::ethernet));
  EXPECT_TRUE(checkCaptureFilter("tcp port 443 and host 192.0.2.1", LinkType::ethernet));
  EXPECT_TRUE(checkCaptureFilter("ip6", LinkType::linuxSll2));
}

TEST(CaptureFilter, RefusesInLibpcapsWords) {
  const auto bad = checkCaptureFilter("tcp prt 80", LinkType::ethernet);
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().find("syntax error"), std::string::npos) << bad.error();
  EXPECT_FALSE(checkCaptureFilter("ether host 02:00:00:00:00:01", LinkType::raw)) << "no such addresses there";
}

// Typing must not ask a name server.
TEST(CaptureFilter, KnowsWhenANameWouldBeLookedUp) {
  for (const char* text : {"", "tcp", "tcp port 80 or (udp and port 53)", "host 192.0.2.1", "net 10.0.0.0/8",
                           "host 2001:db8::1", "ether host 02:00:5e:00:00:0a", "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
                           "portrange 80-90", "src port http or https", "port no-such-port", "ip[0] & 0xf != 5",
                           "vlan 100 && icmp", "len >= 0x40"})
    EXPECT_FALSE(namesAHost(text)) << text;
  for (const char* text : {"host www.example.com", "src net example", "dst host printer and tcp", "exa"})
    EXPECT_TRUE(namesAHost(text)) << text;
}

TEST(LinkTypes, DltNumbersBecomeThoseOfFiles) {
  EXPECT_EQ(linkTypeOf(1), LinkType::ethernet);
  EXPECT_EQ(linkTypeOf(12), LinkType::raw) << "DLT_RAW";
  EXPECT_EQ(linkTypeOf(113), LinkType::linuxSll);
  EXPECT_FALSE(linkTypeOf(-1));
  EXPECT_FALSE(linkTypeOf(15));
  for (const LinkType t : {LinkType::ethernet, LinkType::raw, LinkType::null, LinkType::linuxSll2})
    EXPECT_EQ(linkTypeOf(dltOf(t)), t);
  EXPECT_EQ(linkTypeNamed("EN10MB"), LinkType::ethernet);
  EXPECT_FALSE(linkTypeNamed("NONSENSE"));
}

TEST(Interfaces, TrafficIsOfInterfacesThatAreListed) {
  const auto all = listInterfaces();
  ASSERT_TRUE(all);
  for (const InterfaceTraffic& t : interfaceTraffic())
    EXPECT_TRUE(std::any_of(all->begin(), all->end(), [&](const CaptureInterface& i) { return i.name == t.name; }))
        << t.name;
}

}  // namespace
}  // namespace pw
