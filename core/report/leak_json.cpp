#include <algorithm>

#include "core/bytes/elapsed.h"
#include "core/report/enum_name.h"
#include "core/report/flow_list.h"
#include "core/report/json_text.h"
#include "core/report/leak_view.h"

namespace pw {

namespace {

constexpr FindingKind kLastKind = static_cast<FindingKind>(static_cast<unsigned>(FindingKind::count_) - 1);
constexpr Source kLastSource = static_cast<Source>(static_cast<unsigned>(Source::count_) - 1);

std::uint64_t frameNumber(PacketId id) { return std::uint64_t{id.value} + 1; }

class LeakJson {
 public:
  LeakJson(Output& output, const LeakReport& report)
      : output_(output),
        out_(output.text()),
        report_(report),
        finder_(report.finder),
        texts_(report.trace, report.registry) {}

  void write() {
    JsonMembers m{out_};
    m.number("version", kLeaksJsonVersion);
    m.text("file", report_.file);
    m.number("packets", finder_.packets());
    m.truth("secrets_shown", report_.showSecrets);
    m.number("findings_left_out", finder_.leftOut());
    m.number("unreadable_packets", finder_.unreadable());
    m.number("crowded_packets", finder_.crowdedPackets());
    m.number("sealed_flows_left_out", finder_.sealed().flowsLeftOut());
    meter(m, finder_.meter().all());
    flows(m);
    credentials(m);
    list(m, "findings", finder_.findings(), [this](const Finding& f) { finding(f); });
    list(m, "sealed", finder_.sealed().flows(), [this](const SealedFlow& f) { sealed(f); });
    m.end();
    out_.add('\n');
  }

 private:
  template <class All, class One>
  void list(JsonMembers& m, std::string_view name, const All& all, One one) {
    m.key(name).add('[');
    bool first = true;
    for (const auto& element : all) {
      out_.add(first ? "\n" : ",\n");
      first = false;
      one(element);
      if (!output_.roll()) return;
    }
    out_.add(']');
  }

  void meter(JsonMembers& m, const ReadableBytes& bytes) {
    m.key("meter");
    JsonMembers n{out_};
    n.number("readable", bytes.readable);
    n.number("sealed", bytes.sealed);
    n.number("unknown", bytes.unknown);
    n.end();
  }

  void end(JsonMembers& m, std::string_view name, const Address& address, std::uint16_t port) {
    m.key(name);
    JsonMembers e{out_};
    const std::string text = endText(address, port);
    std::string_view bare{text};
    bare = bare.substr(0, bare.rfind(':'));
    if (bare.starts_with('[')) bare = bare.substr(1, bare.size() - 2);
    e.text("address", bare);
    e.number("port", port);
    e.end();
  }

  void flows(JsonMembers& m) {
    m.key("flows").add('[');
    bool first = true;
    for (std::uint32_t i = 0; i < report_.trace.flowCount(); ++i) {
      const FlowId id{i};
      const ReadableBytes bytes = finder_.meter().flow(id);
      if (bytes.all() == 0) continue;
      out_.add(first ? "\n" : ",\n");
      first = false;
      const FlowSummary s = summarizeFlow(report_.trace, id);
      JsonMembers f{out_};
      f.number("flow", i);
      f.text("transport", s.transport == Transport::tcp ? "tcp" : "udp");
      f.number("stream", s.stream);
      end(f, "client", s.client, s.clientPort);
      end(f, "server", s.server, s.serverPort);
      meter(f, bytes);
      f.end();
      if (!output_.roll()) return;
    }
    out_.add(']');
  }

  void credentials(JsonMembers& m) {
    const std::vector<Finding>& findings = finder_.findings();
    list(m, "credentials", finder_.credentials(), [&](const Credential& c) {
      JsonMembers one{out_};
      flow(one, c.flow);
      one.key("user");
      if (c.user == Credential::kNone) out_.add("null");
      else finding(findings[c.user]);
      one.key("password");
      finding(findings[c.password]);
      one.end();
    });
  }

  void flow(JsonMembers& m, FlowId id) { id.valid() ? m.number("flow", id.value) : m.nothing("flow"); }

  std::string_view side(FlowId id, Direction d) {
    if (!id.valid()) return "client";
    if (id != sideFlow_) {
      sideFlow_ = id;
      clientForward_ =
          report_.trace.readFlows([id](const FlowTable& t) { return summarizeFlow(t, id).clientIsForward; });
    }
    return (d == Direction::forward) == clientForward_ ? "client" : "server";
  }

  void finding(const Finding& f) {
    const FoundText text = texts_.of(f);
    const FoundText shown = report_.showSecrets ? text : shownText(report_.showSecrets, f, text);
    JsonMembers m{out_};
    m.number("packet", frameNumber(f.packet));
    flow(m, f.flow);
    m.text("side", side(f.flow, f.direction));
    m.text("kind", enumName<kLastKind>(f.kind));
    m.text("harm", enumName<Harm::context>(f.harm));
    m.text("field", report_.registry.field(f.field).key);
    m.text("source", enumName<kLastSource>(f.source));
    m.number("offset", f.offset);
    m.number("length", f.length);
    if (!shown.name.empty()) m.text("name", shown.name);
    if (f.nameLength != 0) {
      m.number("name_offset", f.nameOffset);
      m.number("name_length", f.nameLength);
    }
    if (f.kind == FindingKind::text) m.nothing("value");
    else m.text("value", shown.value);
    m.optionalText("raw", shown.raw);
    m.truth("masked", !report_.showSecrets && shown.value != text.value);
    notes(m, f);
    m.end();
  }

