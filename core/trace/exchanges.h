// Which response answers which request: worked out from the messages of a conversation when somebody looks at one.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "core/trace/message_bytes.h"
#include "core/trace/trace.h"
#include "core/walk/registry.h"

namespace pw {

/// Requests and responses of one conversation: the n-th request belongs to the n-th final response, up to where bytes
/// are missing. 16 bytes a message.
class FlowExchanges {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  /// Packets between two calls of extend() past which nothing is linked any more.
  static constexpr std::size_t kMaxPackets = std::size_t{1} << 18;

  struct Link {
    std::uint32_t message = 0;     ///< in MessageStore
    std::uint32_t number = 0;      ///< among requests, or final responses, from 1; of an interim one 0
    std::uint32_t other = kNone;   ///< in links(): of a request its final response, of a response its request
    MessageRole::Turn turn = MessageRole::Turn::none;
  };

  /// Takes what came since the last call, up to `last`, a packet of the conversation.
  void extend(const Trace& trace, const Registry& registry, PacketId last);
  /// Null where the message is neither request nor response.
  [[nodiscard]] const Link* find(std::uint32_t message) const noexcept;
  [[nodiscard]] const Link& link(std::uint32_t place) const noexcept { return links_[place]; }
  /// The request, or final response, of that number; null where there is none.
  [[nodiscard]] const Link* request(std::uint32_t number) const noexcept { return at(requests_, number); }
  [[nodiscard]] const Link* response(std::uint32_t number) const noexcept { return at(responses_, number); }

 private:
  void add(std::uint32_t message, const MessageRole& role);
  void join(std::uint32_t request, std::uint32_t response) noexcept;
  [[nodiscard]] const Link* at(const std::vector<std::uint32_t>& places, std::uint32_t number) const noexcept {
    return number - 1 < places.size() ? &links_[places[number - 1]] : nullptr;
  }

  std::vector<Link> links_;                ///< in the order of the capture
  std::vector<std::uint32_t> requests_, responses_;  ///< places of links, by number
  std::deque<std::uint32_t> waiting_;      ///< places of requests that were not answered
  std::deque<std::uint32_t> early_;        ///< of responses that were over before their requests
  PacketId seen_;
  bool tooMany_ = false;
};

/// Links messages of any conversation. One thread; the trace and the registry must outlive it.
class Exchanges {
 public:
  enum class On : std::uint8_t { anyThread, engineThread };
  /// Conversations whose links are kept; on the engine's thread, which asks for them over and over, it is all.
  static constexpr std::size_t kKept = 64;
  /// Messages of the capture, either way, among which those are sought that a request follows from or leads to.
  static constexpr std::size_t kNear = 512;
  /// Of those as many are read.
  static constexpr std::size_t kMost = 8;
  /// Packets of a conversation that are gone back for what a message continues.
  static constexpr std::size_t kStepsBack = 4096;

  Exchanges(const Trace& trace, const Registry& registry, On on)
      : trace_(trace), registry_(registry), bytes_(trace, registry), on_(on) {}

  /// What is known of the whole messages of a packet; null where it has none that would have to do with others.
  [[nodiscard]] std::shared_ptr<const MessageLinks> of(PacketId id, const PacketRow& row);

 private:
  using Link = FlowExchanges::Link;
  /// Who asks: the address of a conversation's end.
  struct Client {
    std::uint64_t address[2] = {0, 0};
    bool operator==(const Client&) const = default;
  };

  const FlowExchanges& exchangesOf(FlowId flow, PacketId last);
  [[nodiscard]] PacketId lastOf(FlowId flow) const;
  [[nodiscard]] std::size_t readable() const noexcept;
  void link(std::uint32_t message, const PacketRow& row, MessageLink& out);
  [[nodiscard]] PacketId packetOf(const Link* link) const noexcept;
  OtherMessage read(const Link* link);
  OtherMessage read(std::uint32_t message);
  [[nodiscard]] MessageRole roleOf(std::uint32_t message) const noexcept;
  [[nodiscard]] Client clientOf(std::uint32_t message, const MessageRole& role) const noexcept;
  ByteView streamBefore(std::uint32_t message, const PacketRow& row);
  std::span<const RequestAndResponse> before(std::uint32_t message, const Client& client);
  std::span<const OtherMessage> after(std::uint32_t message, const Client& client);

  const Trace& trace_;
  const Registry& registry_;
  MessageBytes bytes_;
  On on_;
  std::map<FlowId, FlowExchanges> flows_;
  std::shared_ptr<MessageLinks> out_;  ///< that is being filled
};

}  // namespace pw
