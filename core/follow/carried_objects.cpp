#include "core/follow/carried_objects.h"

#include <algorithm>

#include "core/follow/packet_messages.h"

namespace pw {

namespace {
std::string bounded(std::string_view text) { return std::string{text.substr(0, CarriedObjects::kMaxText)}; }
}  // namespace

std::shared_ptr<const CarriedObjects> CarriedObjects::make(const Trace& trace, const Registry& registry,
                                                           ProtocolId protocol, std::uint32_t rows,
                                                           const CarriedObjects* before, const std::stop_token& stop) {
  auto out = before != nullptr ? std::make_shared<CarriedObjects>(*before) : std::make_shared<CarriedObjects>();
  out->rows_ = rows;
  const StreamProtocol* p = registry.protocol(protocol).stream;
  if (p == nullptr || p->readable == nullptr) return out;
  PacketReader reader{trace, registry};
  ReadableParts parts;
  const auto message = [&](PacketId id, const PacketRow& row, const MessageView& view, std::size_t number) {
    parts.clear();
    p->readable(reader.messageBytes(view), view.facts, parts);
    const CarriedContent& said = parts.content;
    if (!said.known) return;
    Asked& asked = out->asked_[row.flow.value];
    if (!said.answer) asked = {bounded(said.host), bounded(said.target)};
    const auto body = std::find_if(parts.parts.begin(), parts.parts.end(),
                                   [](const ReadablePart& r) { return r.kind == ReadablePart::Kind::body; });
    if (body == parts.parts.end()) return;
    if (out->objects_.size() == kMaxObjects) {
      out->whole_ = false;
      return;
    }
    auto object = std::make_shared<CarriedObject>();
    FollowChunk& c = object->content;
    c.packet = id;
    c.kind = FollowChunk::Kind::body;
    c.direction = row.direction;
    c.whole = body->whole;
    c.message = static_cast<std::uint16_t>(number);
    c.part = static_cast<std::uint16_t>(body - parts.parts.begin());
    c.length = body->length;
    object->flow = row.flow;
    object->answer = said.answer;
    object->host = asked.host;
    object->target = asked.target;
    object->type = bounded(said.type);
    out->objects_.add(std::move(object));
  };

  const MessageStore& store = trace.messages();
  PacketId looked;
  for (std::size_t& i = out->entries_; i < store.size() && store.packetOf(i).value < rows; ++i) {
    constexpr std::size_t kStopEvery = 256;
    if (i % kStopEvery == 0 && stop.stop_requested()) return nullptr;
    const PacketId id = store.packetOf(i);
    if (store[i].protocol != protocol || looked == id) continue;
    looked = id;
    const PacketRow row = trace.row(id);
    forEachMessage(reader, trace, id, row,
                   [&](const MessageStore::Entry& e, const MessageView* view, std::size_t number) {
                     if (view != nullptr && e.protocol == protocol && number <= UINT16_MAX)
                       message(id, row, *view, number);
                   });
  }
  return out;
}

}  // namespace pw
