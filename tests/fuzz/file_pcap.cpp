// pcap and snoop from hostile bytes. Reading must end, stay in bounds, and not depend on how bytes are cut in
// blocks.
#include "tests/fuzz/file_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pw::fuzz::checkCapture({data, size}, pw::Compression::none, pw::FileFormat::pcapng);
  return 0;
}
