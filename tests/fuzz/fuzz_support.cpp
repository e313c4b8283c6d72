#include "tests/fuzz/fuzz_support.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "dissectors/registry.h"

namespace pw::fuzz {

const Registry& registry() {
  static const Registry all = allProtocols();
  return all;
}

void require(const std::string& fault) {
  if (fault.empty()) return;
  std::fprintf(stderr, "fault: %s\n", fault.c_str());
  std::abort();
}

LinkType linkTypeOf(std::uint8_t choice) noexcept {
  constexpr std::array kTypes{LinkType::ethernet, LinkType::null,     LinkType::loop, LinkType::raw,
                              LinkType::ipv4,     LinkType::ipv6,     LinkType::ppp,  LinkType::pppHdlc,
                              LinkType::linuxSll, LinkType::linuxSll2, static_cast<LinkType>(147)};
  return kTypes[choice % kTypes.size()];
}

std::uint32_t wireLength(std::size_t captured, std::uint16_t more) noexcept {
  return static_cast<std::uint32_t>(captured) + more;
}

namespace {

/// As IPv4 or IPv6 with ports would have left it.
PacketSummary transportBelow(bool ipv6, std::uint16_t srcPort, std::uint16_t dstPort) {
  PacketSummary s;
  s.hasIp = true;
  s.src.kind = s.dst.kind = ipv6 ? AddressKind::ipv6 : AddressKind::ipv4;
  s.src.bytes = {0xfe, 0x80, 0, 1};
  s.dst.bytes = {0xff, 0x02, 0, 2};
  s.srcPort = srcPort;
  s.dstPort = dstPort;
  return s;
}

}  // namespace

int startAt(std::initializer_list<std::string_view> protocols, ByteView input) {
  static test::WalkCheck check{registry()};
  Settings settings{input};
  const std::string_view name = protocols.begin()[settings.u8() % protocols.size()];
  const std::uint8_t way = settings.u8();
  PacketContext context;
  context.id = PacketId{0};
  const std::uint16_t more = settings.u16();
  context.bytes = settings.rest();
  context.wireLen = wireLength(context.bytes.size(), more);
  require(check.protocol(name, context, transportBelow((way & 0x80) != 0, 40000, 5353), way & 0x7fu));
  return 0;
}

}  // namespace pw::fuzz
