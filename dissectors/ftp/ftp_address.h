// Addresses in commands and replies of FTP.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pw::ftp {

/// Decimal, up to 65535; 0 for anything else.
std::uint16_t numberOf(std::string_view text) noexcept;

/// "h1,h2,h3,h4,p1,p2" (RFC 959 §5.3.2).
struct HostPort {
  std::uint32_t address = 0;  ///< host order
  std::uint16_t port = 0;
  std::size_t length = 0;     ///< letters that were read
};
/// Of the beginning of the text.
std::optional<HostPort> hostPortOf(std::string_view text) noexcept;

/// "|family|address|port|" (RFC 2428 §2), with any separator. Views into the text; empty where it is nothing such.
struct ExtendedPort {
  std::string_view family, address, port;
};
ExtendedPort extendedPortOf(std::string_view text) noexcept;

std::optional<std::uint32_t> ipv4Of(std::string_view text) noexcept;
/// In network order (RFC 4291 §2.2).
std::optional<std::array<std::uint8_t, 16>> ipv6Of(std::string_view text) noexcept;

}  // namespace pw::ftp
