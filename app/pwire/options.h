// What the command line asks for.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/capture/capture_options.h"
#include "core/report/field_writer.h"
#include "core/report/follow_writer.h"
#include "core/report/messages.h"
#include "core/report/time_text.h"

namespace pw::cli {

/// What the program ends with; in the man page.
enum class Exit : int {
  ok = 0,
  usage = 1,         ///< the command line is wrong
  file = 2,          ///< the capture could not be read to its end, or the output not be written
  filter = 2,        ///< a display filter is refused: tshark's number for both
  notYet = 3,        ///< not part of this version yet
  interrupted = 130  ///< SIGINT, as shells count it
};

enum class Format : std::uint8_t { text, fields, json, ek, tabs };
enum class Table : std::uint8_t { hierarchy, tcpConversations, udpConversations, follow };
/// What -z asks for.
struct TableRequest {
  Table table = Table::hierarchy;
  FollowRequest follow;  ///< where the table is that
};
enum class Action : std::uint8_t { read, capture, listInterfaces, listLinkTypes, help, version, glossary };

struct Options {
  Action action = Action::read;
  std::string read;                             ///< -r; "-" is standard input
  std::uint64_t count = UINT64_MAX;             ///< -c
  std::string filter;                           ///< -Y; empty: every packet
  std::string readFilter;                       ///< -R, with -2
  bool twoPasses = false;                       ///< -2
  bool details = false;                         ///< -V, -O
  std::vector<std::string> only;                ///< -O: protocols whose details are shown; empty: all
  bool hex = false;                             ///< -x
  bool lineToo = false;                         ///< -P
  bool quiet = false;                           ///< -q, -Q
  bool onlyErrors = false;                      ///< -Q
  bool flushEach = false;                       ///< -l
  std::vector<TableRequest> tables;             ///< -z, in the order in which they are printed
  std::string objects;                          ///< --export-objects http: the folder; empty: none
  std::string separator;                        ///< -S
  Format format = Format::text;                 ///< -T
  TimeStyle time;                               ///< -t, -u
  std::vector<std::string> fields;              ///< -e
  FieldLayout layout;                           ///< -E
  std::string write;                            ///< -w; empty: nothing is written
  FileFormat writeFormat = FileFormat::pcapng;  ///< -F
  std::string glossary;                         ///< -G
  CaptureOptions capture;                       ///< -i and what belongs to it
  bool recorded = false;                        ///< -w is where the capture records; nobody copies packets to it
};

/// Why a command line is refused.
struct Refusal {
  Exit code = Exit::usage;
  std::string sentence;
};

/// The language of messages: `--lang` wherever it stands, else the locale's (LC_ALL, LC_MESSAGES, LANG).
Language languageOf(int argc, char** argv);

std::expected<Options, Refusal> parseOptions(int argc, char** argv, Language language);

}  // namespace pw::cli
