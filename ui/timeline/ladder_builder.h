// Puts a conversation's packets into the rows of its timeline.
#pragma once
#include <stop_token>

#include "ui/timeline/ladder_index.h"

namespace pw::ui {

/// Fills one LadderIndex, once.
class LadderBuilder {
 public:
  LadderBuilder(LadderIndex& index, const std::stop_token& stop);

  /// False where it was stopped.
  bool build();

 private:
  using Kind = Conversation::Kind;

  void noteBoundaries();
  bool addRows();
  std::uint32_t addHeads(std::uint32_t item);
  std::uint32_t addRun(std::uint32_t item);
  void addPacket(std::uint32_t item);
  void addFold(EntryKind kind, std::uint32_t first, std::uint32_t count, std::uint32_t episode);
  [[nodiscard]] std::uint32_t runEnd(std::uint32_t item) const;
  void placeRows();
  void placeTrueTime();
  [[nodiscard]] std::int64_t gapNs(const LadderEntry& e) const;
  [[nodiscard]] static double heightOf(const LadderEntry& e);
  bool isSilenceBefore(std::uint32_t item);
  void countPackets();
  void makeLevels();
  void noteEpisodes();
  void noteSigns();

  LadderIndex& x_;
  const LadderInput& in_;
  const LadderOptions& options_;
  const std::stop_token& stop_;
  std::vector<std::uint32_t> boundaries_;  // items before which no fold goes on
  std::vector<std::uint32_t> silences_;    // items that come after silence
  std::size_t nextEpisode_ = 0, nextSilence_ = 0;
};

}  // namespace pw::ui
