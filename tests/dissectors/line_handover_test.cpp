// STARTTLS and its kin: the connection is TLS from there on, and known as such (RFC 3207, RFC 2595, RFC 4217).
#include <gtest/gtest.h>

#include "core/stream/stream_follower.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/tcp_payloads.h"

namespace pw {
namespace {

class Finder final : public StreamFinder {
 public:
  [[nodiscard]] ProtocolId certain(ByteView bytes) const noexcept override {
    for (std::size_t i = 0; i < test::registry().protocolCount(); ++i) {
      const auto id = static_cast<ProtocolId>(i);
      const StreamProtocol* stream = test::registry().protocol(id).stream;
      if (stream != nullptr && stream->probe(bytes) == Likeness::certain) return id;
    }
    return ProtocolId::none;
  }
  [[nodiscard]] const StreamProtocol& protocol(ProtocolId id) const noexcept override {
    return *test::registry().protocol(id).stream;
  }
};

struct Case {
  std::string_view protocol, ask, answer;
};
constexpr Case kCases[] = {{"ftp", "AUTH TLS\r\n", "234 go on\r\n"},
                           {"smtp", "STARTTLS\r\n", "220 go on\r\n"},
                           {"pop", "STLS\r\n", "+OK go on\r\n"},
                           {"imap", "a1 STARTTLS\r\n", "a1 OK go on\r\n"}};

/// Messages by protocol, in order: each name once for those that follow each other.
std::string heard(const Case& c, bool withServer) {
  const Finder finder;
  StreamFollower follower{finder, *test::registry().findProtocol(c.protocol), Direction::forward, false};
  std::vector<StreamMessage> found;
  std::uint32_t next[2] = {}, packet = 0;
  const auto say = [&](unsigned side, ByteView bytes) {
    follower.add({PacketId{packet++}, side == 0 ? Direction::forward : Direction::backward, SeqNum{next[side]}, bytes,
                  static_cast<std::uint32_t>(bytes.size()), false}, found);
    next[side] += static_cast<std::uint32_t>(bytes.size());
  };
  const auto text = [](std::string_view t) { return ByteView{reinterpret_cast<const std::uint8_t*>(t.data()), t.size()}; };
  say(0, text(c.ask));
  if (withServer) say(1, text(c.answer));
  for (const auto& p : test::tcpPayloads(test::ownCapture("https-tls12.pcap"), 443))
    if (withServer || p.side == 0) say(p.side, p.bytes);
  std::string out;
  ProtocolId last = ProtocolId::none;
  for (const StreamMessage& m : found) {
    if (m.protocol != last) out.append(out.empty() ? "" : " ").append(test::registry().protocol(m.protocol).name);
    last = m.protocol;
  }
  return out;
}

TEST(LineHandOver, BehindStartTlsThereIsTls) {
  for (const Case& c : kCases) {
    EXPECT_EQ(heard(c, true), std::string{c.protocol} + " tls");
    EXPECT_EQ(heard(c, false), std::string{c.protocol} + " tls") << "without the server's side";
  }
}

TEST(LineHandOver, RefusedThereIsNone) {
  for (const Case& c : {Case{"ftp", "AUTH TLS\r\n", "502 no\r\n"}, Case{"smtp", "STARTTLS\r\n", "454 no\r\n"},
                        Case{"pop", "STLS\r\n", "-ERR no\r\n"}, Case{"imap", "a1 STARTTLS\r\n", "a1 BAD no\r\n"}})
    EXPECT_EQ(heard(c, true), std::string{c.protocol});
}

}  // namespace
}  // namespace pw
