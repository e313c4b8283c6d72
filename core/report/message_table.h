// The sentences themselves, by subject. Edited by hand; messages.h says what each is for.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "core/report/messages.h"

namespace pw {

struct MessageRow {
  Msg id;
  std::string_view english;
  std::string_view korean;
};

/// The rows from `first` up to and without `end`, in that order.
template <Msg first, Msg end>
using MessagePart = std::array<MessageRow, static_cast<std::size_t>(end) - static_cast<std::size_t>(first)>;

/// What each part asserts of itself.
template <std::size_t n>
consteval bool inOrder(const std::array<MessageRow, n>& part, Msg first) {
  for (std::size_t i = 0; i < n; ++i)
    if (static_cast<std::size_t>(part[i].id) != static_cast<std::size_t>(first) + i || part[i].english.empty() ||
        part[i].korean.empty())
      return false;
  return true;
}

inline constexpr Msg kFirstFlowMessage = Msg::openingMidStream;
inline constexpr Msg kFirstStoryMessage = Msg::storyHeading;
inline constexpr Msg kFirstLeakMessage = Msg::leakPassword;
inline constexpr Msg kFirstCompareMessage = Msg::compareLookup;
inline constexpr Msg kFirstCaptureMessage = Msg::captureHelperMissing;
inline constexpr Msg kFirstFilterMessage = Msg::filterUnexpectedEnd;

/// Files, packets, the command line.
extern const MessagePart<Msg{}, kFirstFlowMessage> kGeneralMessages;
/// Names and reasons of conversations.
extern const MessagePart<kFirstFlowMessage, kFirstStoryMessage> kFlowMessages;
/// Stories.
extern const MessagePart<kFirstStoryMessage, kFirstLeakMessage> kStoryMessages;
/// What an eavesdropper learns.
extern const MessagePart<kFirstLeakMessage, kFirstCompareMessage> kLeakMessages;
/// Two conversations side by side.
extern const MessagePart<kFirstCompareMessage, kFirstCaptureMessage> kCompareMessages;
/// Live capture.
extern const MessagePart<kFirstCaptureMessage, kFirstFilterMessage> kCaptureMessages;
/// Display filters.
extern const MessagePart<kFirstFilterMessage, Msg::count_> kFilterMessages;

inline const MessageRow& messageRow(Msg id) noexcept {
  const auto at = [id](Msg first) { return static_cast<std::size_t>(id) - static_cast<std::size_t>(first); };
  if (id < kFirstFlowMessage) return kGeneralMessages[at(Msg{})];
  if (id < kFirstStoryMessage) return kFlowMessages[at(kFirstFlowMessage)];
  if (id < kFirstLeakMessage) return kStoryMessages[at(kFirstStoryMessage)];
  if (id < kFirstCompareMessage) return kLeakMessages[at(kFirstLeakMessage)];
  if (id < kFirstCaptureMessage) return kCompareMessages[at(kFirstCompareMessage)];
  if (id < kFirstFilterMessage) return kCaptureMessages[at(kFirstCaptureMessage)];
  return kFilterMessages[at(kFirstFilterMessage)];
}

}  // namespace pw
