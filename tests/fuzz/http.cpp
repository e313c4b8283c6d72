// One message of HTTP, and what it carries.
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return pw::fuzz::startAt({"http", "websocket", "json", "mime_multipart", "urlencoded-form", "data-text-lines"},
                           {data, size});
}
