// What an eavesdropper learns from a capture: as text, as JSON for programs, and as a page to hand out.
#pragma once
#include <string>
#include <vector>

#include "core/field/text_out.h"
#include "core/leaks/leak_finder.h"
#include "core/report/messages.h"
#include "core/report/output.h"
#include "core/trace/name_book.h"

namespace pw {

/// Borrows everything.
struct LeakReport {
  const Trace& trace;
  const Registry& registry;
  const LeakFinder& finder;
  const NameBook& names;  ///< learnt from the same packets
  std::string file;       ///< its name, for the title
  bool showSecrets = false;
};

/// A summary first, then credentials, findings by how bad they are (the same thing found again is counted), and each
/// sealed conversation with what still shows. Not endless: what is left out is counted.
void writeLeaksText(TextOut& out, Language language, const LeakReport& report);

/// The same as one page without anything from outside, light or dark as the reader's system is.
void writeLeaksHtml(TextOut& out, Language language, const LeakReport& report);

/// One object. Packets are frame.number, offsets and lengths bytes of "source" ("frame", "reassembled", "stream",
/// "decoded"), times ns, ends and members of enumerations by their names in the sources. Secrets are masked ("masked":
/// true) unless asked for.
///   "version": kLeaksJsonVersion; "file", "packets", "secrets_shown", "findings_left_out", "unreadable_packets", "crowded_packets",
///   "sealed_flows_left_out";
///   "meter": {"readable", "sealed", "unknown"}: payload bytes, see ReadableBytes;
///   "flows": [{"flow", "transport", "stream", "client": {"address", "port"}, "server", "meter"}], those that sent
///   anything; "credentials": [{"flow", "user": finding or null, "password": finding}];
///   "findings": [{"packet", "flow" (null outside conversations), "side" ("client", "server"), "kind", "harm", "field",
///     "source", "offset", "length", "name" and "name_offset", "name_length" where it has one, "value" (null of
///     bodies), "raw": bytes on the wire where they differ, "masked", "notes": [..]}];
///   "sealed": [{"flow", "start_ns", "duration_ns", "packets" and "bytes" ([client, server], frames), "server_name",
///     "dns_name", "version", "cipher" (null where not seen), "alpn_offered", "alpn_chosen", "certificate_names": [..],
///     "fingerprints": {field: text}, "sealed_bytes", "content_bytes", "records_left_out",
///     "records": [{"packet", "side", "time_ns", "field", "source", "offset", "length", "content_length" (null where
///     the cipher does not tell; where it does not tell exactly, the least, and "content_length_most" beside it),
///     "handshake": true of records that hold no content}]}]
inline constexpr unsigned kLeaksJsonVersion = 1;
/// Written out as it is made: it may be long. Ends early once the reader has gone.
void writeLeaksJson(Output& out, const LeakReport& report);

/// A secret as it is shown to a room: its first character and the last two, the rest as dots; of short ones nothing.
/// Says nothing of its exact length.
std::string maskedText(std::string_view secret);

}  // namespace pw
