// Every sentence that the programs say to a person about files and packets, in English and Korean: one table.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/bytes/stop_info.h"
#include "core/file/capture_info.h"

namespace pw {

enum class Language : std::uint8_t { english, korean };

/// "en" or "ko", as `--lang` takes it.
std::optional<Language> languageFrom(std::string_view name);
/// The language of a POSIX locale name ("ko_KR.UTF-8"): Korean where it starts with ko, else English.
Language languageOfLocale(std::string_view locale);

/// What a sentence is about. The order is the order of the table; the placeholders stand beside each.
enum class Msg : std::uint16_t {
  // ---- what is wrong with a file; see fileProblemSentence() for the placeholders ----
  fileCannotOpen,
  fileCannotRead,
  fileIsDirectory,
  fileEmpty,
  fileUnknownFormat,
  fileUnsupportedVersion,
  fileUnsupportedLinkType,
  fileCutShort,
  filePacketTooBig,
  fileBadBlockLength,
  fileBadBlock,
  fileBlockTooBig,
  fileBadOption,
  fileBadInterface,
  fileBadByteOrder,
  fileBadCompression,
  fileBombSuspected,
  fileCannotKeep,
  fileCannotWrite,
  fileMixedLinkTypes,
  fileTimeOutOfRange,
  keptPackets,  ///< %1: packets before the damage
  keptNothing,
  adviceStillWritten,
  adviceDamaged,
  // ---- why reading of a packet stopped ----
  stopCut,        ///< %1: protocol, %2: bytes captured, %3: bytes on the wire
  stopOverrun,    ///< %1: protocol, %2: place, %3: bytes wanted, %4: bytes left
  stopMalformed,  ///< %1: protocol, %2: place
  stopNeedMore,   ///< %1: protocol
  // ---- the command line ----
  unknownOption,     ///< %1: the option
  missingValue,      ///< %1: the option
  badValue,          ///< %1: option, %2: value, %3: what may stand there
  tooManyArguments,  ///< %1: the first that is too many
  nothingToRead,
  noSuchFields,  ///< %1: their names
  fieldsWithoutNames,
  namesWithoutFields,
  notYetOption,      ///< %1: the option
  noPacketsRefused,  ///< %1: packets beyond the bound
  flowsNotFollowed,  ///< %1: conversations beyond the bound
  packetsWithoutFlow,  ///< %1: packets beyond the bound
  cannotPrint,       ///< %1: the system's reason
  tryHelp,
  progressKnown,    ///< %1: percent, %2: packets
  progressUnknown,  ///< %1: MiB, %2: packets
  interrupted,      ///< %1: packets
  outOfMemory,
  badSetting,  ///< %1: name, %2: value
  noSuchStream,    ///< %1: TCP or UDP, %2: number asked for, %3: conversations, %4: the last number
  noConversation,  ///< %1: TCP or UDP
  help,        ///< %1: version
  version,     ///< %1: version

