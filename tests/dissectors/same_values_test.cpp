// Values of fields in captures/ where they once were others: those that tshark 4.0.17 prints with -T fields.
#include "tests/support/captures.h"
#include "tests/support/tcp_talk.h"
#include "tests/support/trace_of.h"

namespace pw {
namespace {

struct Value {
  const char* capture;
  unsigned packet;
  const char* key;
  const char* value;
};
constexpr Value kValues[] = {
    {"4in6.pcap", 1, "ip.version", "6,4"},  // a filter on the version finds packets of both
    {"6in4.pcap", 1, "ip.version", "4,6"},
    {"4in6.pcap", 5, "tcp.options", "020405b40402080a57a440bb000000000103030a"},  // all of them, not each once more
    {"fragments-ipv4.pcap", 2, "ip.frag_offset", "185"},  // RFC 791 §3.1: in units of eight bytes
    {"https-tls12.pcap", 8, "tls.handshake.type", "16"},
    {"ssdp.pcap", 1, "http.notification", "1"},
    {"ssdp.pcap", 1, "http.request", ""},
    {"any-sll.pcap", 7, "icmp.resp_to", "6"},
    {"any-sll.pcap", 8, "icmp.resp_to", ""},  // the same reply, captured once more
    {"arp.pcap", 4, "data.len", "48"},
    {"arp.pcap", 4, "icmp.data_time_relative", "0.478177000"},
};

TEST(SameValues, AsTshark) {
  for (const Value& v : kValues) {
    const auto trace = test::traceOf(test::ownCapture(v.capture));
    ASSERT_TRUE(trace) << v.capture;
    EXPECT_EQ(test::ReadBack(*trace, v.packet)->value(v.key), v.value) << v.capture << ' ' << v.packet << ' ' << v.key;
  }
}

/// tshark prints 1,1: the sealed Finished is a handshake message, too.
TEST(SameValues, ASealedHandshakeMessageIsOne) {
  const auto trace = test::traceOf(test::ownCapture("https-tls12.pcap"));
  ASSERT_TRUE(trace);
  EXPECT_EQ(test::ReadBack(*trace, 8)->values("tls.handshake").size(), 2u);
}

/// Packets in which tshark prints all of the payload as tcp.segment_data.
void isAllSegmentData(const char* capture, unsigned packet) {
  const auto trace = test::traceOf(test::ownCapture(capture));
  ASSERT_TRUE(trace) << capture;
  const test::ReadBack d{*trace, packet};
  EXPECT_FALSE(d->value("tcp.segment_data").empty()) << capture;
  EXPECT_EQ(d->value("tcp.segment_data"), d->value("tcp.payload")) << capture;
  EXPECT_EQ(d->faults(), "") << capture;
}

TEST(SameValues, EachPieceOfAMessageIsSegmentData) {
  isAllSegmentData("dns.pcap", 40);
  isAllSegmentData("dns.pcap", 42);
}

TEST(SameValues, WhatComesOnceMoreIsSegmentData) { isAllSegmentData("any-sll.pcap", 16); }

}  // namespace
}  // namespace pw
