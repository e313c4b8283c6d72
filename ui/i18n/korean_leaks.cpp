// Korean of what an eavesdropper sees.
#include <array>

#include "ui/i18n/language.h"

namespace pw::ui {

namespace {

constexpr std::array kPhrases{
    // Dock and keys
    Phrase{"&What an Eavesdropper Sees", "엿보는 사람이 보는 것(&W)"},
    Phrase{"Eavesdropper", "엿보는 사람"},
    Phrase{"What an eavesdropper sees", "엿보는 사람이 보는 것"},
    Phrase{"Eavesdropper: show or hide the secret of a row", "엿보는 사람: 행의 비밀 보기 또는 가리기"},
    Phrase{"Eavesdropper: copy the row as it is shown", "엿보는 사람: 행을 보이는 그대로 복사"},
    Phrase{"OPEN password", "노출: 비밀번호"},
    // Switches
    Phrase{"Whole capture", "캡처 전체"},
    Phrase{"This conversation", "이 대화"},
    Phrase{"What is looked at", "살펴볼 범위"},
    Phrase{"Find in findings", "찾은 것에서 찾기"},
    Phrase{"Show secrets", "비밀 표시"},
    Phrase{"Passwords, tokens and cookies are hidden, so that they are not read over your shoulder.",
           "어깨너머로 읽히지 않도록 비밀번호, 토큰, 쿠키를 가립니다."},
    Phrase{"Go On", "계속"},
    Phrase{"Stop", "멈춤"},
    // Meter
    Phrase{"Anyone can read %1 (%2)", "누구나 읽을 수 있음 %1 (%2)"},
    Phrase{"sealed %1 (%2)", "암호화됨 %1 (%2)"},
    Phrase{"unknown %1 (%2)", "알 수 없음 %1 (%2)"},
    Phrase{"Counting…", "세는 중…"},
    Phrase{"No content was sent.", "오간 내용이 없습니다."},
    Phrase{"Bytes of content, each once: without headers of IP, TCP and UDP, and without what was sent again.",
           "내용의 바이트를 한 번씩만 셉니다. IP, TCP, UDP 헤더와 재전송은 빼고 셉니다."},
    // Rows
    Phrase{"State", "상태"},
    Phrase{"Value", "값"},
    Phrase{"OPEN", "노출"},
    Phrase{"VISIBLE", "보임"},
    Phrase{"SEALED", "암호화"},
    Phrase{"%1 (%2)", "%1 (%2)"},
    Phrase{"%1  +%2", "%1  +%2"},
    Phrase{"%Ln bytes", "%Ln바이트"},
    Phrase{"%1 bytes", "%1바이트"},
    Phrase{"Password of %1", "%1의 비밀번호"},
    Phrase{"Sealed conversations", "암호화된 대화"},
    Phrase{"Conversation #%1", "대화 #%1"},
    Phrase{"Outside conversations", "대화에 속하지 않음"},
    Phrase{"%1, %2 sealed", "%1, 암호화됨 %2"},
    Phrase{"hidden", "가려짐"},
    Phrase{"%1, %2: %3, packet %4", "%1, %2: %3, 패킷 %4"},
    Phrase{"Hidden: hold the value with the mouse, or press Space, to see it.",
           "가려져 있습니다. 값을 마우스로 누르고 있거나 스페이스 키를 누르면 보입니다."},
    Phrase{"What was said is encrypted. Open the row to see what still shows.",
           "오간 내용은 암호화되어 있습니다. 행을 펼치면 그래도 보이는 것이 나옵니다."},
    Phrase{"This is sent before anything is encrypted.", "암호화가 시작되기 전에 보내는 것입니다."},
    // What shows of sealed conversations
    Phrase{"Who talks to whom", "누가 누구와 이야기하는지"},
    Phrase{"When, and how long", "언제, 얼마 동안"},
    Phrase{"How much", "얼마나 많이"},
    Phrase{"→ %1 (%2), ← %3 (%4)", "→ %1 (%2), ← %3 (%4)"},
    Phrase{"What the client said", "클라이언트가 한 말"},
    Phrase{"What the server said", "서버가 한 말"},
    Phrase{"%1 sealed, with %2 of content inside", "암호화됨 %1, 그 안의 내용 %2"},
    Phrase{"%1 that nobody can read", "아무도 읽을 수 없는 %1"},
    Phrase{"Length of a message, client", "메시지 길이, 클라이언트"},
    Phrase{"Length of a message, server", "메시지 길이, 서버"},
    Phrase{"%1 to %2 bytes", "%1~%2바이트"},
    Phrase{"%1 sealed", "암호화됨 %1"},
    Phrase{"%1, after %2", "%1, %2 뒤"},
    Phrase{"Further lengths", "그 밖의 길이"},
    // States
    Phrase{"Open a capture: what others can read in it is told here.",
           "캡처를 열면 다른 사람이 읽을 수 있는 것을 여기에 보여 줍니다."},
    Phrase{"Looking… %1 of %2 packets.", "살펴보는 중… 패킷 %2개 중 %1개."},
    Phrase{"Stopped after %1 of %2 packets.", "패킷 %2개 중 %1개를 살펴보고 멈췄습니다."},
    Phrase{"Waiting for the capture to be loaded.", "캡처를 모두 읽기를 기다리는 중입니다."},
    Phrase{"Choose a packet: what others can read of its conversation is told here.",
           "패킷을 고르면 그 대화에서 다른 사람이 읽을 수 있는 것을 여기에 보여 줍니다."},
    Phrase{"Anyone on the way can read: %1.", "오가는 길의 누구나 읽을 수 있는 것: %1."},
    Phrase{"%1 secrets, %2 other things", "비밀 %1개, 그 밖의 것 %2개"},
    Phrase{"Nothing that was found has these words.", "찾은 것 가운데 이 말이 든 것은 없습니다."},
    Phrase{"Nothing readable by others was found in %1 packets.",
           "패킷 %1개에서 다른 사람이 읽을 수 있는 것은 찾지 못했습니다."},
    Phrase{"Nothing readable by others was found in this conversation.",
           "이 대화에서 다른 사람이 읽을 수 있는 것은 찾지 못했습니다."},
    Phrase{"All content is encrypted.", "내용이 모두 암호화되어 있습니다."},
    Phrase{"Nearly all content is encrypted.", "내용이 거의 모두 암호화되어 있습니다."},
    Phrase{"Most content is of protocols that are not known here.", "내용이 대부분 여기서 알지 못하는 프로토콜입니다."},
    Phrase{"What can be read has no names, passwords or pages in it.",
           "읽을 수 있는 내용에 이름, 비밀번호, 페이지가 없습니다."},
    Phrase{"Sealed conversations past the first %1 are not listed.", "암호화된 대화는 처음 %1개만 보여 줍니다."},
    // Report
    Phrase{"Save Report…", "보고서 저장…"},
    Phrase{"Save Report", "보고서 저장"},
    Phrase{"Saving the report…", "보고서를 저장하는 중…"},
    Phrase{"Saved the report to %1.", "보고서를 저장했습니다: %1."},
    Phrase{"Web page (HTML)", "웹 페이지(HTML)"},
    Phrase{"JSON, for programs", "JSON(프로그램용)"},
    Phrase{"Text", "텍스트"},
    Phrase{"Passwords and other secrets:", "비밀번호와 다른 비밀:"},
    Phrase{"Masked", "가리기"},
    Phrase{"As they were sent", "보낸 그대로"},
    Phrase{"Whoever gets this file has the passwords, too.", "이 파일을 받는 사람은 비밀번호도 알게 됩니다."},
    Phrase{"Secrets are masked: the file can be handed on.", "비밀이 가려져 있어 파일을 다른 사람에게 줄 수 있습니다."},
};

}  // namespace

std::span<const Phrase> koreanLeakPhrases() { return kPhrases; }

}  // namespace pw::ui
