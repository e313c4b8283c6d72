// What text and page share of the report on leaks.
#pragma once
#include <string>
#include <vector>

#include "core/report/leak_report.h"

namespace pw {

/// The same thing, found once or more.
struct LeakGroup {
  Finding first;
  FoundText text;           ///< of the first, as it may be shown
  std::uint32_t count = 0;
  PacketId last;
  std::uint64_t bytes = 0;  ///< of all
};

/// A finding's texts as they may be shown: secrets masked unless asked for, printable.
FoundText shownText(const LeakReport& report, const Finding& finding, const FoundText& text);

/// By kind, then by place in the capture; at most kMaxLeakGroups.
inline constexpr std::size_t kMaxLeakGroups = 20'000;
std::vector<LeakGroup> leakGroups(const LeakReport& report);

struct LeakCounts {
  std::size_t passwords = 0, otherSecrets = 0, flows = 0;  ///< different secrets; conversations that hold some
};
LeakCounts leakCounts(const std::vector<LeakGroup>& groups, const LeakReport& report);

/// The summary, a sentence each.
std::vector<std::string> leakSummary(Language language, const LeakReport& report, const std::vector<LeakGroup>& groups);
std::string leakKindName(Language language, FindingKind kind);
/// "packet 16, bytes 222–234".
std::string leakPlace(Language language, const Finding& f);
/// Why, and what is wrong with it.
std::vector<std::string> leakNotes(Language language, const Finding& f);
/// "once more, up to packet 40"; empty where it was found once.
std::string leakAgain(Language language, const LeakGroup& g);
/// Pairs of user and password, as they may be shown, each once.
struct LeakCredential {
  std::string user, password, place;
};
std::vector<LeakCredential> leakCredentials(Language language, const LeakReport& report);

/// A sealed conversation in lines: what, and its value.
struct SealedLine {
  std::string what, value;
};
std::vector<SealedLine> sealedLines(Language language, const LeakReport& report, const SealedFlow& flow);
/// What a detail is called: the first of sealedLines().
Msg sealedTitle(const SealedDetail& detail, const FlowSummary& flow) noexcept;
/// One line each, the first ones.
inline constexpr std::size_t kMaxRecordLines = 40;
std::vector<std::string> sealedRecordLines(Language language, const LeakReport& report, const SealedFlow& flow);
/// A version or a cipher suite by its name, or as its number.
std::string sealedValueName(const Registry& registry, const SealedDetail& detail);
/// Bytes of content within all records that tell; `known` false where one does not.
std::uint64_t contentBytes(const SealedFlow& flow, bool& known) noexcept;

}  // namespace pw
