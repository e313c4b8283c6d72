// Which fields a trace's columns hold, and their values in a row.
#pragma once
#include <vector>

#include "core/filter/program.h"
#include "core/filter/value.h"
#include "core/trace/trace.h"

namespace pw::filter {

/// Where a field's values stand.
enum class ColumnSource : std::uint8_t {
  none,
  layer,  ///< a protocol: in the list of layers
  frameBytes,
  frameNumber, frameLength, frameCaptured, frameTime, frameRelative, frameDelta,
  tcpFlags, tcpWindow, tcpLength, tcpSeq, tcpAck, tcpMarks, ecn,
  stream, sourcePort, destinationPort, eitherPort,
  sourceAddress, destinationAddress, eitherAddress,
};
constexpr bool isOfFlow(ColumnSource s) noexcept { return s >= ColumnSource::stream; }

/// What must hold of a row for its columns to be all that can be said.
struct FieldGuards {
  bool tcp = false, udp = false, ipv4 = false, ipv6 = false;
};

/// A row of a chunk.
struct RowView {
  const TraceColumns* chunk = nullptr;
  std::uint32_t i = 0;  ///< in the chunk
  PacketId id;
};

/// The fields of one program. One thread; program, trace and registry must outlive it.
class ColumnFields {
 public:
  ColumnFields(const Program& program, const Trace& trace, const Registry& registry);

  [[nodiscard]] ColumnSource sourceOf(std::uint16_t use) const noexcept { return uses_[use].source; }
  /// Adds what a field needs.
  void guard(std::uint16_t use, FieldGuards& guards) const noexcept;
  /// Bits of the marks that a field of those is there for.
  [[nodiscard]] std::uint32_t marksOf(std::uint16_t use) const noexcept { return uses_[use].marks; }
  /// Whether the columns of a row tell all about guarded fields. The row's stack has their protocols.
  bool holds(const FieldGuards& guards, const RowView& row);
  /// The same of the row's conversation, which may be that of an inner packet.
  [[nodiscard]] bool flowHolds(const FieldGuards& guards, const RowView& row) const;

  /// The values in a row for which the guards hold; not of layers and bytes.
  void values(std::uint16_t use, const RowView& row, std::vector<Value>& out) const;
  void flagValues(std::uint16_t use, std::uint16_t tcpFlags, std::vector<Value>& out) const;
  /// Numbers of many rows, for sources that have one in each; `from` counts in the chunk, `first` is that row's packet.
  void numbers(ColumnSource source, const TraceColumns& chunk, std::uint32_t from, PacketId first,
               std::span<std::int64_t> out) const;
  static bool hasNumbers(ColumnSource source) noexcept {
    return source >= ColumnSource::frameNumber && source <= ColumnSource::tcpAck;
  }

 private:
  struct Use {
    ColumnSource source = ColumnSource::none;
    const FieldDef* def = nullptr;
    std::uint32_t marks = 0;
    FieldGuards guards;
  };
  /// How often the protocols that matter stand in a stack.
  struct StackFacts {
    bool known = false;
    std::uint8_t tcp = 0, udp = 0, ipv4 = 0, ipv6 = 0;
  };

  Use useOf(const FieldUse& field) const;
  const StackFacts& factsOf(StackId stack);
  void push(std::vector<Value>& out, const Use& use, std::int64_t number) const;
  void addresses(const Use& use, const Flow& flow, bool fromLow, std::vector<Value>& out) const;

  const Trace& trace_;
  const Registry& registry_;
  std::vector<Use> uses_;
  std::vector<StackFacts> facts_;
  ProtocolId tcp_, udp_, ipv4_, ipv6_;
  std::int64_t firstTimeNs_ = 0;
};

}  // namespace pw::filter
