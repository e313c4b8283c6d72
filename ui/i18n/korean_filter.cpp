// Korean of filters.
#include <array>

#include "ui/i18n/language.h"

namespace pw::ui {

namespace {

constexpr std::array kPhrases{
    Phrase{"No packet passes the filter so far.", "아직 필터를 통과한 패킷이 없습니다."},
    Phrase{"&Display Filter", "표시 필터(&D)"},
    Phrase{"C&lear the Filter", "필터 지우기(&L)"},
    Phrase{"Filter to This C&onversation", "이 대화만 보기(&O)"},
    Phrase{"Looking for packets that pass the filter…", "필터에 맞는 패킷을 찾는 중…"},
    Phrase{"Stopped before any packet passed the filter.", "필터에 맞는 패킷을 찾기 전에 멈췄습니다."},
    Phrase{"No packet passes the filter. Hidden: %1", "필터에 맞는 패킷이 없습니다. 숨김: %1"},
    Phrase{"Length of a string or of bytes", "문자열이나 바이트의 길이"},
    Phrase{"How often a field occurs", "필드가 나오는 횟수"},
    Phrase{"The string in capital letters", "대문자로 바꾼 문자열"},
    Phrase{"The string in small letters", "소문자로 바꾼 문자열"},
    Phrase{"A value as text", "값을 글자로"},
    Phrase{"The greatest of several values", "여러 값 가운데 가장 큰 것"},
    Phrase{"The least of several values", "여러 값 가운데 가장 작은 것"},
    Phrase{"A number without its sign", "부호를 뗀 수"},
    Phrase{"At letter %1: %2", "%1번째 글자: %2"},
    Phrase{"Packet %1 is hidden by the filter.", "패킷 %1: 필터가 숨기고 있습니다."},
    Phrase{"Clear the Filter", "필터 지우기"},
    Phrase{"Apply a display filter … for example ip.addr == 192.0.2.10", "표시 필터를 적용하세요… 예: ip.addr == 192.0.2.10"},
    Phrase{"Display filter", "표시 필터"},
    Phrase{"Saved filters", "저장한 필터"},
    Phrase{"Apply the filter (Enter)", "필터 적용 (Enter)"},
    Phrase{"Filters used before", "전에 쓴 필터"},
    Phrase{"Save This Filter…", "이 필터 저장…"},
    Phrase{"Save This Filter", "이 필터 저장"},
    Phrase{"Remove", "지우기"},
    Phrase{"Name on the button:", "단추에 적을 이름:"},
    Phrase{"Sav&ed Filters…", "저장한 필터(&E)…"},
    Phrase{"Display Filter Macro&s…", "표시 필터 매크로(&S)…"},
    Phrase{"Edit Saved Filters…", "저장한 필터 편집…"},
    Phrase{"Display Filter Macros…", "표시 필터 매크로…"},
    Phrase{"Saved Filters", "저장한 필터"},
    Phrase{"Display Filter Macros", "표시 필터 매크로"},
    Phrase{"${name} in a filter stands for the text. Where the text has $1, $2 …, ${name:a;b} puts a and b there.",
           "필터에 쓴 ${name}은 아래의 내용을 뜻합니다. 내용에 $1, $2 …가 있으면 ${name:a;b}가 그 자리에 a와 b를 넣습니다."},
    Phrase{"Each of them has a button beside the filter, in this order.",
           "필터 옆에 이 순서대로 하나씩 단추가 놓입니다."},
    Phrase{"Filter", "필터"},
    Phrase{"Add", "추가"},
    Phrase{"Up", "위로"},
    Phrase{"Down", "아래로"},
    Phrase{"A name is missing.", "이름이 없습니다."},
    Phrase{"“%1” stands for nothing.", "“%1”에 내용이 없습니다."},
    Phrase{"“%1” is no name: letters of English, digits and _ can be used.",
           "“%1”: 이름에는 영문자, 숫자와 _만 쓸 수 있습니다."},
    Phrase{"“%1” is no filter: %2", "“%1”: 필터가 아닙니다: %2"},
    Phrase{"There are two of the name “%1”.", "“%1”: 이름이 둘입니다."},
    Phrase{"in this capture", "이 캡처에 있음"},
    Phrase{"${%1} stands for a value of the selected packet, and no packet is selected.",
           "${%1}: 선택한 패킷의 값을 뜻하는데 선택한 패킷이 없습니다."},
    Phrase{"The selected packet %1 has no field %2.", "선택한 패킷 %1: 필드 %2 없음."},
    Phrase{"Packet list: any letter begins a filter", "패킷 목록: 글자를 치면 필터가 시작됩니다"},
    Phrase{"Filter: what can be written here", "필터: 여기에 쓸 수 있는 것"},
    Phrase{"&Selected", "선택한 것(&S)"},
    Phrase{"&Not Selected", "선택한 것 빼고(&N)"},
    Phrase{"…&and Selected", "…그리고 선택한 것(&A)"},
    Phrase{"…&or Selected", "…또는 선택한 것(&O)"},
    Phrase{"…an&d Not Selected", "…그리고 선택한 것 빼고(&D)"},
    Phrase{"…o&r Not Selected", "…또는 선택한 것 빼고(&R)"},
    Phrase{"Apply as Filter", "필터로 적용"},
    Phrase{"Prepare as Filter", "필터로 준비"},
    Phrase{"Filtering…", "필터 적용 중…"},
    Phrase{"Shown: %L1 of %2", "%2 중 %L1개 표시"},
    Phrase{"Filter stopped at packet %L1", "패킷 %L1에서 필터 멈춤"},
    Phrase{"Packets that pass the filter (%1)", "필터에 맞는 패킷 (%1)"},
};

}  // namespace

std::span<const Phrase> koreanFilterPhrases() { return kPhrases; }

}  // namespace pw::ui
