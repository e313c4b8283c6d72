// pcapng files.
#pragma once
#include <vector>

#include "core/file/file_source.h"
#include "core/file/pcapng_blocks.h"

namespace pw {

class PcapngSource final : public FileSource {
 public:
  explicit PcapngSource(FileLayers layers) : FileSource(std::move(layers)) {}
  /// Reads the first section header. False: see problem().
  bool open();

 private:
  /// One of the current section.
  struct Interface {
    TickClock clock;
    std::uint32_t snapLen = 0;
  };
  /// A block that is here as a whole.
  struct Block {
    std::uint32_t type = 0, length = 0;
    ByteView body;  // between the two lengths
    const std::uint8_t* start = nullptr;
  };

  Step records(PacketBatch& batch) override;
  Step fault(const pcapng::Fault& fault) { return fail(fault.kind, fault.number, fault.number2); }
  Step badBlock(const Block& block) { return fail(FileProblemKind::badBlock, block.type, block.length); }
  /// Step::full: the block is here.
  Step readBlock(Block& block);
  Step sectionOrder();
  /// Step::full: go on.
  Step take(const Block& block, PacketBatch& batch);
  Step takeSection(const Block& block);
  Step takeInterface(const Block& block);
  Step takeEnhanced(const Block& block, PacketBatch& batch);
  Step takeObsolete(const Block& block, PacketBatch& batch);
  Step takeSimple(const Block& block, PacketBatch& batch);
  Step takeStats(const Block& block);
  Step takeNames(const Block& block);
  Step takeSecrets(const Block& block);
  Step takeOptions(ByteView options, PacketExtras extras, PacketBatch& batch);

  pcapng::Order order_;
  std::vector<Interface> interfaces_;
  std::uint32_t firstInterface_ = 0;  // place of interfaces_[0] among those of all sections
  std::uint32_t sections_ = 0;
  std::size_t secretBytes_ = 0;
};

}  // namespace pw
