#pragma once
#include "core/field/field_def.h"

namespace pw::loop {

enum class F : std::uint16_t { protocol, skipCount, relevant, function, receipt, forward, count_ };

inline constexpr std::array<ValueName, 2> kFunctions{{{1, "Reply"}, {2, "Forward Data"}}};

inline constexpr std::array kFields{
    field(F::protocol, "loop", "Configuration Test Protocol (loopback)", Kind::protocol, Base::none,
          "Checks that a link works both ways: the other end sends the frame back (Ethernet 2.0 §8)"),
    field(F::skipCount, "loop.skipcount", "skipCount", Kind::u16, Base::dec,
          "Bytes to pass over before the function that counts"),
    field(F::relevant, "loop.relevant_function", "Relevant function", Kind::u16, Base::dec,
          "The function that counts", {.names = kFunctions}),
    field(F::function, "loop.function", "Function", Kind::u16, Base::dec, "What to do with the frame",
          {.names = kFunctions}),
    field(F::receipt, "loop.receipt_number", "Receipt number", Kind::u16, Base::dec,
          "Tells which frame came back"),
    field(F::forward, "loop.forwarding_address", "Forwarding address", Kind::ether, Base::none,
          "Network card to send the frame on to"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::loop

template <>
inline constexpr const auto& pw::kFieldTable<pw::loop::F> = pw::loop::kFields;
