// The Time column in the forms of tshark's -t and -u.
#pragma once
#include <cstdint>
#include <ctime>
#include <optional>
#include <string_view>

#include "core/bytes/elapsed.h"
#include "core/field/text_out.h"
#include "core/packet/packet_context.h"

namespace pw {

enum class TimeKind : std::uint8_t {
  relative,        ///< since the first packet
  delta,           ///< since the packet before
  deltaDisplayed,  ///< since the packet shown before
  epoch,
  local,
  localDate,
  localDayOfYear,
  utc,
  utcDate,
  utcDayOfYear,
};

struct TimeStyle {
  TimeKind kind = TimeKind::relative;
  bool hourMinSec = false;           ///< spans as "1h  2m  3.000000s"
  std::optional<unsigned> decimals;  ///< 0 to 9; otherwise as exact as the packet's interface
};

/// The name that `-t` takes (a, ad, adoy, r, d, dd, e, u, ud, udoy), with tshark's ".N" for decimals behind
/// it.
std::optional<TimeStyle> timeStyleFrom(std::string_view name);

/// Decimals that are worth showing for an interface's clock: 0, 1, 2, 3, 6 or 9.
unsigned decimalsOf(const InterfaceInfo* info) noexcept;

/// Writes times; keeps the last second taken apart, since packets of one second stand together. One thread.
class TimeText {
 public:
  explicit TimeText(TimeStyle style) noexcept : style_(style) {}
  /// Nothing for packets without a time.
  void append(TextOut& out, const PacketContext& packet);

 private:
  void span(TextOut& out, std::int64_t from, std::int64_t to, unsigned decimals) const;
  void clock(TextOut& out, std::int64_t ns, unsigned decimals);

  TimeStyle style_;
  std::int64_t second_ = 0;
  std::string clock_;  ///< second_ as text; empty before the first
};

}  // namespace pw
