// What text and page share of the report on leaks.
#pragma once
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/report/leak_report.h"

namespace pw {

/// The same thing, found once or more.
struct LeakGroup {
  Finding first;
  FoundText text;           ///< of the first
  std::uint32_t count = 0;
  PacketId last;
  std::uint64_t bytes = 0;  ///< of all
};

/// A finding's texts as they may be shown: secrets masked unless asked for, printable.
FoundText shownText(bool showSecrets, const Finding& finding, const FoundText& text);

inline constexpr std::size_t kMaxLeakGroups = 20'000;

/// Puts findings together as they come. Bounded; one thread.
class LeakGrouping {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr std::size_t kMaxText = std::size_t{64} << 20;  ///< bytes of all texts together

  /// Its group's place, or kNone where there is no room for one more.
  std::uint32_t add(const Finding& finding, FoundText text);
  /// In the order in which they were first found. Groups stay where they are, and their texts as they are.
  [[nodiscard]] const std::deque<LeakGroup>& groups() const noexcept { return groups_; }
  /// Findings that have no group.
  [[nodiscard]] std::uint64_t leftOut() const noexcept { return leftOut_; }

 private:
  std::deque<LeakGroup> groups_;
  std::unordered_multimap<std::size_t, std::uint32_t> byHash_;
  std::size_t text_ = 0;
  std::uint64_t leftOut_ = 0;
};

/// By kind, then by place in the capture; at most kMaxLeakGroups. Texts are as they may be shown.
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
/// What a detail is; not of fingerprints, whose field says it.
Msg sealedTitle(const SealedDetail& detail, const FlowSummary& flow) noexcept;
/// Bytes of content within all records that tell; `known` false where one does not.
std::uint64_t contentBytes(const SealedFlow& flow, bool& known) noexcept;

}  // namespace pw
