#include "dissectors/tls/tls_facts.h"

#include <algorithm>

#include "core/bytes/cursor.h"
#include "dissectors/tls/tls_names.h"
#include "dissectors/tls/tls_plaintext.h"

namespace pw::tls {

namespace {

namespace extension {
constexpr std::uint16_t kServerName = 0, kTruncatedHmac = 4, kEncryptThenMac = 22, kEarlyData = 42,
                        kSupportedVersions = 43;
}
constexpr std::size_t kRandom = 32;

/// RFC 8446 §4.1.3: SHA-256 of "HelloRetryRequest"
constexpr std::uint8_t kRetryRandom[kRandom] = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
                                                0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
                                                0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

}  // namespace

ServerChoice serverChoice(ByteView body) noexcept {
  ServerChoice choice;
  Cursor c{body, body.size()};
  const std::uint16_t legacy = c.u16();
  const ByteView random = c.bytes(kRandom);
  if (!isEarlyDraft(legacy)) c.skip(c.u8());
  choice.suite = c.u16();
  if (!isEarlyDraft(legacy)) choice.compressed = c.u8() != 0;
  choice.version = isTls13(legacy) ? version::kTls13 : legacy;
  if (!c.ok()) return choice;
  choice.whole = true;
  choice.retry = std::equal(random.begin(), random.end(), kRetryRandom);
  Cursor extensions = c.more() ? c.sub(c.u16()) : Cursor{};
  while (extensions.more()) {
    const std::uint16_t type = extensions.u16();
    Cursor one = extensions.sub(extensions.u16());
    if (type == extension::kSupportedVersions && isTls13(one.u16())) choice.version = version::kTls13;
    choice.macOutside = choice.macOutside || (type == extension::kEncryptThenMac && extensions.ok());
    choice.macCut = choice.macCut || (type == extension::kTruncatedHmac && extensions.ok());
  }
  return choice;
}

namespace {

/// RFC 6066 §3: a list, in which there is no more than one name of a host.
ByteView hostIn(Cursor c) noexcept {
  constexpr std::uint8_t kHost = 0;
  Cursor list = c.sub(c.u16());
  if (list.u8() != kHost) return {};
  const ByteView name = list.bytes(list.u16());
  return list.ok() ? name : ByteView{};
}

}  // namespace

ClientOffer clientOffer(ByteView body) noexcept {
  ClientOffer offer;
  Cursor c{body, body.size()};
  c.skip(2 + kRandom);
  c.skip(c.u8());
  c.skip(c.u16());
  c.skip(c.u8());
  Cursor extensions = c.more() ? c.sub(c.u16()) : Cursor{};
  while (extensions.more()) {
    const std::uint16_t type = extensions.u16();
    const Cursor one = extensions.sub(extensions.u16());
    if (!extensions.ok()) break;
    if (type == extension::kServerName && offer.serverName.empty()) offer.serverName = hostIn(one);
    if (type == extension::kEarlyData) offer.earlyData = true;
  }
  return offer;
}

bool knownHandshake(std::uint8_t type) noexcept { return !nameOf(kHandshakeTypes, type).empty(); }

std::size_t bareMac(const Facts& facts) noexcept {
  if (!facts.sealed || facts.suite == 0) return 0;
  const SuiteOverhead s = suiteOverhead(facts.suite);
  return s.sealing == Sealing::none ? macLength(facts, s) : 0;
}

bool plausibleRecord(ByteView h) noexcept {
  if (h.size() < kRecordHeader) return false;
  const std::size_t length = std::size_t{h[3]} << 8 | h[4];
  return h[0] >= content::kChangeCipherSpec && h[0] <= content::kConnectionId && h[1] == 3 && h[2] <= 4 &&
         length <= kMaxRecord;
}

bool plausibleV2Hello(ByteView b) noexcept {
  constexpr std::size_t kHeader = 11;
  constexpr unsigned kClientHelloType = 1;
  if (b.size() < kHeader || (b[0] & 0x80) == 0 || b[2] != kClientHelloType) return false;
  const auto u16 = [&](std::size_t at) { return unsigned{b[at]} << 8 | b[at + 1]; };
  const unsigned length = u16(0) & 0x7fff, wanted = u16(3), suites = u16(5), session = u16(7), challenge = u16(9);
  return (wanted == version::kSsl2 || wanted >> 8 == 3) && suites != 0 && suites % 3 == 0 &&
         (session == 0 || session == 16) && challenge >= 16 && challenge <= 32 &&
         length == kHeader - 2 + suites + session + challenge;
}

bool looksSealed(const Facts& facts, ByteView start, std::size_t length) noexcept {
  // TLS 1.3 seals its handshake in records that say application data (RFC 8446 §5.2).
  if (facts.version == version::kTls13) return false;
  // Whatever encrypts also adds 16 bytes or more: a MAC, or a nonce and a tag.
  constexpr std::size_t kLeastOverhead = 16;
  if (length < kLeastOverhead || start.size() < kHandshakeHeader + 1) return false;
  if (facts.sealed) {
    // A Finished that fills the record to the last byte is no chance: whoever sent it does not encrypt.
    const std::size_t finished = kHandshakeHeader + (std::size_t{start[2]} << 8 | start[3]);
    const bool plain = start[0] == handshake::kFinished && start[1] == 0 && finished == length;
    return !plain && bareMac(facts) == 0;
  }
  // An explicit nonce that counts from 0 (RFC 5288 §3); two HelloRequests in a row nobody sends.
  if (std::all_of(start.begin(), start.begin() + 5, [](std::uint8_t b) { return b == 0; })) return true;
  return !knownHandshake(start[0]) || start[1] != 0;
}

Facts Connection::facts(unsigned side) const noexcept {
  Facts f;
  f.version = version_;
  f.suite = suite_;
  f.server = side == 1;
  f.sealed = sealed_[side & 1];
  f.retried = retried_;
  f.resumed = resumed_;
  f.macOutside = macOutside_;
  f.macCut = macCut_;
  f.compressed = compressed_;
  // The server's flight is over when the client's comes, and that is one record with its Finished (RFC 8446 §2). Where
  // the client sends early data, its records cannot be told apart.
  f.opening = version_ == version::kTls13 && answered_ && !clientDone_ && (f.server || !early_);
  return f;
}

/// A ClientHello's record says what old servers want to read; the other plain messages say the version.
void Connection::record(unsigned side, std::uint8_t type, std::uint16_t recordVersion, std::uint8_t first) noexcept {
  if (type == content::kApplicationData && side == 0 && answered_) clientDone_ = true;
  if (version_ != version::kUnknown) return;
  if (type == content::kChangeCipherSpec ||
      (type == content::kHandshake && first != handshake::kClientHello && knownHandshake(first)))
    version_ = recordVersion;
}

void Connection::changeCipherSpec(unsigned side) noexcept {
  // In TLS 1.3 it means nothing (RFC 8446 §D.4).
  if (version_ != version::kTls13) sealed_[side & 1] = true;
}

void Connection::clientHello(ByteView body) {
  constexpr std::size_t kMostName = 255;  // RFC 1035 §2.3.4
  const ClientOffer offer = clientOffer(body);
  serverName_.clear();
  if (offer.serverName.size() <= kMostName)
    for (const std::uint8_t b : offer.serverName)
      serverName_ += static_cast<char>(b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
  resumed_ = false;
  answered_ = clientDone_ = false;
  early_ = offer.earlyData;
  if (offer.earlyData) version_ = version::kTls13;
}

void Connection::serverHello(ByteView body) noexcept {
  const ServerChoice choice = serverChoice(body);
  if (choice.version != version::kUnknown) version_ = choice.version;
  if (!choice.whole) return;
  suite_ = choice.suite;
  macOutside_ = choice.macOutside;
  macCut_ = choice.macCut;
  compressed_ = choice.compressed;
  answered_ = !choice.retry;
  retried_ = retried_ || choice.retry;
  resumed_ = version_ != version::kTls13;
  if (version_ == version::kTls13) sealed_[0] = sealed_[1] = false;
}

void Connection::flight(std::uint8_t type) noexcept {
  if (type != handshake::kNewSessionTicket) resumed_ = false;
}

}  // namespace pw::tls
