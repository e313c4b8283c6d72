// What every field table must keep to, and how far its types are Wireshark's.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/walk/registry.h"
#include "tests/support/dissect.h"
#include "tests/support/walk_check.h"

namespace pw {
namespace {

/// Keys whose type is another than Wireshark 4.0's on purpose, or that Wireshark does not have. Keys that end in
/// ".unparsed" are always ours: there every byte that nobody understood has a field.
const std::map<std::string_view, std::string_view> kDifferent{
    {"_ws.malformed", "carries its sentence; a protocol without text there"},
    {"_ws.short", "carries its sentence; a protocol without text there"},
    {"data-text-lines.line", "one line; a text without a key there"},
    {"dhcp.option.overload", "options in the overloaded fields as a group; a heading without a key there"},
    {"dhcpv6.message", "a relayed message as a group; a heading without a key there"},
    {"dhcpv6.option", "one option as a group; a heading without a key there"},
    {"dhcpv6.option.data", "content of options that have no field of their own; not shown there"},
    {"dhcpv6.too_deep", "our own bound on messages within messages"},
    {"dns.entry", "one question or record as a group; a heading without a key there"},
    {"dns.section", "questions, answers and so on as groups; headings without keys there"},
    {"ftp.line", "one line; a text without a key there"},
    {"ftp.request.account", "our own: what a stranger learns"},
    {"ftp.request.password", "our own: what a stranger learns"},
    {"ftp.request.path", "our own: what a stranger learns"},
    {"ftp.request.username", "our own: what a stranger learns"},
    {"http.chunk", "one chunk as a group; a heading without a key there"},
    {"http.chunked", "all chunks as a group; a heading without a key there"},
    {"http.encoded_body", "the body as it was packed; a heading without a key there"},
    {"http.head_end", "the empty line behind a head; a text without a key there"},
    {"http.start_line", "the first line as a group; a heading without a key there"},
    {"icmpv6.opt.linkaddr", "an Ethernet address as one, other links' as bytes; bytes throughout there"},
    {"icmpv6.opt.pref64.prefix", "96 bits as they stand in the option; there an address that is filled up"},
    {"icmpv6.opt.src_linkaddr", "an Ethernet address as one; bytes there"},
    {"icmpv6.opt.target_linkaddr", "an Ethernet address as one; bytes there"},
    {"igmp.group_record", "one record as a group; a heading without a key there"},
    {"imap.auth.hash", "our own: what a stranger learns"},
    {"imap.auth.password", "our own: what a stranger learns"},
    {"imap.auth.token", "our own: what a stranger learns"},
    {"imap.auth.username", "our own: what a stranger learns"},
    {"imap.literal", "announced bytes; there the mail in them"},
    {"ip.opt.data", "content of options that have no field of their own; not shown there"},
    {"ip.options", "all options as a group; a heading without a key there"},
    {"mime_multipart.header", "header lines that have no field of their own; a text without a key there"},
    {"mime_multipart.part.data", "content of a part whose layers cannot be told before it is unpacked"},
    {"ntp.org", "a stamp of zero says that there is none: text beside the times"},
    {"ntp.priv.data", "content of private messages; not shown there"},
    {"ntp.rec", "as ntp.org"},
    {"ntp.reftime", "as ntp.org"},
    {"ntp.xmt", "as ntp.org"},
    {"pkcs1.namedCurve", "object identifiers are text here"},
    {"pop.request.hash", "our own: what a stranger learns"},
    {"pop.request.password", "our own: what a stranger learns"},
    {"pop.request.token", "our own: what a stranger learns"},
    {"pop.request.username", "our own: what a stranger learns"},
    {"raw.zeros", "the bytes that Wireshark passes over in silence"},
    {"sll.reserved", "two bytes that have no key there"},
    {"smtp.auth.hash", "our own: what a stranger learns"},
    {"smtp.auth.password.decoded", "out of Base64; there only with a preference"},
    {"smtp.auth.token", "our own: what a stranger learns"},
    {"smtp.auth.username.decoded", "out of Base64; there only with a preference"},
    {"smtp.req.address", "our own: what a stranger learns"},
    {"smtp.response.line", "lines of an answer behind the first; texts without a key there"},
    {"tcp.options.mptcp", "the option by its name; only its parts have keys there"},
    {"telnet.command", "one command as a group; a heading without a key there"},
    {"telnet.password", "our own: what a stranger learns"},
    {"telnet.rest", "bytes of a command that began in the segment before; not shown there"},
    {"telnet.username", "our own: what a stranger learns"},
    {"tftp.option", "one option as a group; a heading without a key there"},
    {"tls.alert_message.encrypted", "content of alerts that are encrypted; not shown there"},
    {"tls.app_data.plaintext_length", "our own measure"},
    {"tls.app_data.plaintext_length_most", "our own measure"},
    {"tls.certificate.alone", "our own remark"},
    {"tls.certificate.fits_name", "our own finding"},
    {"tls.certificate.forged", "our own remark"},
    {"tls.certificate.issuer_absent", "our own remark"},
    {"tls.certificate.name_differs", "our own remark"},
    {"tls.certificate.wrong_order", "our own remark"},
    {"tls.grease", "our own remark"},
    {"tls.handshake.cipherspecs", "the list as a group; a heading without a key there"},
    {"tls.handshake.data", "content of messages that have no field of their own; not shown there"},
    {"tls.handshake.downgrade", "our own remark"},
    {"tls.handshake.encrypted", "content of messages that are encrypted; not shown there"},
    {"tls.handshake.encrypted_by_position", "our own words for what TLS 1.3 hides in application data"},
    {"tls.handshake.extension", "one extension as a group; a heading without a key there"},
    {"tls.handshake.extensions.psk.binder", "one binder; all of them as one there"},
    {"tls.handshake.extensions_key_share", "one share as a group; a heading without a key there"},
    {"tls.handshake.fragment_data", "part of a message; not shown there"},
    {"tls.handshake.ja4", "from Wireshark 4.2 on"},
    {"tls.handshake.ja4_r", "from Wireshark 4.2 on"},
    {"tls.handshake.ocsp_response", "the response's bytes; there the parts of OCSP"},
    {"tls.handshake.post_quantum", "our own remark"},
    {"tls.handshake.too_long", "our own bound"},
    {"tls.no_forward_secrecy", "our own remark"},
    {"tls.quic.parameters", "as bytes; there each of its own"},
    {"tls.record.encrypted_v2", "content of SSL 2.0 that is encrypted; not shown there"},
    {"tls.record.mac", "MAC behind content that is not encrypted; not shown there"},
    {"tls.sct.sct", "one time stamp as a group; a heading without a key there"},
    {"tls.weak_cipher_suite", "our own remark"},
    {"tls.weak_version", "our own remark"},
    {"urlencoded-form.item", "one input as a group; a heading without a key there"},
    {"websocket.packed_payload", "the payload as it was packed; not shown there"},
    {"x509af.algorithm.id", "object identifiers are text here"},
    {"x509af.expired", "our own remark"},
    {"x509af.extension.id", "object identifiers are text here"},
    {"x509af.extensions", "a group; their number there"},
    {"x509af.issuer", "a group; the number of a choice there"},
    {"x509af.key_bits", "our own measure"},
    {"x509af.self_signed", "our own remark"},
    {"x509af.subject", "a group; the number of a choice there"},
    {"x509af.weak_key", "our own remark"},
    {"x509af.weak_signature", "our own remark"},
    {"x509ce.access_method", "under a key of another protocol there"},
    {"x509ce.KeyPurposeId", "object identifiers are text here"},
    {"x509if.oid", "object identifiers are text here"},
    {"x509sat.other_string", "strings that have keys by the kind of attribute there"},
};

/// What Wireshark leaves as text or does not work out: the beginnings of our own keys.
constexpr std::array<std::string_view, 45> kOwnKeys{
    "ftp.line", "ftp.request.account", "ftp.request.password", "ftp.request.path", "ftp.request.username",
    "http.access_control_", "http.api_key", "http.auth.", "http.authbasic.", "http.authdigest.", "http.chunks_not_shown",
    "http.cookie_pair.", "http.cors.", "http.from", "http.graphql", "http.head_too_long", "http.jwt", "http.ntlm.",
    "http.origin", "http.redirect.", "http.request.uri.query.parameter.", "http.set_cookie.",
    "http.strict_transport_security", "imap.auth.", "imap.literal", "mime_multipart.filename", "mime_multipart.name",
    "mime_multipart.value", "pop.request.hash", "pop.request.password", "pop.request.token", "pop.request.username",
    "smtp.auth.hash", "smtp.auth.password.decoded", "smtp.auth.token", "smtp.auth.username.decoded", "smtp.req.address",
    "smtp.response.line", "ssdp.", "tcp.analysis.changed_data", "telnet.command", "telnet.rest", "telnet.typed.",
    "websocket.message", "websocket.not_unpacked"};

/// Encrypted hellos came with Wireshark 4.2.
bool isOurs(std::string_view key) {
  const auto begins = [key](std::string_view own) { return key.starts_with(own); };
  return key.ends_with(".unparsed") || key.starts_with("tls.ech.") || kDifferent.contains(key) ||
         std::any_of(kOwnKeys.begin(), kOwnKeys.end(), begins);
}

const FieldDef& fieldAt(std::size_t i) { return test::registry().field(static_cast<FieldId>(i)); }

TEST(FieldTables, EveryFieldIsDocumented) {
  const Registry& all = test::registry();
  ASSERT_GT(all.fieldCount(), 100u);
  for (std::size_t i = 0; i < all.fieldCount(); ++i) {
    const FieldDef& d = fieldAt(i);
    EXPECT_FALSE(d.key.empty());
    EXPECT_FALSE(d.label.empty()) << d.key;
    EXPECT_GE(d.help.size(), 10u) << d.key << ": " << d.help;
    EXPECT_TRUE(test::isPlainText(d.help)) << d.key;
    EXPECT_TRUE(test::isPlainText(d.label)) << d.key;
    EXPECT_EQ(d.help.find('\n'), std::string_view::npos) << d.key;
    EXPECT_EQ(d.key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"),
              std::string_view::npos)
        << d.key;
  }
}

/// What may be compared with what in a filter, and looks the same in an export.
std::string family(const std::string& type) {
  if (type == "FT_PROTOCOL") return "FT_NONE";  // there or not: Wireshark has protocols for some options too
  if (type.starts_with("FT_UINT") && type != "FT_UINT_BYTES" && type != "FT_UINT_STRING") return "unsigned";
  if (type == "FT_CHAR") return "unsigned";
  if (type.starts_with("FT_INT")) return "signed";
  if (type.starts_with("FT_STRING") || type == "FT_UINT_STRING") return "string";
  if (type == "FT_BYTES" || type == "FT_UINT_BYTES") return "bytes";
  if (type == "FT_FLOAT" || type == "FT_DOUBLE") return "real";
  return type;
}

TEST(FieldTables, FieldsOfOneKeyAreOfOneFamily) {
  const Registry& all = test::registry();
  std::map<std::string_view, Kind> kinds;
  for (std::size_t i = 0; i < all.fieldCount(); ++i) {
    const FieldDef& d = fieldAt(i);
    if (kDifferent.contains(d.key)) continue;
    const Kind first = kinds.emplace(d.key, d.kind).first->second;
    EXPECT_EQ(family(std::string{typeName(first)}), family(std::string{typeName(d.kind)})) << d.key;
  }
}

TEST(FieldTables, MasksFitTheirWidth) {
  for (std::size_t i = 0; i < test::registry().fieldCount(); ++i) {
    const FieldDef& d = fieldAt(i);
    if (d.extra.mask == 0) continue;
    const unsigned bits = d.extra.parentBits != 0 ? d.extra.parentBits : 8 * widthOf(d.kind);
    ASSERT_GT(bits, 0u) << d.key << " has a mask but no width";
    EXPECT_TRUE(bits == 64 || d.extra.mask >> bits == 0) << d.key;
  }
}

TEST(Registry, FindsProtocolsAndFieldsByName) {
  const Registry& all = test::registry();
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < all.protocolCount(); ++i) {
    const auto id = static_cast<ProtocolId>(i);
    const Protocol& p = all.protocol(id);
    EXPECT_TRUE(names.insert(p.name).second) << p.name << " stands twice in the list";
    EXPECT_EQ(all.findProtocol(p.name), id);
    EXPECT_EQ(all.protocolOf(static_cast<FieldId>(all.fieldBase(id))), id);
    EXPECT_EQ(fieldAt(all.fieldBase(id)).kind, Kind::protocol) << p.name;
    EXPECT_FALSE(p.shortName.empty());
    EXPECT_FALSE(p.longName.empty());
  }
  EXPECT_FALSE(all.findProtocol("no such protocol").has_value());
  EXPECT_TRUE(all.find("no.such.field").empty());
  for (std::size_t i = 0; i < all.fieldCount(); ++i) {
    bool found = false;
    for (const FieldId f : all.find(fieldAt(i).key)) found = found || static_cast<std::size_t>(f) == i;
    EXPECT_TRUE(found) << fieldAt(i).key;
  }
}

TEST(Registry, HubsAreTakenAndUnknownNumbersAreNot) {
  const Registry& all = test::registry();
  EXPECT_NE(all.hub(Hub::frame), ProtocolId::none);
  EXPECT_NE(all.hub(Hub::data), ProtocolId::none);
  EXPECT_EQ(all.attached(Table::ethertype, 0xfffe), ProtocolId::none);
  EXPECT_EQ(all.attached(Table::udpPort, UINT32_MAX), ProtocolId::none);
}

TEST(Registry, NoPlaceIsTakenTwice) {
  const Registry& all = test::registry();
  std::map<std::pair<Table, std::uint32_t>, std::string_view> places;
  for (std::size_t i = 0; i < all.protocolCount(); ++i) {
    const Protocol& p = all.protocol(static_cast<ProtocolId>(i));
    for (const Attach& a : p.attach) {
      const auto [it, fresh] = places.emplace(std::pair{a.table, a.key}, p.name);
      EXPECT_TRUE(fresh) << p.name << " and " << it->second << " both attach at table "
                         << static_cast<unsigned>(a.table) << ", key " << a.key;
      EXPECT_EQ(all.attached(a.table, a.key), static_cast<ProtocolId>(i)) << p.name;
    }
  }
}

// ---- against tshark ----

/// Key to type of every field that the tshark of this machine knows; empty without one.
std::map<std::string, std::string> wiresharkTypes() {
  std::map<std::string, std::string> out;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{::popen("tshark -G fields 2>/dev/null", "r"), ::pclose};
  if (!pipe) return out;
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), line.size(), pipe.get()) != nullptr) {
    std::array<std::string, 4> column;
    std::size_t n = 0;
    for (const char* p = line.data(); *p != '\0' && *p != '\n' && n < column.size(); ++p) {
      if (*p == '\t') ++n;
      else column[n] += *p;
    }
    if (column[0] == "P") out[column[2]] = "FT_PROTOCOL";
    if (column[0] == "F") out[column[2]] = column[3];
  }
  return out;
}

