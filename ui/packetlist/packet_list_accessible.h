// The packet list as screen readers see it: a list whose children are the rows on screen.
#pragma once

namespace pw::ui {

/// Makes QAccessible know PacketListView. May be called again without effect.
void installPacketListAccessibility();

}  // namespace pw::ui
