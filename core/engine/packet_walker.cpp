#include "core/engine/packet_walker.h"

#include <algorithm>

#include "core/engine/pending_questions.h"

namespace pw {

std::optional<RunEnd> PacketWalker::pull(const std::stop_token& stop, PacketBatch& batch) {
  if (limit_ == 0) return RunEnd::finished;
  if (stop.stop_requested()) return RunEnd::stopped;
  const Pull pull = source_.next(batch);
  if (auto info = source_.info(); info != info_) info_ = std::move(info);
  if (pull == Pull::end) return RunEnd::finished;
  if (pull == Pull::idle) batch.clear();
  if (batch.packets.size() > limit_) batch.packets.resize(static_cast<std::size_t>(limit_));
  limit_ -= batch.packets.size();
  return std::nullopt;
}

void PacketWalker::setPacket(const PacketRef& r) {
  context_.id = PacketId{next_};
  context_.bytes = r.bytes;
  context_.wireLen = r.wireLen;
  context_.timeNs = r.timeNs;
  context_.hasTime = r.hasTime;
  context_.reassembly = {};
  const bool described = r.interface < info_->interfaces.size();
  context_.linkType = described ? info_->interfaces[r.interface].linkType : LinkType::ethernet;
  context_.fcsLen = described ? info_->interfaces[r.interface].fcsLen : std::uint8_t{0};
}

const IpReassembler::Done* PacketWalker::walk(const PacketRef& r, DecodedBatch& out, PacketSummary& s) {
  setPacket(r);
  s.clear();
  walkPacket(registry_, context_, s, sink_);
  const IpReassembler::Done* done = nullptr;
  if (s.hasFragment) done = reassembler_.add(context_.id, s.fragment, r.bytes);
  if (done != nullptr) {
    context_.reassembly = {done->bytes, done->datagram->pieces, context_.id};
    s.clear();
    walkPacket(registry_, context_, s, sink_);
  }
  if (s.announces != ProtocolId::none) expectations_.add(s, s.announces);
  decode(r, s, out.packets.emplace_back());
  if (done != nullptr) {
    out.packets.back().datagram = static_cast<std::uint16_t>(out.datagrams.size());
    out.datagrams.push_back(done->datagram);
  }
  if (s.application != ProtocolId::none) keepBytes(r, done, out);
  if (out.packets.back().hasPayload())
    keepPayload(done != nullptr ? done->bytes : r.bytes, s.payloadAt, s.payloadLength, out);
  // Past the trace's last row no packet has a number of its own.
  if (next_ < Trace::kMaxPackets) ++next_;
  return done;
}

void PacketWalker::setQuestion(const QuestionNumber& exchange, DecodedPacket& p) noexcept {
  if (exchange.key == 0) return;
  p.question = static_cast<std::uint32_t>(exchange.key);
  p.answers = exchange.answer;  // a conditional over bit fields is more than clang 19 takes
  p.asks = !exchange.answer;
}

void PacketWalker::decode(const PacketRef& r, const PacketSummary& s, DecodedPacket& p) {
  if (s.transport != Transport::none) {
    p.fromLow = setKey(s, p.key);
    p.hash = flows_.hashOf(p.key);
    p.payloadLength = s.payloadLength;
    // Of a header that ends early or lies about its length no number can be trusted.
    p.wholeHeader = s.payloadAt != 0;
    if (s.transport == Transport::tcp) p.tcp = s.tcp;
    else setQuestion(s.exchange, p);
  } else if (s.quoted.transport != Transport::none) {
    p.fromLow = !setKey(s.quoted, p.key);  // it goes back to who sent the quoted packet
    p.hash = flows_.hashOf(p.key);
    p.quoted = true;
  } else if (const std::uint64_t key = PendingQuestions::keyOf(s); key != 0) {
    p.hash = key;
    setQuestion(s.exchange, p);
  }
  p.at = r.at;
  p.timeNs = r.timeNs;
  p.captured = static_cast<std::uint32_t>(r.bytes.size());
  p.wireLen = r.wireLen;
  p.interface = r.interface;
  p.hasTime = r.hasTime;
  if (r.extras != PacketRef::kNoExtras) p.extras = static_cast<std::uint16_t>(r.extras);
  p.application = s.application;
  p.stack = stacks_.intern(s.stack);
  describe(s, p);
}

void PacketWalker::keepPayload(ByteView bytes, std::uint32_t at, std::uint32_t length, DecodedBatch& out) {
  ByteView payload;
  if (at < bytes.size()) payload = bytes.subspan(at, std::min<std::size_t>(length, bytes.size() - at));
  out.payloads.push_back({out.bytes.size(), payload.size()});
  out.bytes.insert(out.bytes.end(), payload.begin(), payload.end());
}

/// The source's bytes are gone once its next batch is asked for.
void PacketWalker::keepBytes(const PacketRef& r, const IpReassembler::Done* done, DecodedBatch& out) {
  out.packets.back().announced = static_cast<std::uint16_t>(out.announced.size());
  DecodedBatch::Announced& kept = out.announced.emplace_back();
  const auto append = [&out](ByteView bytes, std::size_t& at, std::size_t& length) {
    at = out.bytes.size();
    length = bytes.size();
    out.bytes.insert(out.bytes.end(), bytes.begin(), bytes.end());
  };
  append(r.bytes, kept.at, kept.length);
  if (done != nullptr) append(done->bytes, kept.datagramAt, kept.datagramLength);
}

}  // namespace pw
