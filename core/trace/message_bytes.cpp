#include "core/trace/message_bytes.h"

#include <algorithm>

#include "core/trace/packet_reader.h"
#include "core/trace/stream_pieces.h"

namespace pw {

MessageBytes::MessageBytes(const Trace& trace, const Registry& registry)
    : trace_(trace), packets_(std::make_unique<PacketReader>(trace, registry)) {}
MessageBytes::~MessageBytes() = default;

std::vector<std::uint8_t> MessageBytes::read(PacketId packet, SeqNum from, std::uint32_t length) {
  std::vector<std::uint8_t> out;
  out.reserve(length);
  for (const StreamPiece& p : streamPieces(trace_, packet, from, length)) {
    if (p.at != out.size()) break;  // what lies between was not captured
    const ByteView payload = packets_->payloadOf(p.packet);
    if (p.skip >= payload.size()) break;
    const ByteView part = payload.subspan(p.skip, std::min<std::size_t>(p.length, payload.size() - p.skip));
    out.insert(out.end(), part.begin(), part.end());
    if (part.size() < p.length) break;
  }
  return out;
}

}  // namespace pw
