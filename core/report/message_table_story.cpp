// What is told of a conversation. "client" and "server" come as arguments: both Korean words end in a vowel, so that
// particles behind them never change.
#include "core/report/message_table.h"

namespace pw {

namespace {

constexpr MessagePart<kFirstStoryMessage, kFirstLeakMessage> kTable{{
    {Msg::storyHeading, "%1 stream %2, %3 and %4", "%1 스트림 %2, %3, %4"},
    {Msg::roleClient, "client", "클라이언트"},
    {Msg::roleServer, "server", "서버"},
    {Msg::storyOpenedThreeWay,
     "The client %1 opened a connection to the server %2 in %3: SYN, SYN/ACK, ACK.",
     "클라이언트 %1에서 서버 %2에 %3 만에 연결을 열었습니다: SYN, SYN/ACK, ACK."},
    {Msg::storyOpenedUntimed,
     "The client %1 opened a connection to the server %2: SYN, SYN/ACK, ACK.",
     "클라이언트 %1에서 서버 %2에 연결을 열었습니다: SYN, SYN/ACK, ACK."},
    {Msg::storyOpenedDataOnAck,
     "The client %1 opened a connection to the server %2 in %3: SYN, SYN/ACK, and an ACK that already carried %4 "
     "%{4|byte|bytes} of data.",
     "클라이언트 %1에서 서버 %2에 %3 만에 연결을 열었습니다: SYN, SYN/ACK, 그리고 데이터 %4바이트를 함께 실은 ACK."},
    {Msg::storyOpenedSimultaneous,
     "%1 and %2 each sent a SYN before the other's had come: a simultaneous open (RFC 9293 §3.5). The first of them "
     "is called the client here.",
     "%1, %2 양쪽이 상대의 SYN이 오기 전에 SYN을 보냈습니다: 동시 열기(RFC 9293 §3.5). 여기서는 앞의 것을 클라이언트라고 부릅니다."},
    {Msg::storyOpenedFastOpen,
     "The client %1 opened a connection to the server %2 by TCP Fast Open: the SYN carried %3 %{3|byte|bytes}, and "
     "the SYN/ACK acknowledged %{3|it|them}.",
     "클라이언트 %1에서 서버 %2에 TCP Fast Open으로 연결을 열었습니다: SYN에 실린 %3바이트를 SYN/ACK가 확인했습니다."},
    {Msg::storyOpenedFastOpenIgnored,
     "The client %1 tried TCP Fast Open with the server %2: the SYN carried %3 %{3|byte|bytes}, but the SYN/ACK did "
     "not acknowledge %{3|it|them}. The connection opened without.",
     "클라이언트 %1에서 서버 %2에 TCP Fast Open을 시도했지만 SYN에 실린 %3바이트를 SYN/ACK가 확인하지 않았습니다. 연결은 보통 방식으로 열렸습니다."},
    {Msg::storyOpenedFastOpenRequested,
     "The client %1 opened a connection to the server %2 in %3 (SYN, SYN/ACK, ACK) and asked for a Fast Open cookie "
     "for the next time.",
     "클라이언트 %1에서 서버 %2에 %3 만에 연결을 열고(SYN, SYN/ACK, ACK) 다음번에 쓸 Fast Open 쿠키를 요청했습니다."},
    {Msg::storyUnfinished,
     "The client %1 sent a SYN to the server %2, which answered SYN/ACK after %3; the ACK that would complete the "
     "opening was not captured.",
     "클라이언트 %1에서 서버 %2에 SYN을 보냈고 %3 뒤 SYN/ACK가 왔지만, 열기를 마치는 ACK는 캡처되지 않았습니다."},
    {Msg::storyRefused,
     "The client %1 asked the server %2 for a connection and was refused after %3 by a reset.",
     "클라이언트 %1에서 서버 %2에 연결을 요청했지만 %3 뒤 리셋으로 거부되었습니다."},
    {Msg::storyNoAnswer,
     "The client %1 asked the server %2 for a connection; no answer was captured.",
     "클라이언트 %1에서 서버 %2에 연결을 요청했지만 응답이 캡처되지 않았습니다."},
    {Msg::storyMidStream,
     "The beginning was not captured. %2 is taken for the server and %1 for the client, by their port numbers.",
     "시작이 캡처되지 않았습니다. 포트 번호를 보아 %2 쪽을 서버, %1 쪽을 클라이언트로 봅니다."},
    {Msg::storyAnswerFirst,
     "The server %2 answered the client %1 with SYN/ACK; the SYN before it was not captured.",
     "서버 %2에서 클라이언트 %1에 SYN/ACK로 답했습니다. 그 앞의 SYN은 캡처되지 않았습니다."},
    {Msg::storyPortsReused,
     "An earlier conversation used the same addresses and ports; this SYN began a new one.",
     "같은 주소와 포트를 쓴 이전 대화가 있으며, 이 SYN으로 새 대화가 시작되었습니다."},
    {Msg::storySynRetried,
     "The SYN was sent %{1|once more, after %2|%1 more times, first after %2} without an answer.",
     "응답이 없어 SYN을 %{1|%2 뒤 한 번|%1번} 더 보냈습니다%{1|.|(처음은 %2 뒤).}"},
    {Msg::storySynAckRetried,
     "The SYN/ACK was sent %{1|once more, after %2|%1 more times, first after %2}.",
     "SYN/ACK를 %{1|%2 뒤 한 번|%1번} 더 보냈습니다%{1|.|(처음은 %2 뒤).}"},
    {Msg::storyTapNearClient,
     "The capture was taken near the client: of the round trip of %1, %2 lie between SYN and SYN/ACK and only %3 "
     "between SYN/ACK and ACK.",
     "클라이언트 가까이에서 캡처했습니다: 왕복 시간 %1 중 SYN과 SYN/ACK 사이가 %2, SYN/ACK와 ACK 사이는 %3뿐입니다."},
    {Msg::storyTapNearServer,
     "The capture was taken near the server: of the round trip of %1, only %2 lie between SYN and SYN/ACK and %3 "
     "between SYN/ACK and ACK.",
     "서버 가까이에서 캡처했습니다: 왕복 시간 %1 중 SYN과 SYN/ACK 사이는 %2뿐이고 SYN/ACK와 ACK 사이가 %3입니다."},
    {Msg::storyTapBetween,
     "The capture was taken between the two ends: of the round trip of %1, %2 lie between SYN and SYN/ACK and %3 "
     "between SYN/ACK and ACK.",
     "두 끝 사이에서 캡처했습니다: 왕복 시간 %1 중 SYN과 SYN/ACK 사이가 %2, SYN/ACK와 ACK 사이가 %3입니다."},
    {Msg::storyEcnAsked,
     "The client asked for ECN (ECE and CWR on the SYN); no answer to that was captured.",
     "클라이언트가 ECN을 요청했지만(SYN에 ECE와 CWR) 그 답이 캡처되지 않았습니다."},
    {Msg::storyEcnNegotiated,
     "Both sides agreed on ECN: ECE and CWR on the SYN, ECE alone on the SYN/ACK (RFC 3168 §6.1.1).",
     "양쪽이 ECN에 합의했습니다: SYN에 ECE와 CWR, SYN/ACK에 ECE만(RFC 3168 §6.1.1)."},
    {Msg::storyEcnRefused,
     "The client asked for ECN and the server refused: neither ECE nor CWR on the SYN/ACK (RFC 3168 §6.1.1).",
     "클라이언트가 ECN을 요청했지만 서버가 거부했습니다: SYN/ACK에 ECE도 CWR도 없음(RFC 3168 §6.1.1)."},
    {Msg::storyEcnReflected,
     "The client asked for ECN; the SYN/ACK only repeats both flags, as faulty systems do, so ECN was not agreed on "
     "(RFC 3168 §6.1.1).",
     "클라이언트가 ECN을 요청했지만 SYN/ACK는 두 플래그를 그대로 되돌릴 뿐입니다. 잘못된 시스템의 동작이며 ECN은 합의되지 않았습니다(RFC 3168 §6.1.1)."},
    {Msg::storyEcnFallback,
     "The client asked for ECN at first, then sent a plain SYN after %1: it gave ECN up (RFC 3168 §6.1.1.1).",
     "클라이언트가 처음에는 ECN을 요청했다가 %1 뒤 요청 없는 SYN을 보내 ECN을 포기했습니다(RFC 3168 §6.1.1.1)."},
    {Msg::storyAccAsked,
     "The client asked for AccECN (AE, CWR and ECE on the SYN, RFC 9768); no answer to that was captured.",
     "클라이언트가 AccECN을 요청했지만(SYN에 AE, CWR, ECE, RFC 9768) 그 답이 캡처되지 않았습니다."},
    {Msg::storyAccNegotiated,
     "Both sides agreed on AccECN (RFC 9768): AE, CWR and ECE count marked packets from here on. The server saw the "
     "SYN arrive as %1.",
     "양쪽이 AccECN에 합의했습니다(RFC 9768): 이제 AE, CWR, ECE는 표시된 패킷의 수를 셉니다. 서버에 닿은 SYN은 %1 상태였습니다."},
    {Msg::storyAccDowngraded,
     "The client asked for AccECN and the server agreed to classic ECN only (RFC 9768 §3.1.2, RFC 3168).",
     "클라이언트가 AccECN을 요청했고 서버는 기존 ECN에만 동의했습니다(RFC 9768 §3.1.2, RFC 3168)."},
    {Msg::storyAccRefused,
     "The client asked for AccECN and the server agreed to no ECN at all (RFC 9768 §3.1.2).",
     "클라이언트가 AccECN을 요청했지만 서버는 어떤 ECN에도 동의하지 않았습니다(RFC 9768 §3.1.2)."},
    {Msg::storySent,
     "The client sent %1 %{1|byte|bytes} of data in %2 %{2|segment|segments}, the server %3 %{3|byte|bytes} in %4, "
     "within %5.",
     "%5 동안 클라이언트는 세그먼트 %2개로 데이터 %1바이트를, 서버는 세그먼트 %4개로 %3바이트를 보냈습니다."},
    {Msg::storySentOneWay,
     "The %1 sent %2 %{2|byte|bytes} of data in %3 %{3|segment|segments}, the %4 sent none, within %5.",
     "%5 동안 %1는 세그먼트 %3개로 데이터 %2바이트를 보냈고 %4는 보내지 않았습니다."},
    {Msg::storySeenOneWay,
     "The %1 sent %2 %{2|byte|bytes} of data in %3 %{3|segment|segments} within %5; no data of the %4 was captured.",
     "%5 동안 %1는 세그먼트 %3개로 데이터 %2바이트를 보냈고, %4의 데이터는 캡처되지 않았습니다."},
    {Msg::storySentNothing,
     "Neither side sent data in the %1 of this conversation.",
     "이 대화가 이어진 %1 동안 어느 쪽도 데이터를 보내지 않았습니다."},
    {Msg::storyBothWays,
     "%1 sent first to %2: %{3|one packet of %4 bytes|%3 packets of %4 bytes in all}, and %{5|one packet of %6 "
     "bytes|%5 packets of %6 bytes in all} came back, within %7.",
     "%1에서 먼저 %2에 보냈습니다. %7 동안 패킷 %3개(%4바이트)를 보내고 패킷 %5개(%6바이트)를 받았습니다."},
    {Msg::storyOneWay,
     "%1 sent %{3|one packet of %4 bytes|%3 packets of %4 bytes in all, within %5,} to %2; no answer was captured.",
     "%1에서 %2에 %{3|패킷 1개(%4바이트)를 보냈으며|%5 동안 패킷 %3개(%4바이트)를 보냈으며}, 답은 캡처되지 않았습니다."},
    {Msg::storyErrors,
     "%1 error %{1|message|messages} (ICMP) came about %{1|a packet|packets} of this conversation.",
     "이 대화의 패킷에 대한 오류 메시지(ICMP)가 %1개 왔습니다."},
    {Msg::storyFirstAnswer, "The first packet back came %1 after the first one.", "첫 패킷에서 %1 뒤 첫 답이 왔습니다."},
    {Msg::storyLossFast,
     "The %1 took %2 %{2|segment|segments} for lost and sent %{2|it|them} again at once, as duplicate ACKs asked "
     "(fast retransmission).",
     "%1가 세그먼트 %2개를 유실로 보고, 중복 ACK에 따라 바로 다시 보냈습니다(빠른 재전송)."},
    {Msg::storyLossTimeout,
     "The %1 took %2 %{2|segment|segments} for lost and sent %{2|it|them} again after a timeout; the longest wait "
     "was %3.",
     "%1가 세그먼트 %2개를 유실로 보고 타임아웃 뒤에 다시 보냈습니다. 가장 긴 기다림은 %3입니다."},
    {Msg::storyLossOther,
     "The %1 took %2 %{2|segment|segments} for lost and sent %{2|it|them} again, at most %3 later: neither right "
     "after duplicate ACKs nor after a timeout.",
     "%1가 세그먼트 %2개를 유실로 보고 길어야 %3 뒤에 다시 보냈습니다. 중복 ACK 직후도 타임아웃 뒤도 아닙니다."},
    {Msg::storyLossMixed,
     "The %1 took %2 segments for lost and sent them again: %3 at once, as duplicate ACKs asked (fast "
     "retransmission), %4 after a timeout, %5 otherwise.",
     "%1가 세그먼트 %2개를 유실로 보고 다시 보냈습니다: 중복 ACK에 따라 바로 %3개(빠른 재전송), 타임아웃 뒤 %4개, 그 밖에 %5개."},
    {Msg::storyLossMaybe,
     "Packets are missing from this capture: what looks lost was lost or not captured.",
     "이 캡처에는 빠진 패킷이 있습니다. 유실로 보이는 것은 유실되었거나 캡처되지 않은 것입니다."},
    {Msg::storySpurious,
     "The %1 sent %2 %{2|segment|segments} again although the %3 had already acknowledged %{2|it|them}: not needed.",
     "%3가 이미 확인한 세그먼트 %2개를 %1가 다시 보냈습니다. 필요 없는 재전송입니다."},
    {Msg::storyRefilled,
     "%2 %{2|segment|segments} of the %1 %{2|was|were} missing when later ones came, and came %{2|%3 after|up to %3 "
     "after}, a round trip or more: most likely lost before this capture point and sent again.",
     "%1의 세그먼트 %2개가 뒤의 것보다 늦게, 길게는 %3 뒤에 왔습니다. 왕복 시간 이상 늦었으므로 캡처 지점 앞에서 유실되어 "
     "다시 보낸 것으로 보입니다."},
    {Msg::storyOutOfOrder,
     "%2 %{2|segment|segments} of the %1 came out of order, too soon to be sent again after a loss: overtaken on the "
     "way.",
     "%1의 세그먼트 %2개가 순서가 바뀌어 왔습니다. 유실되어 다시 보낸 것이라기에는 너무 이르므로, 오는 길에 "
     "추월당했습니다."},
    {Msg::storyGaps,
     "%2 %{2|byte|bytes} of the %1 never came by, in %3 %{3|place|places}: lost, or not captured.",
     "%1의 데이터 %2바이트가 %3곳에서 끝내 보이지 않았습니다. 유실되었거나 캡처되지 않았습니다."},
    {Msg::storyGapsNotCaptured,
     "%2 %{2|byte|bytes} of the %1 never came by, in %3 %{3|place|places}; packets are missing from this capture, so "
     "they were lost or not captured.",
     "%1의 데이터 %2바이트가 %3곳에서 끝내 보이지 않았습니다. 이 캡처에는 빠진 패킷이 있어, 유실되었거나 캡처되지 않은 것입니다."},
    {Msg::storyAckUnseen,
     "The %1 acknowledged %2 %{2|byte|bytes} of the %3 that were not captured: this capture does not have all "
     "packets.",
     "%3의 데이터 중 캡처되지 않은 %2바이트를 %1가 확인했습니다. 이 캡처에는 빠진 패킷이 있습니다."},
    {Msg::storyZeroWindow,
     "The %1 had no room for more data %{2|once|%2 times} (window 0); the %3 had to wait %4 in all.",
     "%1가 데이터를 더 받을 자리가 없다고 %2번 알렸고(윈도 0), %3는 모두 %4 기다려야 했습니다."},
    {Msg::storyZeroWindowStays,
     "The %1 had no room for more data %{2|once|%2 times} (window 0), and still had none when last heard; the %3 had "
     "to wait %4 so far.",
     "%1가 데이터를 더 받을 자리가 없다고 %2번 알렸고(윈도 0) 마지막까지 자리가 나지 않았습니다. %3는 지금까지 %4 기다렸습니다."},
    {Msg::storyPause, "Nothing was sent for %1.", "%1 동안 아무것도 보내지 않았습니다."},
    {Msg::storyPauses, "Nothing was sent in %2 pauses, the longest of %1.", "아무것도 보내지 않은 때가 %2번 있었고, 가장 긴 것은 %1입니다."},
    {Msg::storyKeepAlive,
     "After %5 of silence the %1 asked whether the %3 was still there (keep-alive, %2 in all); %4 %{4|answer|answers} "
     "came.",
     "%5 동안 조용한 뒤 %1가 %3의 연결이 살아 있는지 물었고(연결 유지 확인, 모두 %2번), 답이 %4번 왔습니다."},
    {Msg::storyEcnLoop,
     "%3 %{3|packet|packets} of the %1 came marked by a busy router (CE); the %2 echoed that %7 later (ECE on %4 "
     "%{4|segment|segments}), and the %1 slowed down %8 after that (CWR).",
     "%1의 패킷 %3개에 혼잡한 라우터가 CE를 표시했습니다. %2가 %7 뒤 되알렸고(세그먼트 %4개에 ECE), 다시 %8 뒤 %1가 속도를 줄였습니다(CWR)."},
    {Msg::storyEcnLoops,
     "%3 packets of the %1 came marked by a busy router (CE), in %6 rounds; the %2 echoed that, first %7 later (ECE "
     "on %4 %{4|segment|segments}), and the %1 slowed down %5 %{5|time|times}, first %8 after that (CWR).",
     "%1의 패킷 %3개에 혼잡한 라우터가 %6차례에 걸쳐 CE를 표시했습니다. %2가 처음에는 %7 뒤 되알렸고(세그먼트 %4개에 ECE), %1는 %5번 속도를 줄였으며 처음에는 그로부터 %8 "
     "뒤였습니다(CWR)."},
    {Msg::storyEcnNotReduced,
     "%3 %{3|packet|packets} of the %1 came marked by a busy router (CE); the %2 echoed that %7 later (ECE on %4 "
     "%{4|segment|segments}); no CWR that answers it was captured.",
     "%1의 패킷 %3개에 혼잡한 라우터가 CE를 표시했습니다. %2가 %7 뒤 되알렸지만(세그먼트 %4개에 ECE), 이에 답하는 CWR는 캡처되지 않았습니다."},
    {Msg::storyEcnMarkEcho,
     "%3 %{3|packet|packets} of the %1 came marked by a busy router (CE), and %4 %{4|segment|segments} of the %2 "
     "echoed congestion (ECE); which mark they answer does not show. The %1 slowed down %5 %{5|time|times} (CWR).",
     "%1의 패킷 %3개에 혼잡한 라우터가 CE를 표시했고 %2의 세그먼트 %4개가 혼잡을 되알렸습니다(ECE). 어느 표시에 대한 것인지는 드러나지 않습니다. %1는 %5번 속도를 줄였습니다(CWR)."},
    {Msg::storyEcnMarkOnly,
     "%3 %{3|packet|packets} of the %1 came marked by a busy router (CE); no echo of that (ECE) was captured.",
     "%1의 패킷 %3개에 혼잡한 라우터가 CE를 표시했지만, 되알림(ECE)은 캡처되지 않았습니다."},
    {Msg::storyEcnEchoReduced,
     "%4 %{4|segment|segments} of the %2 echoed congestion (ECE), and the %1 slowed down %5 %{5|time|times} (CWR); "
     "the CE marks themselves do not show in this capture.",
     "%2의 세그먼트 %4개가 혼잡을 되알렸고(ECE) %1는 %5번 속도를 줄였습니다(CWR). CE 표시 자체는 이 캡처에 보이지 않습니다."},
    {Msg::storyEcnEchoOnly,
     "%4 %{4|segment|segments} of the %2 echoed congestion (ECE); neither the CE marks nor a CWR show in this "
     "capture.",
     "%2의 세그먼트 %4개가 혼잡을 되알렸습니다(ECE). CE 표시도 CWR도 이 캡처에 보이지 않습니다."},
    {Msg::storyEcnQuiet,
     "%1 %{1|packet|packets} could have been marked (ECT), and none was: no sign of congestion.",
     "표시할 수 있는(ECT) 패킷 %1개 중 표시된 것이 없습니다. 혼잡의 흔적이 없습니다."},
    {Msg::storyAccCounted,
     "%3 %{3|packet|packets} of the %1 came by with a CE mark, and the counter of the %2 (AE, CWR, ECE) went up by "
     "%4 (RFC 9768 §3.2.2).",
     "%1의 패킷 %3개가 CE 표시를 달고 지나갔고, %2의 카운터(AE, CWR, ECE)는 %4만큼 올라갔습니다(RFC 9768 §3.2.2)."},
    {Msg::storyCeUnknown,
     "%2 %{2|packet|packets} of the %1 came marked by a busy router (CE); what was agreed about ECN was not captured.",
     "%1의 패킷 %2개에 혼잡한 라우터가 CE를 표시했습니다. ECN 합의 내용은 캡처되지 않았습니다."},
    {Msg::storyBreachEct,
     "%2 %{2|packet|packets} of the %1 %{2|was|were} sent as ECN-capable although ECN was not agreed on: against RFC "
     "3168 §6.1.1.",
     "ECN을 합의하지 않았는데 %1의 패킷 %2개가 ECN 가능으로 표시되었습니다: RFC 3168 §6.1.1 위반."},
    {Msg::storyBreachFlags,
     "%2 %{2|segment|segments} of the %1 %{2|has|have} ECE or CWR although ECN was not agreed on: against RFC 3168 "
     "§6.1.1.",
     "ECN을 합의하지 않았는데 %1의 세그먼트 %2개에 ECE 또는 CWR가 있습니다: RFC 3168 §6.1.1 위반."},
    {Msg::storyBreachEceNotStopped,
     "%2 %{2|segment|segments} of the %1 still %{2|has|have} ECE although CWR had come and no packet was marked "
     "since: against RFC 3168 §6.1.3.",
     "CWR가 왔고 그 뒤 표시된 패킷이 없는데도 %1의 세그먼트 %2개에 ECE가 남아 있습니다: RFC 3168 §6.1.3 위반."},
    {Msg::storyExperiment,
     "%2 %{2|packet|packets} of the %1 %{2|is|are} ECN-capable where RFC 3168 forbids it and RFC 8311 §4.3 lets "
     "experiments: a SYN, an ACK without data, or a repeat.",
     "%1의 패킷 %2개가 RFC 3168은 금지하지만 RFC 8311 §4.3이 실험에 허용하는 곳에서 ECN 가능으로 표시되었습니다: SYN, 데이터 없는 ACK, 또는 재전송."},
    {Msg::storyClosedFour,
     "The %1 ended the conversation with four segments: its FIN, the ACK of the %2, the FIN of the %2, and the last "
     "ACK.",
     "%1가 먼저 대화를 끝냈습니다. 세그먼트 4개: %1의 FIN, %2의 ACK, %2의 FIN, 마지막 ACK."},
    {Msg::storyClosedThree,
     "The %1 ended the conversation with three segments: its FIN, FIN and ACK of the %2 in one, and the last ACK.",
     "%1가 먼저 대화를 끝냈습니다. 세그먼트 3개: %1의 FIN, FIN과 ACK를 겸한 %2의 세그먼트, 마지막 ACK."},
    {Msg::storyClosedSimultaneous,
     "The %1 and the %2 each sent FIN before the other's had come: a simultaneous close (RFC 9293 §3.6), through "
     "CLOSING.",
     "%1와 %2 양쪽이 상대의 FIN이 오기 전에 FIN을 보냈습니다: 동시 닫기(RFC 9293 §3.6), CLOSING 상태를 거침."},
    {Msg::storyHalfClose,
     "The %1 closed its direction first (half-close); the %2 went on for %4, sent %3 more %{3|byte|bytes}, and "
     "closed too.",
     "%1가 먼저 자기 방향을 닫았고(반닫힘), %2는 %4 동안 데이터 %3바이트를 더 보낸 뒤 닫았습니다."},
    {Msg::storyLastAckMissing,
     "The ACK of the %1 for the last FIN was not captured.",
     "마지막 FIN에 대한 %1의 ACK는 캡처되지 않았습니다."},
    {Msg::storyFinWithData,
     "The FIN of the %1 carried %{2|its last byte|its last %2 bytes} of data.",
     "%1의 FIN에는 마지막 데이터 %2바이트가 실려 있습니다."},
    {Msg::storyReset, "The %1 broke the conversation off with a reset.", "%1가 리셋으로 대화를 끊었습니다."},
    {Msg::storyResetAfterFin,
     "After the FIN of the %2, the %1 broke the conversation off with a reset.",
     "%2의 FIN 뒤에 %1가 리셋으로 대화를 끊었습니다."},
    {Msg::storyResetAfterClose, "A reset of the %1 came after both sides had closed.", "양쪽이 닫은 뒤 %1의 리셋이 왔습니다."},
    {Msg::storyEndOneSided,
     "The %1 closed its direction, and the %2 acknowledged that but had not closed when the capture ended, %3 after "
     "the last packet. Until it does, only the timers of the %1 in FIN-WAIT-2 end this.",
     "%1가 자기 방향을 닫았고 %2는 이를 확인했지만, 마지막 패킷에서 %3 뒤 캡처가 끝날 때까지 닫지 않았습니다. %2가 닫지 않으면 FIN-WAIT-2 상태인 %1의 타이머만이 끝낼 수 있습니다."},
    {Msg::storyEndFinUnanswered,
     "The %1 sent FIN; the capture ended %3 after the last packet without the ACK of the %2. The %1 would send it "
     "again and give up in the end (RFC 9293 §3.8.3).",
     "%1가 FIN을 보냈지만, 마지막 패킷에서 %3 뒤 캡처가 끝날 때까지 %2의 ACK가 없었습니다. %1는 다시 보내다가 결국 포기하게 됩니다(RFC 9293 §3.8.3)."},
    {Msg::storyEndOpen, "The capture ends here, and the conversation is still open.", "캡처가 여기서 끝나며 대화는 아직 열려 있습니다."},
    {Msg::storyEndIdle,
     "The conversation is still open when the capture ends, and idle for %1. Everything is acknowledged, so without "
     "keep-alives neither side would ever time out (RFC 9293 §3.8.4).",
     "캡처가 끝날 때 대화는 아직 열려 있고 %1 동안 조용했습니다. 모두 확인되었으므로 연결 유지 확인이 없으면 어느 쪽도 타임아웃되지 않습니다(RFC 9293 §3.8.4)."},
    {Msg::storyEndUnacknowledged,
     "The conversation is still open when the capture ends, and silent for %3, but %2 %{2|byte|bytes} of the %1 "
     "%{2|is|are} not acknowledged: the %1 would send again and give up in the end (RFC 9293 §3.8.3).",
     "캡처가 끝날 때 대화는 아직 열려 있고 %3 동안 조용했지만, %1의 %2바이트가 확인되지 않았습니다. %1는 다시 보내다가 결국 포기하게 됩니다(RFC 9293 §3.8.3)."},
    {Msg::storyNotFollowed,
     "The capture has more conversations than are followed; of this one only ends, packets and bytes are known.",
     "캡처의 대화가 따라갈 수 있는 수보다 많습니다. 이 대화는 양 끝과 패킷 수, 바이트 수만 압니다."},
    {Msg::storyNotWhole,
     "Only the first %1 packets of this conversation were looked at.",
     "이 대화의 처음 패킷 %1개만 살펴보았습니다."},
}};
static_assert(inOrder(kTable, kFirstStoryMessage));

}  // namespace

const MessagePart<kFirstStoryMessage, kFirstLeakMessage> kStoryMessages = kTable;

}  // namespace pw
