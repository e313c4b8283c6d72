// gzip, zstd and lz4 from hostile bytes, with captures in them.
#include "tests/fuzz/file_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const pw::ByteView bytes{data, size};
  const pw::Compression kind = pw::sniffCompression(bytes);
  if (kind != pw::Compression::none) pw::fuzz::checkCapture(bytes, kind, pw::FileFormat::unknown);
  return 0;
}
