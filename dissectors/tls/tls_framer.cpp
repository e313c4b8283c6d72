#include "dissectors/tls/tls_framer.h"

#include <algorithm>

#include "dissectors/tls/tls_certificate.h"

namespace pw::tls {

namespace {

constexpr std::size_t kV2Header = 2;

bool isV2(std::uint8_t first) noexcept { return (first & 0x80) != 0; }

std::size_t v2Length(ByteView b) noexcept { return (std::size_t{b[0]} & 0x7f) << 8 | b[1]; }

std::size_t recordLength(ByteView b) noexcept { return std::size_t{b[3]} << 8 | b[4]; }

}  // namespace

void TlsFramer::feed(unsigned number, ByteView bytes, MessageEnds& ends) {
  Side& side = sides_[number & 1];
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (side.length == 0) {
      Facts f = connection_.facts(numberOf(side));
      f.middle = side.middle;
      f.carried = static_cast<std::uint16_t>(side.begunBytes != 0 ? side.begunAt + 1 : 0);
      side.facts = f.packed();
    }
    if (!side.inContent) {
      bool unknown = false;
      const std::size_t n = header(side, bytes.subspan(at), unknown);
      at += n;
      side.length += n;
      if (unknown) {
        const std::uint64_t facts = side.facts;
        side = {};
        ends.add(bytes.size(), facts);
        return;
      }
    } else {
      const std::size_t n = std::min(side.left, bytes.size() - at);
      content(side, bytes.subspan(at, n));
      side.left -= n;
      at += n;
      side.length += n;
    }
    if (side.inContent && side.left == 0) {
      recordOver(side);
      ends.add(at, side.facts, side.begunBytes);
      side.length = 0;
    }
  }
}

/// How many of a record's first bytes are to be looked at together, as far as that is known by now.
std::size_t TlsFramer::wanted(const Side& side) noexcept {
  const ByteView have{side.start.data(), side.started};
  if (have.empty()) return 1;
  if (isV2(have[0])) {
    if (have.size() < kV2Header) return kV2Header;
    return std::min(side.start.size(), kV2Header + v2Length(have));
  }
  if (have.size() < kRecordHeader || !plausibleRecord(have)) return kRecordHeader;
  return kRecordHeader + std::min<std::size_t>(recordLength(have), kHandshakeHeader + 1);
}

/// Collects the start of a record; returns how many bytes were taken.
std::size_t TlsFramer::header(Side& side, ByteView bytes, bool& unknown) {
  std::size_t taken = 0;
  while (side.started < wanted(side)) {
    if (taken == bytes.size()) return taken;
    side.start[side.started++] = bytes[taken++];
  }
  const ByteView have{side.start.data(), side.started};
  if (isV2(have[0])) {
    const bool hello = plausibleV2Hello(have);
    constexpr std::uint8_t kV2ServerHello = 4;
    const bool answer = &side == &sides_[1] && have.size() > kV2Header && have[2] == kV2ServerHello;
    if (answer) connection_.ssl2();
    unknown = !hello && !answer && connection_.facts(0).version != version::kSsl2;
    if (unknown) return taken;
    side.inContent = true;
    side.type = 0;
    side.left = kV2Header + v2Length(have) - have.size();
    return taken;
  }
  unknown = !plausibleRecord(have);
  if (!unknown) begin(side);
  return taken;
}

/// The start of a record is there.
void TlsFramer::begin(Side& side) {
  const ByteView have{side.start.data(), side.started};
  const ByteView content = have.subspan(kRecordHeader);
  const std::size_t length = recordLength(have);
  const bool goesOn = side.headed != 0;
  side.inContent = true;
  side.type = have[0];
  side.left = length - content.size();
  const unsigned number = numberOf(side);
  if (!goesOn && !side.middle && !content.empty())
    connection_.record(number, side.type, static_cast<std::uint16_t>(have[1] << 8 | have[2]), content[0]);
  const Facts facts = connection_.facts(number);
  side.sealed = side.type != content::kHandshake || side.middle ||
                (!goesOn && (bareMac(facts) != 0 || looksSealed(facts, content, length)));
  // Another kind of record within a handshake message: that one will not be finished (RFC 8446 §5.1).
  if (side.type != content::kHandshake) side.headed = 0;
  side.contentAt = 0;
  if (side.type == content::kChangeCipherSpec) connection_.changeCipherSpec(number);
  this->content(side, content);
}

void TlsFramer::content(Side& side, ByteView bytes) {
  if (!side.sealed && side.type == content::kHandshake) handshakes(side, bytes);
}

