// FTP, SMTP, POP, IMAP and Telnet in two ways: the walk over any bytes with any facts, and a conversation whose
// messages are walked over with the facts that the framer found.
#include "dissectors/ftp/ftp.h"
#include "dissectors/imap/imap.h"
#include "dissectors/pop/pop.h"
#include "dissectors/smtp/smtp.h"
#include "dissectors/telnet/telnet.h"
#include "tests/fuzz/converse.h"

namespace pw::fuzz {
namespace {

const StreamTarget kTargets[] = {{"ftp", ftp::kStream},
                                 {"smtp", smtp::kStream},
                                 {"pop", pop::kStream},
                                 {"imap", imap::kStream},
                                 {"telnet", telnet::kStream}};

}  // namespace
}  // namespace pw::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pw::fuzz;
  Settings settings{{data, size}};
  const unsigned what = settings.u8();
  const StreamTarget& target = kTargets[what % 5];
  if (what >= 128) {
    converse(target, settings);
    return 0;
  }
  const std::uint32_t facts = settings.u16() | std::uint32_t{settings.u16()} << 16;
  const std::uint16_t more = settings.u8();
  walkOver(target, settings.rest(), facts, more);
  return 0;
}
