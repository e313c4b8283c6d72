// What a host asks for when it starts.
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return pw::fuzz::startAt({"dhcp", "dhcpv6", "ntp", "tftp", "ssdp"}, {data, size});
}
