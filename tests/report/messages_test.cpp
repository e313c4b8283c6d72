#include "core/report/messages.h"

#include <gtest/gtest.h>

namespace pw {
namespace {

TEST(Language, FollowsTheLocale) {
  EXPECT_EQ(languageOfLocale("ko_KR.UTF-8"), Language::korean);
  EXPECT_EQ(languageOfLocale("ko"), Language::korean);
  EXPECT_EQ(languageOfLocale("kok_IN"), Language::english) << "Konkani";
  EXPECT_EQ(languageOfLocale("C"), Language::english);
  EXPECT_EQ(languageFrom("ko"), Language::korean);
  EXPECT_EQ(languageFrom("fr"), std::nullopt);
}

TEST(Message, FillsInArgumentsAndPlurals) {
  EXPECT_EQ(message(Language::english, Msg::keptPackets, {"1"}), "The packet before it is shown.");
  EXPECT_EQ(message(Language::english, Msg::keptPackets, {"1204"}), "The 1204 packets before it are shown.");
  EXPECT_EQ(message(Language::korean, Msg::keptPackets, {"1204"}), "그 앞의 패킷 1204개는 표시됩니다.");
  EXPECT_EQ(message(Language::english, Msg::unknownOption), "There is no option .")
      << "a missing argument is empty";
  EXPECT_EQ(message(Language::english, Msg::progressKnown, {"42", "1"}), "42 %, 1 packet");
}

TEST(FileProblem, EachKindHasASentence) {
  for (int k = 0; k <= static_cast<int>(FileProblemKind::timeOutOfRange); ++k) {
    FileProblem p;
    p.kind = static_cast<FileProblemKind>(k);
    p.text = "reason";
    for (const Language l : {Language::english, Language::korean}) {
      const std::string s = fileProblemSentence(l, p, "a.pcap");
      EXPECT_NE(s.find("a.pcap"), std::string::npos) << s;
      EXPECT_EQ(s.find('%'), std::string::npos) << s;
      EXPECT_EQ(s.back(), '.') << s;
    }
  }
}

TEST(FileProblem, SaysWhereAndWhatIsLeft) {
  FileProblem p;
  p.kind = FileProblemKind::cutShort;
  p.at = 88112;
  p.packets = 1204;
  p.number = 60;
  p.number2 = 12;
  EXPECT_EQ(fileProblemSentence(Language::english, p, "x.pcap"),
            "The file x.pcap ends in the middle of packet 1205 (byte 88112): 12 of 60 bytes are there. The "
            "1204 packets "
            "before it are shown. If it is still being written, open it again later.");
}

TEST(FileProblem, NamesAndReasonsCannotSteerATerminal) {
  FileProblem p;
  p.kind = FileProblemKind::cannotOpen;
  p.text = "bad\x1b[31m";
  const std::string s = fileProblemSentence(Language::english, p, "a\x1b]0;b\n");
  EXPECT_EQ(s.find('\x1b'), std::string::npos);
  EXPECT_EQ(s.find('\n'), std::string::npos);
}

TEST(StopSentence, SaysWhichLengthLied) {
  EXPECT_EQ(stopSentence(Language::english, {Stop::overrun, 34, 60, 52}, "IPv4", 86, 86),
            "IPv4 wants 60 bytes at byte 34, only 52 are left.");
  EXPECT_EQ(stopSentence(Language::english, {Stop::cut, 96, 4, 0}, "TCP", 96, 1514),
            "The capture kept only 96 of 1514 bytes, so TCP is not whole.");
  EXPECT_EQ(stopSentence(Language::english, {}, "TCP", 1, 1), "");
}

}  // namespace
}  // namespace pw
