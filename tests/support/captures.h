// The captures of this repository and of the folder shared beside it.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/file/packet_source.h"

namespace pw::test {

/// captures/*.pcap and *.pcapng, by name.
std::vector<std::filesystem::path> ownCaptures();
/// One of captures/ by name.
std::filesystem::path ownCapture(const std::string& name);
/// What lies beside the checkout: PLAINWIRE_SHARED or ../shared. Need not exist.
std::filesystem::path sharedFolder();
/// Captures of a folder below sharedFolder()/captures, by path; empty where there is none.
std::vector<std::filesystem::path> sharedCaptures(const std::string& folder);

/// A packet that owns its bytes.
struct StoredPacket {
  std::vector<std::uint8_t> bytes;
  std::uint32_t wireLen = 0;
  std::int64_t timeNs = 0;
  std::uint16_t interface = 0;
};
struct StoredCapture {
  std::vector<StoredPacket> packets;
  std::shared_ptr<const CaptureInfo> info;
};
/// The whole of a capture in memory; without packets where it cannot be opened.
StoredCapture readWhole(const std::filesystem::path& file);

}  // namespace pw::test
