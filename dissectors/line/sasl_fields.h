// The fields of what an authentication gives away, below the node of its response.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/line/sasl.h"

namespace pw::line {

/// `at`, `length`: of the response.
template <auto User, auto Password, auto Hash, auto Token, class Sink>
void credentialFields(Walk<Sink>& w, std::uint32_t at, std::uint32_t length, const Credentials& c) {
  if constexpr (Sink::kFields) {
    if (!c.user.empty()) addText<User>(w, at, length, c.user);
    if (!c.password.empty()) addText<Password>(w, at, length, c.password);
    if (!c.hash.empty()) addText<Hash>(w, at, length, c.hash);
    if (!c.token.empty()) addText<Token>(w, at, length, c.token);
  }
}

}  // namespace pw::line
