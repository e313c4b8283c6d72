// A TCP header with its options.
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return pw::fuzz::startAt({"tcp"}, {data, size});
}
