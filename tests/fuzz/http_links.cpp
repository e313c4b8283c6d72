// One message of HTTP or WebSocket with others that it has to do with: three bytes of settings, the other message, and
// the message itself.
#include <memory>

#include "tests/fuzz/fuzz_support.h"

namespace {

/// What the settings say of a message whose neighbours all begin so.
std::shared_ptr<const pw::MessageLinks> linksOf(bool response, pw::ByteView other) {
  auto links = std::make_shared<pw::MessageLinks>();
  const pw::OtherMessage message{pw::PacketId{1}, other};
  links->before.push_back({{message, message}, {{}, message}});
  links->after.push_back({message});
  pw::MessageLink& link = links->all.emplace_back();
  link.number = 1;
  link.isResponse = response;
  link.request = link.response = message;
  link.previousRequest = link.nextResponse = pw::PacketId{2};
  link.before = links->before.front();
  link.after = links->after.front();
  link.streamBefore = other;
  return links;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static pw::test::WalkCheck check{pw::fuzz::registry()};
  pw::fuzz::Settings settings{{data, size}};
  const std::uint16_t facts = settings.u16();
  const std::uint8_t length = settings.u8();
  const pw::ByteView other = settings.take(length);
  pw::PacketContext context;
  context.id = pw::PacketId{0};
  context.bytes = settings.rest();
  context.wireLen = static_cast<std::uint32_t>(context.bytes.size());
  context.stream.links = linksOf((facts & 0x80) != 0, other);
  pw::fuzz::require(check.protocol("http", context, {}, 0, facts & 0xff7fu));
  return 0;
}