  void notes(JsonMembers& m, const Finding& f) {
    constexpr std::pair<FindingNote, std::string_view> kNames[] = {
        {FindingNote::byName, "byName"},         {FindingNote::looksHashed, "looksHashed"},
        {FindingNote::nameSaysSealed, "nameSaysSealed"}, {FindingNote::jwt, "jwt"},
        {FindingNote::notSecure, "notSecure"},   {FindingNote::notHttpOnly, "notHttpOnly"},
        {FindingNote::noSameSite, "noSameSite"}, {FindingNote::checkDigit, "checkDigit"}};
    m.key("notes").add('[');
    bool first = true;
    for (const auto& [note, name] : kNames) {
      if (!f.has(note)) continue;
      out_.add(first ? "\"" : ", \"").add(name).add('"');
      first = false;
    }
    out_.add(']');
  }

  // ---- sealed conversations ----

  const SealedDetail* latest(const SealedFlow& flow, Reveals what) {
    const SealedDetail* found = nullptr;
    for (const SealedDetail& d : flow.details)
      if (d.what == what) found = &d;
    return found;
  }
  void text(JsonMembers& m, std::string_view name, const SealedDetail* d) {
    if (d == nullptr) return m.nothing(name);
    const bool isNumber = d->what == Reveals::version || d->what == Reveals::cipher;
    m.text(name, isNumber ? sealedValueName(report_.registry, *d) : d->text);
  }
  template <class Is>
  void texts(JsonMembers& m, std::string_view name, const SealedFlow& flow, Is is) {
    std::vector<std::string> all;
    for (const SealedDetail& d : flow.details)
      if (is(d) && std::find(all.begin(), all.end(), d.text) == all.end()) all.push_back(d.text);
    m.texts(name, all);
  }

  void sealed(const SealedFlow& sealed) {
    const FlowSummary s = summarizeFlow(report_.trace, sealed.flow);
    JsonMembers m{out_};
    m.number("flow", sealed.flow.value);
    m.signedNumber("start_ns", s.firstNs);
    m.signedNumber("duration_ns", elapsedNs(s.firstNs, s.lastNs));
    m.key("packets").add('[').dec(s.packets[0]).add(", ").dec(s.packets[1]).add(']');
    m.key("bytes").add('[').dec(s.bytes[0]).add(", ").dec(s.bytes[1]).add(']');
    text(m, "server_name", latest(sealed, Reveals::serverName));
    const std::string dns = report_.names.nameOf(s.server, s.first);
    dns.empty() ? m.nothing("dns_name") : m.text("dns_name", dns);
    text(m, "version", latest(sealed, Reveals::version));
    text(m, "cipher", latest(sealed, Reveals::cipher));
    const auto isAlpn = [&s](const SealedDetail& d, unsigned side) {
      return d.what == Reveals::alpn && s.sideOf(d.direction) == side;
    };
    texts(m, "alpn_offered", sealed, [&](const SealedDetail& d) { return isAlpn(d, 0); });
    texts(m, "alpn_chosen", sealed, [&](const SealedDetail& d) { return isAlpn(d, 1); });
    texts(m, "certificate_names", sealed, [](const SealedDetail& d) { return d.what == Reveals::certificateName; });
    m.key("fingerprints");
    JsonMembers prints{out_};
    for (const SealedDetail& d : sealed.details)
      if (d.what == Reveals::fingerprint) prints.text(report_.registry.field(d.field).key, d.text);
    prints.end();
    m.number("sealed_bytes", sealed.sealedBytes);
    bool known = false;
    const std::uint64_t inside = contentBytes(sealed, known);
    known ? m.number("content_bytes", inside) : m.nothing("content_bytes");
    m.number("records_left_out", sealed.recordsLeftOut);
    list(m, "records", sealed.records, [&](const SealedRecord& r) { record(r, s); });
    m.end();
  }

  void record(const SealedRecord& r, const FlowSummary& s) {
    JsonMembers m{out_};
    m.number("packet", frameNumber(r.packet));
    m.text("side", s.sideOf(r.direction) == 0 ? "client" : "server");
    m.signedNumber("time_ns", report_.trace.timeNs(r.packet));
    m.text("field", report_.registry.field(r.field).key);
    m.text("source", enumName<kLastSource>(r.source));
    m.number("offset", r.offset);
    m.number("length", r.length);
    r.inside == SealedRecord::kUnknown ? m.nothing("content_length") : m.number("content_length", r.inside);
    if (r.inside != r.insideMost) m.number("content_length_most", r.insideMost);
    m.truth("handshake", r.opening);
    m.end();
  }

  Output& output_;
  TextOut out_;
  const LeakReport& report_;
  const LeakFinder& finder_;
  FindingTexts texts_;
  FlowId sideFlow_;
  bool clientForward_ = true;
};

}  // namespace

void writeLeaksJson(Output& out, const LeakReport& report) { LeakJson{out, report}.write(); }

}  // namespace pw