  // ---- names, in the order of their enumerators: Opening, Closing, EcnSetup, TcpState, TcpMark, Severity ----
  openingMidStream,
  openingNoAnswer,
  openingRefused,
  openingUnfinished,
  openingThreeWay,
  openingDataOnAck,
  openingSimultaneous,
  openingFastOpen,
  openingFastOpenIgnored,
  openingFastOpenRequested,
  openingAnswerFirst,
  closingOpen,
  closingOneSided,
  closingFourSegments,
  closingThreeSegments,
  closingHalfClose,
  closingSimultaneous,
  closingReset,
  closingResetAfterFin,
  ecnUnknown,
  ecnNotAsked,
  ecnAsked,
  ecnNegotiated,
  ecnRefused,
  ecnReflected,
  ecnFallback,
  ecnAccAsked,
  ecnAccNegotiated,
  ecnAccDowngraded,
  ecnAccRefused,
  stateUnknown,
  stateClosed,
  stateListen,
  stateSynSent,
  stateSynReceived,
  stateEstablished,
  stateFinWait1,
  stateFinWait2,
  stateCloseWait,
  stateClosing,
  stateLastAck,
  stateTimeWait,
  markRetransmission,
  markFastRetransmission,
  markSpuriousRetransmission,
  markOutOfOrder,
  markReusedPorts,
  markLostSegment,
  markAckLostSegment,
  markWindowUpdate,
  markWindowFull,
  markKeepAlive,
  markKeepAliveAck,
  markZeroWindow,
  markZeroWindowProbe,
  markZeroWindowProbeAck,
  markDuplicateAck,
  markTfoSyn,
  markTfoAck,
  markTfoIgnored,
  markOpenRetry,
  markRefusal,
  markEcnEcho,
  markEcnReduced,
  markChangedData,
  markEcnBreach,
  severityChat,
  severityNote,
  severityWarning,
  severityError,
  // ---- why a segment is marked: in the order of TcpMark; placeholders are Why's numbers, times as text ----
  whyRetransmission,
  whyFastRetransmission,
  whySpuriousRetransmission,
  whyOutOfOrder,
  whyReusedPorts,
  whyLostSegment,
  whyAckLostSegment,
  whyWindowUpdate,
  whyWindowFull,
  whyKeepAlive,
  whyKeepAliveAck,
  whyZeroWindow,
  whyZeroWindowProbe,
  whyZeroWindowProbeAck,
  whyDuplicateAck,
  whyTfoSyn,
  whyTfoAck,
  whyTfoIgnored,
  whyOpenRetry,
  whyRefusal,
  whyEcnEcho,
  whyEcnReduced,
  whyChangedData,
  // of ecnBreach, in the order of EcnBreach; %1: the IP header's codepoint
  whyEctNotNegotiated,
  whyEctOnSyn,
  whyEctOnPureAck,
  whyEctOnRepeat,
  whyEceWithoutSetup,
  whyCwrWithoutSetup,
  whyEceNotStopped,
  // the same where a number is not known, or something else holds
  whyRetransmissionUntimed,  ///< %1 seq, %2 next expected
  whyOutOfOrderAssumed,      ///< as whyOutOfOrder; no round-trip time was measured
  whyReusedPortsUntimed,     ///< %1 raw seq
  whyLostOrNotCaptured,      ///< as whyLostSegment; the capture may have gaps
  whyOpenRetryUntimed,       ///< %1 raw seq
  whyEcnEchoAlone,
  whyEcnReducedAlone,
  whyMaybeNotCaptured,       ///< a sentence behind another one
  // ---- spans of time: %1 the number ----
  spanNs,
  spanUs,
  spanMs,
  spanSeconds,
  spanMinutes,  ///< %1 minutes, %2 seconds
  spanHours,    ///< %1 hours, %2 minutes
  spanDays,     ///< %1 days, %2 hours
  // ---- titles of the list of conversations ----
  flowsTransport,
  flowsStream,
  flowsClient,
  flowsServer,
  flowsPackets,
  flowsPacketsBack,
  flowsBytes,
  flowsBytesBack,
  flowsDuration,
  flowsRtt,
  flowsRepeats,
  flowsOpening,
  flowsClosing,
  flowsEcn,

