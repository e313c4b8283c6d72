// What can be wrong with a live capture, as facts; core/report makes the sentence.
#pragma once
#include <cstdint>
#include <string>

namespace pw {

enum class CaptureProblemKind : std::uint8_t {
  none,
  // ---- before the first packet ----
  helperMissing,        ///< text: where it was looked for last
  helperNotExecutable,  ///< text: its path; number: errno of the attempt. Mostly: the user is not in the file's group
  notPermitted,         ///< number: missing capabilities, as bits of CapabilityBits; text: libpcap's words, if any
  noSuchInterface,      ///< text: libpcap's words, if any
  interfaceDown,        ///< the interface is not up
  cannotOpenInterface,  ///< text: libpcap's words
  noMonitorMode,        ///< the interface has none
  badFilter,            ///< text: libpcap's words
  unsupportedLinkType,  ///< number: DLT_ value that has no LINKTYPE_ number
  noRing,               ///< the shared memory could not be made; number: errno
  cannotConfine,        ///< capabilities or seccomp refused; number: errno. Nothing is captured unconfined
  noPrivateNamespace,   ///< the system does not let the user make one; number: errno
  // ---- while it runs; all that was recorded stays ----
  interfaceGone,        ///< the interface was removed
  interfaceFailed,      ///< text: libpcap's words
  diskFull,             ///< number: bytes recorded; number2: packets received that found no room
  cannotWrite,          ///< text: the system's reason; number: bytes recorded; number2: as above
  helperDied,           ///< number: signal, or 0; number2: exit status
  helperMisbehaved,     ///< it sent what cannot be; number: which rule (HelperFault)
};

/// Bits of CaptureProblem::number with notPermitted.
enum CapabilityBits : std::uint64_t { kCapNetRaw = 1, kCapNetAdmin = 2 };

struct CaptureProblem {
  CaptureProblemKind kind = CaptureProblemKind::none;
  std::uint32_t interface = UINT32_MAX;  ///< index into CaptureOptions::interfaces; UINT32_MAX: of none in particular
  std::uint64_t number = 0;
  std::uint64_t number2 = 0;
  std::string text = {};  ///< words of libpcap or the system, never ours; made printable before it is shown

  [[nodiscard]] bool any() const noexcept { return kind != CaptureProblemKind::none; }
  bool operator==(const CaptureProblem&) const = default;
};

}  // namespace pw
