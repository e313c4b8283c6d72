// pwire -Y and pwire filter.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/program.h"
#include "tests/support/captures.h"

namespace pw::test {
namespace {

const std::string& login() {
  static const std::string file = ownCapture("http-login.pcap").string();
  return file;
}

std::size_t linesOf(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Numbers as tshark 4.0 gives them.
TEST(PwireFilter, EachFormHasOnlyWhatPasses) {
  const std::vector<std::string> requests{"-r", login(), "-Y", "http.request.method == \"GET\""};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), requests.begin(), requests.end());
    return pwire(more);
  };
  EXPECT_EQ(with({"-T", "fields", "-e", "frame.number"}).out, "6\n20\n28\n48\n52\n");
  EXPECT_EQ(linesOf(with({}).out), 5u);
  EXPECT_EQ(with({"-q"}).out, "");
  const std::string json = with({"-T", "json", "-e", "frame.number"}).out;
  std::size_t packets = 0;
  for (std::size_t at = 0; (at = json.find("\"_index\"", at)) != std::string::npos; ++at) ++packets;
  EXPECT_EQ(packets, 5u);
  const std::string details = with({"-V"}).out;
  EXPECT_NE(details.find("Frame 52:"), std::string::npos);
  EXPECT_EQ(details.find("Frame 53:"), std::string::npos);
}

TEST(PwireFilter, WritesWhatPasses) {
  const Folder folder;
  const std::string to = folder.path("syn.pcapng");
  EXPECT_EQ(pwire({"-r", login(), "-Y", "tcp.flags.syn == 1", "-w", to}).code, 0);
  EXPECT_EQ(linesOf(pwire({"-r", to}).out), 12u);
  EXPECT_EQ(linesOf(pwire({"-r", to, "-Y", "!(tcp.flags.syn == 1)"}).out), 0u);
}

TEST(PwireFilter, ReadFilterIsASecondCondition) {
  EXPECT_EQ(pwire({"-r", login(), "-R", "tcp"}).code, 1);
  EXPECT_EQ(pwire({"-r", login(), "-2", "-R", "http", "-Y", "http.request.method == \"GET\"", "-T", "fields", "-e",
                   "frame.number"})
                .out,
            "6\n20\n28\n48\n52\n");
}

TEST(PwireFilter, ErrorsPointAtThePlace) {
  const Ran r = pwire({"-r", login(), "-Y", "tcp && http.requst"});
  EXPECT_EQ(r.code, 2) << "as tshark 4.0";
  EXPECT_EQ(r.out, "");
  EXPECT_NE(r.err.find("http.request"), std::string::npos) << r.err;
  EXPECT_NE(r.err.find("\n    tcp && http.requst\n           ^~~~~~~~~~~\n"), std::string::npos) << r.err;
}

TEST(PwireFilter, ExplainsAndTellsTheLanguagesApart) {
  const Ran r = pwire({"filter", "--explain", "tcp.port == 80 && http.request"});
  EXPECT_EQ(r.code, 0);
  EXPECT_NE(r.out.find("tcp.port equals 80"), std::string::npos) << r.out;
  EXPECT_EQ(pwire({"filter", "--explain", "tcp.port in {80, 443}"}).out.find("by reading"), std::string::npos);
  EXPECT_NE(pwire({"filter", "--explain", "tcp.port == 80"}).out.find("tcp port 80"), std::string::npos);
  const Ran wrong = pwire({"filter", "--explain", "tcp port 80 and not host 10.0.0.1"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("tcp.port == 80 && !(ip.addr == 10.0.0.1)"), std::string::npos) << wrong.err;
  EXPECT_EQ(pwire({"filter"}).code, 1);
}

}  // namespace
}  // namespace pw::test
