// Korean of two conversations side by side.
#include <array>

#include "ui/i18n/language.h"

namespace pw::ui {

namespace {

constexpr std::array kPhrases{
    Phrase{"Com&pare", "비교(&P)"},
    Phrase{"Compare", "비교"},
    Phrase{"Compare With…", "다른 대화와 비교…"},
    Phrase{"Compare Both", "두 대화 비교"},
    Phrase{"Choose a conversation", "대화 고르기"},
    Phrase{"Choose another one", "다른 대화 고르기"},
    Phrase{"Conversation on the left", "왼쪽 대화"},
    Phrase{"Conversation on the right", "오른쪽 대화"},
    Phrase{"A click on a line leads to its packet and bytes, a click on dots shows what is masked.",
           "줄을 누르면 그 패킷과 바이트로 가고, 점을 누르면 가린 것을 보여 줍니다."},
    Phrase{"Show Secrets", "비밀 보기"},
    Phrase{"Show passwords, tokens and cookies as they were sent", "비밀번호, 토큰, 쿠키를 보낸 그대로 보여 줍니다"},
    Phrase{"Two conversations side by side", "나란히 본 두 대화"},
    Phrase{"Open a capture: two of its conversations are compared here.",
           "캡처를 열면 그 안의 두 대화를 여기서 비교합니다."},
    Phrase{"Reading the conversations…", "대화를 읽는 중…"},
    Phrase{"Choose the conversation to compare with, above on the right.", "비교할 대화를 오른쪽 위에서 고르세요."},
    Phrase{"Choose the conversation to compare with, above on the left.", "비교할 대화를 왼쪽 위에서 고르세요."},
    Phrase{"The capture is being read. Any two conversations can be chosen above.",
           "캡처를 읽는 중입니다. 위에서 어떤 두 대화든 고를 수 있습니다."},
    Phrase{"Looking for an exchange that was sent over HTTP and over HTTPS…",
           "같은 내용을 HTTP와 HTTPS로 보낸 대화를 찾는 중…"},
    Phrase{"Two conversations are needed, and this capture has fewer.", "대화가 둘 있어야 하는데 이 캡처에는 모자랍니다."},
    Phrase{"This capture does not hold the same exchange over HTTP and over HTTPS. Choose any two conversations above to "
           "see them side by side.",
           "이 캡처에는 같은 내용을 HTTP와 HTTPS로 모두 보낸 대화가 없습니다. 위에서 두 대화를 고르면 나란히 보여 줍니다."},
};

}  // namespace

std::span<const Phrase> koreanComparePhrases() { return kPhrases; }

}  // namespace pw::ui
