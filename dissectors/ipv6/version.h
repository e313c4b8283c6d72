// What parents ask before they hand something over as IPv6.
#pragma once
#include "core/walk/walk.h"

namespace pw::ipv6 {

/// False where the bytes are of another version: the line says so, and the parent shows them as what it does
/// not know.
template <class Sink>
bool takes(Walk<Sink>& w, const Cursor& c) {
  if (c.left() == 0 || c.peek() >> 4 == 6) return true;
  w.column("IPv6");
  if constexpr (Sink::kFields) w.breaksRules();
  w.info([&](TextOut& t) { t.add("Bogus IPv6 version (").dec(c.peek() >> 4u).add(", must be 6)"); });
  return false;
}

/// Hands over, or shows as data what is no IPv6.
template <class Sink>
void enter(Walk<Sink>& w, const Cursor& c) {
  if (takes(w, c))
    w.next(Hub::ipv6, c);
  else
    w.data(c);
}

}  // namespace pw::ipv6
