// What conversations are called and why their packets are judged so, in words (English and Korean).
#pragma once
#include <string>
#include <string_view>

#include "core/report/messages.h"
#include "core/trace/conversation.h"

namespace pw {

/// "3-way handshake", "refused", ...
std::string_view openingName(Language language, Opening opening) noexcept;
std::string_view closingName(Language language, Closing closing) noexcept;
std::string_view ecnName(Language language, EcnSetup setup) noexcept;
/// RFC 9293's own names ("FIN-WAIT-1") in both languages; a word for `unknown`.
std::string_view stateName(Language language, TcpState state) noexcept;
/// "Retransmission", "Duplicate ACK", ...
std::string_view markName(Language language, TcpMark mark) noexcept;

enum class Severity : std::uint8_t { chat, note, warning, error };
/// How much a mark deserves to be looked at; as Wireshark's expert information has it, where that has the mark.
Severity severityOf(TcpMark mark) noexcept;
/// The same of one mark: what RFC 8311 allows to experiments is a note only.
Severity severityOf(const Why& why) noexcept;
std::string_view severityName(Language language, Severity severity) noexcept;
/// A span of time in three figures: "850 µs", "2 ms", "1.04 s", "2 min 5 s".
std::string spanText(Language language, std::int64_t ns);

/// One sentence with the numbers that led to a mark and the rule by which it was judged: "Sequence number 1101 is below
/// the next expected 1601; 4 duplicate ACKs stood; 2.0 ms after the last, under 20 ms (RFC 5681 §3.2)." Where the
/// capture may have gaps, "lost" becomes "lost or not captured".
std::string whySentence(Language language, const Conversation& conversation, const Why& why);

}  // namespace pw
