#include "core/report/capture_text.h"

#include <array>
#include <cstdio>

#include "core/field/text_out.h"
#include "core/file/unique_fd.h"

namespace pw {

namespace {

std::string printable(std::string_view text) {
  std::string out;
  TextOut{out}.printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return out;
}

Msg messageOf(CaptureProblemKind kind) {
  return static_cast<Msg>(static_cast<unsigned>(Msg::captureHelperMissing) + static_cast<unsigned>(kind) - 1);
}
static_assert(static_cast<unsigned>(Msg::captureHelperMisbehaved) - static_cast<unsigned>(Msg::captureHelperMissing) ==
              static_cast<unsigned>(CaptureProblemKind::helperMisbehaved) - 1);

std::string capabilityNames(std::uint64_t bits) {
  std::string out;
  if ((bits & kCapNetRaw) != 0) out = "cap_net_raw";
  if ((bits & kCapNetAdmin) != 0) out += out.empty() ? "cap_net_admin" : ", cap_net_admin";
  return out;
}

/// Of what was received, what was kept.
std::string percentKept(std::uint64_t received, std::uint64_t dropped) {
  std::array<char, 16> out{};
  const double all = static_cast<double>(received);
  const double kept = received == 0 ? 100.0 : 100.0 * static_cast<double>(received - dropped) / all;
  std::snprintf(out.data(), out.size(), "%.1f", kept);
  return out.data();
}

}  // namespace

std::string captureProblemSentence(Language language, const CaptureProblem& p, std::string_view interface,
                                   std::string_view file) {
  if (!p.any()) return {};
  const bool isErrno = p.number != 0 && p.number < 4096;
  return message(language, messageOf(p.kind),
                 {printable(interface), std::to_string(p.number), std::to_string(p.number2), printable(p.text),
                  isErrno ? systemReason(static_cast<int>(p.number)) : std::string{}, capabilityNames(p.number),
                  printable(file)});
}

std::vector<AdviceLine> permissionAdvice(Language language, const CapturePermission& permission) {
  std::vector<AdviceLine> out;
  if (permission.permitted()) return out;
  const auto say = [&](Msg what, std::string_view argument = {}) {
    out.push_back({message(language, what, {argument}), false});
  };
  const auto command = [&](std::string text) { out.push_back({std::move(text), true}); };
  out.push_back({captureProblemSentence(language, permission.problem, {}, {}), false});
  if (!permission.command.empty()) {
    if (permission.groupIsMissing) say(Msg::permissionHowGroup, permission.group);
    else if (permission.needsNewLogin) say(Msg::permissionHowLogin, permission.group);
    else say(Msg::permissionHowCommand);
    command(permission.command);
    if (permission.groupIsMissing) say(Msg::permissionLogInAgain);
  }
  say(Msg::permissionNowRead);
  command("pwire -r FILE");
  if (permission.privateNamespace) {
    say(Msg::permissionNowPrivate);
    command("pwire --private-namespace -i lo");
  }
  return out;
}

std::string interfaceCountsLine(Language language, const InterfaceCounts& c) {
  const std::uint64_t lost = c.kernelDrops + c.ringDrops, dropped = lost + c.interfaceDrops;
  const auto n = [](std::uint64_t v) { return std::to_string(v); };
  return message(language, Msg::captureCounts,
                 {c.name, n(c.received - lost), n(dropped), n(c.kernelDrops), n(c.ringDrops), n(c.interfaceDrops),
                  percentKept(c.received + c.interfaceDrops, dropped)});
}

}  // namespace pw
