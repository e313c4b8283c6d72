// Names of addresses, learnt from what the capture itself says. Nothing is ever asked of anybody.
#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/packet/packet_id.h"
#include "core/packet/packet_summary.h"

namespace pw {

/// Where a name comes from. What a conversation itself says (TLS server name, HTTP Host) will stand here too, kept by
/// conversation and not by address, and go before these.
enum class NameSource : std::uint8_t {
  dnsAnswer,   ///< an address that was given for a name (dns, mdns, llmnr)
  dnsReverse,  ///< a name that was given for an address
};

/// Bounded: what does not fit any more is not learnt, and full() says so. Any thread; each call takes a short lock.
class NameBook {
 public:
  static constexpr std::size_t kMaxAddresses = std::size_t{1} << 16;
  static constexpr std::size_t kMaxPerAddress = 8;  ///< different names of one address; further ones replace the latest
  static constexpr std::size_t kMaxText = std::size_t{8} << 20;  ///< bytes of all names

  /// What is hostile in a name is made harmless first: it is kept as printable text of at most 255 bytes.
  void learn(const Address& address, std::string_view name, NameSource source, PacketId in);
  /// The name that was last given before a packet, else the first one after it; empty where there is none. Answers come
  /// before reverse names.
  [[nodiscard]] std::string nameOf(const Address& address, PacketId at) const;
  /// Whether the address was given for a name.
  [[nodiscard]] bool wasAnswered(const Address& address) const;
  /// Changes with each name that is learnt.
  [[nodiscard]] std::uint64_t version() const;
  [[nodiscard]] std::size_t addresses() const;
  [[nodiscard]] bool full() const;

 private:
  struct Entry {
    PacketId in;
    std::uint32_t text = 0;  ///< index into texts_
    NameSource source = NameSource::dnsAnswer;
  };
  struct HashOf {
    std::size_t operator()(const Address& a) const noexcept;
  };

  std::uint32_t intern(std::string_view name);

  mutable std::mutex mutex_;
  std::unordered_map<Address, std::vector<Entry>, HashOf> byAddress_;
  std::unordered_map<std::string, std::uint32_t> textIds_;
  std::vector<const std::string*> texts_;  ///< keys of textIds_, which do not move
  std::size_t textBytes_ = 0;
  std::uint64_t version_ = 0;
  bool full_ = false;
};

}  // namespace pw
