// Two conversations side by side.
#include "core/report/message_table.h"

namespace pw {

namespace {

constexpr MessagePart<kFirstCompareMessage, kFirstCaptureMessage> kTable{{
    {Msg::compareLookup, "Name lookup (DNS)", "이름 조회(DNS)"},
    {Msg::compareOpening, "TCP opens", "TCP 연결"},
    {Msg::compareSealing, "TLS handshake", "TLS 핸드셰이크"},
    {Msg::compareRequest, "Request %1", "요청 %1"},
    {Msg::compareResponse, "Response %1", "응답 %1"},
    {Msg::compareClosing, "Close", "연결 종료"},
    {Msg::compareGreeting, "The server, before any request", "요청 전에 서버가 보낸 것"},
    {Msg::compareTitle, "Two conversations side by side: %1", "나란히 본 두 대화: %1"},
    {Msg::compareNothing, "Nothing beside it.", "이쪽에는 없습니다."},
    {Msg::compareNoLookup, "No lookup of the server's name was captured.", "서버 이름을 조회한 기록이 캡처에 없습니다."},
    {Msg::compareNoOpening, "The beginning was not captured.", "처음 부분은 캡처되지 않았습니다."},
    {Msg::compareNoSealing, "None: what follows is sent as it is.", "없음: 뒤의 내용을 그대로 보냅니다."},
    {Msg::compareNoClosing, "No end was captured.", "끝은 캡처되지 않았습니다."},
    {Msg::compareLookedUp, "%1 was asked for in the open.", "%1의 주소를 누구나 볼 수 있게 물었습니다."},
    {Msg::compareLookedUpSomething, "The server's name was asked for in the open.",
     "서버 이름을 누구나 볼 수 있게 물었습니다."},
    {Msg::compareOpened, "%1: %2 %{2|packet|packets}, %3", "%1: 패킷 %2개, %3"},
    {Msg::compareClosed, "TCP: %1", "TCP: %1"},
    {Msg::compareReadable, "%1 %{1|byte|bytes} that anyone can read", "누구나 읽을 수 있는 %1바이트"},
    {Msg::compareSealed, "Sealed: %1 %{1|byte|bytes} in %2 %{2|record|records}, at most %3 inside",
     "암호화됨: 레코드 %2개, %1바이트, 안의 내용은 많아야 %3바이트"},
    {Msg::compareSealedUnknown, "Sealed: %1 %{1|byte|bytes} in %2 %{2|record|records}",
     "암호화됨: 레코드 %2개, %1바이트"},
    {Msg::compareSealedHandshake, "%1 %{1|byte|bytes} of the handshake are sealed already",
     "핸드셰이크 가운데 %1바이트는 이미 암호화됨"},
    {Msg::compareSealedAlert, "Sealed: %1 %{1|byte|bytes}, by their length an alert that ends it",
     "암호화됨: %1바이트, 길이로 보아 끝을 알리는 경고"},
    {Msg::compareCertificateSealed, "sealed", "암호화됨"},
    {Msg::compareUnfinished, "%1 %{1|byte|bytes} of a message that is not over", "끝나지 않은 메시지의 %1바이트"},
    {Msg::compareInBytes, "In the bytes of packet %1:", "패킷 %1의 바이트:"},
    {Msg::compareFirstBytes, "First sealed bytes, packet %1:", "암호화된 첫 바이트(패킷 %1):"},
    {Msg::compareMore, "… %1 more %{1|byte|bytes}", "… %1바이트 더"},
    {Msg::compareNoText, "… %1 %{1|byte|bytes} that are no text", "… 글자가 아닌 %1바이트"},
    {Msg::comparePacket, "packet %1", "패킷 %1"},
    {Msg::comparePackets, "packets %1–%2 (%3)", "패킷 %1~%2 (%3개)"},
    {Msg::compareOpen, "OPEN", "열림"},
    {Msg::compareIsSealed, "SEALED", "봉인"},
    {Msg::compareEmpty, "EMPTY", "빈 대화"},
    {Msg::compareVerdictPassword, "Anyone on the way can read the password.", "오가는 길의 누구나 비밀번호를 읽을 수 있습니다."},
    {Msg::compareVerdictSecret, "Anyone on the way can read the secrets in it.",
     "오가는 길의 누구나 그 안의 비밀을 읽을 수 있습니다."},
    {Msg::compareVerdictReadable, "Anyone on the way can read it.", "오가는 길의 누구나 읽을 수 있습니다."},
    {Msg::compareVerdictSealed,
     "What was said cannot be read. What is left to see: the name %1, who talks to whom, when, and how much.",
     "오간 말은 읽을 수 없습니다. 그래도 보이는 것: 이름 %1, 누가 누구와 언제 얼마나 주고받았는지."},
    {Msg::compareVerdictSealedNoName,
     "What was said cannot be read. What is left to see: who talks to whom, when, and how much.",
     "오간 말은 읽을 수 없습니다. 그래도 보이는 것: 누가 누구와 언제 얼마나 주고받았는지."},
    {Msg::compareVerdictEmpty, "Nothing was said.", "오간 말이 없습니다."},
    {Msg::compareMoreTurns, "%1 more %{1|request or response is|requests and responses are} not shown.",
     "요청과 응답 %1개는 더 보이지 않았습니다."},
    {Msg::compareNotWhole, "It is too long: only its beginning was read.", "너무 길어서 앞부분만 읽었습니다."},
    {Msg::compareNoPair,
     "%1 holds no exchange both over HTTP and over HTTPS. Any two conversations can be compared: "
     "pwire compare -r FILE A B, with the numbers of \"pwire flows\".",
     "%1에는 같은 내용을 HTTP와 HTTPS로 모두 주고받은 대화가 없습니다. 어떤 두 대화든 비교할 수 있습니다: pwire compare -r "
     "파일 A B (번호는 \"pwire flows\"에)."},
    {Msg::compareNoFlow, "There is no conversation %1. \"pwire flows\" lists them.",
     "대화 %1은(는) 없습니다. \"pwire flows\"로 볼 수 있습니다."},
    {Msg::compareTwoFlows, "Two conversations are compared: name both, or none.",
     "두 대화를 비교합니다. 둘 다 쓰거나 아무것도 쓰지 마세요."},
}};
static_assert(inOrder(kTable, kFirstCompareMessage));

}  // namespace

const MessagePart<kFirstCompareMessage, kFirstCaptureMessage> kCompareMessages = kTable;

}  // namespace pw
