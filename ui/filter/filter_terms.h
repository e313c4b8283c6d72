// Filters made of what is on screen: a cell, a field, a conversation.
#pragma once
#include <QString>
#include <span>

#include "core/trace/trace.h"
#include "core/walk/registry.h"
#include "ui/expert/findings.h"
#include "ui/packetlist/columns.h"

namespace pw::ui {

/// How a new term goes together with the filter that is there.
enum class FilterJoin : std::uint8_t {
  selected,
  notSelected,
  andSelected,
  orSelected,
  andNotSelected,
  orNotSelected,
};

/// `present` may be empty: then only the term is left, or its opposite.
QString joinFilter(const QString& present, const QString& term, FilterJoin join);

/// Packets whose cell of this column says the same; `cell` is the cell's text. Empty where no filter says that.
QString filterOfCell(const Registry& registry, const Trace& trace, PacketId packet, const Column& column,
                     const QString& cell);
/// Packets of one conversation.
QString filterOfFlow(const Trace& trace, FlowId flow);
QString filterOfPacket(PacketId packet);
/// At most kMaxListed of them, the first ones; empty where there is none.
inline constexpr std::size_t kMaxListed = 200;
QString filterOfPackets(std::span<const std::uint32_t> packets);
/// Packets with a kind of finding: by its field, or where it has none by their numbers.
QString filterOfFinding(const Registry& registry, FindingKind kind, std::span<const std::uint32_t> packets);
/// In quotes, as the language reads them.
QString quotedForFilter(QString text);

}  // namespace pw::ui
