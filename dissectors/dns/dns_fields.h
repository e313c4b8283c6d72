// The tables of fields of DNS and of the two protocols that speak it on the local link. All three have the
// same fields under the same keys; only the first row, the protocol itself, differs.
#pragma once
#include "dissectors/dns/dns_message_fields.h"
#include "dissectors/dns/dns_record_fields.h"

namespace pw::dns {

using FieldTable = std::array<FieldDef, static_cast<std::size_t>(F::count_)>;

/// The whole table with the protocol's own first row.
consteval FieldTable fieldTable(std::string_view key, std::string_view label, std::string_view help) {
  static_assert(kMessageFields.size() + kRecordFields.size() == static_cast<std::size_t>(F::count_));
  FieldTable table{};
  std::size_t n = 0;
  for (const FieldDef& d : kMessageFields) table[n++] = d;
  for (const FieldDef& d : kRecordFields) table[n++] = d;
  table[0].key = key;
  table[0].label = label;
  table[0].help = help;
  return table;
}

inline constexpr FieldTable kFields =
    fieldTable(kMessageFields[0].key, kMessageFields[0].label, kMessageFields[0].help);
inline constexpr FieldTable kMulticastFields = fieldTable(
    "mdns", "Multicast Domain Name System", "DNS among the hosts of one link, without a server (RFC 6762)");
inline constexpr FieldTable kLinkLocalFields = fieldTable(
    "llmnr", "Link-local Multicast Name Resolution", "Names of hosts on one link, asked of all (RFC 4795)");
static_assert(complete<F>(kFields));

}  // namespace pw::dns

template <>
inline constexpr const auto& pw::kFieldTable<pw::dns::F> = pw::dns::kFields;
