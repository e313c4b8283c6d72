#include "tests/support/captures.h"

#include <algorithm>
#include <cstdlib>

#include "core/file/open_capture.h"

namespace pw::test {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> capturesIn(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator{folder, none}) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && name.find(".pcap") != std::string::npos) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::vector<fs::path> ownCaptures() { return capturesIn(fs::path{PLAINWIRE_SOURCE_DIR} / "captures"); }

fs::path ownCapture(const std::string& name) { return fs::path{PLAINWIRE_SOURCE_DIR} / "captures" / name; }

fs::path sharedFolder() {
  const char* set = std::getenv("PLAINWIRE_SHARED");
  return set != nullptr ? set : PLAINWIRE_SHARED_DIR;
}

std::vector<fs::path> sharedCaptures(const std::string& folder) {
  return capturesIn(sharedFolder() / "captures" / folder);
}

StoredCapture readWhole(const fs::path& file) {
  StoredCapture out;
  auto source = openCapture(file, {.keepBytes = false, .readAhead = false});
  if (!source) return out;
  PacketBatch batch;
  while ((*source)->next(batch) == Pull::packets)
    for (const PacketRef& p : batch.packets)
      out.packets.push_back({{p.bytes.begin(), p.bytes.end()}, p.wireLen, p.timeNs, p.interface});
  out.info = (*source)->info();
  return out;
}

}  // namespace pw::test
