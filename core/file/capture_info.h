// What a capture file says about itself apart from its packets.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/packet/link_type.h"

namespace pw {

/// Bigger packets are refused, as libpcap and Wireshark do: 256 KiB, and 128 MiB for D-Bus and USB links
/// there; one bound for all here.
inline constexpr std::uint32_t kMaxPacketBytes = 262144;

/// pcapModified: one of the old variants whose record headers have more fields.
enum class FileFormat : std::uint8_t { unknown, pcap, pcapNsec, pcapModified, pcapng, snoop };
enum class Compression : std::uint8_t { none, gzip, zstd, lz4 };

/// What can be wrong with a file, as facts; core/report makes the sentence.
enum class FileProblemKind : std::uint8_t {
  cannotOpen,  ///< text: the system's reason
  cannotRead,  ///< text: the system's reason
  isDirectory,
  empty,
  unknownFormat,        ///< neither pcap nor pcapng
  unsupportedVersion,   ///< number: major, number2: minor
  unsupportedLinkType,  ///< number: the link-type field
  cutShort,        ///< the file ends inside a packet or block; number: bytes wanted, number2: bytes there
  packetTooBig,    ///< number: claimed length
  badBlockLength,  ///< number: first length, number2: second
  badBlock,        ///< what a block holds does not fit into it; number: block type, number2: its length
  blockTooBig,     ///< number: claimed length
  badOption,       ///< number: option code, number2: its length
  badInterface,    ///< number: interface that was never described
  badByteOrder,    ///< number: the magic that was found
  badCompression,  ///< text: what the library says
  bombSuspected,   ///< decompressed size passed the bound; number: bytes
  cannotKeep,   ///< no room for the temporary copy of piped or decompressed bytes; text: the system's reason
  cannotWrite,  ///< writing: text: the system's reason
  mixedLinkTypes,  ///< writing: pcap holds one link type; number: the file's, number2: the packet's
  timeOutOfRange,  ///< writing: pcap holds 1970 to 2106; number: the packet's seconds as two's complement
};

struct FileProblem {
  FileProblemKind kind = FileProblemKind::unknownFormat;
  std::uint64_t at = 0;       ///< offset in the (decompressed) file
  std::uint64_t packets = 0;  ///< packets read before it
  std::uint64_t number = 0;
  std::uint64_t number2 = 0;
  std::string text = {};

  bool operator==(const FileProblem&) const = default;
};

/// Interface statistics block, as far as it was given.
struct InterfaceStats {
  std::optional<std::int64_t> startNs, endNs;
  std::optional<std::uint64_t> received, dropped, filterAccepted, osDropped, delivered;
};

struct InterfaceInfo {
  LinkType linkType = LinkType::ethernet;
  std::uint32_t snapLen = 0;  ///< bytes; 0: no limit
  std::string name, description, filter, hardware, os;
  std::vector<std::string> comments;
  /// Ticks a second are 10^n or, with the top bit of the option set, 2^n; kept as stored for rewriting.
  std::uint8_t tsResolution = 6;
  std::int64_t tsOffsetSec = 0;
  std::optional<std::uint64_t> speedBps;
  std::uint8_t fcsLen = 0;  ///< bytes of frame check sequence at the end of each packet; 0: none or not said
  bool fcsKnown = false;
  std::uint32_t section = 0;
  std::optional<InterfaceStats> stats;
};

struct SectionInfo {
  bool bigEndian = false;
  std::uint16_t major = 0, minor = 0;
  std::string hardware, os, application;
  std::vector<std::string> comments;
};

/// From name resolution blocks: what the writer of the file knew.
struct NameRecord {
  bool ipv6 = false;
  std::array<std::uint8_t, 16> address{};  ///< network order; IPv4 in the first four bytes
  std::string name;
};

/// Decryption secrets block (type 0x544c534b is a TLS key log).
struct SecretsRecord {
  std::uint32_t type = 0;
  std::vector<std::uint8_t> bytes;
};

struct CaptureInfo {
  FileFormat format = FileFormat::unknown;
  Compression compression = Compression::none;
  std::uint16_t major = 0, minor = 0;
  bool bigEndian = false;
  std::uint64_t fileBytes = 0;  ///< size on disk when opened; 0 for a pipe
  std::vector<SectionInfo> sections;
  std::vector<InterfaceInfo> interfaces;
  std::vector<NameRecord> names;
  std::vector<SecretsRecord> secrets;
  std::uint64_t unknownBlocks = 0;  ///< blocks passed over because nobody knows them
};

}  // namespace pw
