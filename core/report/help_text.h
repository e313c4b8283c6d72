// What `pwire --help` prints.
#pragma once
#include <string_view>

namespace pw {

inline constexpr std::string_view kHelpEnglish =
    R"(pwire %1: prints what is in a capture. Options are tshark's.

  pwire -r FILE              one line a packet
  pwire -r FILE -V           every field of every packet
  pwire info FILE...         what the file itself says: packets, sizes, times
  pwire protocols FILE       packets and bytes of each protocol
  pwire flows -r FILE        one line a conversation
  pwire story -r FILE        each conversation told in a few sentences
  pwire leaks -r FILE        what an eavesdropper learns, and what is sealed
  pwire compare -r FILE A B  two conversations side by side, by the numbers of "pwire flows"; without
                             A and B the same exchange over HTTP and HTTPS, if the capture holds one
  pwire filter --explain F   what the display filter F means and how it is answered

Reading
  -r FILE         the capture (pcap, pcapng, snoop; gzip, zstd, lz4); - is standard input
  -c N            only the first N packets
  -Y FILTER       only packets that pass this display filter (docs/display-filters.md)
Capturing
  -i INTERFACE    a name, or a number of -D; repeat for more      -D   list the interfaces
  -f FILTER       capture filter (BPF)       -s N   bytes kept of a packet     -B N   kernel's buffer in MiB
  -p              not promiscuous    -I      monitor mode    -y TYPE   link type    -L   list the link types
  -c N            stop after N packets
  -a WHEN         stop: duration:SECONDS, filesize:KB, packets:N, files:N
  -b WHEN         begin another file of -w: duration:SECONDS, filesize:KB, packets:N; files:N keeps the last N
  --private-namespace   capture in a network of your own, without any permission
Printing
  -V              all details        -O NAME,...  details of these protocols only
  -x              bytes in hex       -P           the line too, with -V, -x or -w
  -T FORM         text, fields, json, ek or tabs
  -e NAME         a field to print with -T fields, json or ek; repeat for more
  -E NAME=VALUE   header, separator, quote, occurrence, aggregator, bom (with -T fields)
  -t STYLE        times: r, d, dd, a, ad, adoy, e, u, ud, udoy
  -u s|hms        spans of time in seconds, or in hours, minutes and seconds
  -S TEXT         a line behind each packet of -V or -x
  -l              hand over each packet at once
  -q, -Q          print no packets; -Q says nothing but errors
  -n, -N LETTERS  addresses are always numbers: taken and without effect
Writing
  -w FILE         the packets as a capture, comments kept; - is standard output
  -F FORM         pcapng (default), pcap or nsecpcap
Lists
  -G LIST         fields, protocols or values
  -z TABLE        behind the packets: io,phs (as "pwire protocols"), conv,tcp, conv,udp, or
                  follow,{tcp|udp|http|tls},{ascii|hex|raw|utf-8|yaml},STREAM[,FROM[-TO]]
  --export-objects http,DIR  saves the files that HTTP carried
Other
  --json          for info, protocols, flows, story, leaks and compare: JSON
  --html          for leaks and compare: a page to hand out
  --show-secrets  for leaks and compare: passwords, tokens and cookies as they were sent, not masked
  --csv           for flows: comma-separated
  --stream N      for story: only tcp.stream N; with --udp only udp.stream N
  --udp           for flows and story: only UDP; for compare: A and B are UDP
  --lang en|ko    language of messages; otherwise that of the locale
  -v, --version   -h, --help

Ends with 0: done; 1: the command line is wrong; 2: the capture could not be read to its end, or the output
not written; 3: not in this version yet; 130: interrupted.
)";

