// Live capture.
#include "core/report/message_table.h"

namespace pw {

namespace {

// Placeholders of the problems: %1 interface, %2 and %3 the problem's numbers, %4 words of libpcap or the system, %5
// the system's words for %2, %6 names of capabilities, %7 the file that was written.
constexpr MessagePart<kFirstCaptureMessage, kFirstFilterMessage> kTable{{
    {Msg::captureHelperMissing,
     "Capturing needs the program plainwire-capture, and %4 is not there. Install Plainwire, or build all of it.",
     "캡처에는 plainwire-capture 프로그램이 필요한데 %4 파일이 없습니다. Plainwire를 설치하거나 전부 빌드하세요."},
    {Msg::captureHelperNotExecutable, "Capturing needs the program %4, which cannot be started: %5.",
     "캡처에는 %4 프로그램이 필요한데 실행할 수 없습니다: %5."},
    {Msg::captureNotPermitted, "Capturing is not permitted: plainwire-capture lacks the capability %6.",
     "캡처 권한이 없습니다. plainwire-capture에 %6 권한(capability)이 없습니다."},
    {Msg::captureNoSuchInterface, "There is no interface %1. \"pwire -D\" lists those that there are.",
     "%1 인터페이스는 없습니다. \"pwire -D\"로 있는 것을 볼 수 있습니다."},
    {Msg::captureInterfaceDown, "The interface %1 is not up. Bring it up first: ip link set %1 up",
     "%1 인터페이스가 꺼져 있습니다. 먼저 켜세요: ip link set %1 up"},
    {Msg::captureCannotOpen, "The interface %1 cannot be opened: %4", "%1 인터페이스를 열 수 없습니다: %4"},
    {Msg::captureNoMonitorMode, "The interface %1 has no monitor mode. Capture without -I.",
     "%1 인터페이스에는 모니터 모드가 없습니다. -I 없이 캡처하세요."},
    {Msg::captureBadFilter, "The capture filter for %1 is not understood: %4",
     "%1의 캡처 필터를 이해할 수 없습니다: %4"},
    {Msg::captureUnsupportedLinkType, "The interface %1 has a link type (%2) that no capture file can name.",
     "%1 인터페이스의 링크 종류(%2)는 캡처 파일에 적을 수 없습니다."},
    {Msg::captureNoRing, "There is no memory for the capture's ring: %5. Ask for less, or end other programs.",
     "캡처 버퍼로 쓸 메모리가 없습니다: %5. 더 작게 정하거나 다른 프로그램을 끝내세요."},
    {Msg::captureCannotConfine, "plainwire-capture could not give up its privileges (%5), so it captured nothing.",
     "plainwire-capture가 권한을 내려놓지 못해(%5) 아무것도 캡처하지 않았습니다."},
    {Msg::captureNoPrivateNamespace, "This system does not let you make a network of your own: %5.",
     "이 시스템에서는 나만의 네트워크를 만들 수 없습니다: %5."},
    {Msg::captureInterfaceGone, "The interface %1 is gone. What it brought until then is kept.",
     "%1 인터페이스가 사라졌습니다. 그때까지 들어온 것은 그대로 있습니다."},
    {Msg::captureInterfaceFailed, "The interface %1 failed: %4. What it brought until then is kept.",
     "%1 인터페이스가 실패했습니다: %4. 그때까지 들어온 것은 그대로 있습니다."},
    {Msg::captureDiskFull,
     "The disk is full, so the capture was stopped. %7 is whole up to there; %3 %{3|packet|packets} behind it found no "
     "room. Free some space and capture again.",
     "디스크가 가득 차 캡처를 멈췄습니다. %7 파일은 그때까지 온전합니다. 그 뒤의 패킷 %3개는 쓰지 못했습니다. 공간을 "
     "비우고 다시 캡처하세요."},
    {Msg::captureCannotWrite,
     "%7 could not be written (%4), so the capture was stopped. %3 %{3|packet|packets} found no place.",
     "%7 파일을 쓸 수 없어(%4) 캡처를 멈췄습니다. 패킷 %3개는 쓰지 못했습니다."},
    {Msg::captureHelperDied,
     "plainwire-capture ended by itself (signal %2, status %3). What was captured until then is kept.",
     "plainwire-capture가 스스로 끝났습니다(신호 %2, 상태 %3). 그때까지 캡처한 것은 그대로 있습니다."},
    {Msg::captureHelperMisbehaved,
     "plainwire-capture sent what it must not send (rule %2) and was ended. What was captured until then is kept.",
     "plainwire-capture가 보내면 안 되는 것을 보내(규칙 %2) 끝냈습니다. 그때까지 캡처한 것은 그대로 있습니다."},
    {Msg::permissionHowGroup, "Only members of the group %1 may run it. To become one:",
     "%1 그룹에 속한 사람만 실행할 수 있습니다. 그룹에 들어가려면:"},
    {Msg::permissionHowLogin, "You are in the group %1, but not yet in this session. Log in again, or:",
     "%1 그룹에 들어 있지만 이 세션에는 아직 반영되지 않았습니다. 다시 로그인하거나:"},
    {Msg::permissionHowCommand, "To permit it:", "허용하려면:"},
    {Msg::permissionLogInAgain, "Then log in again.", "그런 다음 다시 로그인하세요."},
    {Msg::permissionNowRead, "What works now: reading a capture:", "지금 되는 것: 캡처 파일 읽기:"},
    {Msg::permissionNowPrivate, "And capturing in a network of your own, which needs no permission:",
     "그리고 권한이 필요 없는 나만의 네트워크에서 캡처하기:"},
    {Msg::captureBegins, "Capturing on %1", "%1에서 캡처합니다"},
    {Msg::captureAsRoot,
     "Root is not needed to capture: only plainwire-capture has privileges, and gives them up before the first packet.",
     "캡처에 root는 필요 없습니다. plainwire-capture만 권한을 쓰고, 첫 패킷 전에 내려놓습니다."},
    {Msg::captureInPrivate,
     "This is a network of your own. To run a program in it: nsenter --preserve-credentials -U -n -t %1 PROGRAM",
     "나만의 네트워크입니다. 그 안에서 프로그램을 실행하려면: nsenter --preserve-credentials -U -n -t %1 프로그램"},
    {Msg::capturePackets, "%1 %{1|packet|packets} captured", "패킷 %1개 캡처"},
    {Msg::captureCounts,
     "Packets received/dropped on interface '%1': %2/%3 (kernel:%4/ring:%5/interface:%6) (%7%)",
     "인터페이스 '%1'의 받은 패킷/잃은 패킷: %2/%3 (커널:%4/링:%5/인터페이스:%6) (%7%)"},
    {Msg::captureLinkTypes, "Link types of interface %1 (use option -y to set):",
     "%1 인터페이스의 링크 종류(-y 옵션으로 지정):"},
    {Msg::captureNoInterfaces, "There is no interface to capture from.", "캡처할 인터페이스가 없습니다."},
    {Msg::captureRingNeedsFile, "-b needs a file to write: -w FILE.", "-b에는 쓸 파일이 필요합니다: -w 파일."},
    {Msg::captureRingNeedsWhen, "-b needs to know when a file is full: duration, filesize or packets.",
     "-b에는 파일을 언제 바꿀지 필요합니다: duration, filesize, packets."},
    {Msg::captureReadOrCapture, "Either read a capture (-r) or capture (-i), not both.",
     "캡처 파일 읽기(-r)와 캡처(-i) 중 하나만 할 수 있습니다."},
}};
static_assert(inOrder(kTable, kFirstCaptureMessage));

}  // namespace

const MessagePart<kFirstCaptureMessage, kFirstFilterMessage> kCaptureMessages = kTable;

}  // namespace pw
