// The fields of SSDP: those of HTTP under HTTP's keys, since its messages are made of the same lines, and those of UPnP
// behind them.
#pragma once
#include <algorithm>

#include "dissectors/http/http_fields.h"

namespace pw::ssdp {

/// Places behind the fields of HTTP.
enum class F : std::uint16_t {
  searchTarget = static_cast<std::uint16_t>(http::F::count_),
  notificationType,
  notificationSubtype,
  uniqueName,
  maxWait,
  extension,
  rest,
  count_
};

inline constexpr std::array kOwnFields{
    field(F::searchTarget, "ssdp.st", "Search target", Kind::string, Base::none,
          "What is looked for, or was found (UPnP Device Architecture §1.3.2)"),
    field(F::notificationType, "ssdp.nt", "Notification type", Kind::string, Base::none,
          "What is announced (UPnP Device Architecture §1.2.2)"),
    field(F::notificationSubtype, "ssdp.nts", "Notification subtype", Kind::string, Base::none,
          "Whether it comes or goes (UPnP Device Architecture §1.2.2)"),
    field(F::uniqueName, "ssdp.usn", "Unique service name", Kind::string, Base::none,
          "Which of all such devices (UPnP Device Architecture §1.2.2)"),
    field(F::maxWait, "ssdp.mx", "Maximum wait", Kind::string, Base::none,
          "Seconds over which answers should be spread (UPnP Device Architecture §1.3.2)"),
    field(F::extension, "ssdp.man", "Extension", Kind::string, Base::none,
          "Must be \"ssdp:discover\" in a search (UPnP Device Architecture §1.3.2)"),
    field(F::rest, "ssdp.rest", "Unused data", Kind::bytes, Base::none,
          "Bytes behind the empty line that ends a request, which should not be there"),
};

consteval auto allFields() {
  std::array<FieldDef, static_cast<std::size_t>(F::count_)> table{};
  std::copy(http::kFields.begin(), http::kFields.end(), table.begin());
  std::copy(kOwnFields.begin(), kOwnFields.end(), table.begin() + http::kFields.size());
  table[0].key = "ssdp";
  table[0].label = "Simple Service Discovery Protocol";
  table[0].help = "Finds devices on the local network: televisions, printers, routers (UPnP Device Architecture §1)";
  return table;
}
inline constexpr auto kFields = allFields();
static_assert(complete<F>(kFields));

}  // namespace pw::ssdp

template <>
inline constexpr const auto& pw::kFieldTable<pw::ssdp::F> = pw::ssdp::kFields;
