// What still shows of conversations that are encrypted: everything around the content, and how long it is.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/leaks/finding_rules.h"

namespace pw {

/// One piece of sealed bytes, as the protocol cuts them (a TLS record).
struct SealedRecord {
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  PacketId packet;  ///< in which it is complete; its time is the record's
  std::uint32_t offset = 0;
  std::uint32_t length = 0;          ///< bytes that are sealed
  std::uint32_t inside = kUnknown;   ///< bytes of content within; kUnknown where the cipher does not tell
  std::uint32_t insideMost = kUnknown;  ///< where blocks were filled up: as many at most; else as `inside`
  FieldId field = FieldId::none;
  Source source = Source::frame;
  Direction direction = Direction::forward;
  bool opening = false;              ///< no content: belongs to the handshake, or is an alert

  [[nodiscard]] bool isExact() const noexcept { return inside != kUnknown && inside == insideMost; }
};
static_assert(sizeof(SealedRecord) <= 28);

/// Something that shows around it, with its bytes.
struct SealedDetail {
  Reveals what = Reveals::nothing;
  FieldId field = FieldId::none;
  Source source = Source::frame;
  Direction direction = Direction::forward;
  PacketId packet;
  std::uint32_t offset = 0, length = 0;
  std::uint64_t value = 0;  ///< of numbers
  std::string text;         ///< of texts, at most 255 bytes
};

struct SealedFlow {
  FlowId flow;
  std::vector<SealedDetail> details;  ///< in the order of the capture, each once
  std::vector<SealedRecord> records;
  std::uint64_t sealedBytes = 0;      ///< of all records, those that were left out too
  std::uint64_t recordsLeftOut = 0;
};

/// Gathers them. One thread; bounded: what is left out is counted.
class SealedFlows {
 public:
  static constexpr std::size_t kMaxFlows = std::size_t{1} << 17;
  static constexpr std::size_t kMaxRecords = std::size_t{1} << 22;  ///< of all flows together
  static constexpr std::size_t kMaxDetails = 64;                    ///< of one flow
  static constexpr std::size_t kMaxText = std::size_t{32} << 20;    ///< bytes of all texts together

  /// Reads a packet's tree. Gives the sealed bytes in it.
  std::uint64_t read(const RevealingFields& fields, const FieldTree& tree, const FindingRules::Place& place);

  [[nodiscard]] std::span<const SealedFlow> flows() const noexcept { return flows_; }
  [[nodiscard]] const SealedFlow* find(FlowId flow) const noexcept;
  [[nodiscard]] std::uint64_t flowsLeftOut() const noexcept { return flowsLeftOut_; }

 private:
  SealedFlow* flowFor(FlowId flow);
  void detail(SealedFlow& flow, Reveals what, const FieldTree& tree, const FieldNode& n,
              const FindingRules::Place& place);

  std::vector<SealedFlow> flows_;
  std::unordered_map<std::uint32_t, std::uint32_t> byFlow_;
  std::size_t records_ = 0, text_ = 0;
  std::uint64_t flowsLeftOut_ = 0;
};

}  // namespace pw
