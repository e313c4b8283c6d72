// Live captures in Korean.
#include <array>

#include "ui/i18n/language.h"

namespace pw::ui {

namespace {

constexpr std::array kPhrases{
    // Commands
    Phrase{"&Capture", "캡처(&C)"},
    Phrase{"&Start", "시작(&S)"},
    Phrase{"S&top", "멈춤(&T)"},
    Phrase{"&Restart", "다시 시작(&R)"},
    Phrase{"&Options…", "옵션(&O)…"},
    Phrase{"In a &Private Network", "나만의 네트워크에서(&P)"},
    Phrase{"Go &Along with New Packets", "새 패킷 따라가기(&A)"},
    Phrase{"Restart", "다시 시작"},
    // Welcome page
    Phrase{"Capture", "캡처"},
    Phrase{"Start", "시작"},
    Phrase{"Options…", "옵션…"},
    Phrase{"Interfaces", "인터페이스"},
    Phrase{"not up", "꺼짐"},
    Phrase{"not connected", "연결 안 됨"},
    Phrase{"all networks at once", "모든 네트워크를 한꺼번에"},
    Phrase{"within this computer", "이 컴퓨터 안"},
    Phrase{"wireless", "무선"},
    Phrase{"%1 packets/s", "%1 패킷/초"},
    Phrase{"Show also what is no network: USB, Bluetooth and the like",
           "네트워크가 아닌 것(USB, Bluetooth 등)도 보기"},
    Phrase{"Choose an interface first.", "먼저 인터페이스를 고르세요."},
    Phrase{"None yet. Files can also be dropped here.", "아직 없습니다. 파일을 여기에 끌어다 놓아도 됩니다."},
    Phrase{"Capture filter", "캡처 필터"},
    Phrase{"Capture filter, for example: tcp port 80", "캡처 필터, 예: tcp port 80"},
    Phrase{"It names a host: it is checked when the capture begins, since that asks a name server.",
           "호스트 이름이 들어 있어 이름 서버에 물어야 하므로 캡처를 시작할 때 검사합니다."},
    // Permission
    Phrase{"You cannot capture yet", "아직 캡처할 수 없습니다"},
    Phrase{"You cannot capture yet. The welcome page says what is missing.",
           "아직 캡처할 수 없습니다. 무엇이 필요한지 시작 화면에 나와 있습니다."},
    Phrase{"Test Again", "다시 검사"},
    Phrase{"Testing…", "검사하는 중…"},
    Phrase{"Tested again: nothing has changed.", "다시 검사했지만 바뀐 것이 없습니다."},
    Phrase{"What works now:", "지금 되는 것:"},
    Phrase{"Open a File…", "파일 열기…"},
    Phrase{"Capture in a Private Network", "나만의 네트워크에서 캡처"},
    Phrase{"A network of your own, which needs no permission: only programs that you start in it are captured.",
           "권한이 필요 없는 나만의 네트워크입니다. 그 안에서 시작한 프로그램만 캡처됩니다."},
    Phrase{"This is a network of your own: only programs that you start in it are captured. Such a program is started "
           "from a terminal:",
           "나만의 네트워크입니다. 그 안에서 시작한 프로그램만 캡처됩니다. 프로그램은 터미널에서 이렇게 시작합니다:"},
    Phrase{"Copy", "복사"},
    Phrase{"Copied", "복사함"},
    Phrase{"Copy the command to the clipboard", "명령을 클립보드에 복사"},
    Phrase{"Command to run in a terminal", "터미널에서 실행할 명령"},
    // Options
    Phrase{"Capture Options", "캡처 옵션"},
    Phrase{"Promiscuous: also what is meant for other computers", "무차별 모드: 다른 컴퓨터로 가는 것도"},
    Phrase{"Monitor mode: raw Wi-Fi, while the network is left", "모니터 모드: Wi-Fi 원본, 그동안 네트워크 연결은 끊김"},
    Phrase{"Keep only the beginning of packets:", "패킷의 앞부분만 저장:"},
    Phrase{"bytes", "바이트"},
    Phrase{"Kernel's buffer, each interface:", "커널 버퍼(인터페이스마다):"},
    Phrase{"Room in the kernel for packets that nobody has taken yet. More helps where packets come in bursts.",
           "아직 가져가지 않은 패킷을 커널이 담아 두는 공간입니다. 패킷이 한꺼번에 몰릴 때 크면 도움이 됩니다."},
    Phrase{"Files", "파일"},
    Phrase{"File", "파일"},
    Phrase{"None: you are asked when it is closed", "없음: 닫을 때 묻습니다"},
    Phrase{"Capture Into a File", "파일로 캡처"},
    Phrase{"A ring of files: begin another one after", "돌려 쓰는 파일: 다음 조건에서 새 파일 시작"},
    Phrase{"A ring of files needs a file.", "파일을 돌려 쓰려면 파일을 정해야 합니다."},
    Phrase{"For captures that run for long: keep only the last", "오래 도는 캡처: 마지막 것만 남기기"},
    Phrase{"Packets in this window:", "이 창의 패킷:"},
    Phrase{"On the disk, without a file:", "파일을 정하지 않았을 때 디스크에:"},
    Phrase{"Older ones stay in the list as numbers alone and take no memory. What is recorded is not concerned.",
           "더 오래된 것은 목록에 번호만 남고 메모리를 차지하지 않습니다. 기록에는 영향이 없습니다."},
    Phrase{"Older packets stay in the list, but their bytes go.", "더 오래된 패킷은 목록에 남지만 바이트는 사라집니다."},
    Phrase{"Let go: only the last packets are kept", "놓아줌: 마지막 패킷들만 남깁니다"},
    Phrase{"This packet was let go: only the last packets of this capture are kept, as was chosen when it began. The "
           "recording has it, as far as that is kept.",
           "이 패킷은 놓아주었습니다. 캡처를 시작할 때 정한 대로 마지막 패킷들만 남깁니다. 기록이 남아 있으면 기록에는 있습니다."},
    Phrase{"kept from %L1 on", "%L1번부터 남음"},
    Phrase{"Size:", "크기:"},
    Phrase{"Time:", "시간:"},
    Phrase{"Keep only the newest:", "최근 것만 남기기:"},
    Phrase{"files", "개"},
    Phrase{"Whichever comes first ends the capture:", "먼저 닿은 조건에서 캡처가 끝납니다:"},
    Phrase{"After packets:", "패킷 수:"},
    Phrase{"After so much in files:", "파일에 쓴 크기:"},
    Phrase{"After a time:", "지난 시간:"},
    Phrase{"After files:", "파일 수:"},
    Phrase{"These are too many interfaces at once.", "한꺼번에 쓰기에는 인터페이스가 너무 많습니다."},
    // While it runs
    Phrase{"Starting…", "시작하는 중…"},
    Phrase{"Which interface the filter is for", "필터를 쓸 인터페이스"},
    Phrase{"An interface without a filter of its own takes that of all.",
           "자기 필터가 없는 인터페이스는 모두의 필터를 씁니다."},
    Phrase{"All interfaces", "모든 인터페이스"},
    Phrase{"%1: its own", "%1: 자기 필터"},
    Phrase{"filter: %1", "필터: %1"},
    Phrase{"The filter for %1 is wrong.", "%1의 필터가 틀렸습니다."},
    Phrase{"The filter for all interfaces is wrong.", "모든 인터페이스의 필터가 틀렸습니다."},
    Phrase{"Capturing on %1", "%1에서 캡처 중"},
    Phrase{"%1 (not saved)", "%1 (저장 안 함)"},
    Phrase{"Dropped: kernel %1 · interface %2 · ring %3", "잃음: 커널 %1 · 인터페이스 %2 · 링 %3"},
    Phrase{"Kernel: found no room in the kernel's buffer; a larger one helps.\n"
           "Interface: lost by the device or its driver.\n"
           "Ring: came faster than they could be recorded.",
           "커널: 커널 버퍼에 자리가 없었습니다. 버퍼를 키우면 줄어듭니다.\n"
           "인터페이스: 장치나 드라이버가 잃었습니다.\n"
           "링: 기록하는 것보다 빨리 들어왔습니다."},
    Phrase{"Behind: %1", "밀림: %1"},
    Phrase{"Packets that are recorded and not yet analysed. Nothing is lost by it.",
           "기록했지만 아직 분석하지 않은 패킷입니다. 이 때문에 잃는 것은 없습니다."},
    Phrase{"%Ln new", "새 패킷 %Ln개"},
    Phrase{"Go to the newest packets, and along with them", "가장 새 패킷으로 가서 계속 따라가기"},
    Phrase{"Listening on %1: nothing yet. Open a page, or let some program use the network.",
           "%1에서 듣는 중입니다. 아직 아무것도 없습니다. 웹 페이지를 열거나 네트워크를 쓰는 프로그램을 실행해 보세요."},
    Phrase{"Nothing was captured.", "캡처된 것이 없습니다."},
    Phrase{"No conversations yet.", "아직 대화가 없습니다."},
    Phrase{"There is an interface %1 now. It is not part of this capture.",
           "이제 %1 인터페이스가 있습니다. 이 캡처에는 들어 있지 않습니다."},
    Phrase{"The file that held this packet is gone: the ring of files is shorter than the list.",
           "이 패킷이 있던 파일은 없어졌습니다. 돌려 쓰는 파일이 목록보다 짧습니다."},
    // Its end
    Phrase{"The capture has come to the limit that was set, and ended.", "정해 둔 한도에 닿아 캡처가 끝났습니다."},
    Phrase{"Unsaved Capture", "저장하지 않은 캡처"},
    Phrase{"The capture is running, and its packets are in no file yet. Save them?",
           "캡처가 진행 중이고 패킷이 아직 파일에 없습니다. 저장할까요?"},
    Phrase{"The captured packets are in no file yet. Save them?", "캡처한 패킷이 아직 파일에 없습니다. 저장할까요?"},
    Phrase{"Plainwire ended without saving a recording of %1 (%2).",
           "Plainwire가 %1에 시작한 기록(%2)을 저장하지 못하고 끝났습니다."},
    Phrase{"There are %1 more.", "%1개 더 있습니다."},
    Phrase{"Save and Open…", "저장하고 열기…"},
    Phrase{"Save the Recording", "기록 저장"},
    Phrase{"Discard", "버리기"},
    Phrase{"Discard the Recording", "기록 버리기"},
    Phrase{"Its packets are in no other file. Discard them?", "이 패킷은 다른 파일에 없습니다. 버릴까요?"},
};

}  // namespace

std::span<const Phrase> koreanCapturePhrases() { return kPhrases; }

}  // namespace pw::ui
