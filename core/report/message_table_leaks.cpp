// What an eavesdropper learns.
#include "core/report/message_table.h"

namespace pw {

namespace {

constexpr MessagePart<kFirstLeakMessage, kFirstCompareMessage> kTable{{
    {Msg::leakPassword, "Password", "비밀번호"},
    {Msg::leakHashedPassword, "Password, hashed or encrypted", "비밀번호(해시 또는 암호화)"},
    {Msg::leakCardNumber, "Card number", "카드 번호"},
    {Msg::leakCardCode, "Card code or date", "카드 보안 코드·유효 기간"},
    {Msg::leakToken, "Token", "토큰"},
    {Msg::leakCookie, "Cookie", "쿠키"},
    {Msg::leakUserName, "User name", "사용자 이름"},
    {Msg::leakMailAddress, "Mail address", "전자우편 주소"},
    {Msg::leakPhone, "Phone number", "전화번호"},
    {Msg::leakPersonal, "Personal data", "개인 정보"},
    {Msg::leakFormValue, "Value sent", "보낸 값"},
    {Msg::leakHost, "Site", "사이트"},
    {Msg::leakAddress, "Page", "페이지"},
    {Msg::leakReferer, "Page before", "이전 페이지"},
    {Msg::leakUserAgent, "Browser and system", "브라우저와 시스템"},
    {Msg::leakText, "Content", "내용"},
    {Msg::leakWhyHashed,
     "A script in the page hashed or encrypted it. It is a stolen secret all the same: who sends the same value again "
     "is taken for the person.",
     "페이지의 스크립트가 해시하거나 암호화했지만 그래도 도난된 비밀입니다. 같은 값을 다시 보내면 그 사람으로 통합니다."},
    {Msg::leakWhyJwt, "A JSON Web Token: what it says can be read as well.",
     "JSON 웹 토큰이라 담긴 내용도 읽을 수 있습니다."},
    {Msg::leakWhyNotSecure, "Without Secure: the browser sends it over plain HTTP, too.",
     "Secure가 없어 브라우저가 일반 HTTP로도 보냅니다."},
    {Msg::leakWhyNotHttpOnly, "Without HttpOnly: scripts in the page can read it.",
     "HttpOnly가 없어 페이지의 스크립트가 읽을 수 있습니다."},
    {Msg::leakWhyNoSameSite, "Without SameSite: other sites may have it sent.",
     "SameSite가 없어 다른 사이트에서 보내게 할 수 있습니다."},
    {Msg::leaksTitle, "What an eavesdropper learns from %1", "엿보는 사람이 알게 되는 것: %1"},
    {Msg::leaksReadable,
     "Anyone on the way can read %1 of %2 %{2|byte|bytes} of content (%3 %); %4 %{4|is|are} sealed, %5 "
     "%{5|belongs|belong} to protocols that are not known here.",
     "오가는 길의 누구나 내용 %2바이트 중 %1바이트(%3 %)를 읽을 수 있습니다. %4바이트는 암호화되었고, %5바이트는 "
     "여기서 알지 못하는 프로토콜입니다."},
    {Msg::leaksNoPayload, "No content was sent.", "오간 내용이 없습니다."},
    {Msg::leaksSecretCount,
     "%1 %{1|password|passwords} and %2 other %{2|secret|secrets} can be read, in %3 %{3|conversation|conversations}.",
     "비밀번호 %1개와 그 밖의 비밀 %2개를 읽을 수 있습니다(대화 %3개)."},
    {Msg::leaksNoSecrets, "No password or other secret was found in what can be read.",
     "읽을 수 있는 내용에서 비밀번호나 다른 비밀은 발견되지 않았습니다."},
    {Msg::leaksSealedCount, "%1 %{1|conversation is|conversations are} sealed.", "암호화된 대화는 %1개입니다."},
    {Msg::leaksMasked, "Secrets are masked; %1 shows them.", "비밀은 가려져 있습니다. %1 옵션으로 볼 수 있습니다."},
    {Msg::leaksShown, "Secrets are shown as they were sent.", "비밀을 보낸 그대로 표시합니다."},
    {Msg::leaksTooMany, "%1 further %{1|finding was|findings were} too many to keep.",
     "너무 많아 남기지 못한 항목이 %1개 더 있습니다."},
    {Msg::leaksUnreadable, "%1 %{1|packet|packets} could not be read again from the file; what %{1|it holds|they hold} "
                           "is not told here.",
     "패킷 %1개는 파일에서 다시 읽지 못해 그 내용은 여기에 없습니다."},
    {Msg::leaksCredentials, "User names and passwords", "사용자 이름과 비밀번호"},
    {Msg::leaksSecrets, "Secrets", "비밀"},
    {Msg::leaksPersonal, "About people", "사람에 관한 것"},
    {Msg::leaksContext, "What was done", "한 일"},
    {Msg::leaksSealed, "Sealed conversations: what still shows", "암호화된 대화: 그래도 보이는 것"},
    {Msg::leaksMeter, "What can be read", "읽을 수 있는 양"},
    {Msg::leakNoUser, "(no name seen)", "(이름 없음)"},
    {Msg::leakPlaceFrame, "packet %1, bytes %2–%3", "패킷 %1, %2~%3바이트"},
    {Msg::leakPlaceStream, "packet %1, bytes %2–%3 of what was put together",
     "패킷 %1, 이어 붙인 데이터의 %2~%3바이트"},
    {Msg::leakPlaceDecoded, "packet %1, bytes %2–%3 of what was unpacked", "패킷 %1, 풀어 낸 데이터의 %2~%3바이트"},
    {Msg::leakAgain, "%{1|once|%1 times} more, up to packet %2", "%1번 더, 패킷 %2까지"},
    {Msg::leakBytes, "%1 %{1|byte|bytes}", "%1바이트"},
    {Msg::leakMoreGroups, "%1 more; --json has all", "%1개 더 있음. 전체는 --json으로"},
    {Msg::sealedEnds, "%1 to %2", "%1, %2"},
    {Msg::sealedWhen, "Start and duration: %1, %2", "시작과 시간: %1, %2"},
    {Msg::sealedTraffic, "Client: %1 %{1|packet|packets}, %2 %{2|byte|bytes}; server: %3 %{3|packet|packets}, %4 "
                         "%{4|byte|bytes}",
     "클라이언트: 패킷 %1개, %2바이트. 서버: 패킷 %3개, %4바이트"},
    {Msg::sealedServerName, "Server name (SNI)", "서버 이름(SNI)"},
    {Msg::sealedDnsName, "Name looked up (DNS)", "조회한 이름(DNS)"},
    {Msg::sealedAlpnOffered, "Protocols offered (ALPN)", "제안한 프로토콜(ALPN)"},
    {Msg::sealedAlpnChosen, "Protocol chosen (ALPN)", "선택된 프로토콜(ALPN)"},
    {Msg::sealedVersion, "Version", "버전"},
    {Msg::sealedCipher, "Cipher suite", "암호 스위트"},
    {Msg::sealedCertificate, "Certificate for", "인증서 이름"},
    {Msg::sealedRecords, "%1 sealed %{1|record|records}, %2 %{2|byte|bytes}, %3 of them content",
     "암호화된 레코드 %1개, %2바이트, 그중 내용 %3바이트"},
    {Msg::sealedRecordsUnknown, "%1 sealed %{1|record|records}, %2 %{2|byte|bytes}", "암호화된 레코드 %1개, %2바이트"},
    {Msg::sealedRecord, "packet %1, %5, from the %2: %3 sealed %{3|byte|bytes} with %4 %{4|byte|bytes} inside",
     "패킷 %1, %5, %2: 암호화된 %3바이트, 안의 내용 %4바이트"},
    {Msg::sealedRecordAbout, "packet %1, %5, from the %2: %3 sealed %{3|byte|bytes} with %4 to %6 bytes inside",
     "패킷 %1, %5, %2: 암호화된 %3바이트, 안의 내용 %4~%6바이트"},
    {Msg::sealedRecordUnknown, "packet %1, %5, from the %2: %3 sealed %{3|byte|bytes}",
     "패킷 %1, %5, %2: 암호화된 %3바이트"},
    {Msg::sealedOpeningRecord,
     "packet %1, %5, from the %2: %3 sealed %{3|byte|bytes} without content (handshake, alert)",
     "패킷 %1, %5, %2: 내용이 아닌 암호화된 %3바이트(핸드셰이크, 경고)"},
    {Msg::sealedMoreRecords, "%1 more %{1|record|records}", "레코드 %1개 더 있음"},
    {Msg::sealedMoreFlows, "%1 more %{1|conversation|conversations}; --json has all", "대화 %1개 더 있음. 전체는 --json으로"},
}};
static_assert(inOrder(kTable, kFirstLeakMessage));

}  // namespace

const MessagePart<kFirstLeakMessage, kFirstCompareMessage> kLeakMessages = kTable;

}  // namespace pw
