// Filters with the packets that pass them, as tshark 4.0 told.
#pragma once
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace pw::test {

struct FilterAnswer {
  std::string file, filter;
  bool error = false;                 ///< the filter is refused
  std::size_t count = 0;
  std::vector<std::uint32_t> packets;  ///< numbers from 1; the first ones of more where `count` is greater
};

/// Lines of file, filter, count or `error`, packets.
std::vector<FilterAnswer> filterAnswers(const std::filesystem::path& table);

/// Differences that are meant: pairs of a capture's name ("*": any) and a filter, from lines of these and a reason.
std::set<std::pair<std::string, std::string>> filterExceptions(const std::filesystem::path& table);

}  // namespace pw::test
