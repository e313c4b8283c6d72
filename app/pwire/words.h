// What stands behind a command's name: `pwire story -r FILE --stream 2`.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/messages.h"

namespace pw::cli {

struct Words {
  bool json = false;
  bool csv = false;
  bool udp = false;
  bool html = false;
  bool showSecrets = false;
  std::optional<std::uint32_t> stream;  ///< --stream
  std::vector<std::string> files;       ///< at least one
};

/// `known`: which of --json, --csv, --udp, --html, --show-secrets and --stream the command takes; -r and --lang stand
/// with all. Nothing where a word is not understood, which then was told.
std::optional<Words> wordsFrom(const std::vector<std::string>& arguments, std::initializer_list<std::string_view> known,
                               Language language);
/// False where there are more, which then was told.
bool onlyOneFile(const Words& words, Language language);

}  // namespace pw::cli
