// pcapng from hostile bytes.
#include "tests/fuzz/file_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pw::fuzz::checkCapture({data, size}, pw::Compression::none, pw::FileFormat::pcap);
  return 0;
}
