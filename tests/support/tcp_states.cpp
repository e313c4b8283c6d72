#include "tests/support/tcp_states.h"

#include <initializer_list>

namespace pw::test {

namespace {
bool isOneOf(TcpState s, std::initializer_list<TcpState> all) noexcept {
  for (const TcpState one : all)
    if (s == one) return true;
  return false;
}
}  // namespace

bool isLegalMove(TcpState from, TcpState to) noexcept {
  using enum TcpState;
  if (from == to) return true;
  switch (from) {
    case unknown: return isOneOf(to, {closed, synSent, synReceived, established, finWait1, closeWait});
    // Refused, and asked again; FIN-WAIT-1 where the SYN carries the FIN.
    case closed: return isOneOf(to, {synSent, synReceived, finWait1});
    case listen: return false;                               // nobody can see it
    case synSent: return isOneOf(to, {closed, synReceived, established, finWait1, closeWait});
    case synReceived: return isOneOf(to, {closed, established, finWait1, closeWait});
    case established: return isOneOf(to, {closed, finWait1, closeWait});
    case finWait1: return isOneOf(to, {closed, finWait2, closing, timeWait});
    case finWait2: return isOneOf(to, {closed, timeWait});
    // CLOSING: it was taken to have seen the other's FIN, and its own shows that it had not.
    case closeWait: return isOneOf(to, {closed, lastAck, closing});
    case closing: return isOneOf(to, {closed, timeWait});
    case lastAck: return isOneOf(to, {closed});
    case timeWait: return isOneOf(to, {closed});
  }
  return false;
}

}  // namespace pw::test
