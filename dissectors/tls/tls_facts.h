// What one TLS message means depends on the messages before it: which version was agreed, whether a side has begun to
// encrypt. The framer learns it in the order of the capture and hands it to each walk in 64 bits.
#pragma once
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "core/bytes/byte_view.h"

namespace pw::tls {

namespace version {
inline constexpr std::uint16_t kUnknown = 0, kSsl2 = 0x0002, kSsl3 = 0x0300, kTls10 = 0x0301, kTls11 = 0x0302,
                               kTls12 = 0x0303, kTls13 = 0x0304;
}
/// ContentType (RFC 8446 §5.1)
namespace content {
inline constexpr std::uint8_t kChangeCipherSpec = 20, kAlert = 21, kHandshake = 22, kApplicationData = 23,
                              kHeartbeat = 24, kConnectionId = 25;
}
/// HandshakeType (RFC 8446 §4, RFC 5246 §7.4)
namespace handshake {
inline constexpr std::uint8_t kHelloRequest = 0, kClientHello = 1, kServerHello = 2, kNewSessionTicket = 4,
                              kHelloRetryRequest = 6, kEncryptedExtensions = 8, kCertificate = 11,
                              kServerKeyExchange = 12, kCertificateRequest = 13, kServerHelloDone = 14,
                              kCertificateVerify = 15, kClientKeyExchange = 16, kFinished = 20, kCertificateStatus = 22,
                              kKeyUpdate = 24, kCompressedCertificate = 25;
}
/// Bytes before a record's content (RFC 8446 §5.1), and before a handshake message's (§4).
inline constexpr std::size_t kRecordHeader = 5;
inline constexpr std::size_t kHandshakeHeader = 4;
/// TLSCiphertext.length (RFC 5246 §6.2.3; TLS 1.3 allows less)
inline constexpr std::size_t kMaxRecord = 16384 + 2048;
/// A longer handshake message is not believed.
inline constexpr std::uint32_t kMaxHandshake = 0x10000;

/// Whether a server's certificate is for the host that the client asked for (RFC 9525 §6.3).
enum class NameCheck : std::uint8_t { none, fits, differs };

/// Of the connection, as it is when a message begins.
struct Facts {
  std::uint16_t version = version::kUnknown;  ///< agreed on; TLS 1.3 also for its drafts
  std::uint16_t suite = 0;                    ///< agreed on; 0: not seen
  bool server = false;   ///< the message comes from the server
  bool sealed = false;   ///< its side has sent ChangeCipherSpec: handshake records are encrypted
  bool retried = false;  ///< the server sent a HelloRetryRequest
  bool resumed = false;  ///< up to TLS 1.2: the server goes on with keys from before; see Connection::flight()
  bool opening = false;  ///< TLS 1.3: sealed records of its side still belong to the handshake, by their position
  bool middle = false;   ///< the message begins within a handshake message that was too long to be put together
  bool macOutside = false;  ///< encrypt-then-MAC was agreed on (RFC 7366)
  bool macCut = false;      ///< so was a MAC of 10 bytes (RFC 6066 §7)
  bool compressed = false;  ///< so was compression (RFC 3749)
  NameCheck name = NameCheck::none;  ///< of the message's certificate
  /// Not 0: the message's own record, which is the last one, goes on with a handshake message from the records before it.
  /// That begins behind so many bytes, less one, of the content of the first of them.
  std::uint16_t carried = 0;

  [[nodiscard]] std::uint64_t packed() const noexcept {
    const bool flags[] = {server, sealed, retried, resumed, middle, opening, macOutside, macCut, compressed};
    std::uint64_t v = std::uint64_t{version} << 48 | std::uint64_t{suite} << 32;
    for (unsigned i = 0; i < std::size(flags); ++i) v |= std::uint64_t{flags[i]} << i;
    return v | static_cast<std::uint64_t>(name) << kNameAt | std::uint64_t{carried} << kCarriedAt;
  }
  static Facts unpacked(std::uint64_t v) noexcept {
    Facts f;
    f.version = static_cast<std::uint16_t>(v >> 48);
    f.suite = static_cast<std::uint16_t>(v >> 32);
    bool* const flags[] = {&f.server,  &f.sealed,     &f.retried, &f.resumed,   &f.middle,
                           &f.opening, &f.macOutside, &f.macCut,  &f.compressed};
    for (unsigned i = 0; i < std::size(flags); ++i) *flags[i] = (v >> i & 1) != 0;
    f.name = static_cast<NameCheck>(std::min<std::uint64_t>(v >> kNameAt & 3, 2));
    f.carried = static_cast<std::uint16_t>(v >> kCarriedAt);
    return f;
  }
  bool operator==(const Facts&) const = default;

