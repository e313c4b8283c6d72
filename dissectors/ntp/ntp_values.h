// Names of the numbers in NTP messages (IANA "Network Time Protocol (NTP) Parameters"; RFC 9327).
#pragma once
#include "core/field/field_def.h"

namespace pw::ntp {

inline constexpr std::array<ValueName, 4> kLeaps{{{0, "no warning"},
                                                  {1, "last minute of the day has 61 seconds"},
                                                  {2, "last minute of the day has 59 seconds"},
                                                  {3, "unknown (clock unsynchronized)"}}};
inline constexpr std::array<ValueName, 8> kVersions{{{0, "reserved"},
                                                     {1, "NTP Version 1"},
                                                     {2, "NTP Version 2"},
                                                     {3, "NTP Version 3"},
                                                     {4, "NTP Version 4"},
                                                     {5, "reserved"},
                                                     {6, "reserved"},
                                                     {7, "reserved"}}};
inline constexpr std::array<ValueName, 8> kModes{{{0, "reserved"},
                                                  {1, "symmetric active"},
                                                  {2, "symmetric passive"},
                                                  {3, "client"},
                                                  {4, "server"},
                                                  {5, "broadcast"},
                                                  {6, "reserved for NTP control message"},
                                                  {7, "reserved for private use"}}};
/// As the line tells them.
inline constexpr std::array<ValueName, 8> kModeWords{{{0, "reserved"},
                                                      {1, "symmetric active"},
                                                      {2, "symmetric passive"},
                                                      {3, "client"},
                                                      {4, "server"},
                                                      {5, "broadcast"},
                                                      {6, "control"},
                                                      {7, "private"}}};
inline constexpr std::array<ValueName, 3> kStrata{
    {{0, "unspecified or invalid"}, {1, "primary reference"}, {16, "unsynchronized"}}};
inline constexpr std::array<ValueName, 35> kExtensions{
    {{2, "No-Operation Request"},
     {258, "Association Message Request"},
     {260, "Unique Identifier"},
     {514, "Certificate Message Request"},
     {516, "NTS Cookie"},
     {770, "Cookie Message Request"},
     {772, "NTS Cookie Placeholder"},
     {1026, "Autokey Message Request"},
     {1028, "NTS Authenticator and Encrypted Extension Fields"},
     {1282, "Leapseconds Message Request"},
     {1538, "Sign Message Request"},
     {1794, "IFF Identity Message Request"},
     {2050, "GQ Identity Message Request"},
     {2306, "MV Identity Message Request"},
     {8197, "Checksum Complement"},
     {32770, "No-Operation Response"},
     {33026, "Association Message Response"},
     {33282, "Certificate Message Response"},
     {33538, "Cookie Message Response"},
     {33794, "Autokey Message Response"},
     {34050, "Leapseconds Message Response"},
     {34306, "Sign Message Response"},
     {34562, "IFF Identity Message Response"},
     {34818, "GQ Identity Message Response"},
     {35074, "MV Identity Message Response"},
     {49154, "No-Operation Error Response"},
     {49410, "Association Message Error Response"},
     {49666, "Certificate Message Error Response"},
     {49922, "Cookie Message Error Response"},
     {50178, "Autokey Message Error Response"},
     {50434, "Leapseconds Message Error Response"},
     {50690, "Sign Message Error Response"},
     {50946, "IFF Identity Message Error Response"},
     {51202, "GQ Identity Message Error Response"},
     {51458, "MV Identity Message Error Response"}}};
inline constexpr std::array<ValueName, 2> kResponses{{{0, "Request"}, {1, "Response"}}};
inline constexpr std::array<ValueName, 14> kOpcodes{{{0, "reserved"},
                                                     {1, "read status"},
                                                     {2, "read variables"},
                                                     {3, "write variables"},
                                                     {4, "read clock variables"},
                                                     {5, "write clock variables"},
                                                     {6, "set trap address/port"},
                                                     {7, "asynchronous message"},
                                                     {8, "runtime configuration"},
                                                     {9, "save config to file"},
                                                     {10, "retrieve MRU (mrulist)"},
                                                     {11, "retrieve ordered list"},
                                                     {12, "request a client nonce"},
                                                     {31, "unset trap address/port"}}};
inline constexpr std::array<ValueName, 8> kErrors{{{0, "unspecified"},
                                                   {1, "authentication failure"},
                                                   {2, "invalid message length or format"},
                                                   {3, "invalid opcode"},
                                                   {4, "unknown association identifier"},
                                                   {5, "unknown variable name"},
                                                   {6, "invalid variable value"},
                                                   {7, "administratively prohibited"}}};
inline constexpr std::array<ValueName, 10> kSources{
    {{0, "unspecified or unknown"},
     {1, "Calibrated atomic clock (e.g. HP 5061)"},
     {2, "VLF (band 4) or LF (band 5) radio (e.g. OMEGA, WWVB)"},
     {3, "HF (band 7) radio (e.g. CHU, MSF, WWV/H)"},
     {4, "UHF (band 9) satellite (e.g. GOES, GPS)"},
     {5, "local net (e.g. DCN, TSP, DTS)"},
     {6, "UDP/NTP"},
     {7, "UDP/TIME"},
     {8, "eyeball-and-wristwatch"},
     {9, "telephone modem (e.g. NIST)"}}};
inline constexpr std::array<ValueName, 16> kSystemEvents{
    {{0, "unspecified"},
     {1, "frequency correction (drift) file not available"},
     {2, "frequency correction started (frequency stepped)"},
     {3, "spike detected and ignored, starting stepout timer"},
     {4, "frequency training started"},
     {5, "clock synchronized"},
     {6, "system restart"},
     {7, "panic stop (required step greater than panic threshold)"},
     {8, "no system peer"},
     {9, "leap second insertion/deletion armed"},
     {10, "leap second disarmed"},
     {11, "leap second inserted or deleted"},
     {12, "clock stepped (stepout timer expired)"},
     {13, "kernel loop discipline status changed"},
     {14, "leapseconds table loaded from file"},
     {15, "leapseconds table outdated, updated file needed"}}};
inline constexpr std::array<ValueName, 2> kConfigured{
    {{0, "not configured (peer.config)"}, {1, "configured (peer.config)"}}};
inline constexpr std::array<ValueName, 2> kAuthEnabled{
    {{0, "authentication disabled (peer.authenable)"}, {1, "authentication enabled (peer.authenable)"}}};
inline constexpr std::array<ValueName, 2> kAuthentic{
    {{0, "authentication not okay (peer.authentic)"}, {1, "authentication okay (peer.authentic)"}}};
inline constexpr std::array<ValueName, 2> kReachable{
    {{0, "reachability not okay (peer.reach != 0)"}, {1, "reachability okay (peer.reach != 0)"}}};
inline constexpr std::array<ValueName, 8> kSelections{
    {{0, "rejected"},
     {1, "passed sanity checks (tests 1 through 8 in Section 3.4.3)"},
     {2, "passed correctness checks (intersection algorithm in Section 4.2.1)"},
     {3, "passed candidate checks (if limit check implemented)"},
     {4, "passed outlier checks (clustering algorithm in Section 4.2.2)"},
     {5, "current synchronization source; max distance exceeded (if limit check implemented)"},
     {6, "current synchronization source; max distance okay"},
     {7, "reserved"}}};
inline constexpr std::array<ValueName, 17> kPeerEvents{
    {{0, "unspecified"},
     {1, "association mobilized"},
     {2, "association demobilized"},
     {3, "peer unreachable (peer.reach was nonzero now zero)"},
     {4, "peer reachable (peer.reach was zero now nonzero)"},
     {5, "association restarted or timed out"},
     {6, "no server found (ntpdate mode)"},
     {7, "rate exceeded (kiss code RATE)"},
     {8, "access denied (kiss code DENY)"},
     {9, "leap armed from server LI code"},
     {10, "become system peer"},
     {11, "reference clock event (see clock status word)"},
     {12, "authentication failure"},
     {13, "popcorn spike suppressor"},
     {14, "entering interleave mode"},
     {15, "interleave error (recovered)"},
     {16, "leapsecond values update from server"}}};
inline constexpr std::array<ValueName, 7> kClockStates{{{0, "clock operating within nominals"},
                                                        {1, "reply timeout"},
                                                        {2, "bad reply format"},
                                                        {3, "hardware or software fault"},
                                                        {4, "propagation failure"},
                                                        {5, "bad date format or value"},
                                                        {6, "bad time format or value"}}};
inline constexpr std::array<ValueName, 3> kImplementations{
    {{0, "UNIV"}, {2, "XNTPD_OLD (pre-IPv6)"}, {3, "XNTPD"}}};
inline constexpr std::array<ValueName, 45> kRequests{
    {{0, "PEER_LIST"},      {1, "PEER_LIST_SUM"},    {2, "PEER_INFO"},         {3, "PEER_STATS"},
     {4, "SYS_INFO"},       {5, "SYS_STATS"},        {6, "IO_STATS"},          {7, "MEM_STATS"},
     {8, "LOOP_INFO"},      {9, "TIMER_STATS"},      {10, "CONFIG"},           {11, "UNCONFIG"},
     {12, "SET_SYS_FLAG"},  {13, "CLR_SYS_FLAG"},    {14, "MONITOR"},          {15, "NOMONITOR"},
     {16, "GET_RESTRICT"},  {17, "RESADDFLAGS"},     {18, "RESSUBFLAGS"},      {19, "UNRESTRICT"},
     {20, "MON_GETLIST"},   {21, "RESET_STATS"},     {22, "RESET_PEER"},       {23, "REREAD_KEYS"},
     {24, "DO_DIRTY_HACK"}, {25, "DONT_DIRTY_HACK"}, {26, "TRUSTKEY"},         {27, "UNTRUSTKEY"},
     {28, "AUTHINFO"},      {29, "TRAPS"},           {30, "ADD_TRAP"},         {31, "CLR_TRAP"},
     {32, "REQUEST_KEY"},   {33, "CONTROL_KEY"},     {34, "GET_CTLSTATS"},     {35, "GET_LEAPINFO"},
     {36, "GET_CLOCKINFO"}, {37, "SET_CLKFUDGE"},    {38, "GET_KERNEL"},       {39, "GET_CLKBUGINFO"},
     {41, "SET_PRECISION"}, {42, "MON_GETLIST_1"},   {43, "HOSTNAME_ASSOCID"}, {44, "IF_STATS"},
     {45, "IF_RELOAD"}}};
inline constexpr std::array<ValueName, 8> kPrivateErrors{{{0, "No error"},
                                                          {1, "incompatible implementation number"},
                                                          {2, "unimplemented request code"},
                                                          {3, "format error"},
                                                          {4, "no data available"},
                                                          {5, "unknown"},
                                                          {6, "unknown"},
                                                          {7, "authentication failure"}}};

/// Reference clocks by the four letters that name them (RFC 5905 §7.3, figure 12), as a number.
inline constexpr std::array<ValueName, 30> kReferences{
    {{0x31505053, "External 1 PPS input"},
     {0x41435453, "NIST telephone modem"},
     {0x41544f4d, "Atomic clock (calibrated)"},
     {0x4345534d, "calibrated Cesium clock"},
     {0x43485500, "HF Radio CHU Ottawa, Ontario"},
     {0x44434600, "LF Radio DCF77 Mainflingen, DE 77.5 kHz"},
     {0x44545300, "Digital Time Service"},
     {0x46524545, "(Internal clock)"},
     {0x47414c00, "Galileo Positioning System"},
     {0x474f4553, "Geostationary Orbit Environment Satellite"},
     {0x47505300, "Global Position System"},
     {0x48424700, "LF Radio HBG Prangins, HB 75 kHz"},
     {0x494e4954, "(Initialization)"},
     {0x49524947, "Inter-Range Instrumentation Group"},
     {0x4a4a5900, "LF Radio JJY Fukushima, JP 40 kHz, Saga, JP 60 kHz"},
     {0x4c4f434c, "uncalibrated local clock"},
     {0x4c4f5243, "MF Radio LORAN C station, 100 kHz"},
     {0x4d534600, "LF Radio MSF Anthorn, UK 60 kHz"},
     {0x4e495354, "NIST telephone modem"},
     {0x4f4d4547, "OMEGA radionavigation system"},
     {0x50505300, "Generic pulse-per-second"},
     {0x50544200, "European telephone modem"},
     {0x5242444d, "calibrated Rubidium clock"},
     {0x54444600, "MF Radio Allouis, FR 162 kHz"},
     {0x54535000, "TSP time protocol"},
     {0x55534e4f, "USNO telephone modem"},
     {0x564c4600, "VLF radio (OMEGA,, etc.)"},
     {0x57575600, "HF Radio WWV Ft. Collins, CO"},
     {0x57575642, "LF Radio WWVB Ft. Collins, CO 60 kHz"},
     {0x57575648, "HF Radio WWVH Kauai, HI"}}};

}  // namespace pw::ntp
