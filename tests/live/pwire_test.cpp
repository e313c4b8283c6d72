// pwire -i as a person runs it.
#include <linux/capability.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>

#include "core/capture/orphan_spools.h"
#include "core/capture/private_namespace.h"
#include "tests/live/live_test.h"
#include "tests/live/program.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;

class PwireLive : public Live {
 protected:
  static bool begun(const Program& p) { return p.err().find("Capturing on") != std::string::npos; }
  static std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
};

TEST_F(PwireLive, RowsAppearWhileItRunsAndCtrlCEndsItWithCounts) {
  Program p{folder_, {"-i", Wire::kTap}};
  ASSERT_TRUE(until([&] { return begun(p); })) << p.err();
  wire_->send(numberedFrames(0, 30, 64));
  ASSERT_TRUE(until([&] { return lines(p.out()) == 30; })) << p.out();
  p.signal(SIGINT);
  EXPECT_EQ(p.wait(), 0);
  EXPECT_NE(p.err().find("\n30 packets captured\n"), std::string::npos) << p.err();
  EXPECT_NE(p.err().find("Packets received/dropped on interface 'pwrx': 30/0 (kernel:0/ring:0/interface:0) (100.0%)"),
            std::string::npos);
  EXPECT_TRUE(fs::is_empty(spoolFolder())) << "nothing is left behind";
}

// As timeout(1) does, which signals the process and then its group.
TEST_F(PwireLive, TheSameSignalTwiceEndsItAsWell) {
  Program p{folder_, {"-i", Wire::kTap, "-w", folder_ / "x.pcapng"}};
  ASSERT_TRUE(until([&] { return begun(p); }));
  p.signal(SIGTERM);
  p.signal(SIGTERM);
  EXPECT_EQ(p.wait(), 0);
  EXPECT_NE(p.err().find("0 packets captured"), std::string::npos);
}

TEST_F(PwireLive, WritesWhatItPrints) {
  const auto sent = numberedFrames(0, 3000, 200);
  Program p{folder_, {"-i", Wire::kTap, "-w", folder_ / "x.pcapng", "-P", "-c", "2500"}};
  ASSERT_TRUE(until([&] { return begun(p); }));
  wire_->send(sent);
  EXPECT_EQ(p.wait(), 0);
  EXPECT_EQ(lines(p.out()), 2500u);
  const Taken file = takeFile(folder_ / "x.pcapng");
  EXPECT_TRUE(file.frames == std::vector<Frame>(sent.begin(), sent.begin() + 2500));
  EXPECT_EQ(file.info->interfaces.at(0).name, Wire::kTap);
  EXPECT_EQ(file.info->interfaces.at(0).stats.value().delivered, 2500u);
}

TEST_F(PwireLive, StreamsPcapngToStandardOutput) {
  const auto sent = numberedFrames(0, 100, 200);
  Program p{folder_, {"-i", Wire::kTap, "-w", "-"}};
  ASSERT_TRUE(until([&] { return begun(p); }));
  wire_->send(sent);
  // Each packet is there at once, not when the capture is over.
  ASSERT_TRUE(until([&] { return p.out().size() > 100 * 200; }));
  p.signal(SIGINT);
  EXPECT_EQ(p.wait(), 0);
  const std::string all = p.out();
  const auto source = openBytes(all);
  ASSERT_TRUE(source);
  EXPECT_TRUE(takeAll(*source).frames == sent);
}

TEST_F(PwireLive, WithoutTheCapabilityItSaysWhichAndWhatToDo) {
  Program p{folder_, {"-i", Wire::kTap}, {CAP_NET_RAW}};
  EXPECT_EQ(p.wait(), 2);
  const std::string said = p.err();
  EXPECT_NE(said.find("cap_net_raw"), std::string::npos) << said;
  EXPECT_NE(said.find("sudo setcap cap_net_raw,cap_net_admin+ep "), std::string::npos) << said;
  EXPECT_NE(said.find("plainwire-capture"), std::string::npos);
  EXPECT_NE(said.find("pwire -r FILE"), std::string::npos) << "what works now";
  EXPECT_EQ(said.find("ermission denied"), std::string::npos);
}

TEST_F(PwireLive, AWrongFilterIsRefusedInLibpcapsWords) {
  Program p{folder_, {"-i", Wire::kTap, "-f", "tcp prt 80"}};
  EXPECT_EQ(p.wait(), 2);
  EXPECT_NE(p.err().find("syntax error"), std::string::npos) << p.err();
}

// Nothing recorded is lost but the last half second, and the next start finds the rest.
TEST_F(PwireLive, KilledItLeavesItsRecordingBehind) {
  const auto sent = numberedFrames(0, 2000, 300);
  Program p{folder_, {"-i", Wire::kTap, "-Q"}};
  ASSERT_TRUE(until([&] { return fs::exists(spoolFolder()) && !fs::is_empty(spoolFolder()); }));
  const fs::path file = fs::directory_iterator{spoolFolder()}->path();
  ASSERT_TRUE(until([&] { return childrenOf(p.pid()).size() == 1; }));
  const int helper = childrenOf(p.pid())[0];
  EXPECT_TRUE(orphanSpools().empty()) << "its owner lives";
  wire_->send(sent);
  ASSERT_TRUE(until([&] { return fs::file_size(file) > 2000 * 332; })) << "flushed without being asked";
  p.signal(SIGKILL);
  p.wait();
  EXPECT_TRUE(until([&] {
    const std::string state = statusOf(helper, "State");
    return state.empty() || state.starts_with("Z");
  })) << "the helper goes with its parent";
  const auto left = orphanSpools();
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].file, file);
  EXPECT_GT(left[0].startedNs, 0);
  ASSERT_TRUE(recoverSpool(left[0], folder_ / "recovered.pcapng"));
  EXPECT_TRUE(takeFile(folder_ / "recovered.pcapng").frames == sent);
  EXPECT_TRUE(orphanSpools().empty());
}

TEST_F(PwireLive, ANetworkOfOnesOwnNeedsNoPermission) {
  if (const int error = tryPrivateNamespace(); error != 0) GTEST_SKIP() << systemReason(error);
  Program p{folder_, {"--private-namespace", "-i", "lo", "-c", "1"}, {CAP_NET_RAW}};
  ASSERT_TRUE(until([&] { return begun(p); })) << p.err();
  const auto children = childrenOf(p.pid());
  ASSERT_EQ(children.size(), 1u);
  EXPECT_NE(p.err().find("-t " + std::to_string(children[0])), std::string::npos) << "where to run programs";
  EXPECT_NE(fs::read_symlink("/proc/" + std::to_string(children[0]) + "/ns/net"),
            fs::read_symlink("/proc/self/ns/net"));
}

TEST_F(PwireLive, InterfacesAndLinkTypesAreListed) {
  Program list{folder_, {"-D"}};
  EXPECT_EQ(list.wait(), 0);
  EXPECT_NE(list.out().find(". pwrx\n"), std::string::npos) << list.out();
  Program types{folder_, {"-L", "-i", Wire::kTap}};
  EXPECT_EQ(types.wait(), 0);
  EXPECT_NE(types.out().find("  EN10MB (Ethernet)\n"), std::string::npos) << types.out();
}

}  // namespace
}  // namespace pw::test
