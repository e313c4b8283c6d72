#include "core/capture/helper_message.h"

#include <algorithm>

#include "core/bytes/cursor.h"
#include "core/capture/capture_options.h"

namespace pw::helper {
namespace {

constexpr std::size_t kKindAt = 2, kInterfaceAt = 4, kReasonAt = 8, kReservedAt = 12, kNumbersAt = 16;
constexpr std::size_t kTextAt = kNumbersAt + 6 * 8;

template <std::unsigned_integral T>
void store(MessageBytes& bytes, std::size_t at, T value) noexcept {
  for (std::size_t i = 0; i < sizeof(T); ++i) bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

bool mayCome(std::uint16_t kind, Sender from) noexcept {
  const auto in = [kind](MessageKind first, MessageKind last) {
    return kind >= static_cast<std::uint16_t>(first) && kind <= static_cast<std::uint16_t>(last);
  };
  return from == Sender::helper ? in(MessageKind::opened, MessageKind::linkType)
                                : in(MessageKind::askCounts, MessageKind::stop);
}

bool namesAnInterface(MessageKind kind) noexcept {
  return kind == MessageKind::opened || kind == MessageKind::counts || kind == MessageKind::interfaceEnded;
}

}  // namespace

MessageBytes encode(const Message& m) noexcept {
  MessageBytes out{};
  store(out, 0, kVersion);
  store(out, kKindAt, static_cast<std::uint16_t>(m.kind));
  store(out, kInterfaceAt, m.interface);
  store(out, kReasonAt, static_cast<std::uint32_t>(m.reason));
  for (std::size_t i = 0; i < m.numbers.size(); ++i) store(out, kNumbersAt + 8 * i, m.numbers[i]);
  const std::size_t length = std::min(m.text.size(), kTextBytes - 1);
  std::copy_n(m.text.begin(), length, out.begin() + kTextAt);
  return out;
}

std::optional<Message> decode(ByteView bytes, Sender from) {
  if (bytes.size() != kMessageBytes) return std::nullopt;
  const auto kind = loadLe<std::uint16_t>(bytes.data() + kKindAt);
  const auto reason = loadLe<std::uint32_t>(bytes.data() + kReasonAt);
  if (loadLe<std::uint16_t>(bytes.data()) != kVersion || !mayCome(kind, from) || reason > kLastReason ||
      loadLe<std::uint32_t>(bytes.data() + kReservedAt) != 0)
    return std::nullopt;
  Message m;
  m.kind = static_cast<MessageKind>(kind);
  m.reason = static_cast<Reason>(reason);
  m.interface = loadLe<std::uint32_t>(bytes.data() + kInterfaceAt);
  if (m.interface >= CaptureOptions::kMaxInterfaces && (m.interface != kNoInterface || namesAnInterface(m.kind)))
    return std::nullopt;
  for (std::size_t i = 0; i < m.numbers.size(); ++i)
    m.numbers[i] = loadLe<std::uint64_t>(bytes.data() + kNumbersAt + 8 * i);
  const ByteView text = bytes.subspan(kTextAt);
  const auto end = std::find(text.begin(), text.end(), std::uint8_t{0});
  if (end == text.end() || std::any_of(end, text.end(), [](std::uint8_t b) { return b != 0; })) return std::nullopt;
  m.text.assign(text.begin(), end);
  return m;
}

}  // namespace pw::helper
