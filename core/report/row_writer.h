// One line a packet, as tshark prints it: number, time, source, destination, protocol, length, info.
#pragma once
#include <string_view>

#include "core/field/text_out.h"
#include "core/packet/packet_context.h"
#include "core/packet/packet_summary.h"
#include "core/report/time_text.h"
#include "core/walk/sinks.h"

namespace pw {

/// Columns of the default line.
enum class Column : std::uint8_t { number, time, source, destination, protocol, length, info, count_ };

/// Title as tshark has it ("No.", "Time", ...).
std::string_view titleOf(Column column) noexcept;

/// The numeric address, nothing for `none`.
void appendAddress(TextOut& out, const Address& address);

/// Writes lines and single cells. One thread; allocates nothing in steady state.
class RowWriter {
 public:
  RowWriter(TimeStyle time, bool tabs) : time_(time), tabs_(tabs) {}
  /// Without the line's end.
  void line(TextOut& out, const PacketContext& packet, const PacketSummary& summary, const RowText& row);
  void cell(TextOut& out, Column column, const PacketContext& packet, const PacketSummary& summary,
            const RowText& row);

 private:
  TimeText time_;
  bool tabs_;
};

}  // namespace pw
