#include "ui/packetlist/badges.h"

#include <QCoreApplication>
#include <array>

namespace pw::ui {

namespace {

constexpr unsigned kSyn = 0x002, kRst = 0x004, kAck = 0x010, kEce = 0x040, kCwr = 0x080, kAe = 0x100;
constexpr std::uint8_t kCongestionExperienced = 3;

void badge(std::string& to, std::string_view text) {
  if (!to.empty()) to += ' ';
  to += text;
}

void translated(std::string& to, const char* text) {
  badge(to, QCoreApplication::translate("pw::ui::Badges", text).toStdString());
}

void openStep(std::string& to, unsigned step) {
  constexpr std::array<std::string_view, 4> kSteps{"", "①", "②", "③"};
  if (step != 0) badge(to, kSteps[step]);
}

void closeStep(std::string& to, TcpMarks marks) {
  constexpr std::array<std::string_view, 5> kSteps{"", "FIN 1", "FIN 2", "FIN 3", "FIN 4"};
  const unsigned step = marks.closeStep();
  if (step == 0 || step >= kSteps.size()) return;
  badge(to, marks.closesInOne() ? std::string_view{"FIN 2+3"} : kSteps[step]);
}

// What the flags of an opening say about ECN (RFC 3168 §6.1.1, RFC 9768 §3.1.1).
void ecnOfOpening(std::string& to, unsigned flags) {
  if ((flags & kSyn) == 0) return;
  const unsigned bits = flags & (kAe | kCwr | kEce);
  if ((flags & kAck) == 0) {
    if (bits == (kCwr | kEce)) badge(to, "ECN?");
    if (bits == (kAe | kCwr | kEce)) badge(to, "AccECN?");
  } else if (bits == kEce) {
    badge(to, "ECN ok");
  }
}

struct Word {
  TcpMark mark;
  const char* text;
};

// In the order in which they are said. A spurious or a fast retransmission is one of three kinds of "again".
constexpr std::array kTroubles{
    Word{TcpMark::lostSegment, QT_TRANSLATE_NOOP("pw::ui::Badges", "LOST?")},
    Word{TcpMark::ackLostSegment, QT_TRANSLATE_NOOP("pw::ui::Badges", "UNSEEN?")},
    Word{TcpMark::outOfOrder, QT_TRANSLATE_NOOP("pw::ui::Badges", "LATE")},
    Word{TcpMark::duplicateAck, QT_TRANSLATE_NOOP("pw::ui::Badges", "DUP ACK")},
    Word{TcpMark::zeroWindow, QT_TRANSLATE_NOOP("pw::ui::Badges", "ZERO WINDOW")},
    Word{TcpMark::zeroWindowProbe, QT_TRANSLATE_NOOP("pw::ui::Badges", "PROBE")},
    Word{TcpMark::zeroWindowProbeAck, QT_TRANSLATE_NOOP("pw::ui::Badges", "PROBE ACK")},
    Word{TcpMark::windowFull, QT_TRANSLATE_NOOP("pw::ui::Badges", "WINDOW FULL")},
    Word{TcpMark::windowUpdate, QT_TRANSLATE_NOOP("pw::ui::Badges", "WINDOW")},
    Word{TcpMark::keepAlive, QT_TRANSLATE_NOOP("pw::ui::Badges", "KEEP-ALIVE")},
    Word{TcpMark::keepAliveAck, QT_TRANSLATE_NOOP("pw::ui::Badges", "KEEP-ALIVE ACK")},
    Word{TcpMark::reusedPorts, QT_TRANSLATE_NOOP("pw::ui::Badges", "SAME PORTS")},
    Word{TcpMark::tfoSyn, QT_TRANSLATE_NOOP("pw::ui::Badges", "TFO")},
    Word{TcpMark::tfoAck, QT_TRANSLATE_NOOP("pw::ui::Badges", "TFO ok")},
    Word{TcpMark::tfoIgnored, QT_TRANSLATE_NOOP("pw::ui::Badges", "TFO ignored")},
};

void again(std::string& to, TcpMarks marks) {
  if (marks.isRepeat() || marks.has(TcpMark::openRetry))
    translated(to, QT_TRANSLATE_NOOP("pw::ui::Badges", "AGAIN"));
}

}  // namespace

void appendBadges(std::string& to, const PacketRow& row, bool hasPassword) {
  if (hasPassword) translated(to, QT_TRANSLATE_NOOP("pw::ui::Badges", "OPEN password"));
  if (row.malformed) translated(to, QT_TRANSLATE_NOOP("pw::ui::Badges", "MALFORMED"));
  openStep(to, row.marks.openStep());
  closeStep(to, row.marks);
  ecnOfOpening(to, row.tcpFlags);
  if ((row.tcpFlags & kRst) != 0) badge(to, "RST");
  if (row.marks.has(TcpMark::refusal)) translated(to, QT_TRANSLATE_NOOP("pw::ui::Badges", "REFUSED"));
  again(to, row.marks);
  if (row.ecn == kCongestionExperienced) badge(to, "CE");
  if (row.marks.has(TcpMark::ecnEcho)) badge(to, "ECE");
  if (row.marks.has(TcpMark::ecnReduced)) badge(to, "CWR");
  if (row.marks.has(TcpMark::ecnBreach)) badge(to, "ECN!");
  for (const Word& w : kTroubles)
    if (row.marks.has(w.mark)) translated(to, w.text);
  if (row.cut) translated(to, QT_TRANSLATE_NOOP("pw::ui::Badges", "CUT"));
}

}  // namespace pw::ui
