// How the data of each kind of record is laid out, as far as a list of parts can tell.
#pragma once
#include <algorithm>
#include <span>
#include <string_view>

#include "core/field/text_out.h"
#include "dissectors/dns/dns_fields.h"

namespace pw::dns {

namespace type {
inline constexpr std::uint16_t kA = 1, kWks = 11, kSrv = 33, kLoc = 29, kNxt = 30, kKey = 25, kA6 = 38,
                               kOpt = 41, kApl = 42, kIpseckey = 45, kDnskey = 48, kNsec3 = 50,
                               kNsec3Param = 51, kHip = 55, kCdnskey = 60, kCsync = 62, kSvcb = 64,
                               kHttps = 65, kTkey = 249, kTsig = 250, kAny = 255, kCaa = 257, kWins = 65281,
                               kWinsReverse = 65282, kXpf = 65422;
}

enum class Form : std::uint8_t {
  number,  ///< integer or address of up to 8 bytes, by the width of its row
  ipv6,
  seconds,  ///< 32 bits, told in days and hours too
  time,     ///< seconds since 1970, 32 bits
  name,
  text,    ///< a length byte and that many characters
  texts,   ///< as many of them as there are
  rest,    ///< all that is left
  bitmap,  ///< kinds of record (RFC 4034 §4.1.2)
};

struct Part {
  Form form;
  F field;
  F length = F::count_;  ///< row of the length byte before a text
  std::string_view head =
      {};  ///< the value is told in the record's heading behind these words, and in the line
};

struct Layout {
  std::uint16_t type;
  bool ownerInLine;  ///< the line tells the name that the record belongs to
  std::span<const Part> parts;
};

namespace layout {
inline constexpr Part kA[]{{Form::number, F::a, F::count_, ", addr "}};
inline constexpr Part kNs[]{{Form::name, F::ns, F::count_, ", ns "}};
inline constexpr Part kMd[]{{Form::name, F::md}};
inline constexpr Part kMf[]{{Form::name, F::mf}};
inline constexpr Part kCname[]{{Form::name, F::cname, F::count_, ", cname "}};
inline constexpr Part kSoa[]{{Form::name, F::soaPrimary, F::count_, ", mname "},
                             {Form::name, F::soaMailbox},
                             {Form::number, F::soaSerial},
                             {Form::seconds, F::soaRefresh},
                             {Form::seconds, F::soaRetry},
                             {Form::seconds, F::soaExpire},
                             {Form::seconds, F::soaMinimum}};
inline constexpr Part kMb[]{{Form::name, F::mb}};
inline constexpr Part kMg[]{{Form::name, F::mg}};
inline constexpr Part kMr[]{{Form::name, F::mr}};
inline constexpr Part kNull[]{{Form::rest, F::null}};
inline constexpr Part kPtr[]{{Form::name, F::ptr, F::count_, ", "}};
inline constexpr Part kHinfo[]{{Form::text, F::hinfoCpu, F::hinfoCpuLength, ", CPU "},
                               {Form::text, F::hinfoOs, F::hinfoOsLength, ", OS "}};
inline constexpr Part kMinfo[]{{Form::name, F::minfoR}, {Form::name, F::minfoE}};
inline constexpr Part kMx[]{{Form::number, F::mxPreference, F::count_, ", preference "},
                            {Form::name, F::mxExchange, F::count_, ", mx "}};
inline constexpr Part kTxt[]{{Form::texts, F::txt, F::txtLength}};
inline constexpr Part kRp[]{{Form::name, F::rpMailbox}, {Form::name, F::rpText}};
inline constexpr Part kAfsdb[]{{Form::number, F::afsdbSubtype}, {Form::name, F::afsdbHost}};
inline constexpr Part kX25[]{{Form::text, F::x25Address, F::x25Length}};
inline constexpr Part kIsdn[]{{Form::text, F::isdnAddress, F::isdnLength},
                              {Form::texts, F::isdnSubAddress, F::isdnSubLength}};
inline constexpr Part kRt[]{{Form::number, F::rtPreference}, {Form::name, F::rtHost}};
inline constexpr Part kNsap[]{{Form::rest, F::nsap}};
inline constexpr Part kNsapPtr[]{{Form::name, F::nsapOwner}};
inline constexpr Part kRrsig[]{
    {Form::number, F::rrsigCovered}, {Form::number, F::rrsigAlgorithm}, {Form::number, F::rrsigLabels},
    {Form::seconds, F::rrsigTtl},    {Form::time, F::rrsigExpiration},  {Form::time, F::rrsigInception},
    {Form::number, F::rrsigKeyTag},  {Form::name, F::rrsigSigner},      {Form::rest, F::rrsigSignature}};
inline constexpr Part kPx[]{
    {Form::number, F::pxPreference}, {Form::name, F::pxMap822}, {Form::name, F::pxMapX400}};
inline constexpr Part kGpos[]{{Form::text, F::gposLongitude, F::gposLongitudeLength},
                              {Form::text, F::gposLatitude, F::gposLatitudeLength},
                              {Form::text, F::gposAltitude, F::gposAltitudeLength}};
inline constexpr Part kAaaa[]{{Form::ipv6, F::aaaa, F::count_, ", addr "}};
inline constexpr Part kSrv[]{{Form::number, F::srvPriority, F::count_, ", priority "},
                             {Form::number, F::srvWeight, F::count_, ", weight "},
                             {Form::number, F::srvPort, F::count_, ", port "},
                             {Form::name, F::srvTarget, F::count_, ", target "}};
inline constexpr Part kNaptr[]{{Form::number, F::naptrOrder, F::count_, ", order "},
                               {Form::number, F::naptrPreference, F::count_, ", preference "},
                               {Form::text, F::naptrFlags, F::naptrFlagsLength, ", flags "},
                               {Form::text, F::naptrService, F::naptrServiceLength},
                               {Form::text, F::naptrRegex, F::naptrRegexLength},
                               {Form::name, F::naptrReplacement, F::naptrReplacementLength}};
inline constexpr Part kKx[]{{Form::number, F::kxPreference, F::count_, ", preference "},
                            {Form::name, F::kxExchange, F::count_, ", kx "}};
inline constexpr Part kCert[]{{Form::number, F::certType},
                              {Form::number, F::certKeyTag},
                              {Form::number, F::certAlgorithm},
                              {Form::rest, F::certificate}};
inline constexpr Part kDname[]{{Form::name, F::dname, F::count_, ", dname "}};
inline constexpr Part kDs[]{{Form::number, F::dsKeyId},
                            {Form::number, F::dsAlgorithm},
                            {Form::number, F::dsDigestType},
                            {Form::rest, F::dsDigest}};
inline constexpr Part kSshfp[]{
    {Form::number, F::sshfpAlgorithm}, {Form::number, F::sshfpType}, {Form::rest, F::sshfp}};
inline constexpr Part kNsec[]{{Form::name, F::nsecNext, F::count_, ", next domain name "},
                              {Form::bitmap, F::type}};
inline constexpr Part kDhcid[]{{Form::rest, F::dhcid}};
inline constexpr Part kTlsa[]{{Form::number, F::tlsaUsage},
                              {Form::number, F::tlsaSelector},
                              {Form::number, F::tlsaMatching},
                              {Form::rest, F::tlsaData}};
inline constexpr Part kOpenPgp[]{{Form::rest, F::openPgpKey}};
inline constexpr Part kZonemd[]{{Form::number, F::zonemdSerial},
                                {Form::number, F::zonemdScheme},
                                {Form::number, F::zonemdHash},
                                {Form::rest, F::zonemdDigest}};
inline constexpr Part kSpf[]{{Form::texts, F::spf, F::spfLength}};
inline constexpr Part kNid[]{{Form::number, F::nidPreference}, {Form::rest, F::nid}};
inline constexpr Part kL32[]{{Form::number, F::l32Preference}, {Form::number, F::l32}};
inline constexpr Part kL64[]{{Form::number, F::l64Preference}, {Form::rest, F::l64}};
inline constexpr Part kLp[]{{Form::number, F::lpPreference}, {Form::name, F::lp}};
inline constexpr Part kEui48[]{{Form::number, F::eui48}};
inline constexpr Part kEui64[]{{Form::number, F::eui64}};
inline constexpr Part kLoc[]{{Form::number, F::locVersion},    {Form::number, F::locSize},
                             {Form::number, F::locHorizontal}, {Form::number, F::locVertical},
                             {Form::number, F::locLatitude},   {Form::number, F::locLongitude},
                             {Form::number, F::locAltitude}};
}  // namespace layout

/// Sorted by type. Kinds that are not here are told by RecordData itself, or shown as bytes.
inline constexpr Layout kLayouts[]{
    {1, false, layout::kA},       {2, false, layout::kNs},      {3, true, layout::kMd},
    {4, true, layout::kMf},       {5, false, layout::kCname},   {6, false, layout::kSoa},
    {7, true, layout::kMb},       {8, true, layout::kMg},       {9, true, layout::kMr},
    {10, true, layout::kNull},    {12, false, layout::kPtr},    {13, false, layout::kHinfo},
    {14, true, layout::kMinfo},   {15, false, layout::kMx},     {16, false, layout::kTxt},
    {17, true, layout::kRp},      {18, true, layout::kAfsdb},   {19, true, layout::kX25},
    {20, true, layout::kIsdn},    {21, true, layout::kRt},      {22, true, layout::kNsap},
    {23, true, layout::kNsapPtr}, {24, false, layout::kRrsig},  {26, true, layout::kPx},
    {27, true, layout::kGpos},    {28, false, layout::kAaaa},   {33, false, layout::kSrv},
    {35, false, layout::kNaptr},  {36, false, layout::kKx},     {37, false, layout::kCert},
    {39, false, layout::kDname},  {43, false, layout::kDs},     {44, false, layout::kSshfp},
    {46, false, layout::kRrsig},  {47, false, layout::kNsec},   {49, true, layout::kDhcid},
    {52, true, layout::kTlsa},    {59, false, layout::kDs},     {61, false, layout::kOpenPgp},
    {63, false, layout::kZonemd}, {99, false, layout::kSpf},    {104, false, layout::kNid},
    {105, false, layout::kL32},   {106, false, layout::kL64},   {107, false, layout::kLp},
    {108, false, layout::kEui48}, {109, false, layout::kEui64}, {32769, false, layout::kDs}};

/// Null where there is none.
constexpr const Layout* layoutOf(std::uint16_t type) {
  const Layout* const end = std::end(kLayouts);
  const Layout* const at = std::lower_bound(std::begin(kLayouts), end, type,
                                            [](const Layout& l, std::uint16_t t) { return l.type < t; });
  return at != end && at->type == type ? at : nullptr;
}
static_assert(std::is_sorted(std::begin(kLayouts), std::end(kLayouts),
                             [](const Layout& a, const Layout& b) { return a.type < b.type; }));

/// "AAAA", "NSEC3"; empty for a kind that is not known.
constexpr std::string_view mnemonic(std::uint16_t recordType) {
  if (recordType == type::kAny) return "ANY";
  const std::string_view name = nameOf(kTypes, recordType);
  return name.substr(0, name.find(' '));
}

inline void mnemonicTo(TextOut& t, std::uint16_t recordType) {
  const std::string_view name = mnemonic(recordType);
  if (name.empty())
    t.add("Unknown (").dec(recordType).add(')');
  else
    t.add(name);
}

}  // namespace pw::dns
