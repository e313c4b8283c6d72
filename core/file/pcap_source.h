// pcap files.
#pragma once
#include "core/file/file_source.h"
#include "core/file/pcap_header.h"

namespace pw {

class PcapSource final : public FileSource {
 public:
  explicit PcapSource(FileLayers layers) : FileSource(std::move(layers)) {}
  /// Reads the file header and decides on the variant. False: see problem().
  bool open(bool pipe);

 private:
  Step records(PacketBatch& batch) override;
  Step badRecord(const PcapRecord& record);

  PcapHeader header_;
  std::size_t recordHeader_ = 16;
  std::size_t padding_ = 0;  // bytes between record header and packet
  std::uint32_t fractionNs_ = 1000;
};

}  // namespace pw
