// Control messages and address resolution, with what they quote.
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return pw::fuzz::startAt({"icmp", "icmpv6", "igmp", "arp"}, {data, size});
}
