#include "app/pwire/options.h"

#include <getopt.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "app/pwire/capture_arguments.h"

namespace pw::cli {

namespace {

constexpr char kShort[] = ":r:c:nN:VO:xT:e:E:t:u:S:PlqQw:F:G:z:i:DY:R:f:s:B:pIy:a:b:2o:d:Lhv";

enum Long : int { kLang = 256, kExportObjects, kPrivateNamespace, kKeepLast };

constexpr std::array<option, 22> kLongOptions{{{"read-file", required_argument, nullptr, 'r'},
                                               {"packet-count", required_argument, nullptr, 'c'},
                                               {"print", no_argument, nullptr, 'P'},
                                               {"list-interfaces", no_argument, nullptr, 'D'},
                                               {"interface", required_argument, nullptr, 'i'},
                                               {"display-filter", required_argument, nullptr, 'Y'},
                                               {"read-filter", required_argument, nullptr, 'R'},
                                               {"snapshot-length", required_argument, nullptr, 's'},
                                               {"buffer-size", required_argument, nullptr, 'B'},
                                               {"no-promiscuous-mode", no_argument, nullptr, 'p'},
                                               {"monitor-mode", no_argument, nullptr, 'I'},
                                               {"linktype", required_argument, nullptr, 'y'},
                                               {"list-data-link-types", no_argument, nullptr, 'L'},
                                               {"autostop", required_argument, nullptr, 'a'},
                                               {"ring-buffer", required_argument, nullptr, 'b'},
                                               {"private-namespace", no_argument, nullptr, kPrivateNamespace},
                                               {"keep-last", required_argument, nullptr, kKeepLast},
                                               {"lang", required_argument, nullptr, kLang},
                                               {"export-objects", required_argument, nullptr, kExportObjects},
                                               {"help", no_argument, nullptr, 'h'},
                                               {"version", no_argument, nullptr, 'v'},
                                               {nullptr, 0, nullptr, 0}}};

std::optional<Format> formatFrom(std::string_view name) {
  if (name == "text") return Format::text;
  if (name == "fields") return Format::fields;
  if (name == "json") return Format::json;
  if (name == "ek") return Format::ek;
  if (name == "tabs") return Format::tabs;
  return std::nullopt;
}

std::optional<TableRequest> tableFrom(std::string_view name) {
  if (name == "io,phs") return TableRequest{Table::hierarchy, {}};
  if (name == "conv,tcp") return TableRequest{Table::tcpConversations, {}};
  if (name == "conv,udp") return TableRequest{Table::udpConversations, {}};
  if (const auto follow = FollowRequest::from(name)) return TableRequest{Table::follow, *follow};
  return std::nullopt;
}

std::optional<FileFormat> fileFormatFrom(std::string_view name) {
  if (name == "pcapng") return FileFormat::pcapng;
  if (name == "pcap") return FileFormat::pcap;
  if (name == "nsecpcap") return FileFormat::pcapNsec;
  return std::nullopt;
}

/// Names with ',' or ' ' between.
std::vector<std::string> listFrom(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find_first_of(", ");
    if (end != 0) out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string separatorFrom(std::string_view value) {
  if (value == "/t") return "\t";
  if (value == "/s") return " ";
  return std::string{value};
}

/// One character; tshark's rule, and what keeps a separator from hiding in values.
bool isOneCharacter(std::string_view value) { return value == "/t" || value == "/s" || value.size() == 1; }

bool setLayout(FieldLayout& layout, std::string_view name, std::string_view value) {
  const bool yes = value == "y" || value == "Y", no = value == "n" || value == "N";
  if (name == "separator" && isOneCharacter(value))
    layout.separator = separatorFrom(value);
  else if (name == "aggregator" && isOneCharacter(value))
    layout.aggregator = separatorFrom(value);
  else if (name == "header" && (yes || no))
    layout.header = yes;
  else if (name == "bom" && (yes || no))
    layout.byteOrderMark = yes;
  else if (name == "quote" && value == "d")
    layout.quote = '"';
  else if (name == "quote" && value == "s")
    layout.quote = '\'';
  else if (name == "quote" && value == "n")
    layout.quote = 0;
  else if (name == "occurrence" && value == "a")
    layout.occurrence = Occurrence::all;
  else if (name == "occurrence" && value == "f")
    layout.occurrence = Occurrence::first;
  else if (name == "occurrence" && value == "l")
    layout.occurrence = Occurrence::last;
  else
    return false;
  return true;
}

class Parser {
 public:
  explicit Parser(Language language) : language_(language) {}

  std::expected<Options, Refusal> parse(int argc, char** argv) {
    optind = 0;
    for (int c; !refusal_ && (c = getopt_long(argc, argv, kShort, kLongOptions.data(), nullptr)) != -1;) {
      if (c == ':' || c == '?')
        unknown(c, argv);
      else if (!flag(c))
        withValue(c, optarg != nullptr ? optarg : "");
    }
    if (!refusal_ && optind < argc) refuse(Exit::usage, Msg::tooManyArguments, {argv[optind]});
    if (!refusal_) check();
    if (refusal_) return std::unexpected(*refusal_);
    return options_;
  }

 private:
  void refuse(Exit code, Msg id, std::initializer_list<std::string_view> arguments = {}) {
    if (!refusal_) refusal_ = Refusal{code, message(language_, id, arguments)};
  }

  void unknown(int c, char** argv) {
    // getopt gives the letter of a short option; of a long one only where it stood.
    const std::string name = optopt > 0 && optopt < 256 ? std::string{"-"} + static_cast<char>(optopt)
                                                        : std::string{argv[optind - 1]};
    refuse(Exit::usage, c == ':' ? Msg::missingValue : Msg::unknownOption, {name});
  }

  void bad(int c, std::string_view value, std::string_view known) {
    refuse(Exit::usage, Msg::badValue, {std::string{"-"} + static_cast<char>(c), value, known});
  }

  /// Options without a value. False where `c` has one.
  bool flag(int c) {
    switch (c) {
      case 'V': options_.details = true; return true;
      case 'x': options_.hex = true; return true;
      case 'P': options_.lineToo = true; return true;
      case 'l': options_.flushEach = true; return true;
      case 'q': options_.quiet = true; return true;
      case 'Q': options_.quiet = options_.onlyErrors = true; return true;
      case 'n': return true;
      case '2': return options_.twoPasses = true;
      case 'D': options_.action = Action::listInterfaces; return true;
      case 'L': options_.action = Action::listLinkTypes; return true;
      case kPrivateNamespace: privateNamespace_ = true; return true;
      case 'p':
      case 'I': capture_.take(c, {}); return true;
      case 'h': options_.action = Action::help; return true;
      case 'v': options_.action = Action::version; return true;
      default: return false;
    }
  }

  void withValue(int c, std::string_view value) {
    if (CaptureArguments::knows(c)) {
      if (const auto known = capture_.take(c, value)) bad(c, value, *known);
      return;
    }
    switch (c) {
      case 'r': options_.read = value; break;
      case 'w': options_.write = value; break;
      case 'e': options_.fields.emplace_back(value); break;
      case 'S': options_.separator = value; break;
      case 'N':
      case kLang: break;
      case kExportObjects: objects(value); break;
      case kKeepLast: keepLast(value); break;
      case 'O':
        options_.details = true;
        options_.only = listFrom(value);
        break;
      case 'G':
        options_.action = Action::glossary;
        options_.glossary = value;
        break;
      case 'Y': options_.filter = value; break;
      case 'R': options_.readFilter = value; break;
      case 'o':
      case 'd': refuse(Exit::notYet, Msg::notYetOption, {std::string{"-"} + static_cast<char>(c)}); break;
      default: chosen(c, value);
    }
  }

  /// "http,DIR"
  void objects(std::string_view value) {
    constexpr std::string_view kHttp = "http,";
    if (value.starts_with(kHttp) && value.size() > kHttp.size()) options_.objects = value.substr(kHttp.size());
    else refuse(Exit::usage, Msg::badValue, {"--export-objects", value, "http,DIR"});
  }

  void keepLast(std::string_view value) {
    const auto r = std::from_chars(value.data(), value.data() + value.size(), keepRows_);
    if (r.ec != std::errc{} || r.ptr != value.data() + value.size() || keepRows_ == 0)
      refuse(Exit::usage, Msg::badValue, {"--keep-last", value, "1 … 4294967295"});
  }

  /// Options with a fixed set of values.
  void chosen(int c, std::string_view value) {
    switch (c) {
      case 'c': {
        const auto r = std::from_chars(value.data(), value.data() + value.size(), options_.count);
        if (r.ec != std::errc{} || r.ptr != value.data() + value.size())
          bad(c, value, "0 … 18446744073709551615");
        break;
      }
      case 'T':
        if (const auto f = formatFrom(value))
          options_.format = *f;
        else
          bad(c, value, "text, fields, json, ek, tabs");
        break;
      case 'F':
        if (const auto f = fileFormatFrom(value))
          options_.writeFormat = *f;
        else
          bad(c, value, "pcapng, pcap, nsecpcap");
        break;
      case 't':
        if (const auto style = timeStyleFrom(value)) {
          options_.time.kind = style->kind;
          options_.time.decimals = style->decimals;
        } else {
          bad(c, value, "a, ad, adoy, d, dd, e, r, u, ud, udoy");
        }
        break;
      case 'u':
        if (value == "s" || value == "hms")
          options_.time.hourMinSec = value == "hms";
        else
          bad(c, value, "s, hms");
        break;
      case 'z':
        if (const auto table = tableFrom(value))
          options_.tables.insert(options_.tables.begin(), *table);  // tshark prints the last one first
        else
          bad(c, value, "io,phs; conv,tcp; conv,udp; " + std::string{FollowRequest::kForms});
        break;
      case 'E': layout(value); break;
      default: break;
    }
  }

  void layout(std::string_view text) {
    const auto equals = std::min(text.find('='), text.size());
    const std::string_view name = text.substr(0, equals);
    const std::string_view value = equals < text.size() ? text.substr(equals + 1) : std::string_view{};
    if (!setLayout(options_.layout, name, value)) refuse(Exit::usage, Msg::badSetting, {name, value});
  }

  /// What is captured stops at -c; -w is where it is recorded.
  void checkCapture() {
    options_.capture = capture_.options();
    options_.capture.privateNamespace = privateNamespace_;
    options_.capture.keepRows = keepRows_;
    if (options_.action == Action::listLinkTypes && options_.capture.interfaces.empty())
      refuse(Exit::usage, Msg::nothingToRead);
    if (options_.action != Action::read || options_.capture.interfaces.empty()) return;
    options_.action = Action::capture;
    if (options_.count != UINT64_MAX) options_.capture.stop.packets = options_.count;
    const FileRing& ring = options_.capture.ring;
    const bool ringAsked = ring.asked() || ring.files != 0;
    if (!options_.read.empty()) refuse(Exit::usage, Msg::captureReadOrCapture);
    if (ringAsked && (options_.write.empty() || options_.write == "-")) refuse(Exit::usage, Msg::captureRingNeedsFile);
    if (ringAsked && !ring.asked()) refuse(Exit::usage, Msg::captureRingNeedsWhen);
  }

  void check() {
    checkCapture();
    if (options_.action != Action::read && options_.action != Action::capture) return;
    if (options_.action == Action::read && options_.read.empty()) refuse(Exit::usage, Msg::nothingToRead);
    if (!options_.readFilter.empty() && !options_.twoPasses) refuse(Exit::usage, Msg::filterReadNeedsTwoPasses);
    const bool takesNames =
        options_.format == Format::fields || options_.format == Format::json || options_.format == Format::ek;
    if (options_.format == Format::fields && options_.fields.empty())
      refuse(Exit::usage, Msg::fieldsWithoutNames);
    if (!takesNames && !options_.fields.empty()) refuse(Exit::usage, Msg::namesWithoutFields);
  }

  Language language_;
  Options options_;
  CaptureArguments capture_;
  bool privateNamespace_ = false;
  std::uint32_t keepRows_ = 0;
  std::optional<Refusal> refusal_;
};

}  // namespace

Language languageOf(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::string_view a{argv[i]};
    if (a == "--lang" && i + 1 < argc) {
      if (const auto l = languageFrom(argv[i + 1])) return *l;
    } else if (a.starts_with("--lang=")) {
      a.remove_prefix(7);
      if (const auto l = languageFrom(a)) return *l;
    }
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != 0)
      return languageOfLocale(value);
  return Language::english;
}

std::expected<Options, Refusal> parseOptions(int argc, char** argv, Language language) {
  return Parser{language}.parse(argc, argv);
}

}  // namespace pw::cli
