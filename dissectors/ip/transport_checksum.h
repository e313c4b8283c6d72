// The checksum of TCP and UDP with its pseudo header (RFC 9293 §3.1, RFC 768, RFC 8200 §8.1).
#pragma once
#include "core/bytes/checksum.h"
#include "core/walk/walk.h"
#include "dissectors/ip/ip_protocols.h"

namespace pw::ip {

struct TransportChecksum {
  ChecksumStatus status = ChecksumStatus::unverified;
  std::uint16_t expected = 0;  ///< valid where the status is good, bad or partial
};

/// Verifies `segment` (header and payload as on the wire, `field` being the checksum it holds) between the
/// endpoints that the walk found. Unverified in quotes, in fragments, and where bytes are missing.
template <class Sink>
TransportChecksum verifyTransport(Walk<Sink>& w, ByteView segment, std::size_t wireLength,
                                  std::uint8_t protocol, std::uint16_t field) {
  const PacketSummary& s = w.summary();
  if (w.inQuote() || segment.size() != wireLength || s.src.kind == AddressKind::ether) return {};
  const unsigned n = lengthOf(s.src.kind);
  if (n == 0 || s.src.kind != s.dst.kind) return {};
  const std::uint16_t pseudo = InternetChecksum{}
                                   .add(ByteView{s.src.bytes}.first(n))
                                   .add(ByteView{s.dst.bytes}.first(n))
                                   .add16(protocol)
                                   .add16(static_cast<std::uint16_t>(wireLength >> 16))
                                   .add16(static_cast<std::uint16_t>(wireLength))
                                   .folded();
  const std::uint16_t sum = InternetChecksum{}.add(segment).add16(pseudo).folded();
  // Where the sender's network card was to do the rest, the field holds the pseudo header's sum alone.
  if (sum == 0xffff) return {ChecksumStatus::good, field};
  const std::uint16_t expected = expectedChecksum(sum, field);
  return {field == pseudo ? ChecksumStatus::partial : ChecksumStatus::bad, expected};
}

/// The line of a checksum field.
inline void checksumLine(TextOut& t, std::uint16_t field, const TransportChecksum& c) {
  t.add("Checksum: ").hex0x(field, 4);
  switch (c.status) {
    case ChecksumStatus::good: t.add(" [correct]"); break;
    case ChecksumStatus::bad: t.add(" incorrect, should be ").hex0x(c.expected, 4); break;
    case ChecksumStatus::partial: t.add(" [partial: left to the network card (offload)]"); break;
    case ChecksumStatus::notPresent: t.add(" [none]"); break;
    case ChecksumStatus::unverified: t.add(" [unverified]"); break;
  }
}

/// Adds the checksum of a header or message that has no pseudo header, its remark and its status. `covered` holds the
/// checksum itself; empty where it cannot be verified.
template <auto Field, auto Bad, auto Status, class Sink>
TransportChecksum addPlainChecksum(Walk<Sink>& w, std::uint32_t at, std::uint16_t v, ByteView covered,
                                   std::string_view words) {
  TransportChecksum check;
  if (!covered.empty()) {
    const std::uint16_t sum = InternetChecksum{}.add(covered).folded();
    check = {sum == 0xffff ? ChecksumStatus::good : ChecksumStatus::bad, expectedChecksum(sum, v)};
  }
  const NodeId node = add<Field>(w, at, 2, v);
  label(w, node, [&](TextOut& t) {
    t.add(words);
    checksumLine(t, v, check);
  });
  if (check.status == ChecksumStatus::bad) {
    w.summary().checksumBad = true;
    Under<Sink> under{w, node};
    note<Bad>(w, at, 2);
  }
  addGenerated<Status>(w, at, 0, static_cast<std::uint8_t>(check.status));
  return check;
}

}  // namespace pw::ip
