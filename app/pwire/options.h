// What the command line asks for.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/report/field_writer.h"
#include "core/report/time_text.h"

namespace pw::cli {

enum class Format : std::uint8_t { text, fields, json, ek, tabs };

struct Options {
  std::string read;                      ///< -r; "-" is standard input
  std::uint64_t count = UINT64_MAX;      ///< -c
  bool quiet = false;                    ///< -q
  Format format = Format::text;          ///< -T
  TimeStyle time;                        ///< -t, -u
  std::vector<std::string> fields;       ///< -e
  FieldLayout layout;                    ///< -E
};

/// The options, or the sentence that says what is wrong with them.
std::expected<Options, std::string> parseOptions(int argc, char** argv);

}  // namespace pw::cli
