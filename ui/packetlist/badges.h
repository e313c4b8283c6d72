// The What column: what a packet is to its conversation, in a few short words.
#pragma once
#include <string>

#include "core/trace/trace.h"

namespace pw::ui {

/// `hasPassword`: one that anyone can read was found in it.
/// Appends "① ECN?", "DUP ACK", ... in the window's language, the most telling first; nothing for an ordinary packet.
/// Names of protocol flags stay as RFCs have them.
void appendBadges(std::string& to, const PacketRow& row, bool hasPassword);

}  // namespace pw::ui
