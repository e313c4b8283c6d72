#include "app/pwire/words.h"

#include <algorithm>
#include <charconv>

#include "app/pwire/commands.h"

namespace pw::cli {

namespace {

class WordParser {
 public:
  WordParser(const std::vector<std::string>& arguments, std::initializer_list<std::string_view> known,
             Language language)
      : arguments_(arguments), known_(known), language_(language) {}

  std::optional<Words> parse() {
    for (std::size_t i = 0; i < arguments_.size(); ++i)
      if (!word(i)) return std::nullopt;
    if (!words_.files.empty()) return std::move(words_);
    complain(message(language_, Msg::nothingToRead));
    return std::nullopt;
  }

 private:
  /// Moves `i` to the last argument that it took. False after having told why not.
  bool word(std::size_t& i) {
    const std::string& a = arguments_[i];
    if (onlyFiles_ || a == "-" || !a.starts_with('-')) {
      words_.files.push_back(a);
      return true;
    }
    if (a == "--") return onlyFiles_ = true;
    if (a.starts_with("--lang=")) return true;
    if (a == "--lang" || a == "-r") {
      if (i + 1 == arguments_.size()) return refuse(Msg::missingValue, {a});
      if (a == "-r") words_.files.push_back(arguments_[i + 1]);
      ++i;
      return true;
    }
    const std::string_view name = std::string_view{a}.substr(0, a.find('='));
    if (std::find(known_.begin(), known_.end(), name) == known_.end()) return refuse(Msg::unknownOption, {a});
    if (name == "--stream") return stream(i);
    if (name.size() != a.size()) return refuse(Msg::unknownOption, {a});
    (a == "--json"           ? words_.json
     : a == "--csv"          ? words_.csv
     : a == "--html"         ? words_.html
     : a == "--show-secrets" ? words_.showSecrets
                             : words_.udp) = true;
    return true;
  }

  bool stream(std::size_t& i) {
    const auto equals = arguments_[i].find('=');
    if (equals == std::string::npos && i + 1 == arguments_.size()) return refuse(Msg::missingValue, {arguments_[i]});
    const std::string text = equals == std::string::npos ? arguments_[++i] : arguments_[i].substr(equals + 1);
    std::uint32_t value = 0;
    const auto r = std::from_chars(text.data(), text.data() + text.size(), value);
    if (r.ec != std::errc{} || r.ptr != text.data() + text.size())
      return refuse(Msg::badValue, {"--stream", text, "0 … 4294967295"});
    words_.stream = value;
    return true;
  }

  bool refuse(Msg id, std::initializer_list<std::string_view> arguments) {
    complain(message(language_, id, arguments) + ' ' + message(language_, Msg::tryHelp));
    return false;
  }

  const std::vector<std::string>& arguments_;
  const std::vector<std::string_view> known_;
  const Language language_;
  bool onlyFiles_ = false;
  Words words_;
};

}  // namespace

std::optional<Words> wordsFrom(const std::vector<std::string>& arguments, std::initializer_list<std::string_view> known,
                               Language language) {
  return WordParser{arguments, known, language}.parse();
}

bool onlyOneFile(const Words& words, Language language) {
  if (words.files.size() <= 1) return true;
  complain(message(language, Msg::tooManyArguments, {words.files[1]}));
  return false;
}

}  // namespace pw::cli
