// The devices of this machine that packets can be captured from, and how busy they are. Needs no privileges.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/capture/capture_problem.h"
#include "core/packet/link_type.h"

namespace pw {

/// Why capturing on an interface would give nothing. Whether capturing is permitted at all: permission.h.
enum class InterfaceHurdle : std::uint8_t {
  none,
  down,          ///< not up: nothing passes until somebody brings it up
  disconnected,  ///< up, but without a carrier (no cable, no network joined)
};

struct CaptureInterface {
  std::string name;                    ///< as -i takes it: "eth0", "any"
  std::string description;             ///< libpcap's words; may be empty
  std::vector<std::string> addresses;  ///< IPv4 and IPv6 as text, without prefix length
  bool up = false;
  bool running = false;   ///< has a carrier, where that can be said
  bool loopback = false;
  bool wireless = false;
  bool network = false;   ///< false for USB buses, Bluetooth, D-Bus and netfilter's queues
  InterfaceHurdle hurdle = InterfaceHurdle::none;
};

/// In libpcap's order: the most promising first. Error: cannotOpenInterface with libpcap's words. Takes a few ms; any
/// thread.
[[nodiscard]] std::expected<std::vector<CaptureInterface>, CaptureProblem> listInterfaces();

/// What passed an interface since it was made, both ways. The kernel counts in 32 bits here: take differences modulo
/// 2^32.
struct InterfaceTraffic {
  std::string name;
  std::uint32_t packets = 0;
  std::uint32_t bytes = 0;
  std::uint32_t dropped = 0;  ///< by the interface, for want of room (rx_missed_errors and rx_fifo_errors)
};

/// For sparklines: of all network interfaces, some 50 µs for a few of them. Empty where the system refuses.
[[nodiscard]] std::vector<InterfaceTraffic> interfaceTraffic();

struct OfferedLinkType {
  LinkType type = LinkType::ethernet;
  std::string name;         ///< libpcap's, as -y takes it: "EN10MB"
  std::string description;  ///< libpcap's words
};

/// What -L prints. Opens the interface, so it asks the helper and blocks for some ms.
[[nodiscard]] std::expected<std::vector<OfferedLinkType>, CaptureProblem> linkTypesOf(const std::string& interface,
                                                                                     bool monitor);

/// "EN10MB", as -y takes it.
[[nodiscard]] std::optional<LinkType> linkTypeNamed(const std::string& name);

}  // namespace pw
