// Options of the IPv4 header (RFC 791 §3.1) and what both IP versions share: list of fragments, short DSCP
// names.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/ip/ip_fields.h"

namespace pw::ip {

/// CS0, AF11, EF, or the number where a code point has no short name.
inline TextOut& dscpShort(TextOut& t, unsigned dscp) {
  if (dscp == 46) return t.add("EF PHB");
  if (dscp == 44) return t.add("VOICE-ADMIT");
  if (dscp == 1) return t.add("LE");
  if (dscp % 8 == 0) return t.add("CS").dec(dscp / 8);
  const unsigned drop = dscp % 8 / 2;
  if (dscp % 2 == 0 && dscp / 8 >= 1 && dscp / 8 <= 4 && drop >= 1 && drop <= 3)
    return t.add("AF").dec(dscp / 8).dec(drop);
  return t.add("Unknown");
}

/// The pieces of a datagram that this packet completed.
template <auto List, auto Piece, auto Count, auto Length, class Sink>
void fragmentList(Walk<Sink>& w) {
  if constexpr (Sink::kFields) {
    const ReassemblyView& r = w.context().reassembly;
    const typename Walk<Sink>::Reassembled inside{w};
    const NodeId list = addGenerated<List>(w, 0, static_cast<std::uint32_t>(r.bytes.size()), 0);
    label(w, list, [&](TextOut& t) {
      t.add('[').dec(r.pieces.size()).add(" fragments (").dec(r.bytes.size()).add(" bytes):");
      for (std::size_t i = 0; i < r.pieces.size(); ++i)
        t.add(i == 0 ? " #" : ", #")
            .dec(r.pieces[i].packet.value + 1ull)
            .add('(')
            .dec(r.pieces[i].length)
            .add(')');
      t.add(']');
    });
    Under<Sink> under{w, list};
    for (const FragmentPiece& p : r.pieces) addGenerated<Piece>(w, p.at, p.length, p.packet.value + 1ull);
    addGenerated<Count>(w, 0, 0, r.pieces.size());
    addGenerated<Length>(w, 0, 0, r.bytes.size());
  }
}

namespace option {
inline constexpr unsigned kEnd = 0x00, kNop = 0x01, kRecordRoute = 0x07, kTimestamp = 0x44,
                          kLooseRoute = 0x83, kStreamId = 0x88, kStrictRoute = 0x89, kRouterAlert = 0x94;
}

/// Addresses of a route option: those before the pointer were passed already.
template <class Sink>
void routeOption(Walk<Sink>& w, Cursor& c, bool recording) {
  const std::uint32_t start = c.offset() - 2;  // the pointer counts from the option's first byte, which is 1
  const std::uint8_t pointer = read<F::optPtr>(w, c);
  while (c.ok() && c.wireLeft() >= 4) {
    const std::uint32_t place = c.offset() - start + 1;
    if (place < pointer)
      read<F::recordedRoute>(w, c);
    else if (recording)
      read<F::emptyRoute>(w, c);
    else if (place == pointer)
      read<F::currentRoute>(w, c);
    else
      read<F::sourceRoute>(w, c);
  }
}

template <class Sink>
void timestampOption(Walk<Sink>& w, Cursor& c) {
  read<F::optPtr>(w, c);
  const std::uint32_t at = c.offset();
  const std::uint8_t v = c.u8();
  if (!c.ok()) return;
  bits<F::optOverflow>(w, at, 1, v);
  const auto flag = bits<F::optFlag>(w, at, 1, v);
  while (c.ok() && c.wireLeft() >= (flag == 0 ? 4u : 8u)) {
    if (flag != 0) read<F::optTimestampAddress>(w, c);
    read<F::optTimestamp>(w, c);
  }
}

template <class Sink>
void optionBody(Walk<Sink>& w, Cursor& c, unsigned type) {
  switch (type) {
    case option::kRecordRoute: routeOption(w, c, true); break;
    case option::kLooseRoute:
    case option::kStrictRoute: routeOption(w, c, false); break;
    case option::kTimestamp: timestampOption(w, c); break;
    case option::kRouterAlert: read<F::optRouterAlert>(w, c); break;
    case option::kStreamId: read<F::optStreamId>(w, c); break;
    default: break;
  }
  if (c.ok() && c.wireLeft() > 0) readBytes<F::optData>(w, c, c.wireLeft());
}

template <class Sink>
void optionType(Walk<Sink>& w, std::uint32_t at, unsigned type) {
  Under<Sink> under{w, add<F::optType>(w, at, 1, type)};
  bits<F::optCopy>(w, at, 1, type);
  bits<F::optClass>(w, at, 1, type);
  bits<F::optNumber>(w, at, 1, type);
}

/// Reads the options; `c` covers nothing else. A wrong length ends them without harm to the payload.
template <class Sink>
void walkOptions(Walk<Sink>& w, Cursor& c) {
  if constexpr (!Sink::kFields) return;  // nothing in them matters to a summary or a line
  Under<Sink> all{w, add<F::options>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0)};
  while (c.more()) {
    const std::uint32_t at = c.offset();
    const unsigned type = c.u8();
    if (!c.ok()) return;
    optionType(w, at, type);
    if (type == option::kNop) continue;
    if (type == option::kEnd) {
      if (c.left() != 0) readBytes<F::optPadding>(w, c, c.left());
      return;
    }
    const std::uint8_t length = read<F::optLen>(w, c);
    if (!c.ok()) return;
    if (length < 2 || length - 2u > c.wireLeft()) {
      note<F::optLengthInvalid>(w, at, 2);
      return;
    }
    Cursor body = c.sub(length - 2u);
    optionBody(w, body, type);
  }
}

}  // namespace pw::ip
