// Layers that carry other layers, IPv6 extension headers among them.
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return pw::fuzz::startAt({"gre", "vxlan", "ppp", "llc", "vlan", "sll", "ieee8021ad", "null", "raw", "ipv6.fraghdr",
                            "ipv6.hopopts", "ipv6.dstopts", "ipv6.routing"},
                           {data, size});
}
