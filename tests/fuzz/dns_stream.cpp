// DNS over TCP: one message with any facts, or a conversation whose messages the framer finds.
#include "dissectors/dns/dns.h"
#include "tests/fuzz/converse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pw::fuzz;
  Settings settings{{data, size}};
  const StreamTarget target{"dns", pw::dns::kStream};
  const unsigned what = settings.u8();
  if (what >= 128) {
    converse(target, settings);
    return 0;
  }
  const std::uint16_t more = settings.u8();
  walkOver(target, settings.rest(), what, more);
  return 0;
}
