#pragma once
#include "core/field/field_def.h"
#include "dissectors/ethertype/ethertype_names.h"

namespace pw::vlan {

enum class F : std::uint16_t {
  protocol,
  priority,
  dei,
  id,
  type,
  length,
  padding,
  trailer,
  lengthPastEnd,
  count_
};

/// IEEE 802.1D-2004 annex G.
inline constexpr std::array<ValueName, 8> kPriorities{{{0, "Best Effort (default)"},
                                                       {1, "Background"},
                                                       {2, "Spare"},
                                                       {3, "Excellent Effort"},
                                                       {4, "Controlled Load"},
                                                       {5, "Video, < 100ms latency and jitter"},
                                                       {6, "Voice, < 10ms latency and jitter"},
                                                       {7, "Network Control"}}};
inline constexpr std::array<ValueName, 2> kDei{{{0, "Ineligible"}, {1, "Eligible"}}};

inline constexpr std::array kFields{
    field(F::protocol, "vlan", "802.1Q Virtual LAN", Kind::protocol, Base::none,
          "Says which virtual network the frame belongs to (IEEE 802.1Q)"),
    field(F::priority, "vlan.priority", "Priority", Kind::u16, Base::dec,
          "How urgent the frame is (IEEE 802.1Q §6.9)", {.mask = 0xe000, .names = kPriorities}),
    field(F::dei, "vlan.dei", "DEI", Kind::boolean, Base::none,
          "Whether the frame may be dropped first when a queue is full (IEEE 802.1Q §9.6)",
          {.mask = 0x1000, .names = kDei, .parentBits = 16}),
    field(F::id, "vlan.id", "ID", Kind::u16, Base::dec,
          "Number of the virtual network; 0 is none (IEEE 802.1Q §9.6)", {.mask = 0x0fff}),
    field(F::type, "vlan.etype", "Type", Kind::u16, Base::hex, "Which protocol the frame carries (RFC 9542)",
          {.names = ethertype::kNames}),
    field(F::length, "vlan.len", "Length", Kind::u16, Base::dec,
          "Bytes of payload, in frames of the older 802.3 form"),
    field(F::padding, "eth.padding", "Padding", Kind::bytes, Base::none,
          "Zeros that fill the frame up to the least length of 60 bytes"),
    field(F::trailer, "vlan.trailer", "Trailer", Kind::bytes, Base::none,
          "Bytes behind the payload that belong to no protocol above"),
    field(F::lengthPastEnd, "vlan.len.past_end", "Length field value goes past the end of the payload",
          Kind::note, Base::error, "The frame is shorter than its length field says",
          {.malformed = true}),
};
static_assert(complete<F>(kFields));

}  // namespace pw::vlan

template <>
inline constexpr const auto& pw::kFieldTable<pw::vlan::F> = pw::vlan::kFields;
