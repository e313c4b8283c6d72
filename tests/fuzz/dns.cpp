// Name resolution in its three forms; over TCP with a length before each message.
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return pw::fuzz::startAt({"dns", "mdns", "llmnr"}, {data, size});
}
