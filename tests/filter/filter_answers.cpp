#include "tests/filter/filter_answers.h"

#include <cstdint>
#include <fstream>
#include <sstream>

namespace pw::test {

namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in{text};
  for (std::string cell; std::getline(in, cell, at);) out.push_back(cell);
  return out;
}

}  // namespace

std::vector<FilterAnswer> filterAnswers(const std::filesystem::path& table) {
  std::ifstream in{table};
  std::string line;
  std::getline(in, line);
  std::vector<FilterAnswer> out;
  while (std::getline(in, line)) {
    auto cells = split(line, '\t');
    cells.resize(4);
    FilterAnswer a;
    a.file = cells[0];
    a.filter = cells[1];
    a.error = cells[2] == "error";
    for (const std::string& n : split(cells[3], ','))
      if (!a.error && n != "...") a.packets.push_back(static_cast<std::uint32_t>(std::stoul(n)));
    a.count = a.error ? 0 : std::stoul(cells[2]);
    out.push_back(std::move(a));
  }
  return out;
}

std::set<std::pair<std::string, std::string>> filterExceptions(const std::filesystem::path& table) {
  std::ifstream in{table};
  std::string line;
  std::getline(in, line);
  std::set<std::pair<std::string, std::string>> out;
  while (std::getline(in, line)) {
    const auto cells = split(line, '\t');
    if (cells.size() == 3) out.emplace(cells[0], cells[1]);
  }
  return out;
}

}  // namespace pw::test
