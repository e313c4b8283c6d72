// What a timeline says: labels of arrows, plain sentences, names of episodes, times.
#pragma once
#include <QString>
#include <QStringList>

#include "core/report/flow_text.h"
#include "ui/timeline/ladder_layout.h"
#include "ui/timeline/ladder_model.h"

namespace pw::ui {

/// "512 B", "20 kB".
QString bytesText(std::uint64_t bytes);
/// A span of time with its unit: "210 ms", "85 µs", "12.5 s".
QString spanText(std::int64_t ns);

/// Words about one conversation. Cheap to make; the model must outlive it. Items and runs are the model's.
class LadderWords {
 public:
  LadderWords(const LadderModel& model, Language language);

  struct Sentence {
    QString text;
    bool strong = false;  ///< a step or a sign that the conversation is understood by
  };
  /// Where nothing is to be said: empty.
  [[nodiscard]] Sentence sentence(std::uint32_t item) const;
  /// Forms of a label, the longest first: flags, numbers (relative), length. `alone`: no sentence stands
  /// beside it, so it says what is wrong with the packet.
  [[nodiscard]] QStringList labels(std::uint32_t item, bool alone = false) const;
  [[nodiscard]] QString runText(const LadderRun& run) const;
  /// What else is in a run, for the column of sentences.
  [[nodiscard]] QString runRest(const LadderRun& run, std::uint32_t first) const;
  [[nodiscard]] QString packetsText(std::uint32_t count) const;
  [[nodiscard]] TcpMarks marksOf(std::uint32_t item) const { return c_.items()[item].marks; }
  /// UDP has none.
  [[nodiscard]] bool hasStates() const { return c_.summary().transport == Transport::tcp; }
  [[nodiscard]] QString headText(std::uint32_t episode) const;
  /// Empty where it is not known.
  [[nodiscard]] QString stateText(std::uint32_t item, unsigned side) const;
  /// Where packets were missing before an item: that its states are guesses.
  [[nodiscard]] QString inferredText(std::uint32_t item) const;
  /// Of a gap before an item that is drawn shorter than it was.
  [[nodiscard]] QString gapText(std::uint32_t item) const;
  /// Time since the conversation began, in the unit of the column.
  [[nodiscard]] QString time(std::uint32_t item) const;
  /// Time since the packet before, with a sign; empty for the first or where it rounds to nothing.
  [[nodiscard]] QString gap(std::uint32_t item) const;
  [[nodiscard]] QString unit() const;
  [[nodiscard]] QString roleText(unsigned side) const;
  [[nodiscard]] QString endText(unsigned side) const;
  /// Rich text: what the packet is, and why it is judged so.
  [[nodiscard]] QString tip(std::uint32_t item) const;
  /// For screen readers.
  [[nodiscard]] QString spoken(const LadderIndex& index, std::size_t entry) const;
  /// The conversation in one line.
  [[nodiscard]] QString title() const;

 private:
  [[nodiscard]] QString side(std::uint32_t item, const char* client, const char* server) const;
  [[nodiscard]] QString said(std::uint32_t item) const;
  [[nodiscard]] QString steps(std::uint32_t item, const PacketRow& row) const;
  [[nodiscard]] QString opening(std::uint32_t item, const PacketRow& row) const;
  [[nodiscard]] QString closing(std::uint32_t item) const;
  [[nodiscard]] QString congestion(std::uint32_t item) const;
  [[nodiscard]] QString marks(std::uint32_t item) const;
  [[nodiscard]] QString markText(std::uint32_t item) const;
  [[nodiscard]] QString repeats(std::uint32_t item) const;
  [[nodiscard]] QString waiting(std::uint32_t item) const;
  [[nodiscard]] QString flags(const PacketRow& row) const;
  [[nodiscard]] QString congestionHead(std::uint32_t loop) const;
  [[nodiscard]] QString openingHead() const;
  [[nodiscard]] QString closingHead() const;
  [[nodiscard]] std::int64_t gapNs(std::uint32_t item) const;
  [[nodiscard]] QString number(std::int64_t ns) const;
  [[nodiscard]] const Conversation::Item& item(std::uint32_t i) const { return c_.items()[i]; }
  [[nodiscard]] unsigned sideOf(std::uint32_t i) const { return item(i).fromClient ? 0u : 1u; }

  const LadderModel& model_;
  const Conversation& c_;
  const LadderInput& in_;
  Language language_;
  std::int64_t unitNs_ = 1'000'000;
  int decimals_ = 1;
};

}  // namespace pw::ui
