#pragma once
#include "core/field/field_def.h"
#include "dissectors/ethertype/ethertype_names.h"

namespace pw::ieee8021ad {

enum class F : std::uint16_t {
  protocol,
  priority,
  dei,
  id,
  serviceId,
  customerId,
  type,
  padding,
  trailer,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "ieee8021ad", "IEEE 802.1ad", Kind::protocol, Base::none,
          "Says which customer of a provider the frame belongs to (IEEE 802.1ad)"),
    field(F::priority, "ieee8021ad.priority", "Priority", Kind::u16, Base::dec,
          "How urgent the frame is (IEEE 802.1Q §6.9)", {.mask = 0xe000}),
    field(F::dei, "ieee8021ad.dei", "DEI", Kind::u16, Base::dec,
          "Whether the frame may be dropped first when a queue is full (IEEE 802.1Q §9.6)", {.mask = 0x1000}),
    field(F::id, "ieee8021ad.id", "ID", Kind::u16, Base::dec,
          "Number of the virtual network (IEEE 802.1Q §9.6)", {.mask = 0x0fff}),
    field(F::serviceId, "ieee8021ad.svid", "ID", Kind::u16, Base::dec,
          "Number of the provider's virtual network, where a customer's follows", {.mask = 0x0fff}),
    field(F::customerId, "ieee8021ad.cvid", "ID", Kind::u16, Base::dec,
          "Number of the customer's virtual network", {.mask = 0x0fff}),
    field(F::type, "ieee8021ah.etype", "Type", Kind::u16, Base::hex,
          "Which protocol the frame carries (RFC 9542)", {.names = ethertype::kNames}),
    field(F::padding, "eth.padding", "Padding", Kind::bytes, Base::none,
          "Zeros that fill the frame up to the least length of 60 bytes"),
    field(F::trailer, "ieee8021ah.trailer", "Trailer", Kind::bytes, Base::none,
          "Bytes behind the payload that belong to no protocol above"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::ieee8021ad

template <>
inline constexpr const auto& pw::kFieldTable<pw::ieee8021ad::F> = pw::ieee8021ad::kFields;
