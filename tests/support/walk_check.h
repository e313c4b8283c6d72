// What must hold for every packet, whatever its bytes are. Knows no test framework: tests and fuzz targets share it.
#pragma once
#include <string>
#include <string_view>

#include "core/walk/walk.h"

namespace pw::test {

/// The summary of a packet as it passed, and of a walk with `context`, which may know more: messages of its stream were
/// found only after it had been walked. They are the same but for layers in those, and where reading stopped in them.
bool sameAsPassed(const PacketSummary& passed, const PacketSummary& walked, const PacketContext& context);

/// Walks a packet for the summary, for its line, for all its fields and for some of them, and compares. Reused from
/// packet to packet. The registry must outlive it. One thread.
class WalkCheck {
 public:
  explicit WalkCheck(const Registry& registry);

  /// The first thing that is wrong, or empty:
  /// - walks that disagree about the summary, the line or a field;
  /// - nodes outside their source, parents that stand behind their children;
  /// - lines or values with control characters or bytes that are not UTF-8.
  [[nodiscard]] std::string packet(const PacketContext& context);

  /// The same for context.bytes as one protocol's, entered through one of the places where it attaches (`way` chooses
  /// among them, and is its handoff). `before` is what the layers below would have found out. Nothing is wrong with a
  /// protocol that the registry does not have. A protocol of streams is given the bytes as one message, with `facts`.
  [[nodiscard]] std::string protocol(std::string_view name, const PacketContext& context, const PacketSummary& before,
                                     unsigned way, std::uint64_t facts = 0);

  /// Of the last call.
  [[nodiscard]] const PacketSummary& summary() const noexcept { return summary_; }
  [[nodiscard]] const RowText& row() const noexcept { return row_.text; }
  [[nodiscard]] const FieldTree& tree() const noexcept { return fields_.tree; }

 private:
  std::string message(ProtocolId id, PacketContext context, const PacketSummary& before, std::uint64_t facts);
  template <class Run>
  std::string compare(Run&& run);
  std::string nodeFault(NodeId id);
  std::string partFault();
  [[nodiscard]] bool wantedAlone(FieldId id) const;
  std::string described(NodeId id) const;

  const Registry& registry_;
  SummarySink none_;
  RowSink row_;
  FieldSink fields_, part_;
  PacketSummary summary_, rowSummary_, fieldSummary_, partSummary_;
  std::string text_;
};

/// True where the text is UTF-8 without control characters: what may be shown in a terminal.
[[nodiscard]] bool isPlainText(std::string_view text) noexcept;

}  // namespace pw::test
