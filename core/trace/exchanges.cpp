#include "core/trace/exchanges.h"

#include <algorithm>

#include "core/bytes/elapsed.h"

namespace pw {

namespace {

using Turn = MessageRole::Turn;

MessageRole roleOfEntry(const Registry& registry, const MessageStore::Entry& e) noexcept {
  const StreamProtocol* const stream = registry.protocol(e.protocol).stream;
  const bool has = e.isWhole() && stream != nullptr && stream->role != nullptr;
  return has ? stream->role(e.facts) : MessageRole{};
}

}  // namespace

// ---- one conversation ----

void FlowExchanges::extend(const Trace& trace, const Registry& registry, PacketId last) {
  std::vector<PacketId> packets;
  for (PacketId id = last; id.valid() && (!seen_.valid() || id > seen_); id = trace.previousInFlow(id)) {
    if (trace.marks(id).inStream()) packets.push_back(id);
    tooMany_ = tooMany_ || packets.size() > kMaxPackets;
    if (tooMany_) break;
  }
  if (last.valid() && (!seen_.valid() || last > seen_)) seen_ = last;
  if (tooMany_) return;
  const MessageStore& store = trace.messages();
  for (auto id = packets.rbegin(); id != packets.rend(); ++id)
    for (std::size_t i = store.firstOf(*id); i < store.size() && store.packetOf(i) == *id; ++i)
      add(static_cast<std::uint32_t>(i), roleOfEntry(registry, store[i]));
}

void FlowExchanges::add(std::uint32_t message, const MessageRole& role) {
  if (role.turn == Turn::none) return;
  if (role.afterGap) {
    const std::size_t kept = role.turn != Turn::request && !waiting_.empty() ? 1 : 0;
    waiting_.erase(waiting_.begin(), waiting_.end() - static_cast<std::ptrdiff_t>(kept));
    early_.clear();
  }
  const auto place = static_cast<std::uint32_t>(links_.size());
  links_.push_back({message, 0, kNone, role.turn});
  if (role.turn == Turn::request) {
    requests_.push_back(place);
    links_[place].number = static_cast<std::uint32_t>(requests_.size());
    if (early_.empty()) {
      waiting_.push_back(place);
    } else {
      join(place, early_.front());
      early_.pop_front();
    }
  } else if (role.turn == Turn::response) {
    responses_.push_back(place);
    links_[place].number = static_cast<std::uint32_t>(responses_.size());
    if (role.unasked) return;
    if (waiting_.empty()) {
      early_.push_back(place);
    } else {
      join(waiting_.front(), place);
      waiting_.pop_front();
    }
  } else if (!role.unasked && !waiting_.empty()) {
    links_[place].other = waiting_.front();
  }
}

void FlowExchanges::join(std::uint32_t request, std::uint32_t response) noexcept {
  links_[request].other = response;
  links_[response].other = request;
}

const FlowExchanges::Link* FlowExchanges::find(std::uint32_t message) const noexcept {
  const auto at = std::lower_bound(links_.begin(), links_.end(), message,
                                   [](const Link& l, std::uint32_t m) { return l.message < m; });
  return at != links_.end() && at->message == message ? &*at : nullptr;
}

// ---- all of them ----

PacketId Exchanges::lastOf(FlowId flow) const {
  // The engine's thread writes flows, and would wait for itself.
  if (on_ == On::engineThread) return trace_.flowOf(flow).last;
  return trace_.readFlows([flow](const FlowTable& flows) { return flows.flow(flow).last; });
}

/// Rows that may be looked at.
std::size_t Exchanges::readable() const noexcept {
  return on_ == On::engineThread ? trace_.appended() : trace_.size();
}

const FlowExchanges& Exchanges::exchangesOf(FlowId flow, PacketId last) {
  if (on_ == On::anyThread && flows_.size() >= kKept && !flows_.contains(flow)) flows_.clear();
  FlowExchanges& all = flows_[flow];
  all.extend(trace_, registry_, last);
  return all;
}

std::shared_ptr<const MessageLinks> Exchanges::of(PacketId id, const PacketRow& row) {
  const MessageStore& store = trace_.messages();
  const std::size_t first = store.firstOf(id);
  std::size_t end = first;
  bool any = false;
  for (; end < store.size() && store.packetOf(end) == id; ++end) {
    const MessageRole role = roleOf(static_cast<std::uint32_t>(end));
    any = any || role.turn != Turn::none || role.continues;
  }
  if (!any) return nullptr;
  out_ = std::make_shared<MessageLinks>();
  for (std::size_t i = first; i < end; ++i)
    if (store[i].isWhole()) link(static_cast<std::uint32_t>(i), row, out_->all.emplace_back());
  return std::move(out_);
}

void Exchanges::link(std::uint32_t message, const PacketRow& row, MessageLink& out) {
  const MessageRole role = roleOf(message);
  if (role.continues) out.streamBefore = streamBefore(message, row);
  if (role.turn == Turn::none) return;
  const FlowExchanges& all = exchangesOf(row.flow, lastOf(row.flow));
  const Link* const own = all.find(message);
  if (own == nullptr) return;
  out.number = own->number;
  out.isResponse = role.turn != Turn::request;
  const Link* const other = own->other == FlowExchanges::kNone ? nullptr : &all.link(own->other);
  const Link* const request = out.isResponse ? other : own;
  const Link* const response = role.turn == Turn::response ? own : out.isResponse ? nullptr : other;
  if (request != nullptr) {
    out.previousRequest = packetOf(all.request(request->number - 1));
    out.nextRequest = packetOf(all.request(request->number + 1));
  }
  if (response != nullptr) {
    out.previousResponse = packetOf(all.response(response->number - 1));
    out.nextResponse = packetOf(all.response(response->number + 1));
  }
  if (other != nullptr) {
    (out.isResponse ? out.request : out.response) = read(other);
    out.timeNs = elapsedNs(trace_.timeNs(packetOf(request)), trace_.timeNs(packetOf(out.isResponse ? own : other)));
  }
  const bool leadsOn = role.leadsOn || (out.isResponse && request != nullptr && roleOf(request->message).leadsOn);
  const Client client = clientOf(message, role);
  if (role.turn == Turn::request) out.before = before(message, client);
  if (leadsOn) out.after = after(message, client);
}

PacketId Exchanges::packetOf(const Link* link) const noexcept {
  return link == nullptr ? PacketId{} : trace_.messages().packetOf(link->message);
}

OtherMessage Exchanges::read(const Link* link) { return link == nullptr ? OtherMessage{} : read(link->message); }

OtherMessage Exchanges::read(std::uint32_t message) {
  const MessageStore::Entry e = trace_.messages()[message];
  out_->bytes.push_back(bytes_.read(e.packet, e.seq, std::min(e.length, kOtherMessage)));
  return {e.packet, out_->bytes.back()};
}

MessageRole Exchanges::roleOf(std::uint32_t message) const noexcept {
  return roleOfEntry(registry_, trace_.messages()[message]);
}

Exchanges::Client Exchanges::clientOf(std::uint32_t message, const MessageRole& role) const noexcept {
  const PacketRow row = trace_.row(trace_.messages().packetOf(message));
  const Flow& flow = trace_.flowOf(row.flow);
  const bool fromLow = (row.direction == Direction::forward) == flow.firstFromLow;
  const auto& address = fromLow == (role.turn == Turn::request) ? flow.key.low : flow.key.high;
  return {{address[0], address[1]}};
}

ByteView Exchanges::streamBefore(std::uint32_t message, const PacketRow& row) {
  const MessageStore& store = trace_.messages();
  const SeqNum end = store[message].seq;
  SeqNum from = end;
  PacketId id = store.packetOf(message);
  std::size_t i = message;
  bool found = false;
  for (std::size_t steps = 0; !found && id.valid() && steps < kStepsBack; ++steps) {
    for (; !found && i > 0 && store.packetOf(i - 1) == id; --i) {
      const MessageStore::Entry e = store[i - 1];
      if (!e.isWhole()) continue;
      from = e.seq;
      found = !roleOf(static_cast<std::uint32_t>(i - 1)).continues;
    }
    if (end.since(from) > kStreamBefore) return {};
    do id = trace_.previousInFlow(id);
    while (id.valid() && ++steps < kStepsBack && (trace_.row(id).direction != row.direction || !trace_.marks(id).inStream()));
    if (id.valid()) i = store.firstOf(PacketId{id.value + 1});
  }
  if (!found) return {};
  out_->bytes.push_back(bytes_.read(store.packetOf(message), from, end.since(from)));
  return out_->bytes.back().size() == end.since(from) ? ByteView{out_->bytes.back()} : ByteView{};
}

/// The latest comes first.
std::span<const RequestAndResponse> Exchanges::before(std::uint32_t message, const Client& client) {
  std::vector<RequestAndResponse>& out = out_->before.emplace_back();
  const std::uint32_t end = message - std::min<std::uint32_t>(message, kNear);
  for (std::uint32_t i = message; i > end && out.size() < kMost; --i) {
    const MessageRole role = roleOf(i - 1);
    if (!role.leadsOn || clientOf(i - 1, role) != client) continue;
    const FlowId flow = trace_.row(trace_.messages().packetOf(i - 1)).flow;
    const FlowExchanges& all = exchangesOf(flow, lastOf(flow));
    const Link* const own = all.find(i - 1);
    if (own == nullptr) continue;
    const Link* const other = own->other == FlowExchanges::kNone ? nullptr : &all.link(own->other);
    const bool asks = role.turn == Turn::request;
    out.push_back({read(asks ? own : other), read(asks ? other : own)});
  }
  return out;
}

/// The next comes first.
std::span<const OtherMessage> Exchanges::after(std::uint32_t message, const Client& client) {
  std::vector<OtherMessage>& out = out_->after.emplace_back();
  const MessageStore& store = trace_.messages();
  const std::size_t end = std::min(store.size(), std::size_t{message} + 1 + kNear);
  for (std::size_t i = std::size_t{message} + 1; i < end && out.size() < kMost; ++i) {
    const auto m = static_cast<std::uint32_t>(i);
    if (store.packetOf(i).value >= readable()) break;
    const MessageRole role = roleOf(m);
    if (role.turn == Turn::request && clientOf(m, role) == client) out.push_back(read(m));
  }
  return out;
}

}  // namespace pw
