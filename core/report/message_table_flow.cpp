// Names of what conversations do, and the reasons for it.
#include "core/report/message_table.h"

namespace pw {

namespace {

constexpr MessagePart<kFirstFlowMessage, kFirstStoryMessage> kTable{{
    {Msg::openingMidStream, "beginning not captured", "시작이 캡처되지 않음"},
    {Msg::openingNoAnswer, "no answer", "응답 없음"},
    {Msg::openingRefused, "refused", "거부됨"},
    {Msg::openingUnfinished, "unfinished handshake", "핸드셰이크 미완료"},
    {Msg::openingThreeWay, "3-way handshake", "3방향 핸드셰이크"},
    {Msg::openingDataOnAck, "3-way handshake, data on the ACK", "3방향 핸드셰이크, ACK에 데이터"},
    {Msg::openingSimultaneous, "simultaneous open", "동시 열기"},
    {Msg::openingFastOpen, "Fast Open", "Fast Open"},
    {Msg::openingFastOpenIgnored, "Fast Open, data not taken", "Fast Open, 데이터 무시됨"},
    {Msg::openingFastOpenRequested, "3-way handshake, Fast Open cookie asked for",
     "3방향 핸드셰이크, Fast Open 쿠키 요청"},
    {Msg::openingAnswerFirst, "SYN not captured", "SYN이 캡처되지 않음"},
    {Msg::closingOpen, "still open", "열려 있음"},
    {Msg::closingOneSided, "one FIN only", "한쪽 FIN만"},
    {Msg::closingFourSegments, "4 segments", "세그먼트 4개"},
    {Msg::closingThreeSegments, "3 segments", "세그먼트 3개"},
    {Msg::closingHalfClose, "half-close", "반닫힘"},
    {Msg::closingSimultaneous, "simultaneous close", "동시 닫기"},
    {Msg::closingReset, "reset", "리셋"},
    {Msg::closingResetAfterFin, "reset after FIN", "FIN 뒤 리셋"},
    {Msg::ecnUnknown, "not known", "알 수 없음"},
    {Msg::ecnNotAsked, "not asked", "요청 없음"},
    {Msg::ecnAsked, "asked, no answer", "요청, 응답 없음"},
    {Msg::ecnNegotiated, "negotiated", "합의됨"},
    {Msg::ecnRefused, "refused", "거부됨"},
    {Msg::ecnReflected, "reflected: not negotiated", "반사됨: 합의 아님"},
    {Msg::ecnFallback, "given up (plain SYN)", "포기(일반 SYN)"},
    {Msg::ecnAccAsked, "AccECN asked, no answer", "AccECN 요청, 응답 없음"},
    {Msg::ecnAccNegotiated, "AccECN negotiated", "AccECN 합의됨"},
    {Msg::ecnAccDowngraded, "AccECN asked, ECN agreed", "AccECN 요청, ECN 합의"},
    {Msg::ecnAccRefused, "AccECN refused", "AccECN 거부됨"},
    {Msg::stateUnknown, "unknown", "알 수 없음"},
    {Msg::stateClosed, "CLOSED", "CLOSED"},
    {Msg::stateListen, "LISTEN", "LISTEN"},
    {Msg::stateSynSent, "SYN-SENT", "SYN-SENT"},
    {Msg::stateSynReceived, "SYN-RECEIVED", "SYN-RECEIVED"},
    {Msg::stateEstablished, "ESTABLISHED", "ESTABLISHED"},
    {Msg::stateFinWait1, "FIN-WAIT-1", "FIN-WAIT-1"},
    {Msg::stateFinWait2, "FIN-WAIT-2", "FIN-WAIT-2"},
    {Msg::stateCloseWait, "CLOSE-WAIT", "CLOSE-WAIT"},
    {Msg::stateClosing, "CLOSING", "CLOSING"},
    {Msg::stateLastAck, "LAST-ACK", "LAST-ACK"},
    {Msg::stateTimeWait, "TIME-WAIT", "TIME-WAIT"},
    {Msg::markRetransmission, "Retransmission", "재전송"},
    {Msg::markFastRetransmission, "Fast retransmission", "빠른 재전송"},
    {Msg::markSpuriousRetransmission, "Spurious retransmission", "불필요한 재전송"},
    {Msg::markOutOfOrder, "Out of order", "순서 뒤바뀜"},
    {Msg::markReusedPorts, "Ports used again", "포트 재사용"},
    {Msg::markLostSegment, "Gap before this segment", "앞 세그먼트 빠짐"},
    {Msg::markAckLostSegment, "ACK of bytes not captured", "캡처되지 않은 바이트의 ACK"},
    {Msg::markWindowUpdate, "Window update", "윈도 갱신"},
    {Msg::markWindowFull, "Window full", "윈도 가득 참"},
    {Msg::markKeepAlive, "Keep-alive", "연결 유지 확인"},
    {Msg::markKeepAliveAck, "ACK of a keep-alive", "연결 유지 확인의 ACK"},
    {Msg::markZeroWindow, "Zero window", "윈도 0"},
    {Msg::markZeroWindowProbe, "Zero window probe", "윈도 0 탐색"},
    {Msg::markZeroWindowProbeAck, "ACK of a zero window probe", "윈도 0 탐색의 ACK"},
    {Msg::markDuplicateAck, "Duplicate ACK", "중복 ACK"},
    {Msg::markTfoSyn, "Fast Open: data on the SYN", "Fast Open: SYN에 데이터"},
    {Msg::markTfoAck, "Fast Open: data taken", "Fast Open: 데이터 수락"},
    {Msg::markTfoIgnored, "Fast Open: data not taken", "Fast Open: 데이터 무시"},
    {Msg::markOpenRetry, "Opening retried", "열기 재시도"},
    {Msg::markRefusal, "Connection refused", "연결 거부"},
    {Msg::markEcnEcho, "Congestion echoed (ECE)", "혼잡 되알림(ECE)"},
    {Msg::markEcnReduced, "Sender slows down (CWR)", "송신 측 감속(CWR)"},
    {Msg::markChangedData, "Sent again with other bytes", "다른 내용으로 재전송"},
    {Msg::markEcnBreach, "ECN used against the rules", "ECN 규칙 위반"},
    {Msg::severityChat, "chat", "흐름"},
    {Msg::severityNote, "note", "참고"},
    {Msg::severityWarning, "warning", "경고"},
    {Msg::severityError, "error", "오류"},

    {Msg::whyRetransmission,
     "Sequence number %1 is below the next expected %2: bytes sent %3 earlier are sent again (RFC 9293 §3.8.1).",
     "순서 번호 %1은(는) 다음 차례인 %2보다 앞입니다. %3 전에 보낸 바이트를 다시 보냅니다(RFC 9293 §3.8.1)."},
    {Msg::whyFastRetransmission,
     "Sequence number %1 is below the next expected %2; %3 duplicate %{3|ACK|ACKs} stood; %4 after the last, under "
     "20 ms (RFC 5681 §3.2).",
     "순서 번호 %1은(는) 다음 차례인 %2보다 앞입니다. 중복 ACK가 %3개 있었고, 마지막 중복 ACK에서 %4 뒤로 20 ms "
     "안입니다(RFC 5681 §3.2)."},
    {Msg::whySpuriousRetransmission,
     "These bytes end at %1, and the other side had already acknowledged everything up to %2: it has them (RFC 9293 "
     "§3.4).",
     "이 바이트는 %1에서 끝나는데 상대가 이미 %2까지 모두 확인했습니다. 상대에게 있는 데이터입니다(RFC 9293 §3.4)."},
    {Msg::whyOutOfOrder,
     "Sequence number %1 is below the next expected %2, but the highest byte was seen only %3 before, less than the "
     "initial round-trip time of %4: too soon for a repeat. It was overtaken on the way, or its first copy was lost "
     "before this capture.",
     "순서 번호 %1은(는) 다음 차례인 %2보다 앞이지만, 가장 높은 바이트를 본 지 %3밖에 지나지 않았습니다. 처음 왕복 "
     "시간 %4보다 짧아 다시 보낸 것으로 보기에는 너무 이릅니다. 오는 길에 추월당했거나, 첫 사본이 캡처 지점 앞에서 "
     "유실되었습니다."},
    {Msg::whyReusedPorts,
     "A SYN with the first sequence number %1, which no SYN of the conversation before on these ports had, %2 after "
     "its SYN: a new conversation (RFC 9293 §3.6.1).",
     "첫 순서 번호 %1인 SYN은 같은 포트의 이전 대화에 없던 것이며 그 SYN에서 %2 뒤에 왔습니다. 새 대화입니다(RFC 9293 "
     "§3.6.1)."},
    {Msg::whyLostSegment,
     "Sequence number %1 is above the next expected %2: %3 %{3|byte|bytes} before it %{3|is|are} lost or still on "
     "the way (RFC 9293 §3.4).",
     "순서 번호 %1은(는) 다음 차례인 %2보다 뒤입니다. 그 앞의 %3바이트가 유실되었거나 아직 오는 중입니다(RFC 9293 "
     "§3.4)."},
    {Msg::whyAckLostSegment,
     "ACK %1 is beyond %2, the end of what was seen: the other side received %3 %{3|byte|bytes} that %{3|was|were} "
     "not captured (RFC 9293 §3.4).",
     "ACK %1은(는) 지금까지 보인 끝 %2보다 뒤입니다. 상대는 캡처되지 않은 %3바이트를 받았습니다(RFC 9293 §3.4)."},
    {Msg::whyWindowUpdate,
     "The same numbers as in the segment before, without data; only the window changed, from %1 to %2 bytes (RFC 9293 "
     "§3.8.6).",
     "앞 세그먼트와 번호가 같고 데이터가 없으며, 윈도만 %1바이트에서 %2바이트로 바뀌었습니다(RFC 9293 §3.8.6)."},
    {Msg::whyWindowFull,
     "It ends at %1, the edge of the other side's window: nothing more may be sent until an ACK moves that edge (RFC "
     "9293 §3.8.6).",
     "상대의 윈도 경계인 %1에서 끝납니다. ACK가 경계를 옮길 때까지 더 보낼 수 없습니다(RFC 9293 §3.8.6)."},
    {Msg::whyKeepAlive,
     "Sequence number %1 is one below the next expected %2, with at most one byte, %3 after this side's segment "
     "before: it asks only whether the other side is still there (RFC 9293 §3.8.4).",
     "순서 번호 %1은(는) 다음 차례인 %2보다 하나 앞이고 데이터는 많아야 1바이트이며, 이쪽의 앞 세그먼트에서 %3 뒤에 "
     "왔습니다. 상대가 아직 있는지만 묻습니다(RFC 9293 §3.8.4)."},
    {Msg::whyKeepAliveAck, "It acknowledges %1 once more, right after a keep-alive (RFC 9293 §3.8.4).",
     "연결 유지 확인 바로 뒤에 %1을(를) 한 번 더 확인합니다(RFC 9293 §3.8.4)."},
    {Msg::whyZeroWindow,
     "The window is 0: this side has no room for bytes behind %1 (RFC 9293 §3.8.6).",
     "윈도가 0입니다. 이쪽은 %1 뒤의 바이트를 받을 자리가 없습니다(RFC 9293 §3.8.6)."},
    {Msg::whyZeroWindowProbe,
     "One byte at %1 while the other side's window is 0, %2 after that was said: it asks whether there is room again "
     "(RFC 9293 §3.8.6.1).",
     "상대의 윈도가 0이라고 한 지 %2 뒤에 %1 위치의 1바이트를 보냅니다. 자리가 생겼는지 묻습니다(RFC 9293 §3.8.6.1)."},
    {Msg::whyZeroWindowProbeAck,
     "It acknowledges %1 right after a zero window probe, and its window is still 0 (RFC 9293 §3.8.6.1).",
     "윈도 0 탐색 바로 뒤에 %1을(를) 확인하며, 윈도는 아직 0입니다(RFC 9293 §3.8.6.1)."},
    {Msg::whyDuplicateAck,
     "ACK %1 once more (number %2), with the same window and without data: a later segment arrived there while the one "
     "at %1 was missing (RFC 5681 §2).",
     "윈도가 같고 데이터가 없는 ACK %1이(가) 또 왔습니다(%2번째). %1 위치의 세그먼트가 빠진 채 뒤의 세그먼트가 상대에 "
     "닿았습니다(RFC 5681 §2)."},
    {Msg::whyTfoSyn, "The SYN carries a Fast Open cookie and %1 %{1|byte|bytes} of data (RFC 7413 §4.2).",
     "SYN에 Fast Open 쿠키와 데이터 %1바이트가 실려 있습니다(RFC 7413 §4.2)."},
    {Msg::whyTfoAck,
     "The SYN/ACK acknowledges the %1 %{1|byte|bytes} on the SYN as well (TCP Fast Open, RFC 7413 §4.2).",
     "SYN/ACK가 SYN에 실린 %1바이트까지 확인합니다(TCP Fast Open, RFC 7413 §4.2)."},
    {Msg::whyTfoIgnored,
     "The SYN/ACK acknowledges the SYN, but not the %1 %{1|byte|bytes} on it: they must be sent again (RFC 7413 §4.2).",
     "SYN/ACK가 SYN만 확인하고 실린 %1바이트는 확인하지 않습니다. 다시 보내야 합니다(RFC 7413 §4.2)."},
    {Msg::whyOpenRetry,
     "The first sequence number %1 once more, %2 after it was last sent: no answer had come back in time (RFC 9293 "
     "§3.8.3).",
     "첫 순서 번호 %1을(를) 보낸 지 %2 뒤에 다시 보냅니다. 제때 응답이 돌아오지 않았습니다(RFC 9293 §3.8.3)."},
    {Msg::whyRefusal,
     "A reset answers the SYN: no connection is taken on this port (RFC 9293 §3.5.2).",
     "SYN에 리셋으로 답합니다. 이 포트는 연결을 받지 않습니다(RFC 9293 §3.5.2)."},
    {Msg::whyEcnEcho,
     "ECE number %1 since the CE mark %2 before: the receiver repeats it on every ACK until CWR comes (RFC 3168 "
     "§6.1.3).",
     "CE 표시가 붙은 패킷이 온 지 %2 뒤, 그 뒤로 %1번째 ECE입니다. CWR가 올 때까지 모든 ACK에 되풀이합니다(RFC 3168 "
     "§6.1.3)."},
    {Msg::whyEcnReduced,
     "CWR: this side says that it sends less now, %1 after the first ECE (%2 %{2|ECE|ECEs} until then; RFC 3168 "
     "§6.1.2).",
     "CWR: 첫 ECE에서 %1 뒤, 이쪽이 송신을 줄였다고 알립니다(그때까지 ECE %2개, RFC 3168 §6.1.2)."},
    {Msg::whyChangedData,
     "These bytes were sent before, and are other ones now. A receiver should keep those that came first (RFC 9293 "
     "§3.10.7.4), but not all do. Rare by accident, and a known way to hide something from whoever looks on.",
     "전에 보낸 바이트를 이번에는 다른 내용으로 다시 보냈습니다. 수신 측은 먼저 온 것을 택해야 하지만(RFC 9293 §3.10.7.4) "
     "모두 그렇지는 않습니다. 우연히 생기는 일은 드물고, 지켜보는 쪽을 속이는 방법으로 알려져 있습니다."},
    {Msg::whyEctNotNegotiated,
     "The IP header says %1, although ECN was not agreed on (RFC 3168 §6.1.1).",
     "ECN을 합의하지 않았는데 IP 헤더가 %1입니다(RFC 3168 §6.1.1)."},
    {Msg::whyEctOnSyn,
     "%1 on a SYN or SYN/ACK: RFC 3168 §6.1.1 forbids it, RFC 8311 §4.3 lets experiments do it.",
     "SYN 또는 SYN/ACK에 %1 표시: RFC 3168 §6.1.1은 금지하지만 RFC 8311 §4.3은 실험에 허용합니다."},
    {Msg::whyEctOnPureAck,
     "%1 on an ACK without data: RFC 3168 §6.1.4 forbids it, RFC 8311 §4.3 lets experiments do it.",
     "데이터 없는 ACK에 %1 표시: RFC 3168 §6.1.4는 금지하지만 RFC 8311 §4.3은 실험에 허용합니다."},
    {Msg::whyEctOnRepeat,
     "%1 on a segment that is sent again: RFC 3168 §6.1.5 forbids it, RFC 8311 §4.3 lets experiments do it.",
     "다시 보내는 세그먼트에 %1 표시: RFC 3168 §6.1.5는 금지하지만 RFC 8311 §4.3은 실험에 허용합니다."},
    {Msg::whyEceWithoutSetup, "ECE is set, although ECN was not agreed on (RFC 3168 §6.1.1).",
     "ECN을 합의하지 않았는데 ECE가 켜져 있습니다(RFC 3168 §6.1.1)."},
    {Msg::whyCwrWithoutSetup, "CWR is set, although ECN was not agreed on (RFC 3168 §6.1.1).",
     "ECN을 합의하지 않았는데 CWR가 켜져 있습니다(RFC 3168 §6.1.1)."},
    {Msg::whyEceNotStopped,
     "ECE is still set, although CWR had come and no packet was marked CE since (RFC 3168 §6.1.3).",
     "CWR가 왔고 그 뒤 CE 표시가 없었는데도 ECE가 켜져 있습니다(RFC 3168 §6.1.3)."},

    {Msg::whyRetransmissionUntimed,
     "Sequence number %1 is below the next expected %2: bytes that were sent before are sent again (RFC 9293 §3.8.1).",
     "순서 번호 %1은(는) 다음 차례인 %2보다 앞입니다. 이미 보낸 바이트를 다시 보냅니다(RFC 9293 §3.8.1)."},
    {Msg::whyOutOfOrderAssumed,
     "Sequence number %1 is below the next expected %2, but the highest byte was seen only %3 before, less than %4 (no "
     "round-trip time was measured): too soon for a repeat. It was overtaken on the way, or its first copy was lost "
     "before this capture.",
     "순서 번호 %1은(는) 다음 차례인 %2보다 앞이지만, 가장 높은 바이트를 본 지 %3밖에 지나지 않았습니다. %4보다 짧아"
     "(왕복 시간은 측정되지 않음) 다시 보낸 것으로 보기에는 너무 이릅니다. 오는 길에 추월당했거나, 첫 사본이 캡처 지점 "
     "앞에서 유실되었습니다."},
    {Msg::whyReusedPortsUntimed,
     "A SYN or SYN/ACK with the first sequence number %1, which none before on these ports had: another conversation "
     "(RFC 9293 §3.6.1).",
     "첫 순서 번호 %1은(는) 같은 포트의 이전 SYN, SYN/ACK에 없던 것입니다. 다른 대화입니다(RFC 9293 §3.6.1)."},
    {Msg::whyLostOrNotCaptured,
     "Sequence number %1 is above the next expected %2: %3 %{3|byte|bytes} before it %{3|is|are} lost or not captured, "
     "or still on the way (RFC 9293 §3.4).",
     "순서 번호 %1은(는) 다음 차례인 %2보다 뒤입니다. 그 앞의 %3바이트가 유실되었거나 캡처되지 않았거나 아직 오는 "
     "중입니다(RFC 9293 §3.4)."},
    {Msg::whyOpenRetryUntimed,
     "The first sequence number %1 once more: no answer had come back in time (RFC 9293 §3.8.3).",
     "첫 순서 번호 %1을(를) 다시 보냅니다. 제때 응답이 돌아오지 않았습니다(RFC 9293 §3.8.3)."},
    {Msg::whyEcnEchoAlone,
     "ECE tells the sender that one of its packets was marked CE; the mark was not seen in this capture (RFC 3168 "
     "§6.1.3).",
     "ECE는 송신 측의 패킷에 CE 표시가 붙었음을 알립니다. 그 표시는 이 캡처에 보이지 않습니다(RFC 3168 §6.1.3)."},
    {Msg::whyEcnReducedAlone,
     "CWR: this side says that it sends less now; the ECE that it answers was not seen (RFC 3168 §6.1.2).",
     "CWR: 이쪽이 송신을 줄였다고 알립니다. 그 까닭인 ECE는 보이지 않았습니다(RFC 3168 §6.1.2)."},
    {Msg::whyMaybeNotCaptured, "What is missing was lost or not captured.",
     "빠진 것은 유실되었거나 캡처되지 않은 것입니다."},
    {Msg::spanNs, "%1 ns", "%1 ns"},
    {Msg::spanUs, "%1 µs", "%1 µs"},
    {Msg::spanMs, "%1 ms", "%1 ms"},
    {Msg::spanSeconds, "%1 s", "%1초"},
    {Msg::spanMinutes, "%1 min %2 s", "%1분 %2초"},
    {Msg::spanHours, "%1 h %2 min", "%1시간 %2분"},
    {Msg::spanDays, "%1 d %2 h", "%1일 %2시간"},
    {Msg::flowsTransport, "Type", "종류"},
    {Msg::flowsStream, "Stream", "스트림"},
    {Msg::flowsClient, "Client", "클라이언트"},
    {Msg::flowsServer, "Server", "서버"},
    {Msg::flowsPackets, "Packets", "패킷"},
    {Msg::flowsPacketsBack, "Back", "받은 수"},
    {Msg::flowsBytes, "Bytes", "바이트"},
    {Msg::flowsBytesBack, "Back", "받은 양"},
    {Msg::flowsDuration, "Duration", "지속"},
    {Msg::flowsRtt, "RTT", "RTT"},
    {Msg::flowsRepeats, "Repeats", "재전송"},
    {Msg::flowsOpening, "Opening", "열림"},
    {Msg::flowsClosing, "Closing", "닫힘"},
    {Msg::flowsEcn, "ECN", "ECN"},
}};
static_assert(inOrder(kTable, kFirstFlowMessage));

}  // namespace

const MessagePart<kFirstFlowMessage, kFirstStoryMessage> kFlowMessages = kTable;

}  // namespace pw
