// Filters made of what is on screen: a cell, a field, a conversation.
#pragma once
#include <QString>

#include "core/trace/trace.h"
#include "core/walk/registry.h"
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
/// In quotes, as the language reads them.
QString quotedForFilter(QString text);

}  // namespace pw::ui
