// Sun's snoop files (RFC 1761).
#pragma once
#include "core/file/file_source.h"

namespace pw {

class SnoopSource final : public FileSource {
 public:
  explicit SnoopSource(FileLayers layers) : FileSource(std::move(layers)) {}
  /// Reads the file header. False: see problem().
  bool open();

 private:
  Step records(PacketBatch& batch) override;
};

[[nodiscard]] bool isSnoopMagic(ByteView start) noexcept;

}  // namespace pw
