#include "core/report/message_table.h"

#include "core/report/help_text.h"

namespace pw {

namespace {
// Placeholders of the file problems: %1 file, %2 number of the packet (or block) where the damage is, %3 byte
// offset, %4 and %5 the problem's numbers, %6 the system's or library's words.
constexpr MessagePart<Msg{}, kFirstFlowMessage> kTable{{
    {Msg::fileCannotOpen, "The file %1 cannot be opened: %6. Check its name and whether you may read it.",
     "%1 파일을 열 수 없습니다: %6. 이름과 읽기 권한을 확인하세요."},
    {Msg::fileCannotRead, "Reading %1 failed at byte %3: %6. Check the disk or the other end of the pipe.",
     "%1 파일의 %3바이트 위치에서 읽기가 실패했습니다: %6. 디스크나 파이프의 상대편을 확인하세요."},
    {Msg::fileIsDirectory, "%1 is a folder. Name a capture file in it.",
     "%1 은(는) 폴더입니다. 그 안의 캡처 파일을 지정하세요."},
    {Msg::fileEmpty, "The file %1 is empty. If it is still being written, open it again later.",
     "%1 파일이 비어 있습니다. 아직 기록 중이라면 나중에 다시 여세요."},
    {Msg::fileUnknownFormat,
     "The file %1 is not a capture that Plainwire knows. It reads pcap, pcapng and snoop, plain or packed "
     "with gzip, "
     "zstd or lz4.",
     "%1 파일은 Plainwire가 아는 캡처 형식이 아닙니다. pcap, pcapng, snoop과 이를 gzip, zstd, lz4로 압축한 "
     "파일을 "
     "읽습니다."},
    {Msg::fileUnsupportedVersion,
     "The file %1 has format version %4.%5, which Plainwire does not know. Convert it with the program that "
     "wrote it.",
     "%1 파일의 형식 버전 %4.%5은(는) Plainwire가 모르는 버전입니다. 파일을 만든 프로그램으로 변환하세요."},
    {Msg::fileUnsupportedLinkType, "The file %1 has link type %4, which Plainwire cannot read.",
     "%1 파일의 링크 종류 %4은(는) Plainwire가 읽을 수 없습니다."},
    {Msg::fileCutShort, "The file %1 ends in the middle of packet %2 (byte %3): %5 of %4 bytes are there.",
     "%1 파일이 패킷 %2의 중간(%3바이트 위치)에서 끝납니다: %4바이트 중 %5바이트만 있습니다."},
    {Msg::filePacketTooBig,
     "The file %1 is damaged at packet %2 (byte %3): it claims %4 bytes, more than any packet has.",
     "%1 파일이 패킷 %2(%3바이트 위치)에서 손상되었습니다: 길이가 %4바이트라고 되어 있는데 그렇게 큰 패킷은 "
     "없습니다."},
    {Msg::fileBadBlockLength,
     "The file %1 is damaged at byte %3: a block gives its length as %4 in front and %5 behind.",
     "%1 파일이 %3바이트 위치에서 손상되었습니다: 블록 길이가 앞에는 %4, 뒤에는 %5(으)로 되어 있습니다."},
    {Msg::fileBadBlock,
     "The file %1 is damaged at byte %3: a block of type %4 does not fit into its %5 bytes.",
     "%1 파일이 %3바이트 위치에서 손상되었습니다: 종류 %4 블록의 내용이 %5바이트에 들어가지 않습니다."},
    {Msg::fileBlockTooBig, "The file %1 is damaged at byte %3: a block claims %4 bytes.",
     "%1 파일이 %3바이트 위치에서 손상되었습니다: 블록 길이가 %4바이트라고 되어 있습니다."},
    {Msg::fileBadOption,
     "The file %1 is damaged at byte %3: option %4 claims %5 bytes and does not fit into its block.",
     "%1 파일이 %3바이트 위치에서 손상되었습니다: 옵션 %4의 길이 %5바이트가 블록에 들어가지 않습니다."},
    {Msg::fileBadInterface,
     "The file %1 is damaged at byte %3: packet %2 names interface %4, which was never described.",
     "%1 파일이 %3바이트 위치에서 손상되었습니다: 패킷 %2이(가) 설명되지 않은 인터페이스 %4을(를) "
     "가리킵니다."},
    {Msg::fileBadByteOrder,
     "The file %1 is damaged at byte %3: a section begins with the byte-order mark %4.",
     "%1 파일이 %3바이트 위치에서 손상되었습니다: 섹션의 바이트 순서 표시가 %4입니다."},
    {Msg::fileBadCompression, "The compressed file %1 is damaged behind byte %3 of its contents: %6.",
     "압축 파일 %1의 내용이 %3바이트 뒤에서 손상되었습니다: %6."},
    {Msg::fileBombSuspected,
     "The compressed file %1 unpacks to more than %4 bytes. Reading stopped to protect this machine; unpack "
     "it "
     "yourself if you trust it.",
     "압축 파일 %1을(를) 풀면 %4바이트가 넘습니다. 컴퓨터를 보호하려고 읽기를 멈췄습니다. 믿을 수 있는 "
     "파일이면 직접 "
     "압축을 푸세요."},
    {Msg::fileCannotKeep,
     "There is no room for a temporary copy of %1: %6. Free some space or set TMPDIR to another folder.",
     "%1의 임시 사본을 둘 자리가 없습니다: %6. 공간을 비우거나 TMPDIR을 다른 폴더로 정하세요."},
    {Msg::fileCannotWrite, "Writing %1 failed: %6. Check the free space and whether you may write there.",
     "%1 파일 쓰기가 실패했습니다: %6. 남은 공간과 쓰기 권한을 확인하세요."},
    {Msg::fileMixedLinkTypes,
     "%1 cannot be written as pcap: it holds link type %4, and packet %2 has %5. Write pcapng instead (-F "
     "pcapng).",
     "%1 을(를) pcap으로 쓸 수 없습니다: 링크 종류 %4 파일인데 패킷 %2은(는) %5입니다. pcapng로 쓰세요(-F "
     "pcapng)."},
    {Msg::fileTimeOutOfRange,
     "%1 cannot be written as pcap: the time of packet %2 lies outside 1970 to 2106. Write pcapng instead "
     "(-F pcapng).",
     "%1 을(를) pcap으로 쓸 수 없습니다: 패킷 %2의 시각이 1970년에서 2106년 사이가 아닙니다. pcapng로 쓰세요"
     "(-F pcapng)."},
    {Msg::keptPackets, "The %{1|packet|%1 packets} before it %{1|is|are} shown.",
     "그 앞의 패킷 %1개는 표시됩니다."},
    {Msg::keptNothing, "There is no packet before it.", "그 앞에는 패킷이 없습니다."},
    {Msg::adviceStillWritten, "If it is still being written, open it again later.",
     "아직 기록 중이라면 나중에 다시 여세요."},
    {Msg::adviceDamaged, "Get a fresh copy if you need the rest.", "나머지가 필요하면 파일을 다시 받으세요."},
    {Msg::stopCut, "The capture kept only %2 of %3 bytes, so %1 is not whole.",
     "캡처가 %3바이트 중 %2바이트만 남겨 %1이(가) 온전하지 않습니다."},
    {Msg::stopOverrun, "%1 wants %3 %{3|byte|bytes} at byte %2, only %4 %{4|is|are} left.",
     "%1이(가) %2바이트 위치에서 %3바이트를 요구하지만 %4바이트만 남아 있습니다."},
    {Msg::stopMalformed, "%1 has a value at byte %2 that the protocol forbids.",
     "%1의 %2바이트 위치에 프로토콜이 금지하는 값이 있습니다."},
    {Msg::stopNeedMore, "The rest of the %1 message is in later packets.",
     "%1 메시지의 나머지는 뒤의 패킷에 있습니다."},
    {Msg::unknownOption, "There is no option %1.", "%1 옵션은 없습니다."},
    {Msg::missingValue, "Option %1 needs a value.", "%1 옵션에는 값이 필요합니다."},
    {Msg::badValue, "Option %1 cannot be \"%2\"; it takes %3.",
     "%1 옵션은 \"%2\"일 수 없습니다. 쓸 수 있는 값: %3."},
    {Msg::tooManyArguments, "\"%1\" is not understood here. To read a file, write -r FILE.",
     "\"%1\"은(는) 여기서 이해할 수 없습니다. 파일을 읽으려면 -r 파일 이라고 쓰세요."},
    {Msg::nothingToRead,
     "Name the capture to read: pwire -r FILE, or -r - for standard input; or the interface: pwire -i NAME.",
     "읽을 캡처를 지정하세요: pwire -r 파일, 표준 입력은 -r - 입니다. 직접 캡처하려면: pwire -i 인터페이스."},
    {Msg::noSuchFields, "There are no fields called: %1. \"pwire -G fields\" lists all.",
     "이런 필드는 없습니다: %1. \"pwire -G fields\"로 모두 볼 수 있습니다."},
    {Msg::fieldsWithoutNames, "-T fields needs the fields to print, each with -e NAME.",
     "-T fields에는 출력할 필드를 -e 이름 으로 지정해야 합니다."},
    {Msg::namesWithoutFields, "-e needs one of -T fields, -T json or -T ek.",
     "-e는 -T fields, -T json, -T ek 중 하나와 함께 써야 합니다."},
    {Msg::notYetOption, "Option %1 is not part of this version yet.", "%1 옵션은 이 버전에 아직 없습니다."},
    {Msg::noPacketsRefused,
     "The capture has more packets than Plainwire can hold; %1 at its end were left out.",
     "캡처의 패킷이 Plainwire가 담을 수 있는 수보다 많아 끝의 %1개를 빠뜨렸습니다."},
    {Msg::flowsNotFollowed,
     "The capture has more TCP conversations than Plainwire follows; of the last %1 only ends, packets and bytes are "
     "known.",
     "캡처의 TCP 대화가 Plainwire가 따라갈 수 있는 수보다 많습니다. 마지막 %1개는 양 끝과 패킷 수, 바이트 수만 "
     "압니다."},
    {Msg::packetsWithoutFlow,
     "The capture has more conversations than Plainwire can hold; %1 %{1|packet|packets} at its end %{1|belongs|belong} "
     "to none.",
     "캡처의 대화가 Plainwire가 담을 수 있는 수보다 많아 끝의 패킷 %1개는 어느 대화에도 속하지 않습니다."},
    {Msg::cannotPrint, "The output cannot be written: %1.", "출력을 쓸 수 없습니다: %1."},
    {Msg::tryHelp, "\"pwire --help\" shows what can be asked.",
     "\"pwire --help\"로 사용법을 볼 수 있습니다."},
    {Msg::progressKnown, "%1 %, %2 %{2|packet|packets}", "%1 %, 패킷 %2개"},
    {Msg::progressUnknown, "%1 MiB, %2 %{2|packet|packets}", "%1 MiB, 패킷 %2개"},
    {Msg::interrupted, "Stopped after %1 %{1|packet|packets}.", "패킷 %1개까지 읽고 멈췄습니다."},
    {Msg::outOfMemory, "There is not enough memory for this capture.", "이 캡처를 담을 메모리가 부족합니다."},
    {Msg::badSetting,
     "-E %1 cannot be \"%2\". Known: bom=y|n, header=y|n, separator=/t|/s|CHARACTER, occurrence=f|l|a, "
     "aggregator=,|/s|CHARACTER, quote=d|s|n.",
     "-E %1은(는) \"%2\"일 수 없습니다. 쓸 수 있는 것: bom=y|n, header=y|n, separator=/t|/s|글자, "
     "occurrence=f|l|a, "
     "aggregator=,|/s|글자, quote=d|s|n."},
    {Msg::noSuchStream,
     "There is no %1 stream %2: the capture has %3 %1 %{3|conversation|conversations}, 0 to %4.",
     "%1 스트림 %2번은 없습니다. 이 캡처의 %1 대화는 %3개이며 번호는 0~%4입니다."},
    {Msg::noConversation, "The capture has no %1 conversation.", "이 캡처에는 %1 대화가 없습니다."},
    {Msg::help, kHelpEnglish, kHelpKorean},
    {Msg::version, "pwire (Plainwire) %1\nMIT licence. No warranty.",
     "pwire (Plainwire) %1\nMIT 라이선스. 보증하지 않습니다."},
}};
static_assert(inOrder(kTable, Msg{}));
}  // namespace

const MessagePart<Msg{}, kFirstFlowMessage> kGeneralMessages = kTable;

}  // namespace pw
