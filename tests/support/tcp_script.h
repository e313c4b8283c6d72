// Conversations written down one segment a line, and what must come of each:
//
//     C> SYN ws=7                      : open1          | SYN-SENT -
//     S> SYN ACK ws=7 +20ms            : open2          | ESTABLISHED SYN-RECEIVED
//     C> ACK                           : open3
//     C> len=100
//     C> seq=1 len=100 +300ms          : retransmission
//
// Who sends; flags (SYN FIN RST PSH ACK URG ae cwr ece; ACK goes without saying but beside SYN and RST, `noack` takes
// it away); the IP header's ect0, ect1 or ce; seq= and ack= counted from the side's first number, as tcp.seq shows them
// (default: what comes next, and all that the other side sent); len=, win= (default 500), ws= (a SYN's window scale);
// cookie, cookie-request (Fast Open); reopens (the flow table says so); +TIME since the line before (default 1 ms;
// -TIME too). Behind ':' every mark and step, behind '|' the states of client and server. `handshake` stands for a
// handshake of 21 ms with windows of 64,000 bytes at 0 and scale 7; `#` begins a comment.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/flow/tcp_tracker.h"

namespace pw::test {

/// First numbers of client and server.
struct ScriptBases {
  std::uint32_t client = 1000, server = 9000;
};

struct ScriptStep {
  std::string line;
  TcpSegment segment;
  std::string wanted, wantedStates;  ///< as written, blanks folded
  bool hasStates = false;
};

/// The segments of a script; a line that is not understood is a failure of the test.
std::vector<ScriptStep> parseScript(std::string_view script, ScriptBases bases = {});

/// "retransmission ecn_echo open2 close3+", in the order of the enumerators.
std::string describe(TcpMarks marks);
/// "ESTABLISHED SYN-RECEIVED", client first; "-" for unknown.
std::string describe(const TcpFlow& flow);

struct Played {
  TcpFlow flow;                      ///< at the end
  std::vector<TcpMarks> marks;       ///< by line
  std::vector<std::vector<TcpNotes::Note>> notes;
};

/// Plays a script with several first numbers, some of which make every number wrap soon, and holds every line against
/// what it says. Marks and states may not depend on the first numbers. What came of the first playing is returned.
Played play(std::string_view script);

}  // namespace pw::test
