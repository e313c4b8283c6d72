#pragma once
#include "core/field/field_def.h"

namespace pw::ssdp {

enum class F : std::uint16_t {
  protocol,
  requestLine,
  statusLine,
  header,
  host,
  searchTarget,
  notificationType,
  notificationSubtype,
  uniqueName,
  location,
  server,
  maxWait,
  extension,
  cacheControl,
  rest,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "ssdp", "Simple Service Discovery Protocol", Kind::protocol, Base::none,
          "Finds devices on the local network: televisions, printers, routers (UPnP Device Architecture §1)"),
    field(F::requestLine, "ssdp.request_line", "Request line", Kind::string, Base::none,
          "What is done: M-SEARCH looks for devices, NOTIFY announces one (UPnP Device Architecture §1.2, "
          "§1.3)"),
    field(F::statusLine, "ssdp.status_line", "Status line", Kind::string, Base::none,
          "Answer to a search (UPnP Device Architecture §1.3.3)"),
    field(F::header, "ssdp.header", "Header", Kind::string, Base::none,
          "One fact about the message (RFC 9110 §5)"),
    field(F::host, "ssdp.host", "Host", Kind::string, Base::none,
          "Group that the message is for (UPnP Device Architecture §1.2.2)"),
    field(F::searchTarget, "ssdp.st", "Search target", Kind::string, Base::none,
          "What is looked for, or was found (UPnP Device Architecture §1.3.2)"),
    field(F::notificationType, "ssdp.nt", "Notification type", Kind::string, Base::none,
          "What is announced (UPnP Device Architecture §1.2.2)"),
    field(F::notificationSubtype, "ssdp.nts", "Notification subtype", Kind::string, Base::none,
          "Whether it comes or goes (UPnP Device Architecture §1.2.2)"),
    field(F::uniqueName, "ssdp.usn", "Unique service name", Kind::string, Base::none,
          "Which of all such devices (UPnP Device Architecture §1.2.2)"),
    field(F::location, "ssdp.location", "Location", Kind::string, Base::none,
          "Where the device describes itself (UPnP Device Architecture §1.2.2)"),
    field(F::server, "ssdp.server", "Server", Kind::string, Base::none,
          "System and make of the device (UPnP Device Architecture §1.2.2)"),
    field(F::maxWait, "ssdp.mx", "Maximum wait", Kind::string, Base::none,
          "Seconds over which answers should be spread (UPnP Device Architecture §1.3.2)"),
    field(F::extension, "ssdp.man", "Extension", Kind::string, Base::none,
          "Must be \"ssdp:discover\" in a search (UPnP Device Architecture §1.3.2)"),
    field(F::cacheControl, "ssdp.cache_control", "Cache control", Kind::string, Base::none,
          "Seconds for which the announcement holds (UPnP Device Architecture §1.2.2)"),
    field(F::rest, "ssdp.rest", "Unused data", Kind::bytes, Base::none,
          "Bytes behind the empty line that ends a request, which should not be there"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::ssdp

template <>
inline constexpr const auto& pw::kFieldTable<pw::ssdp::F> = pw::ssdp::kFields;
