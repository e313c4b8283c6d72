// Reads the names of addresses out of a capture's DNS messages.
#pragma once
#include <stop_token>
#include <string>
#include <vector>

#include "core/trace/name_book.h"
#include "core/trace/packet_reader.h"

namespace pw {

/// Walks only packets that hold DNS, mDNS or LLMNR. One thread; all that it borrows must outlive it.
class NameLearner {
 public:
  NameLearner(const Trace& trace, const Registry& registry);

  /// Learns from the packets [from, to) of the trace; ends soon when asked to stop. Gives the packet after the last one
  /// that was looked at.
  std::uint32_t read(std::uint32_t from, std::uint32_t to, NameBook& into, const std::stop_token& stop);

 private:
  enum class Part : std::uint8_t { none, response, question, owner, alias, ipv4, ipv6, pointer };

  [[nodiscard]] bool mayHaveNames(StackId stack);
  void packet(PacketId id, NameBook& into);
  void answer(const Address& address, NameBook& into, PacketId in) const;
  [[nodiscard]] bool asked(const std::string& name) const;
  [[nodiscard]] std::string textOf(const FieldNode& node) const;

  const Trace& trace_;
  PacketReader reader_;
  std::vector<Part> parts_;  ///< by field
  FieldSink sink_;
  std::vector<ProtocolId> protocols_;
  std::vector<std::uint8_t> known_;  ///< by stack: 0 not looked at, 1 no, 2 yes
  std::string question_, owner_;     ///< of the message being read
  std::vector<std::string> aliases_; ///< what the question's name was said to stand for
};

/// The address that a name of in-addr.arpa or ip6.arpa stands for; kind none for other names (RFC 1035 §3.5,
/// RFC 3596 §2.5).
Address reverseAddress(std::string_view name) noexcept;

}  // namespace pw
