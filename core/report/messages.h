// Every sentence that the programs say to a person about files and packets, in English and Korean: one table.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
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
  notYetFilter,      ///< %1: the option
  notYetCapture,     ///< %1: the option
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
  help,        ///< %1: version
  version,     ///< %1: version
  count_
};

/// The sentence with its placeholders %1 to %9 filled in. `%{2|packet|packets}` picks by whether argument 2
/// is "1".
std::string message(Language language, Msg id, std::initializer_list<std::string_view> arguments = {});
/// The sentence as it lies in the table.
std::string_view messageText(Language language, Msg id) noexcept;

/// What is wrong with a file, where, what is still shown, and what to do next. `file` is the name to show.
/// One line without a line's end; text from the file or the system is made printable.
std::string fileProblemSentence(Language language, const FileProblem& problem, std::string_view file);

/// Why reading stopped in a packet. `protocol` is the layer's short name; empty where it did not stop.
std::string stopSentence(Language language, const StopInfo& stop, std::string_view protocol,
                         std::uint64_t captured, std::uint64_t wire);

}  // namespace pw