TEST(FieldTables, TypesAreThoseOfWireshark) {
  const auto theirs = wiresharkTypes();
  if (theirs.size() < 1000) GTEST_SKIP() << "no tshark to compare with";
  for (std::size_t i = 0; i < test::registry().fieldCount(); ++i) {
    const FieldDef& d = fieldAt(i);
    if (isOurs(d.key)) continue;
    const auto it = theirs.find(std::string{d.key});
    if (it == theirs.end()) ADD_FAILURE() << d.key << " is no key of Wireshark";
    else EXPECT_EQ(family(std::string{typeName(d.kind)}), family(it->second)) << d.key;
  }
}

TEST(FieldTables, WrittenDifferencesAreStillOnes) {
  const auto theirs = wiresharkTypes();
  if (theirs.size() < 1000) GTEST_SKIP() << "no tshark to compare with";
  for (const auto& [key, why] : kDifferent) {
    const auto ours = test::registry().find(key);
    ASSERT_FALSE(ours.empty()) << key << " is gone: take it off the list";
    const auto it = theirs.find(std::string{key});
    if (it == theirs.end()) continue;
    bool differs = false;
    for (const FieldId id : ours)
      differs = differs || family(std::string{typeName(test::registry().field(id).kind)}) != family(it->second);
    EXPECT_TRUE(differs) << key;
  }
}

}  // namespace
}  // namespace pw