inline constexpr std::string_view kHelpKorean =
    R"(pwire %1: 캡처의 내용을 출력합니다. 옵션은 tshark와 같습니다.

  pwire -r 파일              패킷마다 한 줄
  pwire -r 파일 -V           모든 패킷의 모든 필드
  pwire info 파일...         파일 자체의 정보: 패킷 수, 크기, 시각
  pwire protocols 파일       프로토콜별 패킷 수와 바이트
  pwire flows -r 파일        대화마다 한 줄
  pwire story -r 파일        대화마다 몇 문장으로 된 이야기
  pwire leaks -r 파일        엿보는 사람이 알게 되는 것과 암호화된 것
  pwire compare -r 파일 A B  두 대화를 나란히. 번호는 "pwire flows"에. A와 B가 없으면 같은 내용을
                             HTTP와 HTTPS로 주고받은 두 대화
  pwire filter --explain F   표시 필터 F의 뜻과 답을 찾는 방법

읽기
  -r 파일         캡처(pcap, pcapng, snoop; gzip, zstd, lz4). - 는 표준 입력
  -c N            처음 N개 패킷만
  -Y 필터         이 표시 필터에 맞는 패킷만(docs/display-filters.md)
캡처
  -i 인터페이스   이름이나 -D의 번호. 여러 번 쓸 수 있음             -D   인터페이스 목록
  -f 필터         캡처 필터(BPF)     -s N   패킷마다 남길 바이트      -B N   커널 버퍼(MiB)
  -p              무차별 모드 끄기   -I      모니터 모드     -y 종류   링크 종류    -L   링크 종류 목록
  -c N            패킷 N개 뒤에 멈춤
  -a 조건         멈출 때: duration:초, filesize:KB, packets:N, files:N
  -b 조건         -w의 다음 파일을 시작할 때: duration:초, filesize:KB, packets:N. files:N은 마지막 N개만 남김
  --private-namespace   권한 없이 나만의 네트워크에서 캡처
출력
  -V              모든 세부 내용     -O 이름,...  이 프로토콜만 자세히
  -x              바이트를 16진수로  -P           -V, -x, -w에서 한 줄 요약도
  -T 형식         text, fields, json, ek, tabs
  -e 이름         -T fields, json, ek에서 출력할 필드. 여러 번 쓸 수 있음
  -E 이름=값      header, separator, quote, occurrence, aggregator, bom (-T fields)
  -t 방식         시각: r, d, dd, a, ad, adoy, e, u, ud, udoy
  -u s|hms        시간 간격을 초로, 또는 시·분·초로
  -S 글           -V, -x에서 패킷마다 뒤에 쓸 줄
  -l              패킷마다 바로 내보내기
  -q, -Q          패킷을 출력하지 않음. -Q는 오류만 말함
  -n, -N 글자     주소는 늘 숫자라서 받기만 하고 효과 없음
쓰기
  -w 파일         패킷을 캡처로 저장, 주석 유지. - 는 표준 출력
  -F 형식         pcapng(기본), pcap, nsecpcap
목록
  -G 목록         fields, protocols, values
  -z 표           패킷 뒤에 io,phs("pwire protocols"와 같음), conv,tcp, conv,udp 또는
                  follow,{tcp|udp|http|tls},{ascii|hex|raw|utf-8|yaml},스트림[,부터[-까지]]
  --export-objects http,폴더  HTTP로 오간 파일을 저장
기타
  --json          info, protocols, flows, story, leaks, compare를 JSON으로
  --html          leaks, compare를 나눠 줄 수 있는 페이지로
  --show-secrets  leaks, compare에서 비밀번호, 토큰, 쿠키를 가리지 않고 그대로
  --csv           flows를 쉼표로 구분
  --stream N      story에서 tcp.stream N만. --udp와 함께 쓰면 udp.stream N만
  --udp           flows, story에서 UDP만. compare에서는 A와 B가 UDP
  --lang en|ko    메시지 언어. 없으면 로캘을 따름
  -v, --version   -h, --help

종료 코드 0: 끝남, 1: 명령줄이 틀림, 2: 캡처를 끝까지 읽지 못했거나 출력을 쓰지 못함,
3: 이 버전에 아직 없음, 130: 중단됨.
)";

}  // namespace pw
