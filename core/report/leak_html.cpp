#include <algorithm>
#include <span>

#include "core/report/flow_list.h"
#include "core/report/html_text.h"
#include "core/report/leak_view.h"

namespace pw {

namespace {

constexpr std::size_t kMaxRows = 500;         ///< of one severity
constexpr std::size_t kMaxSealedFlows = 200;

/// Colours of the window, each pair checked for contrast there.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --bg: #ffffff; --alt: #f6f8fa; --text: #1b1f24; --muted: #57606a; --line: #8a939d;
  --open: #9e0023; --sealed: #0a7955; }
@media (prefers-color-scheme: dark) { :root { --bg: #14181d; --alt: #1b2027; --text: #e6eaee; --muted: #a3adb8;
  --line: #6c7784; --open: #f55678; --sealed: #64f6ad; } }
body { background: var(--bg); color: var(--text); font: 16px/1.5 system-ui, sans-serif; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h2.open { color: var(--open); }
h2.sealed { color: var(--sealed); } h3 { font-size: 1rem; margin-bottom: .25rem; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid var(--line); padding: .3rem .5rem;
  text-align: left; vertical-align: top; overflow-wrap: anywhere; } th { color: var(--muted); font-weight: normal; }
tr:nth-child(even) td { background: var(--alt); }
code { font: 0.9em ui-monospace, "DejaVu Sans Mono", monospace; } .muted { color: var(--muted); font-size: .9em; }
.meter { display: flex; height: 1.2rem; border: 1px solid var(--line); } .meter .o { background: var(--open); }
.meter .s { background: var(--sealed); } .meter .u { background: var(--alt); }
)";

class LeakHtml {
 public:
  LeakHtml(TextOut& out, Language language, const LeakReport& report)
      : out_(out), language_(language), report_(report), groups_(leakGroups(report)) {}

  void write() {
    const std::string title = message(language_, Msg::leaksTitle, {report_.file});
    out_.add("<!DOCTYPE html>\n<html lang=\"").add(language_ == Language::korean ? "ko" : "en");
    out_.add("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
    out_.add("<meta http-equiv=\"Content-Security-Policy\" ");
    out_.add("content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    out_.add("<title>");
    appendHtml(out_, title);
    out_.add("</title>\n<style>").add(kStyle).add("</style>\n</head>\n<body>\n");
    element("h1", title);
    meter();
    for (const std::string& s : leakSummary(language_, report_, groups_)) element("p", s);
    credentials();
    groups(Msg::leaksSecrets, Harm::secret);
    groups(Msg::leaksPersonal, Harm::personal);
    groups(Msg::leaksContext, Harm::context);
    sealed();
    out_.add("</body>\n</html>\n");
  }

 private:
  void element(std::string_view tag, std::string_view text) {
    out_.add('<').add(tag).add('>');
    appendHtml(out_, text);
    out_.add("</").add(tag).add(">\n");
  }
  void cell(std::string_view text, bool code = false) {
    out_.add(code ? "<td><code>" : "<td>");
    appendHtml(out_, text);
    out_.add(code ? "</code></td>" : "</td>");
  }
  void title(Msg id, std::string_view kind) {
    out_.add("<h2 class=\"").add(kind).add("\">");
    appendHtml(out_, messageText(language_, id));
    out_.add("</h2>\n");
  }

  /// The summary's first sentence says the same in words.
  void meter() {
    const ReadableBytes m = report_.finder.meter().all();
    if (m.all() == 0) return;
    out_.add("<div class=\"meter\" aria-hidden=\"true\">");
    const auto part = [&](std::string_view kind, std::uint64_t bytes) {
      out_.add("<span class=\"").add(kind).add("\" style=\"flex-grow: ").dec(bytes).add("\"></span>");
    };
    part("o", m.readable);
    part("s", m.sealed);
    part("u", m.unknown);
    out_.add("</div>\n");
  }

  void credentials() {
    const std::vector<LeakCredential> all = leakCredentials(language_, report_);
    if (all.empty()) return;
    title(Msg::leaksCredentials, "open");
    out_.add("<table>\n");
    for (std::size_t i = 0; i < std::min(all.size(), kMaxRows); ++i) {
      out_.add("<tr>");
      cell(all[i].user, true);
      cell(all[i].password, true);
      cell(all[i].place);
      out_.add("</tr>\n");
    }
    out_.add("</table>\n");
    more(all.size());
  }

  void more(std::size_t n) {
    if (n > kMaxRows) element("p", message(language_, Msg::leakMoreGroups, {std::to_string(n - kMaxRows)}));
  }

  void groups(Msg id, Harm harm) {
    const auto count = static_cast<std::size_t>(
        std::count_if(groups_.begin(), groups_.end(), [&](const LeakGroup& g) { return g.first.harm == harm; }));
    if (count == 0) return;
    title(id, harm == Harm::context ? "" : "open");
    out_.add("<table>\n");
    std::size_t n = 0;
    for (const LeakGroup& g : groups_)
      if (g.first.harm == harm && n++ < kMaxRows) group(g);
    out_.add("</table>\n");
    more(count);
  }

  void group(const LeakGroup& g) {
    out_.add("<tr>");
    cell(leakKindName(language_, g.first.kind));
    cell(g.text.name, true);
    const bool isText = g.first.kind == FindingKind::text;
    out_.add("<td>");
    if (isText) appendHtml(out_, message(language_, Msg::leakBytes, {std::to_string(g.bytes)}));
    if (!isText) code(g.text.value);
    for (const std::string& note : leakNotes(language_, g.first)) muted(note);
    out_.add("</td><td>");
    appendHtml(out_, leakPlace(language_, g.first));
    if (const std::string again = leakAgain(language_, g); !again.empty()) muted(again);
    out_.add("</td></tr>\n");
  }
  void code(std::string_view text) {
    out_.add("<code>");
    appendHtml(out_, text);
    out_.add("</code>");
  }
  void muted(std::string_view text) {
    out_.add("<div class=\"muted\">");
    appendHtml(out_, text);
    out_.add("</div>");
  }

  void sealed() {
    const auto flows = report_.finder.sealed().flows();
    if (flows.empty()) return;
    title(Msg::leaksSealed, "sealed");
    for (const SealedFlow& flow : flows.first(std::min(flows.size(), kMaxSealedFlows))) one(flow);
    if (flows.size() > kMaxSealedFlows)
      element("p", message(language_, Msg::sealedMoreFlows, {std::to_string(flows.size() - kMaxSealedFlows)}));
  }

  void one(const SealedFlow& flow) {
    const FlowSummary s = summarizeFlow(report_.trace, flow.flow);
    element("h3", message(language_, Msg::sealedEnds,
                          {endText(s.client, s.clientPort), endText(s.server, s.serverPort)}));
    out_.add("<table>\n");
    for (const SealedLine& line : sealedLines(language_, report_, flow)) {
      out_.add(line.value.empty() ? "<tr><td colspan=\"2\">" : "<tr><td>");
      appendHtml(out_, line.what);
      out_.add("</td>");
      if (!line.value.empty()) cell(line.value, true);
      out_.add("</tr>\n");
    }
    out_.add("</table>\n<ul class=\"muted\">\n");
    for (const std::string& line : sealedRecordLines(language_, report_, flow)) element("li", line);
    out_.add("</ul>\n");
  }

  TextOut& out_;
  const Language language_;
  const LeakReport& report_;
  const std::vector<LeakGroup> groups_;
};

}  // namespace

void writeLeaksHtml(TextOut& out, Language language, const LeakReport& report) {
  LeakHtml{out, language, report}.write();
}

}  // namespace pw
