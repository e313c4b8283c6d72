#include "core/bytes/elapsed.h"
#include "core/report/compare_report.h"
#include "core/report/enum_name.h"
#include "core/report/flow_list.h"
#include "core/report/json_text.h"
#include "core/report/leak_view.h"

namespace pw {

namespace {

constexpr FindingKind kLastKind = static_cast<FindingKind>(static_cast<unsigned>(FindingKind::count_) - 1);
constexpr Source kLastSource = static_cast<Source>(static_cast<unsigned>(Source::count_) - 1);

std::uint64_t frameNumber(PacketId id) { return std::uint64_t{id.value} + 1; }

class CompareJson {
 public:
  CompareJson(TextOut& out, const CompareReport& report)
      : out_(out),
        report_(report),
        leaks_{report.trace, report.registry, nothing_, report.names, report.file, report.showSecrets},
        nothing_(report.trace, report.registry),
        texts_(report.trace, report.registry) {}

  void write() {
    const FlowSteps* flows[2] = {&report_.left, &report_.right};
    JsonMembers m{out_};
    m.number("version", kCompareJsonVersion);
    m.text("file", report_.file);
    m.truth("secrets_shown", report_.showSecrets);
    for (const unsigned i : {0u, 1u}) flow(m, sideName(i), *flows[i]);
    m.key("rows").add('[');
    bool first = true;
    for (const ComparedStep& s : alignSteps(report_.left, report_.right)) {
      out_.add(first ? "\n" : ",\n");
      first = false;
      JsonMembers row{out_};
      row.text("step", enumName<StepKind::closing>(s.kind));
      const bool isTurn = s.kind == StepKind::request || s.kind == StepKind::response;
      isTurn ? row.number("number", s.number) : row.nothing("number");
      for (const unsigned i : {0u, 1u}) {
        if (s.step[i] == ComparedStep::kNone) row.nothing(sideName(i));
        else step(row, sideName(i), *flows[i], flows[i]->steps[s.step[i]]);
      }
      row.end();
    }
    out_.add(']');
    m.end();
    out_.add('\n');
  }

 private:
  static std::string_view sideName(unsigned i) noexcept { return i == 0 ? "left" : "right"; }

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

  void flow(JsonMembers& m, std::string_view name, const FlowSteps& flow) {
    m.key(name);
    JsonMembers f{out_};
    const FlowSummary& s = flow.summary;
    f.text("transport", s.transport == Transport::tcp ? "tcp" : "udp");
    f.number("stream", s.stream);
    end(f, "client", s.client, s.clientPort);
    end(f, "server", s.server, s.serverPort);
    flow.serverName.empty() ? f.nothing("server_name") : f.text("server_name", flow.serverName);
    f.truth("sealed", flow.isSealed);
    f.truth("whole", flow.whole);
    f.number("turns_left_out", flow.turnsLeftOut);
    f.end();
  }

  void step(JsonMembers& m, std::string_view name, const FlowSteps& flow, const FlowStep& s) {
    m.key(name);
    JsonMembers o{out_};
    o.key("packets").add('[');
    for (std::size_t i = 0; i < s.packets.size(); ++i) out_.add(i == 0 ? "" : ", ").dec(frameNumber(s.packets[i]));
    out_.add(']');
    o.number("packet_count", s.packetCount);
    o.signedNumber("start_ns", s.firstNs - flow.summary.firstNs);
    o.signedNumber("duration_ns", elapsedNs(s.firstNs, s.lastNs));
    o.number("payload", s.payload);
    o.truth("sealed", s.sealed);
    o.key("findings").add('[');
    bool first = true;
    for (const Finding& f : s.findings) {
      out_.add(first ? "" : ", ");
      first = false;
      finding(f);
    }
    out_.add(']');
    o.number("records", s.recordCount);
    o.number("sealed_bytes", s.sealedBytes);
    s.insideKnown ? o.number("content_length_most", s.insideMost) : o.nothing("content_length_most");
    o.end();
  }

  void finding(const Finding& f) {
    const FoundText text = texts_.of(f), shown = shownText(leaks_.showSecrets, f, text);
    JsonMembers m{out_};
    m.text("kind", enumName<kLastKind>(f.kind));
    m.number("packet", frameNumber(f.packet));
    m.text("source", enumName<kLastSource>(f.source));
    m.number("offset", f.offset);
    m.number("length", f.length);
    m.optionalText("name", shown.name);
    f.kind == FindingKind::text ? m.nothing("value") : m.text("value", shown.value);
    m.truth("masked", !report_.showSecrets && shown.value != text.value);
    m.end();
  }

  TextOut& out_;
  const CompareReport& report_;
  const LeakReport leaks_;      ///< says how texts are shown
  const LeakFinder nothing_;
  FindingTexts texts_;
};

}  // namespace

void writeCompareJson(TextOut& out, const CompareReport& report) { CompareJson{out, report}.write(); }

}  // namespace pw
