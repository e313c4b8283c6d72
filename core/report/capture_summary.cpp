#include "core/report/capture_summary.h"

#include <algorithm>
#include <array>

namespace pw {

namespace {

struct LinkName {
  LinkType type;
  std::string_view name;
};
constexpr std::array<LinkName, 10> kLinkNames{{{LinkType::null, "NULL/Loopback"},
                                               {LinkType::ethernet, "Ethernet"},
                                               {LinkType::ppp, "PPP"},
                                               {LinkType::pppHdlc, "PPP over HDLC"},
                                               {LinkType::raw, "Raw IP"},
                                               {LinkType::loop, "OpenBSD loopback"},
                                               {LinkType::linuxSll, "Linux cooked-mode capture v1"},
                                               {LinkType::ipv4, "Raw IPv4"},
                                               {LinkType::ipv6, "Raw IPv6"},
                                               {LinkType::linuxSll2, "Linux cooked-mode capture v2"}}};

}  // namespace

std::string linkTypeName(LinkType type) {
  for (const LinkName& n : kLinkNames)
    if (n.type == type) return std::string{n.name};
  return "link type " + std::to_string(static_cast<unsigned>(type));
}

void CaptureSummary::count(const PacketBatch& batch) {
  for (const PacketRef& p : batch.packets) {
    const auto kept = static_cast<std::uint32_t>(p.bytes.size());
    ++packets;
    wireBytes += p.wireLen;
    keptBytes += kept;
    longest = std::max(longest, p.wireLen);
    shortest = std::min(shortest, p.wireLen);
    if (kept < p.wireLen) {
      ++cut;
      leastCut = std::min(leastCut, kept);
      mostCut = std::max(mostCut, kept);
    }
    if (perInterface.size() <= p.interface) perInterface.resize(std::size_t{p.interface} + 1);
    if (perInterface[p.interface]++ == 0 && info && p.interface < info->interfaces.size()) {
      const LinkType link = info->interfaces[p.interface].linkType;
      if (std::ranges::find(linkTypes, link) == linkTypes.end()) linkTypes.push_back(link);
    }
    if (p.extras != PacketRef::kNoExtras && !batch.extras[p.extras].comments.empty()) ++commented;
    if (!p.hasTime) continue;
    inOrder = inOrder && (!timed || p.timeNs >= previousNs);
    previousNs = p.timeNs;
    firstNs = timed ? std::min(firstNs, p.timeNs) : p.timeNs;
    lastNs = timed ? std::max(lastNs, p.timeNs) : p.timeNs;
    timed = true;
  }
}

CaptureSummary summarize(PacketSource& source, std::string file) {
  CaptureSummary s;
  s.file = std::move(file);
  PacketBatch batch;
  for (Pull pull = Pull::idle; (pull = source.next(batch)) != Pull::end;) {
    s.info = source.info();
    if (pull == Pull::packets) s.count(batch);
  }
  s.info = source.info();
  s.fileBytes = s.info->fileBytes;
  s.problem = source.problem();
  return s;
}

}  // namespace pw
