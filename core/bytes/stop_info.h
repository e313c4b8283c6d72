// Why reading stopped, as numbers; the sentence a person reads is composed in core/report.
#pragma once
#include <cstdint>

namespace pw {

enum class Stop : std::uint8_t {
  none,
  cut,        ///< the capture kept fewer bytes than were on the wire
  overrun,    ///< a length field promised more than the packet has
  malformed,  ///< a value that the protocol forbids
  needMore,   ///< the message goes on in a later packet
};

struct StopInfo {
  Stop why = Stop::none;
  std::uint32_t at = 0;      ///< offset of the read that failed, bytes from the start of its source
  std::uint32_t wanted = 0;  ///< bytes that were asked for there
  std::uint32_t have = 0;    ///< bytes that were left there

  bool operator==(const StopInfo&) const = default;
};

}  // namespace pw
