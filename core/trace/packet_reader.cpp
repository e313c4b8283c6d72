#include "core/trace/packet_reader.h"

#include <algorithm>

namespace pw {

void fillContext(PacketContext& c, const Trace& trace, const CaptureInfo* info, PacketId id, const PacketRow& row) {
  c = {};
  c.id = id;
  c.wireLen = row.wireLen;
  c.timeNs = row.timeNs;
  c.hasTime = row.hasTime;
  c.interface = row.interface;
  c.flow = trace.flowFacts(id, row);
  c.analysis = trace.analysis(id, row);
  if (info != nullptr && row.interface < info->interfaces.size()) {
    c.interfaceInfo = &info->interfaces[row.interface];
    c.linkType = c.interfaceInfo->linkType;
    c.fcsLen = c.interfaceInfo->fcsLen;
  }
}

bool PacketReader::load(PacketId id) {
  const PacketRow row = trace_.row(id);
  info_ = trace_.info();
  fillContext(context_, trace_, info_.get(), id, row);
  context_.firstTimeNs = trace_.timeNs(PacketId{0});
  context_.previousTimeNs = id.value == 0 ? row.timeNs : trace_.timeNs(PacketId{id.value - 1});
  extras_ = trace_.extras(id);
  context_.extras = extras_ ? &*extras_ : nullptr;

  bytes_.resize(row.captured);
  const auto store = trace_.store();
  const std::size_t n = store ? store->read(row.at, bytes_) : 0;
  context_.bytes = ByteView{bytes_}.first(n);
  datagram_.reset();
  if (row.fragment) loadDatagram(id);
  return n == row.captured;
}

void PacketReader::loadDatagram(PacketId id) {
  datagram_ = trace_.reassembly(id);
  if (!datagram_) return;
  context_.reassembly.pieces = datagram_->pieces;
  context_.reassembly.completedIn = datagram_->completedIn;
  if (datagram_->completedIn != id) return;
  const auto store = trace_.store();
  if (!store) return;
  datagramBytes_.assign(datagram_->length, 0);
  // In reverse, so that where pieces overlap the one that came first stays.
  for (auto p = datagram_->pieces.rbegin(); p != datagram_->pieces.rend(); ++p) {
    if (p->at >= datagramBytes_.size()) continue;
    const std::size_t n = std::min<std::size_t>(p->length, datagramBytes_.size() - p->at);
    store->read(trace_.row(p->packet).at + p->dataAt, std::span{datagramBytes_}.subspan(p->at, n));
  }
  context_.reassembly.bytes = datagramBytes_;
}

}  // namespace pw
