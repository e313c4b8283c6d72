// How the data of each DHCPv6 option is laid out, as far as a row can tell.
#pragma once
#include <algorithm>
#include <iterator>

#include "dissectors/dhcpv6/dhcpv6_fields.h"

namespace pw::dhcpv6 {

namespace option {
inline constexpr unsigned kClientId = 1, kServerId = 2, kNonTemporary = 3, kTemporary = 4, kAddress = 5,
                          kRequest = 6, kElapsed = 8, kRelayMessage = 9, kAuthentication = 11, kStatus = 13,
                          kUserClass = 15, kVendorClass = 16, kVendorSettings = 17, kPrefixDelegation = 25,
                          kPrefix = 26, kRemoteId = 37, kClientName = 39, kEcho = 43, kQuery = 44,
                          kClientData = 45, kRelayId = 53, kNtp = 56, kExclude = 67;
}

enum class Form : std::uint8_t {
  number,     ///< by the width of its row
  seconds,    ///< 32 bits, all ones are for ever
  address6,   ///< one IPv6 address
  addresses,  ///< as many as there are
  numbered,   ///< the same, counted in their lines
  names,      ///< as DNS writes them, without pointers (RFC 8415 §10)
  text,
  bytes,
};

struct Layout {
  std::uint16_t code;
  Form form;
  F field;
};

/// Sorted by code. Options that are not here are told by Message itself, or shown as bytes.
inline constexpr Layout kLayouts[]{
    {7, Form::number, F::preference},       {12, Form::address6, F::unicast},
    {18, Form::bytes, F::interfaceId},      {19, Form::number, F::reconfigure},
    {21, Form::names, F::sipName},          {22, Form::addresses, F::sipAddress},
    {23, Form::numbered, F::dnsServer},     {24, Form::names, F::searchName},
    {27, Form::addresses, F::nisServer},    {28, Form::addresses, F::nispServer},
    {29, Form::names, F::nisName},          {30, Form::names, F::nispName},
    {31, Form::numbered, F::sntpServer},    {32, Form::seconds, F::refreshTime},
    {33, Form::names, F::bcmcsName},        {34, Form::addresses, F::bcmcsAddress},
    {38, Form::text, F::subscriberId},      {40, Form::addresses, F::panaAgent},
    {41, Form::text, F::timeZone},          {42, Form::text, F::timeZoneName},
    {46, Form::number, F::lastTransaction}, {48, Form::addresses, F::clientLink},
    {52, Form::addresses, F::capwap},       {64, Form::names, F::aftr},
    {103, Form::text, F::captivePortal},    {112, Form::text, F::mudUrl},
    {135, Form::number, F::relayPort},
};
static_assert(std::is_sorted(std::begin(kLayouts), std::end(kLayouts),
                             [](const Layout& a, const Layout& b) { return a.code < b.code; }));

/// Null where there is none.
constexpr const Layout* layoutOf(unsigned code) {
  const Layout* const end = std::end(kLayouts);
  const Layout* const at = std::lower_bound(std::begin(kLayouts), end, code,
                                            [](const Layout& l, unsigned c) { return l.code < c; });
  return at != end && at->code == code ? at : nullptr;
}

}  // namespace pw::dhcpv6
