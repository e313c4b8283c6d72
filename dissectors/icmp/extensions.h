// Extensions behind the packet that an error message quotes (RFC 4884).
#pragma once
#include "core/bytes/checksum.h"
#include "core/walk/walk.h"
#include "dissectors/icmp/icmp_fields.h"

namespace pw::icmp {

inline constexpr std::size_t kQuoteWithExtensions = 128;  // RFC 4884 §5.5: where older systems put them

template <class Sink>
void mplsLabels(Walk<Sink>& w, Cursor& c) {
  while (c.ok() && c.wireLeft() >= 4) {
    const std::uint32_t at = c.offset();
    const std::uint32_t label24 = c.u24();
    if (!c.ok()) return;
    bits<F::mplsLabel>(w, at, 3, label24);
    bits<F::mplsExp>(w, at, 3, label24);
    bits<F::mplsBottom>(w, at, 3, label24);
    read<F::mplsTtl>(w, c);
  }
}

template <class Sink>
void extensionObject(Walk<Sink>& w, Cursor& c) {
  constexpr std::uint8_t kMplsStack = 1;
  const std::uint16_t length = read<F::objectLength>(w, c);
  const std::uint8_t objectClass = read<F::objectClass>(w, c);
  read<F::objectType>(w, c);
  if (!c.ok()) return;
  if (length < 4) {
    c.malformed();
    return;
  }
  Cursor body = c.sub(length - 4u);
  if (objectClass == kMplsStack) mplsLabels(w, body);
  if (body.ok() && body.left() > 0) readBytes<F::objectData>(w, body, body.left());
}

/// `c` covers the extensions alone. Shown only: nothing of them matters to a summary or a line.
template <class Sink>
void extensions(Walk<Sink>& w, Cursor c) {
  if constexpr (Sink::kFields) {
    const Cursor all = c;
    Under<Sink> under{w, add<F::extension>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0)};
    const std::uint32_t at = c.offset();
    const std::uint16_t word = c.u16();
    if (!c.ok()) return;
    bits<F::extensionVersion>(w, at, 1, word >> 8);
    bits<F::extensionReserved>(w, at, 2, word);
    const std::uint16_t sum = read<F::extensionChecksum>(w, c);
    if (!c.ok()) return;
    const bool good = InternetChecksum{}.add(all.peekRest()).folded() == 0xffff;
    addGenerated<F::extensionChecksumStatus>(
        w, at + 2, 0,
        static_cast<std::uint8_t>(sum == 0                       ? ip::ChecksumStatus::notPresent
                                  : all.left() != all.wireLeft() ? ip::ChecksumStatus::unverified
                                  : good                         ? ip::ChecksumStatus::good
                                                                 : ip::ChecksumStatus::bad));
    while (c.more()) extensionObject(w, c);
    if (!c.ok() && c.left() > 0) add<F::objectData>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
  }
}

}  // namespace pw::icmp
