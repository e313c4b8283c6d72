// What was found so far, as the window has it.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/report/leak_view.h"
#include "ui/document/mark_set.h"

namespace pw::ui {

/// The same thing, found once or more. Its text stays where it is as long as the work that made it is there.
struct LeakItem {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  Finding first;
  const FoundText* text = nullptr;
  const FoundText* user = nullptr;  ///< of a password: whose it is; null where nobody said
};

/// One finding and its item.
struct LeakPlace {
  Finding finding;
  std::uint32_t item = LeakItem::kNone;
};

/// A conversation that is encrypted, in short.
struct SealedHead {
  FlowId flow;
  PacketId first;
  std::uint64_t sealedBytes = 0;
  std::string name;   ///< the name that the client asked for; empty where it did not say
  std::string ends;   ///< "192.0.2.1:40000 → 192.0.2.2:443"
  std::string words;  ///< all that can be searched
};

/// What one side of it sent.
struct SealedSide {
  std::uint64_t records = 0, sealed = 0, inside = 0;
  bool exact = true;     ///< `inside` is all of the content, to the byte
  SealedRecord largest;  ///< with content; `records` says whether there is one
};

/// All that is told of one of them. Not all of its records.
struct SealedLedger {
  SealedFlow flow;
  SealedSide sides[2];
  std::uint64_t recordsMore = 0;
};

struct LeakResults {
  std::uint32_t packets = 0;  ///< that were looked at
  std::vector<LeakItem> items;
  std::vector<LeakPlace> places;  ///< in the order of the capture
  std::vector<SealedHead> sealed;
  ReadableBytes meter;
  MarkSet passwords;  ///< packets with one
  std::uint64_t leftOut = 0, sealedLeftOut = 0, unreadable = 0;
};

}  // namespace pw::ui
