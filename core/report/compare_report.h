// Two conversations side by side: as text, as a page to hand out, and as JSON for programs.
#pragma once
#include "core/field/text_out.h"
#include "core/report/compare_view.h"

namespace pw {

/// Two columns, for a terminal of 100 columns that may show wide characters.
void writeCompareText(TextOut& out, Language language, const CompareReport& report);

/// One page without anything from outside, light or dark as the reader's system is, black on white on paper.
void writeCompareHtml(TextOut& out, Language language, const CompareReport& report);

/// One object. Packets are frame.number, times ns, lengths bytes.
///   "version": kCompareJsonVersion; "file", "secrets_shown";
///   "left", "right": {"transport", "stream", "client": {"address", "port"}, "server", "server_name" (null where not
///   said), "sealed", "whole", "turns_left_out"};
///   "rows": [{"step" (lookup, opening, sealing, request, response, closing), "number" (of requests and responses, else
///     null), "left" and "right": null or {"packets": [first ones], "packet_count", "start_ns" (since the conversation's
///     first packet), "duration_ns", "payload", "sealed", "findings": [{"kind", "packet", "source", "offset", "length",
///     "name", "value", "masked"}], "records", "sealed_bytes", "content_length_most" (null where the cipher does not
///     tell)}}]
inline constexpr unsigned kCompareJsonVersion = 1;
void writeCompareJson(TextOut& out, const CompareReport& report);

/// Columns of a terminal that a text takes: characters of East Asian scripts two, marks that combine none.
std::size_t columnsOf(std::string_view utf8) noexcept;

}  // namespace pw
