// Korean of the colours of rows.
#include <array>

#include "ui/i18n/language.h"

namespace pw::ui {

namespace {

constexpr std::array kPhrases{
    Phrase{"Colo&urs", "색(&U)"},
    Phrase{"Colour &Packets", "패킷에 색 입히기(&P)"},
    Phrase{"Colour &Rules…", "색 규칙(&R)…"},
    Phrase{"Colour This Conversation", "이 대화에 색 입히기"},
    Phrase{"Colour This Conversation &1", "이 대화에 색 입히기 &1"},
    Phrase{"Colour This Conversation &2", "이 대화에 색 입히기 &2"},
    Phrase{"Colour This Conversation &3", "이 대화에 색 입히기 &3"},
    Phrase{"Colour This Conversation &4", "이 대화에 색 입히기 &4"},
    Phrase{"Colour This Conversation &5", "이 대화에 색 입히기 &5"},
    Phrase{"Colour This Conversation &6", "이 대화에 색 입히기 &6"},
    Phrase{"Colour This Conversation &7", "이 대화에 색 입히기 &7"},
    Phrase{"Colour This Conversation &8", "이 대화에 색 입히기 &8"},
    Phrase{"Colour This Conversation &9", "이 대화에 색 입히기 &9"},
    Phrase{"Conversations Without C&olours", "대화의 색 지우기(&O)"},
    Phrase{"Colour Rules", "색 규칙"},
    Phrase{"A packet gets the colours of the first rule that it passes.",
           "패킷은 위에서부터 처음으로 맞는 규칙의 색을 받습니다."},
    Phrase{"&Add", "추가(&A)"},
    Phrase{"What is wrong", "잘못된 점"},
    Phrase{"Na&me:", "이름(&M):"},
    Phrase{"&Filter:", "필터(&F):"},
    Phrase{"Looks like:", "보이는 모습:"},
    Phrase{"&Text Colour…", "글자색(&T)…"},
    Phrase{"&Background…", "배경색(&B)…"},
    Phrase{"&Duplicate", "복제(&D)"},
    Phrase{"&Remove", "삭제(&R)"},
    Phrase{"&Up", "위로(&U)"},
    Phrase{"Dow&n", "아래로(&N)"},
    Phrase{"&Import…", "가져오기(&I)…"},
    Phrase{"&Export…", "내보내기(&E)…"},
    Phrase{"&Standard Rules", "기본 규칙(&S)"},
    Phrase{"A rule needs a filter.", "규칙에는 필터가 있어야 합니다."},
    Phrase{"New rule", "새 규칙"},
    Phrase{"%1 cannot be read: %2", "%1: 읽을 수 없습니다: %2"},
    Phrase{"Written to %1.", "저장했습니다: %1"},
    Phrase{"Rules read: %1. Of these, off because of their filter: %2.",
           "읽은 규칙: %1개. 그 가운데 필터가 맞지 않아 꺼진 것: %2개."},
    Phrase{"Import Colour Rules", "색 규칙 가져오기"},
    Phrase{"Export Colour Rules", "색 규칙 내보내기"},
    Phrase{"Line %1 is no rule: @name@filter@[r,g,b][r,g,b] was expected.",
           "%1번째 줄은 규칙이 아닙니다. 이렇게 써야 합니다: @name@filter@[r,g,b][r,g,b]"},
    Phrase{"Line %1: its two colours are not written as [r,g,b][r,g,b].",
           "%1번째 줄: 두 색이 [r,g,b][r,g,b] 꼴이 아닙니다."},
    Phrase{"Line %1: a part of a colour is above 65535.", "%1번째 줄: 색의 값이 65535보다 큽니다."},
    Phrase{"Line %1: there are too many rules. The rest is left out.",
           "%1번째 줄: 규칙이 너무 많습니다. 나머지는 읽지 않았습니다."},
    Phrase{"The file is too long for a list of rules.", "규칙 목록이라기에는 파일이 너무 큽니다."},
    Phrase{"Trouble in TCP", "TCP 문제"},
    Phrase{"Refused or broken off", "거부되거나 끊김"},
    Phrase{"ICMP errors", "ICMP 오류"},
    Phrase{"Congestion (ECN)", "혼잡 (ECN)"},
    Phrase{"TCP opens or closes", "TCP 연결 열기·닫기"},
};

}  // namespace

std::span<const Phrase> koreanColourPhrases() { return kPhrases; }

}  // namespace pw::ui
