#include "core/report/messages.h"

#include <algorithm>
#include <array>

#include "core/field/text_out.h"
#include "core/report/message_table.h"

namespace pw {

namespace {

using Arguments = std::span<const std::string_view>;

std::string_view argument(Arguments arguments, char digit) {
  const auto i = static_cast<std::size_t>(digit - '1');
  return i < arguments.size() ? arguments[i] : std::string_view{};
}

bool isDigit(char c) { return c >= '1' && c <= '9'; }

void fill(std::string& out, std::string_view text, Arguments arguments);

/// `{2|one|many}`: returns the length of it, or 0 where it is none.
std::size_t fillChoice(std::string& out, std::string_view text, Arguments arguments) {
  if (text.size() < 6 || text[0] != '{' || !isDigit(text[1]) || text[2] != '|') return 0;
  const auto bar = text.find('|', 3), end = text.find('}', 3);
  if (end == std::string_view::npos || bar > end) return 0;
  const bool one = argument(arguments, text[1]) == "1";
  fill(out, one ? text.substr(3, bar - 3) : text.substr(bar + 1, end - bar - 1), arguments);
  return end + 1;
}

void fill(std::string& out, std::string_view text, Arguments arguments) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 1 == text.size()) {
      out += text[i];
    } else if (isDigit(text[i + 1])) {
      out += argument(arguments, text[++i]);
    } else if (const std::size_t n = fillChoice(out, text.substr(i + 1), arguments); n != 0) {
      i += n;
    } else {
      out += '%';
    }
  }
}

std::string printable(std::string_view text) {
  std::string out;
  TextOut{out}.printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return out;
}

Msg messageOf(FileProblemKind kind) {
  return static_cast<Msg>(static_cast<unsigned>(Msg::fileCannotOpen) + static_cast<unsigned>(kind));
}
static_assert(static_cast<unsigned>(Msg::fileTimeOutOfRange) ==
              static_cast<unsigned>(FileProblemKind::timeOutOfRange));

/// True for damage in the middle of a file, where people ask what became of the rest.
bool tellsWhatIsKept(FileProblemKind kind) {
  switch (kind) {
    case FileProblemKind::cannotRead:
    case FileProblemKind::cutShort:
    case FileProblemKind::packetTooBig:
    case FileProblemKind::badBlockLength:
    case FileProblemKind::badBlock:
    case FileProblemKind::blockTooBig:
    case FileProblemKind::badOption:
    case FileProblemKind::badInterface:
    case FileProblemKind::badByteOrder:
    case FileProblemKind::badCompression:
    case FileProblemKind::bombSuspected: return true;
    default: return false;
  }
}

/// What to do about damage in the middle, where the sentence itself does not say.
std::optional<Msg> adviceFor(FileProblemKind kind) {
  if (kind == FileProblemKind::cutShort) return Msg::adviceStillWritten;
  if (kind == FileProblemKind::cannotRead || kind == FileProblemKind::bombSuspected) return std::nullopt;
  return Msg::adviceDamaged;
}

std::string hexNumber(std::uint64_t v) {
  std::string s;
  TextOut{s}.hex0x(v, 8);
  return s;
}

}  // namespace

std::optional<Language> languageFrom(std::string_view name) {
  if (name == "en") return Language::english;
  if (name == "ko") return Language::korean;
  return std::nullopt;
}

Language languageOfLocale(std::string_view locale) {
  const bool korean =
      locale.starts_with("ko") && (locale.size() == 2 || locale[2] == '_' || locale[2] == '.');
  return korean ? Language::korean : Language::english;
}

std::string_view messageText(Language language, Msg id) noexcept {
  const MessageRow& row = messageRow(id);
  return language == Language::korean ? row.korean : row.english;
}

std::string message(Language language, Msg id, std::initializer_list<std::string_view> arguments) {
  std::string out;
  fill(out, messageText(language, id), {arguments.begin(), arguments.size()});
  return out;
}

std::string message(Language language, Msg id, std::span<const std::string> arguments) {
  constexpr std::size_t kMost = 9;
  std::array<std::string_view, kMost> views;
  const std::size_t n = std::min(arguments.size(), kMost);
  std::copy_n(arguments.begin(), n, views.begin());
  std::string out;
  fill(out, messageText(language, id), std::span<const std::string_view>{views}.first(n));
  return out;
}

std::string fileProblemSentence(Language language, const FileProblem& p, std::string_view file) {
  const bool inHex = p.kind == FileProblemKind::badByteOrder || p.kind == FileProblemKind::badBlock;
  std::string out = message(
      language, messageOf(p.kind),
      {printable(file), std::to_string(p.packets + 1), std::to_string(p.at),
       inHex ? hexNumber(p.number) : std::to_string(p.number), std::to_string(p.number2), printable(p.text)});
  if (!tellsWhatIsKept(p.kind)) return out;
  out += ' ';
  out += p.packets == 0 ? message(language, Msg::keptNothing)
                        : message(language, Msg::keptPackets, {std::to_string(p.packets)});
  if (const auto advice = adviceFor(p.kind)) out.append(1, ' ').append(messageText(language, *advice));
  return out;
}

std::string stopSentence(Language language, const StopInfo& stop, std::string_view protocol,
                         std::uint64_t captured, std::uint64_t wire) {
  const std::string at = std::to_string(stop.at);
  switch (stop.why) {
    case Stop::none: break;
    case Stop::cut:
      return message(language, Msg::stopCut, {protocol, std::to_string(captured), std::to_string(wire)});
    case Stop::overrun:
      return message(language, Msg::stopOverrun,
                     {protocol, at, std::to_string(stop.wanted), std::to_string(stop.have)});
    case Stop::malformed: return message(language, Msg::stopMalformed, {protocol, at});
    case Stop::needMore: return message(language, Msg::stopNeedMore, {protocol});
  }
  return {};
}

}  // namespace pw
