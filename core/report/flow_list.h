// Conversations as lists: one line each for people, for programs, and as tshark's -z conv prints them.
#pragma once
#include <cstdint>
#include <string>

#include "core/field/text_out.h"
#include "core/report/json_text.h"
#include "core/report/messages.h"
#include "core/report/time_text.h"
#include "core/trace/flow_summary.h"

namespace pw {

/// The end of a conversation: "192.0.2.1:80", "[2001:db8::1]:80".
std::string endText(const Address& address, std::uint16_t port);

/// A table with a title line; columns as wide as most conversations need.
void writeFlowTitles(TextOut& out, Language language);
void writeFlowRow(TextOut& out, Language language, const FlowSummary& flow);

/// RFC 4180 without quotes: no value has a comma. Enumerators by their names in the sources, times in ns.
void writeFlowCsvTitles(TextOut& out);
void writeFlowCsvRow(TextOut& out, const FlowSummary& flow);

/// Members: "transport", "stream", "client" and "server" ({"address", "port"}), "roles" ("known", or "guessed" by
/// port), "first" and "last" (frame.number), "start_ns" (since 1970), "duration_ns", "packets" and "bytes"
/// ([client, server], frames on the wire). For TCP also "followed" and, where that is true, "opening", "closing",
/// "ecn", "initial_rtt_ns" (null where not known), "completeness", "client_state", "server_state", "closed_by" and
/// "reset_by" (null, "client" or "server"), "syn_retries", "half_close_bytes", and by side "payload", "repeats",
/// "gaps", "out_of_order", "ect0", "ect1", "ce", "ece", "cwr", "ecn_breaches", "fin_with_data". `members` writes into
/// `out`.
void writeFlowJson(JsonMembers& members, TextOut& out, const FlowSummary& flow);

/// tshark 4.0's table of the conversations of one transport, with the most packets first.
void writeConversationTable(TextOut& out, const Trace& trace, Transport transport, TimeKind time);

}  // namespace pw
