// Korean of what conversations say, and of the files that they carried.
#include <array>

#include "ui/i18n/language.h"

namespace pw::ui {

namespace {

constexpr std::array kPhrases{
    // Following a conversation
    Phrase{"Follo&w", "따라가기(&W)"},
    Phrase{"Follow", "따라가기"},
    Phrase{"Follow TC&P or UDP Stream", "TCP 또는 UDP 스트림 따라가기(&P)"},
    Phrase{"Follow T&LS Stream", "TLS 스트림 따라가기(&L)"},
    Phrase{"Follow &HTTP Stream", "HTTP 스트림 따라가기(&H)"},
    Phrase{"Hex", "16진수"},
    Phrase{"Decoded", "디코딩"},
    Phrase{"Both sides", "양쪽"},
    Phrase{"Client only", "클라이언트만"},
    Phrase{"Server only", "서버만"},
    Phrase{"How it is shown", "보는 방식"},
    Phrase{"Decoded: contents of HTTP unpacked, and what TLS seals told",
           "디코딩: HTTP 본문의 압축을 풀고 TLS로 암호화된 부분을 알려 줍니다"},
    Phrase{"Which side", "어느 쪽"},
    Phrase{"Find in it", "이 안에서 찾기"},
    Phrase{"Find in the conversation", "대화에서 찾기"},
    Phrase{"Find the one before", "이전 찾기"},
    Phrase{"Find the next one", "다음 찾기"},
    Phrase{"Save what is shown…", "보이는 내용 저장…"},
    Phrase{"Save the Conversation", "대화 저장"},
    Phrase{"What both sides said", "양쪽이 주고받은 내용"},
    Phrase{"Searching…", "찾는 중…"},
    Phrase{"Searched on from the other end.", "반대쪽 끝에서 이어서 찾았습니다."},
    Phrase{"“%1” does not occur.", "“%1”이(가) 없습니다."},
    Phrase{"Conversation #%1: %2 sent %3 bytes, %4 sent %5.", "대화 #%1: 보낸 바이트 %2 %3, %4 %5"},
    Phrase{"Who is the client is guessed.", "클라이언트는 추정입니다."},
    Phrase{"Sent again with other bytes: %1.", "다른 내용으로 재전송: %1번."},
    Phrase{"%1, packet %2", "%1, 패킷 %2"},
    Phrase{"%1, packet %2: %3", "%1, 패킷 %2: %3"},
    Phrase{"%1 bytes are missing in the capture", "캡처에 %1바이트가 빠져 있습니다"},
    Phrase{"%1 bytes were cut off by the capture", "캡처가 %1바이트를 잘라 냈습니다"},
    Phrase{"%1 bytes: too long to be put together", "%1바이트: 너무 길어서 이어 붙이지 않았습니다"},
    Phrase{"Sent again, but not the same: %1", "재전송했지만 내용이 다름: %1"},
    Phrase{"%1 sealed bytes", "암호화된 %1바이트"},
    Phrase{"%1 sealed bytes, at most %2 inside", "암호화된 %1바이트, 내용은 많아야 %2바이트"},
    Phrase{"Choose a packet: what its conversation says is read here.",
           "패킷을 고르면 그 대화의 내용을 여기에서 읽을 수 있습니다."},
    Phrase{"Nothing was said in this conversation.", "이 대화에서는 주고받은 내용이 없습니다."},
    Phrase{"This side said nothing.", "이쪽은 보낸 내용이 없습니다."},
    // Files
    Phrase{"&Export Objects", "파일 내보내기(&E)"},
    Phrase{"&HTTP…", "HTTP(&H)…"},
    Phrase{"Objects", "파일"},
    Phrase{"Host", "호스트"},
    Phrase{"Content Type", "내용 형식"},
    Phrase{"Size", "크기"},
    Phrase{"File Name", "파일 이름"},
    Phrase{"Content", "내용"},
    Phrase{"%1, %2 bytes, from %3, packet %4", "%1, %2바이트, %3에서, 패킷 %4"},
    Phrase{"HTTP carried no files here.", "여기에서 HTTP로 오간 파일이 없습니다."},
    Phrase{"Choose a file to see what is in it.", "파일을 고르면 내용을 볼 수 있습니다."},
    Phrase{"Files that HTTP carried", "HTTP로 오간 파일"},
    Phrase{"Save…", "저장…"},
    Phrase{"Save All…", "모두 저장…"},
    Phrase{"Save the Files In", "파일을 저장할 폴더"},
    Phrase{"Saved files: %1", "저장한 파일: %1"},
};

}  // namespace

std::span<const Phrase> koreanFollowPhrases() { return kPhrases; }

}  // namespace pw::ui