void TlsFramer::handshakes(Side& side, ByteView bytes) {
  const std::size_t end = side.contentAt + bytes.size();
  while (!bytes.empty()) {
    if (side.headed < kHandshakeHeader) {
      if (side.headed == 0) {
        side.begunAt = end - bytes.size();
        side.begunBytes = side.begunRecords = 0;
      }
      side.head[side.headed++] = bytes[0];
      bytes = bytes.subspan(1);
      if (side.headed < kHandshakeHeader) continue;
      side.bodyLeft = std::size_t{side.head[1]} << 16 | std::size_t{side.head[2]} << 8 | side.head[3];
      side.hello.clear();
    }
    body(side, bytes);
    if (side.bodyLeft == 0) {
      whole(side);
      side.headed = 0;
    }
  }
  side.contentAt = end;
}

void TlsFramer::body(Side& side, ByteView& bytes) {
  const std::size_t n = std::min(side.bodyLeft, bytes.size());
  const bool hello = side.head[0] == handshake::kClientHello || side.head[0] == handshake::kServerHello;
  const bool certificate =
      side.head[0] == handshake::kCertificate && numberOf(side) == 1 && !connection_.serverName().empty();
  if (hello || certificate) {
    const std::size_t keep = std::min(n, kMaxHello - std::min(kMaxHello, side.hello.size()));
    side.hello.insert(side.hello.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(keep));
  }
  side.bodyLeft -= n;
  bytes = bytes.subspan(n);
}

/// A handshake message is whole.
void TlsFramer::whole(Side& side) {
  switch (side.head[0]) {
    case handshake::kClientHello: connection_.clientHello(side.hello); break;
    case handshake::kServerHello: connection_.serverHello(side.hello); break;
    case handshake::kCertificate:
      connection_.flight(side.head[0]);
      if (numberOf(side) == 1) compareName(side);
      break;
    default: connection_.flight(side.head[0]);
  }
  side.hello = {};
}

/// The server's certificate against the name that the client asked for: the walk over the message is told.
void TlsFramer::compareName(Side& side) {
  if (connection_.serverName().empty()) return;
  Facts f = Facts::unpacked(side.facts);
  f.name = checkName(firstCertificate(side.hello), connection_.serverName());
  side.facts = f.packed();
  connection_.named();
}

void TlsFramer::recordOver(Side& side) {
  side.inContent = false;
  side.started = 0;
  if (side.headed == 0) {
    side.begunBytes = side.begunRecords = 0;
    if (side.type != content::kHandshake) side.middle = false;
    return;
  }
  side.begunBytes += side.length;
  if (side.begunBytes <= kMaxMessage && ++side.begunRecords <= kMaxFragments) return;
  side.middle = true;
  side.headed = side.begunBytes = side.begunRecords = 0;
  side.hello = {};
}

bool TlsFramer::gap(unsigned number, std::uint32_t bytes) {
  Side& side = sides_[number & 1];
  connection_.gap();
  if (side.inContent && bytes < side.left) {
    side.left -= bytes;
    side.length += bytes;
    side.sealed = true;  // what handshake messages are in it cannot be known
    side.headed = side.begunBytes = 0;
    return true;
  }
  side = {};
  return false;
}

bool TlsFramer::close(unsigned number, std::uint64_t& facts) {
  Side& side = sides_[number & 1];
  const bool open = side.length != 0;
  facts = side.facts;
  side = {};
  return open;
}

Likeness probe(ByteView b) noexcept {
  if (plausibleV2Hello(b)) return Likeness::certain;
  if (b.empty()) return Likeness::perhaps;
  if (!plausibleRecord(b)) {
    const bool begins = b.size() < kRecordHeader && b[0] >= content::kChangeCipherSpec &&
                        b[0] <= content::kConnectionId && (b.size() < 2 || b[1] == 3);
    return begins ? Likeness::perhaps : Likeness::no;
  }
  const std::size_t length = recordLength(b);
  const bool known = b[0] != content::kHandshake || b.size() == kRecordHeader || knownHandshake(b[kRecordHeader]);
  // Others than these two do not begin a connection, and too few bytes are fixed in them.
  const bool common = b[0] == content::kHandshake || b[0] == content::kApplicationData;
  return known && common && length != 0 ? Likeness::certain : Likeness::perhaps;
}

bool begins(ByteView b) noexcept {
  if (!plausibleRecord(b)) return false;
  const std::size_t end = kRecordHeader + recordLength(b);
  return end <= b.size() && (b.size() - end < kRecordHeader || plausibleRecord(b.subspan(end)));
}

}  // namespace pw::tls
