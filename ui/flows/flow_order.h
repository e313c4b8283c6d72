// Which conversations the table shows and in what order: worked out on a thread of its own, over typed keys.
#pragma once
#include <atomic>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "ui/flows/flow_columns.h"

namespace pw::ui {

struct FlowQuery {
  FlowColumn by = FlowColumn::number;  ///< activity: as packets
  bool descending = false;
  Transport transport = Transport::none;  ///< none: all
  /// What the row of a conversation must have, with blanks between: parts of addresses, names and states, whole numbers
  /// (a port, a part of an address). Letters match in either case.
  std::string words = {};

  bool operator==(const FlowQuery&) const = default;
  /// All there are, in the order in which they began.
  [[nodiscard]] bool isPlain() const noexcept {
    return by == FlowColumn::number && !descending && !filters();
  }
  [[nodiscard]] bool filters() const noexcept {
    return transport != Transport::none || words.find_first_not_of(' ') != std::string::npos;
  }
};

/// Conversations [from, from + count), read in one go. Any thread.
void readFlowBlock(const Trace& trace, std::uint32_t from, std::uint32_t count, std::vector<FlowSummary>& into);

/// True where the row has all the words; the text must be in lower case.
bool hasWords(std::string_view lowerText, const std::vector<std::string>& lowerWords) noexcept;
std::vector<std::string> lowerWordsOf(std::string_view typed);

/// Conversations below `count`, in order; those without a value come last in either direction, equal ones by number.
/// Empty where it was stopped. Counts conversations in `done`.
std::vector<std::uint32_t> orderFlows(const FlowWords& words, const FlowQuery& query, std::uint32_t count,
                                      const std::stop_token& stop, std::atomic<std::uint64_t>& done);

}  // namespace pw::ui
