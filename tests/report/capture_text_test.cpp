#include "core/report/capture_text.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace pw {
namespace {

constexpr auto kEnglish = Language::english;

CapturePermission without(std::uint64_t capabilities) {
  CapturePermission p;
  p.problem.kind = CaptureProblemKind::notPermitted;
  p.problem.number = capabilities;
  p.helper = "/usr/libexec/plainwire/plainwire-capture";
  p.command = "sudo setcap cap_net_raw,cap_net_admin+ep /usr/libexec/plainwire/plainwire-capture";
  return p;
}

std::string all(const std::vector<AdviceLine>& lines) {
  std::string out;
  for (const AdviceLine& l : lines) out += (l.isCommand ? "$ " : "") + l.text + '\n';
  return out;
}

TEST(CaptureText, SaysWhichCapabilityIsMissingTheCommandAndWhatWorksNow) {
  EXPECT_EQ(all(permissionAdvice(kEnglish, without(kCapNetRaw))),
            "Capturing is not permitted: plainwire-capture lacks the capability cap_net_raw.\n"
            "To permit it:\n"
            "$ sudo setcap cap_net_raw,cap_net_admin+ep /usr/libexec/plainwire/plainwire-capture\n"
            "What works now: reading a capture:\n"
            "$ pwire -r FILE\n");
  auto p = without(kCapNetRaw | kCapNetAdmin);
  p.privateNamespace = true;
  const std::string text = all(permissionAdvice(kEnglish, p));
  EXPECT_NE(text.find("cap_net_raw, cap_net_admin."), std::string::npos) << text;
  EXPECT_NE(text.find("$ pwire --private-namespace -i lo\n"), std::string::npos) << text;
  EXPECT_TRUE(permissionAdvice(kEnglish, CapturePermission{}).empty());
}

TEST(CaptureText, WhoIsNotInTheGroupIsToldWhich) {
  CapturePermission p;
  p.problem.kind = CaptureProblemKind::helperNotExecutable;
  p.problem.number = EACCES;
  p.problem.text = "/x/plainwire-capture";
  p.group = "plainwire";
  p.groupIsMissing = true;
  p.command = "sudo usermod -aG plainwire kim";
  const std::string text = all(permissionAdvice(kEnglish, p));
  EXPECT_NE(text.find("plainwire-capture, which cannot be started: Permission denied.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("Only members of the group plainwire may run it."), std::string::npos) << text;
  EXPECT_NE(text.find("$ sudo usermod -aG plainwire kim\nThen log in again.\n"), std::string::npos) << text;
}

TEST(CaptureText, EveryProblemHasASentenceInBothLanguages) {
  for (unsigned k = 1; k <= static_cast<unsigned>(CaptureProblemKind::helperMisbehaved); ++k) {
    CaptureProblem p;
    p.kind = static_cast<CaptureProblemKind>(k);
    p.text = "its\nwords";
    for (const Language l : {Language::english, Language::korean}) {
      const std::string text = captureProblemSentence(l, p, "eth0", "x.pcapng");
      EXPECT_GT(text.size(), 10u) << k;
      EXPECT_EQ(text.find('\n'), std::string::npos) << "one line: " << text;
    }
  }
  EXPECT_EQ(captureProblemSentence(kEnglish, {}, {}, {}), "");
}

TEST(CaptureText, CountsAddUp) {
  InterfaceCounts c;
  c.name = "eth0";
  c.received = 1000;
  c.kernelDrops = 40;
  c.ringDrops = 10;
  EXPECT_EQ(interfaceCountsLine(kEnglish, c),
            "Packets received/dropped on interface 'eth0': 950/50 (kernel:40/ring:10/interface:0) (95.0%)");
  c = {};
  c.name = "lo";
  EXPECT_EQ(interfaceCountsLine(kEnglish, c),
            "Packets received/dropped on interface 'lo': 0/0 (kernel:0/ring:0/interface:0) (100.0%)");
}

}  // namespace
}  // namespace pw
