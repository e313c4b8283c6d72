#include "core/file/pcapng_blocks.h"

#include <algorithm>

namespace pw::pcapng {
namespace {

std::string text(ByteView value) {
  // Some writers count a closing NUL in.
  while (!value.empty() && value.back() == 0) value = value.first(value.size() - 1);
  return {value.begin(), value.end()};
}

template <std::unsigned_integral T, class Into>
MaybeFault number(std::uint16_t code, ByteView value, Order order, Into& into) {
  if (value.size() != sizeof(T)) return Fault{FileProblemKind::badOption, code, value.size()};
  into = order.load<T>(value.data());
  return std::nullopt;
}

Fault badBlock(BlockType type, std::size_t length) noexcept {
  return {FileProblemKind::badBlock, static_cast<std::uint64_t>(type), length};
}

}  // namespace

MaybeFault readSection(ByteView options, Order order, SectionInfo& section) {
  return forEachOption(options, order, [&section](std::uint16_t code, ByteView value) -> MaybeFault {
    switch (code) {
      case kComment: section.comments.push_back(text(value)); break;
      case kSectionHardware: section.hardware = text(value); break;
      case kSectionOs: section.os = text(value); break;
      case kSectionApplication: section.application = text(value); break;
      default: break;
    }
    return std::nullopt;
  });
}

MaybeFault readInterface(ByteView body, Order order, InterfaceInfo& interface) {
  interface.linkType = LinkType{order.load<std::uint16_t>(body.data())};
  interface.snapLen = order.load<std::uint32_t>(body.data() + 4);
  return forEachOption(body.subspan(8), order, [&](std::uint16_t code, ByteView value) -> MaybeFault {
    switch (code) {
      case kComment: interface.comments.push_back(text(value)); break;
      case kName: interface.name = text(value); break;
      case kDescription: interface.description = text(value); break;
      case kHardware: interface.hardware = text(value); break;
      case kOs: interface.os = text(value); break;
      case kSpeed:
        if (value.size() == 8) interface.speedBps = order.load<std::uint64_t>(value.data());
        break;
      case kTsResolution:
        if (value.size() == 1) interface.tsResolution = value[0];
        break;
      case kTsOffset:
        if (value.size() == 8) {
          interface.tsOffsetSec = static_cast<std::int64_t>(order.load<std::uint64_t>(value.data()));
        }
        break;
      case kFilter:
        if (value.empty()) return Fault{FileProblemKind::badOption, code, 0};
        if (value[0] == 0) interface.filter = text(value.subspan(1));  // 0: a text, 1: bytecode
        break;
      case kFcsLength:
        if (value.size() == 1) {
          interface.fcsLen = value[0];
          interface.fcsKnown = true;
        }
        break;
      default: break;
    }
    return std::nullopt;
  });
}

MaybeFault readPacketOptions(ByteView options, Order order, PacketExtras& extras) {
  return forEachOption(options, order, [&](std::uint16_t code, ByteView value) -> MaybeFault {
    switch (code) {
      case kComment: extras.comments.push_back(text(value)); break;
      case kFlags: return number<std::uint32_t>(code, value, order, extras.flags);
      case kDropCount: return number<std::uint64_t>(code, value, order, extras.dropCount);
      case kPacketId: return number<std::uint64_t>(code, value, order, extras.packetId);
      case kQueue: return number<std::uint32_t>(code, value, order, extras.queue);
      case kHash:
      case kVerdict:
        if (value.empty()) return Fault{FileProblemKind::badOption, code, 0};
        break;
      default: break;
    }
    return std::nullopt;
  });
}

MaybeFault readStats(ByteView options, Order order, const TickClock& clock, InterfaceStats& stats) {
  return forEachOption(options, order, [&](std::uint16_t code, ByteView value) -> MaybeFault {
    if (value.size() != 8) return std::nullopt;
    const auto count = order.load<std::uint64_t>(value.data());
    switch (code) {
      case kStart: stats.startNs = clock.toNs(order.loadTime(value.data())); break;
      case kEnd: stats.endNs = clock.toNs(order.loadTime(value.data())); break;
      case kReceived: stats.received = count; break;
      case kDropped: stats.dropped = count; break;
      case kFilterAccepted: stats.filterAccepted = count; break;
      case kOsDropped: stats.osDropped = count; break;
      case kDelivered: stats.delivered = count; break;
      default: break;
    }
    return std::nullopt;
  });
}

MaybeFault readNames(ByteView body, Order order, std::vector<NameRecord>& names) {
  enum RecordType : std::uint16_t { kEndRecord = 0, kIpv4 = 1, kIpv6 = 2 };
  const Fault fault = badBlock(BlockType::nameResolution, body.size() + kMinBlockBytes);
  while (!body.empty()) {
    if (body.size() < 4) return fault;
    const auto type = order.load<std::uint16_t>(body.data());
    const std::size_t length = order.load<std::uint16_t>(body.data() + 2);
    body = body.subspan(4);
    if (padded(length) > body.size()) return fault;
    if (type == kEndRecord)
      return forEachOption(body, order, [](std::uint16_t, ByteView) { return MaybeFault{}; });

    ByteView record = body.first(length);
    body = body.subspan(padded(length));
    if (type != kIpv4 && type != kIpv6) continue;
    NameRecord name{.ipv6 = type == kIpv6, .address = {}, .name = {}};
    const std::size_t addressBytes = name.ipv6 ? 16 : 4;
    if (record.size() < addressBytes) return fault;
    std::copy_n(record.begin(), addressBytes, name.address.begin());
    record = record.subspan(addressBytes);
    while (!record.empty()) {  // one or more names, each closed by a NUL
      const auto end = std::find(record.begin(), record.end(), std::uint8_t{0});
      if (end == record.end()) return fault;
      name.name.assign(record.begin(), end);
      if (!name.name.empty() && names.size() < kMaxNames) names.push_back(name);
      record = record.subspan(name.name.size() + 1);
    }
  }
  return std::nullopt;
}

}  // namespace pw::pcapng
