// Which segments hold a stretch of a TCP stream.
#pragma once
#include <vector>

#include "core/flow/tcp_flow.h"
#include "core/trace/trace.h"

namespace pw {

/// The segments of a packet's conversation and direction, up to that packet, whose payload covers `length` bytes from
/// `from` on; by place. Where some cover the same bytes, which one is taken is not said. Gives up, with what it has, after
/// kMaxPieceSteps packets of the conversation.
inline constexpr std::size_t kMaxPieceSteps = std::size_t{1} << 16;
std::vector<StreamPiece> streamPieces(const Trace& trace, PacketId last, SeqNum from, std::uint32_t length);

/// What a packet's row and messages say of its place in the stream; `messages` is filled and must outlive the view.
/// `outside`: some message does not lie in the packet's own payload, so that bytes have to be put together from
/// `messages.front()` on.
struct StreamPlace {
  StreamView view;
  bool outside = false;
  SeqNum from;               ///< of the first message's first byte
  std::uint32_t length = 0;  ///< up to the last message's end
};
StreamPlace streamPlace(const Trace& trace, PacketId id, const PacketRow& row, std::vector<MessageView>& messages);

}  // namespace pw
