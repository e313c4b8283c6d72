// One packet through all three sinks, and the checks that every dissector must pass.
#pragma once
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/walk/walk.h"

namespace pw::test {

using Bytes = std::vector<std::uint8_t>;

/// Bytes from hex digits; blanks, line ends and "# comments" up to the end of a line are passed over.
Bytes hex(std::string_view text);

/// Every protocol of the program, built once.
const Registry& registry();

/// A protocol to begin with, for bytes that are no packet.
struct Entry {
  Table table = Table::content;
  std::uint32_t key = 0;
  std::uint32_t handoff = 0;
};

/// What the three walks over one packet gave. Owns the bytes: an exact-size heap copy, so that a sanitizer
/// sees a read past the end.
class Dissected {
 public:
  Dissected(const PacketContext& context, Bytes bytes, const Entry* entry = nullptr);
  Dissected(Dissected&&) = default;

  PacketSummary summary;       ///< of the walk that only fills the summary
  std::string protocol, info;  ///< line of the list
  std::string layers;          ///< frame.protocols

  [[nodiscard]] bool has(std::string_view key) const;
  /// The values of a field in the order of the tree, as `-T fields` prints them, with ',' between; "" where
  /// absent.
  [[nodiscard]] std::string value(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> values(std::string_view key) const;
  /// The line that the tree draws for the first node of this field, if the dissector wrote one.
  [[nodiscard]] std::string label(std::string_view key) const;
  [[nodiscard]] const FieldTree& tree() const { return fields_.tree; }
  /// Everything that is wrong whatever the bytes are: sinks that disagree, nodes outside their source,
  /// parents that stand behind their children. Empty where all is well.
  [[nodiscard]] std::string faults() const;
  /// Offsets of bytes that no field covers; layers and remarks do not count.
  [[nodiscard]] std::vector<std::size_t> uncovered() const;

 private:
  [[nodiscard]] std::string printed(const FieldNode& n) const;

  Bytes bytes_;
  PacketSummary rowSummary_, treeSummary_;
  FieldSink fields_;
  std::string treeProtocol_, treeInfo_;
};

/// `wireLen` 0: all bytes were captured.
Dissected dissect(LinkType link, const Bytes& bytes, std::uint32_t wireLen = 0);
/// With all that a context can say; its bytes and wireLen are set here.
Dissected dissect(PacketContext context, const Bytes& bytes, std::uint32_t wireLen = 0);
/// Of one protocol's bytes: nothing stands below it.
Dissected dissect(const Entry& entry, const Bytes& bytes, std::uint32_t wireLen = 0);

/// Each beginning of the packet, once as a capture that was cut and once as a packet that is no longer.
void everyPrefix(LinkType link, const Bytes& sample);
/// `count` copies of the packet with a few bytes changed; the same `seed` gives the same ones.
void mutations(LinkType link, const Bytes& sample, std::uint32_t seed = 1, unsigned count = 500);
/// Every byte of the frame belongs to some field.
void fullyCovered(LinkType link, const Bytes& sample);
/// All three.
void sturdy(LinkType link, const Bytes& sample);
/// The same for one protocol's bytes.
void sturdy(const Entry& entry, const Bytes& sample);

}  // namespace pw::test
