// Writes capture files: pcap and pcapng, all packets or some.
#pragma once
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/file/output_file.h"
#include "core/file/packet_source.h"
#include "core/file/pcapng_build.h"

namespace pw {

struct WriteOptions {
  FileFormat format = FileFormat::pcapng;  ///< pcap, pcapNsec or pcapng
  /// Writes to the target itself, without a temporary file: for a capture that somebody reads while it grows.
  bool direct = false;
};

/// One thread. After a failure all further calls fail, problem() tells why, and the target is as it was
/// before. pcap keeps one link type and neither comments nor interfaces; pcapng keeps all that CaptureInfo
/// and PacketExtras hold, in one section.
class CaptureWriter {
 public:
  using Result = std::expected<void, FileProblem>;

  [[nodiscard]] static std::expected<std::unique_ptr<CaptureWriter>, FileProblem> create(
      const std::filesystem::path& target, const CaptureInfo& info, const WriteOptions& options);

  /// Adds the interfaces, names and secrets that `info` has beyond what was known. To be called before a
  /// packet of a new interface is written, and before packets that need new secrets.
  [[nodiscard]] Result update(const CaptureInfo& info);
  /// `extras` may be null. `packet.interface` counts the interfaces of the info given.
  /// Errors: cannotWrite, badInterface; with pcap mixedLinkTypes, timeOutOfRange.
  [[nodiscard]] Result write(const PacketRef& packet, const PacketExtras* extras);
  /// Gives what is buffered to the system.
  [[nodiscard]] Result flush();
  /// Writes interface statistics, and puts the file in its place. Nothing may be written any more.
  [[nodiscard]] Result finish(const CaptureInfo& info);

  [[nodiscard]] std::uint64_t packets() const noexcept { return packets_; }
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept { return problem_; }

 private:
  struct Interface {
    LinkType linkType;
    std::uint32_t snapLen;
    TickClock clock;
  };

  CaptureWriter(OutputFile file, const WriteOptions& options) : file_(std::move(file)), options_(options) {}
  [[nodiscard]] bool pcapng() const noexcept { return options_.format == FileFormat::pcapng; }
  Result fail(FileProblem problem);
  Result fail(FileProblemKind kind, std::uint64_t number, std::uint64_t number2 = 0);
  Result writePcapng(const PacketRef& packet, const PacketExtras* extras);
  Result writePcap(const PacketRef& packet);
  void pcapHeader(const Interface& interface);
  Result give(ByteView bytes);

  OutputFile file_;
  const WriteOptions options_;
  pcapng::Builder builder_;
  std::vector<std::uint8_t> buffer_;  // pcap
  std::vector<Interface> interfaces_;
  std::optional<LinkType> pcapLink_;
  std::size_t names_ = 0, secrets_ = 0;  // written so far
  std::uint64_t packets_ = 0;
  std::int64_t lastNs_ = 0;
  std::optional<FileProblem> problem_;
};

/// What saveCapture() changes on the way.
struct SaveEdits {
  /// Packets to keep, counted from 0, in rising order; absent: all.
  std::optional<std::vector<std::uint32_t>> keep;
  /// Comments that take the place of a packet's own; an empty list removes them.
  std::map<std::uint32_t, std::vector<std::string>> comments;
};

struct SaveResult {
  std::uint64_t packets = 0;  ///< written
  bool stopped = false;       ///< by the token: the target is as it was before
};

/// Reads `from` to its end and writes what is to be kept. `target` may be the file that `from` reads. A
/// problem of the source ends the copy early and is told by the source, not here.
[[nodiscard]] std::expected<SaveResult, FileProblem> saveCapture(PacketSource& from,
                                                                 const std::filesystem::path& target,
                                                                 const WriteOptions& options,
                                                                 const SaveEdits& edits = {},
                                                                 const std::stop_token& stop = {});

}  // namespace pw
