#include "core/report/leak_view.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/bytes/elapsed.h"
#include "core/field/format.h"
#include "core/report/flow_list.h"
#include "core/report/flow_text.h"

namespace pw {

namespace {

std::string printable(std::string_view text) {
  std::string out;
  TextOut{out}.printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return out;
}

std::string number(std::uint64_t v) { return std::to_string(v); }

std::string percent(std::uint64_t part, std::uint64_t whole) {
  // Rounded, but "all" and "nothing" only where it is so.
  const auto p = static_cast<unsigned>(100.0 * static_cast<double>(part) / static_cast<double>(whole) + 0.5);
  if (p == 0 && part != 0) return "< 1";
  if (p == 100 && part != whole) return "> 99";
  return number(p);
}

std::size_t characterLength(std::string_view s, std::size_t at) noexcept {
  std::size_t n = 1;
  while (at + n < s.size() && (static_cast<std::uint8_t>(s[at + n]) & 0xc0) == 0x80) ++n;
  return n;
}

bool isPassword(FindingKind k) noexcept { return k == FindingKind::password || k == FindingKind::hashedPassword; }

}  // namespace

std::string maskedText(std::string_view secret) {
  constexpr std::size_t kShort = 6, kDots = 8;
  std::vector<std::string_view> characters;
  for (std::size_t at = 0; at < secret.size();) {
    const std::size_t n = characterLength(secret, at);
    characters.push_back(secret.substr(at, n));
    at += n;
  }
  std::string out;
  const bool brief = characters.size() <= kShort;
  if (!brief) out += characters.front();
  for (std::size_t i = 0; i < kDots; ++i) out += "•";
  if (brief || characters.size() < 2 * kShort) return out;
  out += characters[characters.size() - 2];
  out += characters.back();
  return out;
}

FoundText shownText(bool showSecrets, const Finding& finding, const FoundText& text) {
  FoundText shown{printable(text.name), printable(text.value), printable(text.raw)};
  if (showSecrets) return shown;
  shown.raw.clear();  // the bytes of a name may be spelled together with those of a secret
  if (isSecret(finding)) {
    shown.value = maskedText(shown.value);
  } else if (finding.kind == FindingKind::address || finding.kind == FindingKind::referer) {
    // What stands in a query has findings of its own.
    const std::size_t mark = shown.value.find('?');
    if (mark != std::string::npos) shown.value = shown.value.substr(0, mark) + "?…";
  }
  return shown;
}

std::uint32_t LeakGrouping::add(const Finding& f, FoundText text) {
  const std::hash<std::string_view> hash;
  const std::size_t key = (hash(text.value) * 31 + hash(text.name)) * 31 + static_cast<std::size_t>(f.kind);
  const auto [from, to] = byHash_.equal_range(key);
  auto at = std::find_if(from, to, [&](const auto& entry) {
    const LeakGroup& g = groups_[entry.second];
    return g.first.kind == f.kind && g.text.name == text.name && g.text.value == text.value;
  });
  if (at == to) {
    const std::size_t size = text.name.size() + text.value.size() + text.raw.size();
    if (groups_.size() == kMaxLeakGroups || kMaxText - text_ < size) {
      ++leftOut_;
      return kNone;
    }
    text_ += size;
    at = byHash_.emplace(key, static_cast<std::uint32_t>(groups_.size()));
    groups_.push_back({f, std::move(text), 0, f.packet, 0});
  }
  LeakGroup& g = groups_[at->second];
  ++g.count;
  g.last = f.packet;
  g.bytes += f.length;
  g.first.notes |= f.notes;
  g.first.harm = std::min(g.first.harm, f.harm);
  return at->second;
}

std::vector<LeakGroup> leakGroups(const LeakReport& report) {
  FindingTexts texts{report.trace, report.registry};
  LeakGrouping grouping;
  for (const Finding& f : report.finder.findings()) grouping.add(f, texts.of(f));
  std::vector<LeakGroup> groups(grouping.groups().begin(), grouping.groups().end());
  for (LeakGroup& g : groups) g.text = shownText(report.showSecrets, g.first, g.text);
  const auto place = [](const LeakGroup& g) {
    return std::tuple{g.first.kind, g.first.packet.value, g.first.source, g.first.offset};
  };
  std::sort(groups.begin(), groups.end(),
            [&place](const LeakGroup& a, const LeakGroup& b) { return place(a) < place(b); });
  return groups;
}

LeakCounts leakCounts(const std::vector<LeakGroup>& groups, const LeakReport& report) {
  LeakCounts c;
  for (const LeakGroup& g : groups) {
    if (g.first.harm != Harm::secret) continue;
    ++(isPassword(g.first.kind) ? c.passwords : c.otherSecrets);
  }
  std::vector<std::uint32_t> flows;
  for (const Finding& f : report.finder.findings())
    if (f.harm == Harm::secret) flows.push_back(f.flow.value);
  std::sort(flows.begin(), flows.end());
  c.flows = static_cast<std::size_t>(std::unique(flows.begin(), flows.end()) - flows.begin());
  return c;
}

std::vector<std::string> leakSummary(Language language, const LeakReport& report,
                                     const std::vector<LeakGroup>& groups) {
  std::vector<std::string> out;
  const ReadableBytes m = report.finder.meter().all();
  out.push_back(m.all() == 0 ? message(language, Msg::leaksNoPayload)
                             : message(language, Msg::leaksReadable,
                                       {number(m.readable), number(m.all()), percent(m.readable, m.all()),
                                        number(m.sealed), number(m.unknown)}));
  const LeakCounts c = leakCounts(groups, report);
  out.push_back(c.passwords + c.otherSecrets == 0
                    ? message(language, Msg::leaksNoSecrets)
                    : message(language, Msg::leaksSecretCount,
                              {number(c.passwords), number(c.otherSecrets), number(c.flows)}));
  const std::size_t sealed = report.finder.sealed().flows().size();
  if (sealed != 0) out.push_back(message(language, Msg::leaksSealedCount, {number(sealed)}));
  if (const std::uint64_t n = report.finder.leftOut(); n != 0)
    out.push_back(message(language, Msg::leaksTooMany, {number(n)}));
  if (const std::uint64_t n = report.finder.unreadable(); n != 0)
    out.push_back(message(language, Msg::leaksUnreadable, {number(n)}));
  if (c.passwords + c.otherSecrets != 0)
    out.push_back(report.showSecrets ? message(language, Msg::leaksShown)
                                     : message(language, Msg::leaksMasked, {"--show-secrets"}));
  return out;
}

std::string leakKindName(Language language, FindingKind kind) {
  const auto id = static_cast<unsigned>(Msg::leakPassword) + static_cast<unsigned>(kind);
  return std::string{messageText(language, static_cast<Msg>(id))};
}

std::string leakPlace(Language language, const Finding& f) {
  const Msg id = f.source == Source::frame     ? Msg::leakPlaceFrame
                 : f.source == Source::decoded ? Msg::leakPlaceDecoded
                                               : Msg::leakPlaceStream;
  const std::uint64_t last = std::uint64_t{f.offset} + std::max<std::uint32_t>(f.length, 1) - 1;
  return message(language, id, {number(std::uint64_t{f.packet.value} + 1), number(f.offset), number(last)});
}

std::vector<std::string> leakNotes(Language language, const Finding& f) {
  std::vector<std::string> out;
  const auto say = [&](bool when, Msg id) {
    if (when) out.push_back(message(language, id));
  };
  say(f.kind == FindingKind::hashedPassword, Msg::leakWhyHashed);
  say(f.has(FindingNote::jwt), Msg::leakWhyJwt);
  say(f.has(FindingNote::notSecure), Msg::leakWhyNotSecure);
  say(f.has(FindingNote::notHttpOnly), Msg::leakWhyNotHttpOnly);
  say(f.has(FindingNote::noSameSite), Msg::leakWhyNoSameSite);
  return out;
}

std::string leakAgain(Language language, const LeakGroup& g) {
  if (g.count < 2) return {};
  return message(language, Msg::leakAgain, {number(g.count - 1), number(std::uint64_t{g.last.value} + 1)});
}

std::vector<LeakCredential> leakCredentials(Language language, const LeakReport& report) {
  FindingTexts texts{report.trace, report.registry};
  const std::vector<Finding>& findings = report.finder.findings();
  std::set<std::string> known;
  std::vector<LeakCredential> out;
  for (const Credential& c : report.finder.credentials()) {
    const Finding& password = findings[c.password];
    LeakCredential one;
    std::string key;
    if (c.user == Credential::kNone) {
      one.user = message(language, Msg::leakNoUser);
    } else {
      const FoundText user = texts.of(findings[c.user]);
      one.user = printable(user.value);
      key = user.value;
    }
    const FoundText text = texts.of(password);
    key += '\0';
    key += text.value;
    if (out.size() == kMaxLeakGroups || !known.insert(std::move(key)).second) continue;
    one.password = shownText(report.showSecrets, password, text).value;
    one.place = leakPlace(language, password);
    out.push_back(std::move(one));
  }
  return out;
}

std::string sealedValueName(const Registry& registry, const SealedDetail& d) {
  const std::string_view name = nameOf(registry.field(d.field).extra.names, d.value);
  std::string out{name};
  if (name.empty()) TextOut{out}.hex0x(d.value, 4);
  return out;
}

std::uint64_t contentBytes(const SealedFlow& flow, bool& known) noexcept {
  std::uint64_t sum = 0;
  known = flow.recordsLeftOut == 0;
  for (const SealedRecord& r : flow.records) {
    if (r.opening) continue;
    known = known && r.isExact();
    if (r.inside != SealedRecord::kUnknown) sum += r.inside;
  }
  return sum;
}

Msg sealedTitle(const SealedDetail& d, const FlowSummary& s) noexcept {
  switch (d.what) {
    case Reveals::serverName: return Msg::sealedServerName;
    case Reveals::alpn: return s.sideOf(d.direction) == 0 ? Msg::sealedAlpnOffered : Msg::sealedAlpnChosen;
    case Reveals::version: return Msg::sealedVersion;
    case Reveals::cipher: return Msg::sealedCipher;
    default: return Msg::sealedCertificate;
  }
}

std::vector<SealedLine> sealedLines(Language language, const LeakReport& report, const SealedFlow& flow) {
  const FlowSummary s = summarizeFlow(report.trace, flow.flow);
  std::vector<SealedLine> out;
  std::string date;
  TextOut text{date};
  appendDate(text, s.firstNs, true);
  out.push_back({message(language, Msg::sealedWhen, {date, spanText(language, elapsedNs(s.firstNs, s.lastNs))}), {}});
  out.push_back({message(language, Msg::sealedTraffic, {number(s.packets[0]), number(s.bytes[0]), number(s.packets[1]),
                                                        number(s.bytes[1])}),
                 {}});
  const auto line = [&](std::string what, std::string value) {
    for (SealedLine& known : out)
      if (known.what == what) {
        known.value += ", " + value;
        return;
      }
    out.push_back({std::move(what), std::move(value)});
  };
  if (const std::string dns = report.names.nameOf(s.server, s.first); !dns.empty())
    line(message(language, Msg::sealedDnsName), dns);
  for (const SealedDetail& d : flow.details) {
    const bool isNumber = d.what == Reveals::version || d.what == Reveals::cipher;
    std::string value = isNumber ? sealedValueName(report.registry, d) : printable(d.text);
    if (d.what == Reveals::fingerprint) line(std::string{report.registry.field(d.field).label}, std::move(value));
    else line(message(language, sealedTitle(d, s)), std::move(value));
  }
  bool known = false;
  const std::uint64_t inside = contentBytes(flow, known);
  const std::string records = number(flow.records.size() + flow.recordsLeftOut);
  out.push_back({known ? message(language, Msg::sealedRecords, {records, number(flow.sealedBytes), number(inside)})
                       : message(language, Msg::sealedRecordsUnknown, {records, number(flow.sealedBytes)}),
                 {}});
  return out;
}

std::vector<std::string> sealedRecordLines(Language language, const LeakReport& report, const SealedFlow& flow) {
  const FlowSummary s = summarizeFlow(report.trace, flow.flow);
  std::vector<std::string> out;
  for (const SealedRecord& r : flow.records) {
    if (out.size() == kMaxRecordLines) break;
    const std::string side{messageText(language, s.sideOf(r.direction) == 0 ? Msg::roleClient : Msg::roleServer)};
    const std::string time = spanText(language, elapsedNs(s.firstNs, report.trace.timeNs(r.packet)));
    const Msg id = r.opening                                    ? Msg::sealedOpeningRecord
                   : r.inside == SealedRecord::kUnknown ? Msg::sealedRecordUnknown
                   : r.isExact()                        ? Msg::sealedRecord
                                                        : Msg::sealedRecordAbout;
    out.push_back(message(language, id, {number(std::uint64_t{r.packet.value} + 1), side, number(r.length),
                                         number(r.inside), time, number(r.insideMost)}));
  }
  const std::uint64_t more = flow.records.size() - out.size() + flow.recordsLeftOut;
  if (more != 0) out.push_back(message(language, Msg::sealedMoreRecords, {number(more)}));
  return out;
}

}  // namespace pw
