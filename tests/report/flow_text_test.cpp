// Names and reasons of conversations, in both languages.
#include "core/report/flow_text.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "core/report/enum_name.h"

namespace pw {
namespace {

constexpr std::array kLanguages{Language::english, Language::korean};

template <class E>
std::vector<E> allUpTo(E last) {
  std::vector<E> all;
  for (unsigned i = 0; i <= static_cast<unsigned>(last); ++i) all.push_back(static_cast<E>(i));
  return all;
}

template <class E, class Name>
void expectDistinctNames(E last, Name name) {
  for (const Language l : kLanguages) {
    std::set<std::string_view> seen;
    for (const E e : allUpTo(last)) {
      const std::string_view text = name(l, e);
      EXPECT_FALSE(text.empty()) << static_cast<unsigned>(e);
      EXPECT_TRUE(seen.insert(text).second) << text;
    }
  }
}

TEST(FlowNames, EveryEnumeratorHasOneOfItsOwn) {
  expectDistinctNames(Opening::answerFirst, openingName);
  expectDistinctNames(Closing::resetAfterFin, closingName);
  expectDistinctNames(EcnSetup::accRefused, ecnName);
  expectDistinctNames(TcpState::timeWait, stateName);
  expectDistinctNames(TcpMark::ecnBreach, markName);
  expectDistinctNames(Severity::error, severityName);
}

TEST(FlowNames, StatesAreThoseOfRfc9293) {
  for (const Language l : kLanguages) {
    EXPECT_EQ(stateName(l, TcpState::synReceived), "SYN-RECEIVED");
    EXPECT_EQ(stateName(l, TcpState::finWait1), "FIN-WAIT-1");
    EXPECT_EQ(stateName(l, TcpState::timeWait), "TIME-WAIT");
  }
}

TEST(FlowNames, ProgramsGetTheEnumerators) {
  EXPECT_EQ(enumName<Opening::answerFirst>(Opening::midStream), "midStream");
  EXPECT_EQ(enumName<Opening::answerFirst>(Opening::answerFirst), "answerFirst");
  EXPECT_EQ(enumName<TcpMark::ecnBreach>(TcpMark::ackLostSegment), "ackLostSegment");
  EXPECT_EQ(enumName<TcpMark::ecnBreach>(TcpMark::count_), "");
}

// As Wireshark 4.0's expert information.
TEST(Severity, IsWiresharks) {
  using M = TcpMark;
  EXPECT_EQ(severityOf(M::windowUpdate), Severity::chat);
  for (const M m : {M::retransmission, M::fastRetransmission, M::spuriousRetransmission, M::reusedPorts, M::keepAlive,
                    M::keepAliveAck, M::zeroWindowProbe, M::zeroWindowProbeAck, M::duplicateAck})
    EXPECT_EQ(severityOf(m), Severity::note) << markName(Language::english, m);
  for (const M m : {M::outOfOrder, M::lostSegment, M::ackLostSegment, M::windowFull, M::zeroWindow})
    EXPECT_EQ(severityOf(m), Severity::warning) << markName(Language::english, m);
}

TEST(Severity, ExperimentsAreNoBreach) {
  const auto of = [](EcnBreach b) { return severityOf(Why{0, TcpMark::ecnBreach, {static_cast<std::int64_t>(b), 2}}); };
  EXPECT_EQ(of(EcnBreach::ectOnSyn), Severity::note);
  EXPECT_EQ(of(EcnBreach::ectOnPureAck), Severity::note);
  EXPECT_EQ(of(EcnBreach::ectNotNegotiated), Severity::warning);
  EXPECT_EQ(of(EcnBreach::eceNotStopped), Severity::warning);
}

TEST(Span, HasThreeFigures) {
  const auto en = [](std::int64_t ns) { return spanText(Language::english, ns); };
  EXPECT_EQ(en(0), "0 ns");
  EXPECT_EQ(en(999), "999 ns");
  EXPECT_EQ(en(1000), "1 µs");
  EXPECT_EQ(en(850'400), "850 µs");
  EXPECT_EQ(en(999'499), "999 µs");
  EXPECT_EQ(en(999'500), "1 ms");
  EXPECT_EQ(en(2'000'000), "2 ms");
  EXPECT_EQ(en(20'912'000), "20.9 ms");
  EXPECT_EQ(en(1'044'000'000), "1.04 s");
  EXPECT_EQ(en(59'949'999'999), "59.9 s");
  EXPECT_EQ(en(59'950'000'000), "1 min 0 s");
  EXPECT_EQ(en(125'000'000'000), "2 min 5 s");
  EXPECT_EQ(en(7'260'000'000'000), "2 h 1 min");
  EXPECT_EQ(en(93'600'000'000'000), "1 d 2 h");
  EXPECT_EQ(en(-2'000'000), "-2 ms");
  EXPECT_EQ(spanText(Language::korean, 125'000'000'000), "2분 5초");
  EXPECT_FALSE(en(INT64_MIN).empty());
}

std::string why(Language l, TcpMark mark, std::array<std::int64_t, 4> n) {
  return whySentence(l, Conversation{}, Why{0, mark, n});
}

TEST(Why, EveryMarkHasASentenceWithItsRule) {
  for (const Language l : kLanguages)
    for (const TcpMark mark : allUpTo(TcpMark::ecnBreach))
      for (const std::int64_t n : {-1, 0, 1, 5}) {
        const std::string s = why(l, mark, {n, n, n, n});
        if (mark == TcpMark::ecnBreach && n < 0) {
          EXPECT_EQ(s, "") << "no such breach";
          continue;
        }
        EXPECT_EQ(s.find('%'), std::string::npos) << s;
        ASSERT_FALSE(s.empty()) << markName(l, mark);
        EXPECT_EQ(s.back(), '.') << s;
        EXPECT_TRUE(s.find("RFC ") != std::string::npos || mark == TcpMark::outOfOrder) << s;
      }
}

TEST(Why, TellsTheNumbersThatLedToTheMark) {
  EXPECT_EQ(why(Language::english, TcpMark::fastRetransmission, {1101, 1601, 4, 2'000'000}),
            "Sequence number 1101 is below the next expected 1601; 4 duplicate ACKs stood; 2 ms after the last, under "
            "20 ms (RFC 5681 §3.2).");
  EXPECT_EQ(why(Language::english, TcpMark::lostSegment, {201, 101, 100, 0}),
            "Sequence number 201 is above the next expected 101: 100 bytes before it are lost or still on the way (RFC "
            "9293 §3.4).");
  const std::string assumed = why(Language::english, TcpMark::outOfOrder, {1, 2, 400'000, 3'000'000});
  EXPECT_NE(assumed.find("no round-trip time was measured"), std::string::npos) << assumed;
}

TEST(Why, BreachesNameTheirRule) {
  const auto of = [](EcnBreach b) {
    return why(Language::english, TcpMark::ecnBreach, {static_cast<std::int64_t>(b), 2, 0, 0});
  };
  EXPECT_EQ(of(EcnBreach::ectNotNegotiated),
            "The IP header says ECT(0), although ECN was not agreed on (RFC 3168 §6.1.1).");
  for (const EcnBreach b : allUpTo(EcnBreach::eceNotStopped)) {
    EXPECT_NE(of(b).find("RFC 3168"), std::string::npos) << of(b);
    EXPECT_EQ(of(b).find("RFC 8311") != std::string::npos, isExperiment(b)) << of(b);
  }
}

/// Without placeholders and choices' signs: what a person reads.
std::string withoutPlaceholders(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 1 < text.size()) {
      ++i;
      if (text[i] == '{') i += 2;
      out += ' ';
    } else {
      out += text[i];
    }
  }
  return out;
}

// Names of the protocol stay as they are in RFCs; every other Latin letter in a Korean sentence is English left over.
TEST(FlowMessages, KoreanHasNoEnglishLeft) {
  const std::set<std::string, std::less<>> kNames{
      "ACK",    "ACKs",    "SYN",    "FIN",      "RST",   "RFC",     "TCP",    "UDP",  "ECN",         "ECT", "CE",
      "ECE",    "CWR",     "AE",     "AccECN",   "Fast",  "Open",    "ICMP",   "IP",   "Not",         "ms",  "ns",
      "s",      "RTT",     "CLOSED", "LISTEN",   "SENT",  "CLOSE",   "WAIT",   "LAST", "ESTABLISHED", "TIME",
      "CLOSING", "RECEIVED", "HTTP", "DNS",      "SNI",   "ALPN",    "JSON",   "HttpOnly", "SameSite",    "Secure",
      "TLS", "HTTPS", "json", "pwire", "compare", "flows", "r", "A", "B",  // from "json" on: what is typed
      "plainwire", "capture", "Plainwire", "root", "capability", "nsenter", "preserve", "credentials", "U", "n", "t",
      "ip", "link", "set", "up", "D", "I", "b", "w", "y", "i", "duration", "filesize", "packets", "filter", "explain", "tcp", "port", "ff"};
  for (auto i = static_cast<unsigned>(Msg::openingMidStream); i < static_cast<unsigned>(Msg::count_); ++i) {
    const std::string text = withoutPlaceholders(messageText(Language::korean, static_cast<Msg>(i)));
    std::string word;
    for (const char c : text + ' ') {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        word += c;
      } else if (!word.empty()) {
        EXPECT_TRUE(kNames.contains(word)) << word << " in " << text;
        word.clear();
      }
    }
  }
}

// "client" and "server" are put in front of these particles; a value of any other ending must not be.
TEST(FlowMessages, KoreanRolesEndInAVowel) {
  for (const Msg role : {Msg::roleClient, Msg::roleServer}) {
    const std::string_view text = messageText(Language::korean, role);
    ASSERT_GE(text.size(), 3u);
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[text.size() - 3 + i]); };
    const unsigned syllable = (at(0) & 0x0fu) << 12 | (at(1) & 0x3fu) << 6 | (at(2) & 0x3fu);
    EXPECT_EQ((syllable - 0xac00u) % 28, 0u) << text;
  }
}

}  // namespace
}  // namespace pw
