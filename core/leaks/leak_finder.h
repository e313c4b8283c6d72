// Looks through a trace for what an eavesdropper learns.
#pragma once
#include <atomic>
#include <stop_token>
#include <vector>

#include "core/leaks/credentials.h"
#include "core/leaks/finding_rules.h"
#include "core/leaks/readable_meter.h"
#include "core/leaks/sealed_flows.h"
#include "core/trace/flow_summary.h"
#include "core/trace/packet_reader.h"

namespace pw {

/// Walks only packets that hold a protocol which gives something away, and of these only the fields that do. Reads a
/// capture part by part as it grows: each packet once, in order. One thread; trace and registry must outlive it.
class LeakFinder {
 public:
  /// 32 MiB of findings; what comes behind is counted.
  static constexpr std::size_t kMaxFindings = std::size_t{1} << 20;

  LeakFinder(const Trace& trace, const Registry& registry);

  /// Looks at the packets from where it stopped up to `to`, which must not lie past trace.size(). Ends soon when asked
  /// to stop. Gives the packet after the last one that was looked at; `progress`, where given, follows it.
  std::uint32_t read(std::uint32_t to, const std::stop_token& stop, std::atomic<std::uint32_t>* progress = nullptr);
  /// Packets that were looked at.
  [[nodiscard]] std::uint32_t packets() const noexcept { return at_; }

  /// In the order of the capture; the list only grows.
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return findings_; }
  [[nodiscard]] const std::vector<Credential>& credentials() const noexcept { return pairing_.credentials(); }
  [[nodiscard]] const SealedFlows& sealed() const noexcept { return sealed_; }
  [[nodiscard]] const ReadableMeter& meter() const noexcept { return meter_; }
  /// Findings past kMaxFindings, which were not kept.
  [[nodiscard]] std::uint64_t leftOut() const noexcept { return leftOut_; }
  /// Packets whose bytes could not be read any more: nothing is known of them.
  [[nodiscard]] std::uint64_t unreadable() const noexcept { return unreadable_; }
  /// Packets that held more than FindingRules::kMaxPerPacket.
  [[nodiscard]] std::uint64_t crowdedPackets() const noexcept { return crowded_; }

 private:
  void packet(PacketId id, const PacketRow& row);
  void datagram(PacketId id, const PacketRow& row);
  void messages(std::uint32_t to);

  const Trace& trace_;
  RevealingFields fields_;
  PacketReader reader_;
  FieldSink sink_;
  FindingRules rules_;
  CredentialPairing pairing_;
  SealedFlows sealed_;
  ReadableMeter meter_;
  ProtocolId unknown_;                ///< bytes that no protocol took
  std::vector<std::uint8_t> stacks_;  ///< by stack: 0 not looked at, 1 gives nothing away, 2 does
  std::vector<Finding> findings_;
  std::uint64_t leftOut_ = 0, crowded_ = 0, unreadable_ = 0;
  std::size_t message_ = 0;           ///< of the store, next to be counted
  std::uint32_t at_ = 0;
  FlowId knownFlow_;
  bool clientIsForward_ = true;       ///< of knownFlow_
};

/// Reads texts of findings again from the bytes. One thread; remembers the latest packet, so that asking in the order
/// of the list reads each packet once.
class FindingTexts {
 public:
  FindingTexts(const Trace& trace, const Registry& registry);

  /// Empty texts where the bytes cannot be read any more.
  FoundText of(const Finding& finding);

 private:
  const Trace& trace_;
  RevealingFields fields_;
  PacketReader reader_;
  FieldSink sink_;
  FindingRules rules_;
  PacketId packet_;
};

}  // namespace pw
