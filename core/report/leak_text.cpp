#include <algorithm>
#include <span>

#include "core/report/flow_list.h"
#include "core/report/leak_view.h"

namespace pw {

namespace {

constexpr std::size_t kMaxGroupLines = 200;  ///< of one severity
constexpr std::size_t kMaxSealedFlows = 200;

class LeakText {
 public:
  LeakText(TextOut& out, Language language, const LeakReport& report)
      : out_(out), language_(language), report_(report), groups_(leakGroups(report)) {}

  void write() {
    out_.add(message(language_, Msg::leaksTitle, {report_.file})).add("\n\n");
    for (const std::string& s : leakSummary(language_, report_, groups_)) out_.add(s).add('\n');
    credentials();
    groups(Msg::leaksSecrets, Harm::secret);
    groups(Msg::leaksPersonal, Harm::personal);
    groups(Msg::leaksContext, Harm::context);
    sealed();
  }

 private:
  void title(Msg id) { out_.add('\n').add(messageText(language_, id)).add('\n'); }

  void credentials() {
    const std::vector<LeakCredential> all = leakCredentials(language_, report_);
    if (all.empty()) return;
    title(Msg::leaksCredentials);
    std::size_t n = 0;
    for (const LeakCredential& c : all) {
      if (n++ == kMaxGroupLines) return more(all.size() - kMaxGroupLines);
      out_.add("  ").add(c.user).add(" : ").add(c.password).add("  [").add(c.place).add("]\n");
    }
  }

  void more(std::size_t n) {
    out_.add("  ").add(message(language_, Msg::leakMoreGroups, {std::to_string(n)})).add('\n');
  }

  void groups(Msg id, Harm harm) {
    std::size_t n = 0;
    for (const LeakGroup& g : groups_) {
      if (g.first.harm != harm) continue;
      if (n == 0) title(id);
      if (++n <= kMaxGroupLines) group(g);
    }
    if (n > kMaxGroupLines) more(n - kMaxGroupLines);
  }

  void group(const LeakGroup& g) {
    out_.add("  ").add(leakKindName(language_, g.first.kind)).add(": ");
    if (!g.text.name.empty()) out_.add(g.text.name).add(" = ");
    out_.add(g.first.kind == FindingKind::text ? message(language_, Msg::leakBytes, {std::to_string(g.bytes)})
                                               : g.text.value);
    out_.add("  [").add(leakPlace(language_, g.first));
    if (const std::string again = leakAgain(language_, g); !again.empty()) out_.add("; ").add(again);
    out_.add("]\n");
    for (const std::string& note : leakNotes(language_, g.first)) out_.add("      ").add(note).add('\n');
  }

  void sealed() {
    const auto flows = report_.finder.sealed().flows();
    if (flows.empty()) return;
    title(Msg::leaksSealed);
    for (const SealedFlow& flow : flows.first(std::min(flows.size(), kMaxSealedFlows))) {
      const FlowSummary s = summarizeFlow(report_.trace, flow.flow);
      out_.add("  ").add(message(language_, Msg::sealedEnds,
                                 {endText(s.client, s.clientPort), endText(s.server, s.serverPort)}));
      out_.add('\n');
      for (const SealedLine& line : sealedLines(language_, report_, flow)) {
        out_.add("    ").add(line.what);
        if (!line.value.empty()) out_.add(": ").add(line.value);
        out_.add('\n');
      }
      for (const std::string& line : sealedRecordLines(language_, report_, flow))
        out_.add("      ").add(line).add('\n');
    }
    if (flows.size() > kMaxSealedFlows)
      out_.add("  ")
          .add(message(language_, Msg::sealedMoreFlows, {std::to_string(flows.size() - kMaxSealedFlows)}))
          .add('\n');
  }

  TextOut& out_;
  const Language language_;
  const LeakReport& report_;
  const std::vector<LeakGroup> groups_;
};

}  // namespace

void writeLeaksText(TextOut& out, Language language, const LeakReport& report) {
  LeakText{out, language, report}.write();
}

}  // namespace pw
