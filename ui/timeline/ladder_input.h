// One conversation as the timeline takes it: what each packet is at a glance, without Qt and without words.
#pragma once
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/trace/conversation.h"

namespace pw::ui {

/// What a packet is to the eye. The order is that of the overview: where many share a pixel, the last wins.
enum class LadderTone : std::uint8_t { plain, close, handshake, stall, ecn, loss, count_ };

/// Signs of congestion control on a packet; bits.
enum EcnSign : std::uint8_t { kSignCe = 1, kSignEce = 2, kSignCwr = 4 };

struct LadderPacket {
  std::int64_t timeNs = 0;
  std::uint32_t bytes = 0;                      ///< TCP: payload; UDP: on the wire
  std::uint32_t repairs = Conversation::kNone;  ///< earlier packet that this one repeats
  LadderTone tone = LadderTone::plain;
  std::uint8_t ecn = 0;           ///< EcnSign bits
  std::uint8_t stateChanged = 0;  ///< 1: the client's state is another one after this packet, 2: the server's
  bool fromClient = true;
  bool foldable = true;  ///< plain data or a plain ACK
  bool duplicateAck = false;
  bool lost = false;   ///< sent again later, and not for nothing: it or its confirmation was lost
  bool event = false;  ///< worth a stop on the way through the conversation
};

struct LadderInput {
  /// Words of the application in a packet, as in the Info column.
  struct Said {
    std::uint32_t item = 0;
    std::string text;
  };

  std::vector<LadderPacket> packets;
  std::vector<Said> said;  ///< by item; see sayMessages()
  std::vector<Conversation::Episode> episodes;  ///< by first
  std::vector<Conversation::EcnLoop> loops;
  std::int64_t roundTripNs = -1;  ///< of the opening; below 0: not known
};

/// Reads the trace's columns once. Any thread; what was done so far where `stop` was asked for.
LadderInput ladderInput(const Conversation& conversation, const Trace& trace,
                        const std::stop_token& stop = {});

}  // namespace pw::ui