 private:
  static constexpr unsigned kNameAt = 9, kCarriedAt = 16;
};

/// What a ServerHello settles. `whole` is false where its bytes end too early.
struct ServerChoice {
  std::uint16_t version = version::kUnknown;
  std::uint16_t suite = 0;
  ByteView sessionId;
  bool retry = false;  ///< it is a HelloRetryRequest (RFC 8446 §4.1.3)
  bool macOutside = false, macCut = false, compressed = false;  ///< as in Facts
  bool whole = false;
};
/// `body` is the message behind its header. Never fails; what is not there stays 0.
ServerChoice serverChoice(ByteView body) noexcept;

/// What a ClientHello brings that later messages need.
struct ClientOffer {
  ByteView serverName;     ///< host that it asks for (RFC 6066 §3)
  bool earlyData = false;  ///< data of TLS 1.3 follows at once (RFC 8446 §4.2.10)
};
ClientOffer clientOffer(ByteView body) noexcept;

/// True for 0x0304 and its drafts.
constexpr bool isTls13(std::uint16_t v) noexcept {
  return v == version::kTls13 || (v >= 0x7f0e && v <= 0x7f1c) || v == 0xfb17 || v == 0xfb1a;
}
/// The drafts of TLS 1.3 before the 22nd: their ServerHello has neither a session ID nor a compression.
constexpr bool isEarlyDraft(std::uint16_t v) noexcept { return v >= 0x7f00 && v <= 0x7f15; }
/// RFC 8701: values that mean nothing, sent so that nobody relies on all values being known.
constexpr bool isGrease(std::uint16_t v) noexcept { return (v & 0x0f0f) == 0x0a0a && v >> 8 == (v & 0xff); }

/// A handshake type that exists.
bool knownHandshake(std::uint8_t type) noexcept;
/// Bytes of MAC behind content that stays readable: the suite authenticates but does not encrypt (RFC 5246 §A.5,
/// RFC 4785, RFC 8422 §6). 0 where that is not so.
std::size_t bareMac(const Facts& facts) noexcept;

/// Five bytes that may be a record's header: a known type, major version 3, a length that is allowed.
bool plausibleRecord(ByteView header) noexcept;
/// The ClientHello in the form of SSL 2.0 (RFC 5246 §E.2); at least 11 bytes are needed to tell.
bool plausibleV2Hello(ByteView bytes) noexcept;

/// Whether a handshake record's content is encrypted: known from the connection, or else seen from its first bytes.
bool looksSealed(const Facts& facts, ByteView start, std::size_t length) noexcept;

/// The connection as far as it was seen. One for both directions.
class Connection {
 public:
  [[nodiscard]] Facts facts(unsigned side) const noexcept;
  /// A record begins; `first` is its content's first byte.
  void record(unsigned side, std::uint8_t type, std::uint16_t recordVersion, std::uint8_t first) noexcept;
  void changeCipherSpec(unsigned side) noexcept;
  void clientHello(ByteView body);
  void serverHello(ByteView body) noexcept;
  /// Another handshake message came. A server that takes keys from before sends none but a ticket between its hello
  /// and ChangeCipherSpec (RFC 5246 §7.3, RFC 5077 §3.1).
  void flight(std::uint8_t type) noexcept;
  /// Bytes of a side were lost: what was not seen may have been there.
  void gap() noexcept { resumed_ = false; }
  /// Host that the client asked for, in small letters; empty where it is not known or needed.
  [[nodiscard]] std::string_view serverName() const noexcept { return serverName_; }
  /// The host was compared with a certificate.
  void named() noexcept { serverName_ = {}; }
  void ssl2() noexcept { version_ = version::kSsl2; }

 private:
  std::uint16_t version_ = version::kUnknown;
  std::uint16_t suite_ = 0;
  bool sealed_[2] = {false, false};
  bool retried_ = false;
  bool resumed_ = false;
  bool macOutside_ = false, macCut_ = false, compressed_ = false;
  bool answered_ = false, early_ = false, clientDone_ = false;
  std::string serverName_;
};

}  // namespace pw::tls
