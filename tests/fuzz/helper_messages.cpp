// What helper and parent say to each other, from hostile bytes: in either direction only what the documents allow comes
// through, and it says the same when it is sent on.
#include <cstdlib>

#include "core/capture/capture_options.h"
#include "core/capture/helper_message.h"
#include "core/capture/helper_process.h"

namespace {

using namespace pw;
using namespace pw::helper;

void check(bool holds) {
  if (!holds) std::abort();
}

void checkSide(ByteView bytes, Sender from) {
  const auto m = decode(bytes, from);
  if (!m) return;
  check((m->kind == MessageKind::askCounts || m->kind == MessageKind::stop) == (from == Sender::parent));
  check(m->interface < CaptureOptions::kMaxInterfaces || m->interface == kNoInterface);
  check(m->text.size() < kTextBytes && m->text.find('\0') == std::string::npos);
  const MessageBytes again = encode(*m);
  check(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()));
  check(problemOf(*m).any());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  checkSide({data, size}, Sender::helper);
  checkSide({data, size}, Sender::parent);
  return 0;
}
