#include "app/pwire/options.h"

#include <getopt.h>

#include <charconv>
#include <string_view>

namespace pw::cli {

namespace {

constexpr char kShort[] = ":r:c:nN:qT:t:u:e:E:l";

bool parseCount(std::string_view text, std::uint64_t& into) {
  const auto r = std::from_chars(text.data(), text.data() + text.size(), into);
  return r.ec == std::errc{} && r.ptr == text.data() + text.size();
}

std::optional<Format> formatFrom(std::string_view name) {
  if (name == "text") return Format::text;
  if (name == "fields") return Format::fields;
  if (name == "tabs") return Format::tabs;
  return std::nullopt;
}

std::string separatorFrom(std::string_view value) {
  if (value == "/t") return "\t";
  if (value == "/s") return " ";
  return std::string{value.substr(0, 1)};
}

bool setLayout(FieldLayout& layout, std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = text.substr(0, equals), value = text.substr(equals + 1);
  if (value.empty()) return false;
  const bool yes = value[0] == 'y' || value[0] == 'Y';
  if (name == "separator") layout.separator = separatorFrom(value);
  else if (name == "aggregator") layout.aggregator = separatorFrom(value);
  else if (name == "header") layout.header = yes;
  else if (name == "bom") layout.byteOrderMark = yes;
  else if (name == "quote" && value == "d") layout.quote = '"';
  else if (name == "quote" && value == "s") layout.quote = '\'';
  else if (name == "quote" && value == "n") layout.quote = 0;
  else if (name == "occurrence" && value == "a") layout.occurrence = Occurrence::all;
  else if (name == "occurrence" && value == "f") layout.occurrence = Occurrence::first;
  else if (name == "occurrence" && value == "l") layout.occurrence = Occurrence::last;
  else return false;
  return true;
}

}  // namespace

std::expected<Options, std::string> parseOptions(int argc, char** argv) {
  Options o;
  for (int c; (c = getopt_long(argc, argv, kShort, nullptr, nullptr)) != -1;) {
    const std::string_view value = optarg != nullptr ? optarg : "";
    const auto wrong = [&] {
      return std::unexpected(std::string{"-"} + static_cast<char>(c) + ": cannot be \"" + std::string{value} + '"');
    };
    switch (c) {
      case 'r': o.read = value; break;
      case 'c':
        if (!parseCount(value, o.count)) return wrong();
        break;
      case 'q': o.quiet = true; break;
      case 'T': {
        const auto f = formatFrom(value);
        if (!f) return wrong();
        o.format = *f;
        break;
      }
      case 't': {
        const auto style = timeStyleFrom(value);
        if (!style) return wrong();
        const bool hms = o.time.hourMinSec;
        o.time = *style;
        o.time.hourMinSec = hms;
        break;
      }
      case 'u':
        if (value != "s" && value != "hms") return wrong();
        o.time.hourMinSec = value == "hms";
        break;
      case 'e': o.fields.emplace_back(value); break;
      case 'E':
        if (!setLayout(o.layout, value)) return wrong();
        break;
      case 'n':
      case 'N':
      case 'l': break;
      case ':': return std::unexpected(std::string{"-"} + static_cast<char>(optopt) + " needs a value");
      default: return std::unexpected(std::string{"unknown option -"} + static_cast<char>(optopt));
    }
  }
  if (optind < argc) return std::unexpected(std::string{"not understood: "} + argv[optind]);
  return o;
}

}  // namespace pw::cli
