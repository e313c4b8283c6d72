// What a capture file says about itself and its packets, without looking into them (capinfos).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/field/text_out.h"
#include "core/file/packet_source.h"

namespace pw {

/// Numbers of one pass over a source.
struct CaptureSummary {
  std::string file;
  std::shared_ptr<const CaptureInfo> info;
  std::uint64_t fileBytes = 0;  ///< 0: not known (a pipe)
  std::uint64_t packets = 0;
  std::uint64_t cut = 0;  ///< packets of which the capture kept only a part
  std::uint64_t wireBytes = 0;
  std::uint64_t keptBytes = 0;
  std::uint32_t longest = 0, shortest = UINT32_MAX;  ///< bytes on the wire
  std::uint32_t leastCut = UINT32_MAX, mostCut = 0;  ///< bytes kept of the packets that were cut
  bool inOrder = true;                               ///< no packet is earlier than the one before it
  bool timed = false;                                ///< at least one packet has a time
  std::int64_t firstNs = 0, lastNs = 0;              ///< earliest and latest
  std::int64_t previousNs = 0;
  std::uint64_t commented = 0;  ///< packets with a comment
  std::vector<std::uint64_t> perInterface;
  std::vector<LinkType> linkTypes;  ///< of the packets seen, each once
  std::optional<FileProblem> problem;

  void count(const PacketBatch& batch);
  [[nodiscard]] double seconds() const noexcept {
    return static_cast<double>(static_cast<std::uint64_t>(lastNs) - static_cast<std::uint64_t>(firstNs)) /
           1e9;
  }
};

/// Reads a source to its end.
CaptureSummary summarize(PacketSource& source, std::string file);

/// As capinfos lays it out: "Name:   value" lines.
void writeSummary(TextOut& out, const CaptureSummary& summary);
/// One JSON object, without a line's end.
void writeSummaryJson(TextOut& out, const CaptureSummary& summary);

/// "Ethernet", "Linux cooked v1", ...; "link type 147" where it has no name here.
std::string linkTypeName(LinkType type);

}  // namespace pw