  // ---- what is told of a conversation; "role" is one of the first two ----
  storyHeading,  ///< %1 TCP or UDP, %2 stream, %3 and %4 the ends
  roleClient,
  roleServer,
  storyOpenedThreeWay,  ///< %1 client's end, %2 server's end, %3 time
  storyOpenedUntimed,  ///< %1, %2 the ends
  storyOpenedDataOnAck,  ///< as storyOpenedThreeWay, %4 bytes
  storyOpenedSimultaneous,  ///< %1, %2 the ends
  storyOpenedFastOpen,  ///< %1, %2 the ends, %3 bytes on the SYN
  storyOpenedFastOpenIgnored,  ///< as storyOpenedFastOpen
  storyOpenedFastOpenRequested,  ///< as storyOpenedThreeWay
  storyUnfinished,  ///< %1, %2 the ends, %3 time to the SYN/ACK
  storyRefused,  ///< %1, %2 the ends, %3 time to the reset
  storyNoAnswer,  ///< %1, %2 the ends
  storyMidStream,  ///< %1, %2 the ends
  storyAnswerFirst,  ///< %1, %2 the ends
  storyPortsReused,
  storySynRetried,  ///< %1 times, %2 first wait
  storySynAckRetried,  ///< %1 times, %2 first wait
  storyTapNearClient,  ///< %1 round trip, %2 SYN to SYN/ACK, %3 SYN/ACK to ACK
  storyTapNearServer,  ///< as storyTapNearClient
  storyTapBetween,  ///< as storyTapNearClient
  storyEcnAsked,
  storyEcnNegotiated,
  storyEcnRefused,
  storyEcnReflected,
  storyEcnFallback,  ///< %1 time
  storyAccAsked,
  storyAccNegotiated,  ///< %1 codepoint
  storyAccDowngraded,
  storyAccRefused,
  storySent,  ///< %1 bytes and %2 segments of the client, %3 and %4 of the server, %5 time
  storySentOneWay,  ///< %1 role that sent, %2 bytes, %3 segments, %4 other role, %5 time
  storySeenOneWay,  ///< as storySentOneWay; the other's may be missing from the capture
  storySentNothing,  ///< %1 time
  storyBothWays,  ///< %1, %2 the ends, %3 packets, %4 bytes, %5 packets back, %6 bytes back, %7 time
  storyOneWay,  ///< %1, %2 the ends, %3 packets, %4 bytes, %5 time
  storyErrors,  ///< %1 messages
  storyFirstAnswer,  ///< %1 time
  storyLossFast,  ///< %1 role, %2 segments
  storyLossTimeout,  ///< %1 role, %2 segments, %3 longest wait
  storyLossOther,  ///< %1 role, %2 segments, %3 longest wait
  storyLossMixed,  ///< %1 role, %2 segments, %3 fast, %4 after a timeout, %5 otherwise
  storyLossMaybe,
  storySpurious,  ///< %1 role, %2 segments, %3 other role
  storyRefilled,  ///< %1 role, %2 segments, %3 longest wait
  storyOutOfOrder,  ///< %1 role, %2 segments
  storyGaps,  ///< %1 role, %2 bytes, %3 places
  storyGapsNotCaptured,  ///< as storyGaps; the capture is known to have gaps
  storyAckUnseen,  ///< %1 role, %2 bytes, %3 other role
  storyZeroWindow,  ///< %1 role, %2 times, %3 other role, %4 time
  storyZeroWindowStays,  ///< as storyZeroWindow
  storyPause,  ///< %1 time
  storyPauses,  ///< %1 longest, %2 pauses
  storyKeepAlive,  ///< %1 role, %2 count, %3 other role, %4 answered, %5 idle before the first
  /// %1 role that sent the marked packets, %2 other role, %3 CE, %4 ECE, %5 CWR, %6 loops, %7 CE to ECE, %8 ECE to CWR
  storyEcnLoop,
  storyEcnLoops,  ///< as storyEcnLoop
  storyEcnNotReduced,  ///< as storyEcnLoop
  storyEcnMarkEcho,  ///< as storyEcnLoop
  storyEcnMarkOnly,  ///< as storyEcnLoop
  storyEcnEchoReduced,  ///< as storyEcnLoop
  storyEcnEchoOnly,  ///< as storyEcnLoop
  storyEcnQuiet,  ///< %1 packets
  storyAccCounted,  ///< %1 role that sent the marked packets, %2 other role, %3 CE seen, %4 counted
  storyCeUnknown,  ///< %1 role, %2 packets
  storyBreachEct,  ///< %1 role, %2 packets
  storyBreachFlags,  ///< %1 role, %2 segments
  storyBreachEceNotStopped,  ///< %1 role, %2 segments
  storyExperiment,  ///< %1 role, %2 packets
  storyClosedFour,  ///< %1 role that closed, %2 other role
  storyClosedThree,  ///< %1 role that closed, %2 other role
  storyClosedSimultaneous,  ///< %1, %2 roles
  storyHalfClose,  ///< %1 role that closed, %2 other role, %3 bytes, %4 time
  storyLastAckMissing,  ///< %1 role that closed first
  storyFinWithData,  ///< %1 role, %2 bytes
  storyReset,  ///< %1 role
  storyResetAfterFin,  ///< %1 role that reset, %2 role that had sent FIN
  storyResetAfterClose,  ///< %1 role
  storyEndOneSided,  ///< %1 role that closed, %2 other role, %3 silence
  storyEndFinUnanswered,  ///< %1 role that closed, %2 other role, %3 silence
  storyEndOpen,
  storyEndIdle,  ///< %1 silence
  storyEndUnacknowledged,  ///< %1 role, %2 bytes, %3 silence
  storyNotFollowed,
  storyNotWhole,  ///< %1 packets

