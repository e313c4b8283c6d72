// Bytes as offset, hex and ASCII, sixteen a line (tshark's -x).
#pragma once
#include "core/bytes/byte_view.h"
#include "core/field/field_tree.h"
#include "core/field/text_out.h"
#include "core/packet/packet_summary.h"

namespace pw {

/// Lines of "0000  00 11 ...   ...", each with its end; nothing for no bytes.
void appendHexDump(TextOut& out, ByteView bytes);

/// All sources of a packet; with headings where there is more than the frame.
void appendHexDumps(TextOut& out, const FieldTree& tree, const PacketSummary& summary);

}  // namespace pw
