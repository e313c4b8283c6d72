#include "core/flow/ip_reassembler.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace pw {

namespace {
constexpr std::uint32_t kMaxDatagram = 65535;
}

bool IpReassembler::Key::operator<(const Key& o) const noexcept {
  return std::tie(src.kind, src.bytes, dst.bytes, id, protocol) <
         std::tie(o.src.kind, o.src.bytes, o.dst.bytes, o.id, o.protocol);
}

void IpReassembler::forget(Order::iterator it) {
  held_ -= it->counted;
  byKey_.erase(it->key);
  order_.erase(it);
}

void IpReassembler::count(Partial& p) {
  const std::size_t now = p.bytes.size() + p.pieces.size() * sizeof p.pieces[0] + p.have.size() * sizeof p.have[0];
  held_ += now - p.counted;
  p.counted = now;
}

void IpReassembler::makeRoom() {
  while (!order_.empty() && (order_.size() > limits_.datagrams || held_ > limits_.bytes)) {
    forget(order_.begin());
    ++givenUp_;
  }
}

void IpReassembler::place(Partial& p, std::uint32_t at, ByteView data) {
  const auto end = at + static_cast<std::uint32_t>(data.size());
  if (p.bytes.size() < end) p.bytes.resize(end);
  // Copy only into the gaps: an attacker's later copy must not replace what a receiver already has.
  std::uint32_t from = at;
  for (const auto& [a, b] : p.have) {
    if (b <= from || from >= end) continue;
    if (a > from) std::memcpy(&p.bytes[from], &data[from - at], std::min(a, end) - from);
    from = std::max(from, b);
  }
  if (from < end) std::memcpy(&p.bytes[from], &data[from - at], end - from);

  auto it = p.have.insert(std::upper_bound(p.have.begin(), p.have.end(), std::pair{at, end}), {at, end});
  if (it != p.have.begin() && std::prev(it)->second >= it->first) --it;
  while (std::next(it) != p.have.end() && std::next(it)->first <= it->second) {
    it->second = std::max(it->second, std::next(it)->second);
    p.have.erase(std::next(it));
  }
}

const IpReassembler::Done* IpReassembler::add(PacketId packet, const FragmentInfo& f, ByteView frame) {
  if (f.captured != f.length || f.length > kMaxDatagram || f.at > kMaxDatagram - f.length) return nullptr;
  if (f.dataAt > frame.size() || f.captured > frame.size() - f.dataAt) return nullptr;
  Key key;
  key.src.kind = f.src.kind;
  const unsigned n = lengthOf(f.src.kind);
  std::memcpy(key.src.bytes.data(), f.src.bytes.data(), n);
  std::memcpy(key.dst.bytes.data(), f.dst.bytes.data(), n);
  key.id = f.id;
  key.protocol = f.protocol;

  auto found = byKey_.find(key);
  if (found == byKey_.end()) {
    order_.emplace_back().key = key;
    found = byKey_.emplace(key, std::prev(order_.end())).first;
  }
  const auto it = found->second;
  Partial& p = *it;
  if (p.pieces.size() >= limits_.piecesPerDatagram) {
    forget(it);
    ++givenUp_;
    return nullptr;
  }
  p.pieces.push_back({packet, f.at, f.dataAt, f.length});
  if (!f.more && !p.totalKnown) {
    p.total = f.at + f.length;
    p.totalKnown = true;
  }
  if (f.length != 0) place(p, f.at, frame.subspan(f.dataAt, f.length));
  const bool whole = p.totalKnown && !p.have.empty() && p.have.front().first == 0 && p.have.front().second >= p.total;
  count(p);
  if (!whole) {
    makeRoom();
    return nullptr;
  }
  auto datagram = std::make_shared<Trace::Datagram>();
  datagram->pieces = std::move(p.pieces);
  datagram->completedIn = packet;
  datagram->length = p.total;
  p.bytes.resize(std::max<std::size_t>(p.bytes.size(), p.total));
  doneBytes_.swap(p.bytes);
  forget(it);
  done_ = {ByteView{doneBytes_}.first(datagram->length), datagram};
  return &done_;
}

}  // namespace pw