  // ---- what an eavesdropper learns: names in the order of FindingKind ----
  leakPassword,
  leakHashedPassword,
  leakCardNumber,
  leakCardCode,
  leakToken,
  leakCookie,
  leakUserName,
  leakMailAddress,
  leakPhone,
  leakPersonal,
  leakFormValue,
  leakHost,
  leakAddress,
  leakReferer,
  leakUserAgent,
  leakText,
  // notes, in the order of FindingNote from nameSaysSealed on; the first is for both kinds of sign
  leakWhyHashed,
  leakWhyJwt,
  leakWhyNotSecure,
  leakWhyNotHttpOnly,
  leakWhyNoSameSite,
  // the report
  leaksTitle,        ///< %1 file
  leaksReadable,     ///< %1 readable bytes, %2 all, %3 percent, %4 sealed, %5 unknown
  leaksNoPayload,
  leaksSecretCount,  ///< %1 passwords, %2 other secrets, %3 conversations with secrets
  leaksNoSecrets,
  leaksSealedCount,  ///< %1 sealed conversations
  leaksMasked,       ///< %1 what shows them
  leaksShown,
  leaksTooMany,      ///< %1 findings left out
  leaksUnreadable,   ///< %1 packets
  leaksCredentials,
  leaksSecrets,
  leaksPersonal,
  leaksContext,
  leaksSealed,
  leaksMeter,
  leakNoUser,
  leakPlaceFrame,    ///< %1 packet, %2 first byte, %3 last byte
  leakPlaceStream,   ///< as leakPlaceFrame, in bytes put together from segments or fragments
  leakPlaceDecoded,  ///< as leakPlaceFrame, in bytes that were unpacked
  leakAgain,         ///< %1 further times, %2 the last packet
  leakBytes,         ///< %1
  leakMoreGroups,    ///< %1
  sealedEnds,        ///< %1 client, %2 server
  sealedWhen,        ///< %1 start, %2 duration
  sealedTraffic,     ///< %1 packets, %2 bytes of the client, %3 packets, %4 bytes of the server
  sealedServerName,
  sealedDnsName,     ///< the name that was looked up before
  sealedAlpnOffered,
  sealedAlpnChosen,
  sealedVersion,
  sealedCipher,
  sealedCertificate,
  sealedRecords,     ///< %1 records, %2 sealed bytes, %3 bytes inside
  sealedRecordsUnknown,  ///< as sealedRecords without %3
  sealedRecord,      ///< %1 packet, %2 side, %3 sealed bytes, %4 bytes inside, %5 time
  sealedRecordAbout,     ///< as sealedRecord, %4 at least and %6 at most
  sealedRecordUnknown,   ///< as sealedRecord without %4
  sealedOpeningRecord,   ///< as sealedRecordUnknown; no content
  sealedMoreRecords, ///< %1
  sealedMoreFlows,   ///< %1

  // ---- two conversations side by side: steps in the order of StepKind ----
  compareLookup,
  compareOpening,
  compareSealing,
  compareRequest,    ///< %1 number
  compareResponse,   ///< %1 number
  compareClosing,
  compareGreeting,   ///< a response before any request
  compareTitle,      ///< %1 file
  compareNothing,
  compareNoLookup,
  compareNoOpening,
  compareNoSealing,
  compareNoClosing,
  compareLookedUp,       ///< %1 name
  compareLookedUpSomething,
  compareOpened,         ///< %1 how, %2 packets, %3 time
  compareClosed,         ///< %1 how
  compareReadable,       ///< %1 bytes
  compareSealed,         ///< %1 sealed bytes, %2 records, %3 bytes inside at most
  compareSealedUnknown,  ///< as compareSealed without %3
  compareSealedHandshake,    ///< %1 sealed bytes
  compareSealedAlert,    ///< %1 sealed bytes
  compareCertificateSealed,
  compareUnfinished,     ///< %1 bytes
  compareInBytes,        ///< %1 packet
  compareFirstBytes,     ///< %1 packet
  compareMore,           ///< %1 bytes
  compareNoText,         ///< %1 bytes
  comparePacket,         ///< %1
  comparePackets,        ///< %1 first, %2 last, %3 how many
  compareOpen,
  compareIsSealed,
  compareEmpty,
  compareVerdictPassword,
  compareVerdictSecret,
  compareVerdictReadable,
  compareVerdictSealed,      ///< %1 server's name
  compareVerdictSealedNoName,
  compareVerdictEmpty,
  compareMoreTurns,      ///< %1
  compareNotWhole,
  compareNoPair,         ///< %1 file
  compareNoFlow,         ///< %1 what was asked for
  compareTwoFlows,

