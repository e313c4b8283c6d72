// What a live capture is asked to do.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/packet/link_type.h"

namespace pw {

struct InterfaceOptions {
  std::string name;
  std::string filter;                         ///< BPF; empty: everything
  bool promiscuous = true;
  bool monitor = false;
  std::uint32_t snapLen = 0;                  ///< bytes kept of a packet; 0: all (262144)
  std::uint32_t bufferMiB = 16;               ///< of the kernel
  std::optional<LinkType> linkType = {};      ///< absent: the interface's own
};

/// Ends the capture with whichever comes first.
struct StopConditions {
  std::optional<std::uint64_t> packets;
  std::optional<std::uint64_t> kilobytes;     ///< of 1000 bytes, written to all files; dumpcap's unit
  std::optional<std::chrono::milliseconds> duration;
  std::optional<std::uint32_t> files;         ///< with FileRing
};

/// Begins a new file when one of these is reached.
struct FileRing {
  std::optional<std::uint64_t> kilobytes;     ///< of 1000 bytes
  std::optional<std::chrono::milliseconds> duration;
  std::optional<std::uint64_t> packets;
  std::uint32_t files = 0;                    ///< the oldest is removed when there are more; 0: all are kept
  [[nodiscard]] bool asked() const noexcept { return kilobytes || duration || packets; }
};

struct CaptureOptions {
  std::vector<InterfaceOptions> interfaces;   ///< 1 to kMaxInterfaces
  StopConditions stop;
  FileRing ring;
  /// Where packets are recorded, as pcapng. Empty: a file of its own in spoolFolder(), which goes with the last owner
  /// of the LiveStore unless it is saved, and is offered again after a crash (orphan_spools.h). With a FileRing the
  /// name gets a number and the time: "x_00001_20260131120000.pcapng"; without a name it bounds what is kept on disk.
  std::filesystem::path file;
  std::uint32_t ringMiB = 64;                 ///< shared with the helper
  std::uint32_t recentMiB = 64;               ///< of what was recorded last stays in memory: nobody reads it back
  /// Of the packets that are analysed, how many the trace keeps (Trace::keepLast); 0: all. What is recorded is not
  /// concerned.
  std::uint32_t keepRows = 0;
  /// Captures in a network namespace of its own, which any user may make. Nothing else is in it until programs are
  /// run there; LiveCapture::helperPid() says where.
  bool privateNamespace = false;
  std::string application;                    ///< for the section header: "Plainwire 0.1.0"

  static constexpr std::size_t kMaxInterfaces = 64;
};

}  // namespace pw
