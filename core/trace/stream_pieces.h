// Which segments hold a stretch of a TCP stream.
#pragma once
#include <vector>

#include "core/flow/tcp_flow.h"
#include "core/trace/trace.h"

namespace pw {

/// The segments of a packet's conversation and direction, up to that packet, whose payload covers `length` bytes from
/// `from` on; by place. Where some cover the same bytes, the one that came first is taken. Gives up, with what it has,
/// after kMaxPieceSteps packets of the conversation.
inline constexpr std::size_t kMaxPieceSteps = std::size_t{1} << 16;
std::vector<StreamPiece> streamPieces(const Trace& trace, PacketId last, SeqNum from, std::uint32_t length);

/// Number of a segment's first payload byte: a SYN takes one of its own (RFC 9293 §3.4).
SeqNum payloadSeq(const PacketRow& row) noexcept;

/// Of `length` bytes those that no piece holds.
std::uint32_t missingOf(std::span<const StreamPiece> pieces, std::uint32_t length) noexcept;

/// What a packet's row and messages say of its place in the stream; `messages` is filled and must outlive the view.
struct StreamPlace {
  StreamView view;
  SeqNum from;               ///< of the first byte that has to be put together from several segments
  std::uint32_t length = 0;  ///< bytes to put together; 0: none
  PacketId begunIn;          ///< valid where the message that goes on began in an earlier packet
  SeqNum begunSeq;           ///< its first byte
};
StreamPlace streamPlace(const Trace& trace, PacketId id, const PacketRow& row, std::vector<MessageView>& messages);

/// Lets go of the messages whose bytes cannot be put together.
void forgetTogether(std::vector<MessageView>& messages);

}  // namespace pw