  // ---- live capture: in the order of CaptureProblemKind from helperMissing on; see captureProblemSentence() ----
  captureHelperMissing,
  captureHelperNotExecutable,
  captureNotPermitted,
  captureNoSuchInterface,
  captureInterfaceDown,
  captureCannotOpen,
  captureNoMonitorMode,
  captureBadFilter,
  captureUnsupportedLinkType,
  captureNoRing,
  captureCannotConfine,
  captureNoPrivateNamespace,
  captureInterfaceGone,
  captureInterfaceFailed,
  captureDiskFull,
  captureCannotWrite,
  captureHelperDied,
  captureHelperMisbehaved,
  // permission
  permissionHowGroup,     ///< %1 group
  permissionHowLogin,     ///< %1 group
  permissionHowCommand,
  permissionLogInAgain,
  permissionNowRead,      ///< %1 command
  permissionNowPrivate,   ///< %1 command
  // running
  captureBegins,          ///< %1 interfaces
  captureAsRoot,
  captureInPrivate,       ///< %1 process
  capturePackets,         ///< %1
  /// %1 interface, %2 received, %3 dropped, %4 by the kernel, %5 by the ring, %6 by the interface, %7 percent kept
  captureCounts,
  captureLinkTypes,       ///< %1 interface
  captureNoInterfaces,
  captureRingNeedsFile,
  captureRingNeedsWhen,
  captureReadOrCapture,

  // ---- display filters: what is wrong, in the order of FilterErrorKind; %1 text, %2 other ----
  filterUnexpectedEnd,
  filterUnexpected,
  filterOpenQuote,
  filterBadEscape,
  filterBadCharacter,
  filterBadRange,
  filterTooLong,
  filterTooDeep,
  filterUnknownName,
  filterUnknownFunction,
  filterUnknownMacro,
  filterMacroArguments,
  filterNoSuchValue,
  filterBadNumber,
  filterNumberTooBig,
  filterBadString,
  filterBadIpv4,
  filterBadIpv6,
  filterPrefixTooLong,
  filterBadEther,
  filterBadBytes,
  filterBadTime,
  filterBadGuid,
  filterBadPattern,
  filterLeftIsValue,
  filterCannotCompare,
  filterTypesDiffer,
  filterCannotSlice,
  filterCannotCalculate,
  filterOnlyConstants,
  filterPatternIsNoString,
  filterFunctionAlone,
  filterBadArgument,
  filterArgumentCount,
  // what was expected, in the order of FilterExpected from test on
  filterExpectTest,
  filterExpectValue,
  filterExpectSet,
  filterExpectParenthesis,
  filterExpectBrace,
  filterExpectConnective,
  // others
  filterNumberPastAll,  ///< %1 the number
  filterNear,       ///< %1 names
  filterInstead,    ///< %1 a display filter
  filterForCapture, ///< %1 a capture filter
  filterNotForCapture,
  filterReadNeedsTwoPasses,
  filterGaveUp,     ///< %1 searches
  filterWordMissing,
  // what a filter means: %1 what is looked at, %2 a value
  explainPasses,
  explainAll,
  explainExists,
  explainNotZero,
  explainEqual,
  explainNotEqual,
  explainGreater,
  explainGreaterEqual,
  explainLess,
  explainLessEqual,
  explainContains,
  explainMatches,
  explainIn,
  explainBoth,
  explainEither,
  explainOneOnly,
  explainNot,
  explainSome,
  explainEvery,
  // how it is answered
  explainFromStack,
  explainFromColumns,
  explainFromFlows,
  explainFromBytes,
  explainDescribed,  ///< %1 protocols
  explainReadNone,
  explainReadSome,
  count_
};

/// The sentence with its placeholders %1 to %9 filled in. `%{2|packet|packets}` picks by whether argument 2
/// is "1".
std::string message(Language language, Msg id, std::initializer_list<std::string_view> arguments = {});
std::string message(Language language, Msg id, std::span<const std::string> arguments);
/// The sentence as it lies in the table.
std::string_view messageText(Language language, Msg id) noexcept;

/// What is wrong with a file, where, what is still shown, and what to do next. `file` is the name to show.
/// One line without a line's end; text from the file or the system is made printable.
std::string fileProblemSentence(Language language, const FileProblem& problem, std::string_view file);

/// Why reading stopped in a packet. `protocol` is the layer's short name; empty where it did not stop.
std::string stopSentence(Language language, const StopInfo& stop, std::string_view protocol,
                         std::uint64_t captured, std::uint64_t wire);

}  // namespace pw
