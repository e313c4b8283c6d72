// The whole table of fields of TLS.
#pragma once
#include "dissectors/tls/tls_extension_fields.h"
#include "dissectors/tls/tls_handshake_fields.h"
#include "dissectors/tls/tls_record_fields.h"
#include "dissectors/tls/tls_x509_fields.h"

namespace pw::tls {

consteval auto fieldTable() {
  constexpr std::size_t kCount =
      kRecordFields.size() + kHandshakeFields.size() + kExtensionFields.size() + kX509Fields.size();
  static_assert(kCount == static_cast<std::size_t>(F::count_));
  std::array<FieldDef, kCount> table{};
  std::size_t n = 0;
  for (const FieldDef& d : kRecordFields) table[n++] = d;
  for (const FieldDef& d : kHandshakeFields) table[n++] = d;
  for (const FieldDef& d : kExtensionFields) table[n++] = d;
  for (const FieldDef& d : kX509Fields) table[n++] = d;
  return table;
}

inline constexpr auto kFields = fieldTable();
static_assert(complete<F>(kFields));

}  // namespace pw::tls

template <>
inline constexpr const auto& pw::kFieldTable<pw::tls::F> = pw::tls::kFields;
