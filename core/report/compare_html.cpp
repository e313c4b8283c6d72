#include "core/report/compare_report.h"
#include "core/report/html_text.h"

namespace pw {

namespace {

using Look = CompareLine::Look;
using Mark = CompareSpan::Mark;

/// Colours of the window, each pair checked for contrast there.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --bg: #ffffff; --alt: #f6f8fa; --text: #1b1f24; --muted: #57606a; --line: #8a939d;
  --open: #9e0023; --open-tint: #fbdfe3; --sealed: #0a7955; --plain-tint: #fff4d6; --chip-text: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --bg: #14181d; --alt: #1b2027; --text: #e6eaee; --muted: #a3adb8;
  --line: #6c7784; --open: #f55678; --open-tint: #4a1724; --sealed: #64f6ad; --plain-tint: #3a3110;
  --chip-text: #14181d; } }
@media print { :root { --bg: #ffffff; --alt: #ffffff; --text: #000000; --muted: #444444; --line: #888888;
  --open: #9e0023; --open-tint: #ffffff; --sealed: #0a5c41; --plain-tint: #ffffff; --chip-text: #ffffff; }
  body { margin: 0 !important; max-width: none !important; font-size: 10pt !important; }
  tr { break-inside: avoid; } .chip { border: 1px solid var(--text); color: var(--text) !important;
  background: none !important; } }
@page { margin: 14mm; }
body { background: var(--bg); color: var(--text); font: 15px/1.45 system-ui, sans-serif; max-width: 76rem;
  margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td { vertical-align: top; padding: .4rem .6rem; width: 50%; border: 1px solid var(--line); overflow-wrap: anywhere; }
th.step { text-align: left; padding: .9rem 0 .25rem; } .heads td { background: var(--alt); }
td.open { border-left: 4px solid var(--open); } td.sealed { border-left: 4px solid var(--sealed); }
.chip { display: inline-block; padding: 0 .6em; border-radius: .8em; font-weight: bold; font-size: .85em;
  color: var(--chip-text); } .chip.open { background: var(--open); } .chip.sealed { background: var(--sealed); }
.chip.plain { background: var(--muted); }
.ends, .words, .hex { font: .87em/1.45 ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono CJK KR", monospace; }
.words { white-space: pre-wrap; } .words.first { margin-top: .3rem; } .hex { white-space: pre; overflow-x: auto; }
.muted { color: var(--muted); font-size: .88em; } .says { color: var(--sealed); }
mark { background: var(--open-tint); color: var(--open); font-weight: bold; }
mark.secret { text-decoration: underline; }
)";

std::string_view nameOf(CompareTone tone) noexcept {
  return tone == CompareTone::open ? "open" : tone == CompareTone::sealed ? "sealed" : "plain";
}

class CompareHtml {
 public:
  CompareHtml(TextOut& out, Language language, const CompareReport& report)
      : out_(out), language_(language), report_(report), view_(compareView(language, report)) {}

  void write() {
    const std::string title = message(language_, Msg::compareTitle, {report_.file});
    out_.add("<!DOCTYPE html>\n<html lang=\"").add(language_ == Language::korean ? "ko" : "en");
    out_.add("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
    out_.add("<meta http-equiv=\"Content-Security-Policy\" ");
    out_.add("content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    element("title", title);
    out_.add("<style>").add(kStyle).add("</style>\n</head>\n<body>\n");
    element("h1", title);
    out_.add("<table>\n<tr class=\"heads\">\n");
    for (const CompareHead& h : view_.heads) head(h);
    out_.add("</tr>\n");
    for (const CompareRow& r : view_.rows) row(r);
    out_.add("</table>\n");
    for (const std::string& s : view_.remarks) element("p", s);
    if (view_.hasSecret())
      element("p", report_.showSecrets ? message(language_, Msg::leaksShown)
                                       : message(language_, Msg::leaksMasked, {"--show-secrets"}));
    out_.add("</body>\n</html>\n");
  }

 private:
  void element(std::string_view tag, std::string_view text) {
    out_.add('<').add(tag).add('>');
    appendHtml(out_, text);
    out_.add("</").add(tag).add(">\n");
  }
  void div(std::string_view kind, std::string_view text) {
    out_.add("<div class=\"").add(kind).add("\">");
    appendHtml(out_, text);
    out_.add("</div>\n");
  }

  void head(const CompareHead& h) {
    out_.add("<td class=\"").add(nameOf(h.tone)).add("\">");
    out_.add("<span class=\"chip ").add(nameOf(h.tone)).add("\">");
    appendHtml(out_, h.chip);
    out_.add("</span> <b>");
    appendHtml(out_, h.name);
    out_.add("</b>\n");
    div("ends", h.ends);
    div("verdict", h.verdict);
    out_.add("</td>\n");
  }

  void row(const CompareRow& r) {
    out_.add("<tr><th class=\"step\" colspan=\"2\">");
    appendHtml(out_, r.title);
    out_.add("</th></tr>\n<tr>\n");
    for (const CompareCell& c : r.cells) {
      out_.add("<td class=\"").add(nameOf(c.tone)).add("\">\n");
      bool words = false;
      for (const CompareLine& l : c.lines) {
        line(l, !words);
        words = words || l.look == Look::words;
      }
      out_.add("</td>\n");
    }
    out_.add("</tr>\n");
  }

  void line(const CompareLine& l, bool firstWords) {
    std::string_view kind = "says-plainly";
    switch (l.look) {
      case Look::sentence: break;
      case Look::words: kind = firstWords ? "words first" : "words"; break;
      case Look::hex: kind = "hex"; break;
      case Look::finding: kind = "finding"; break;
      case Look::sealed: kind = "says"; break;
      case Look::muted: kind = "muted"; break;
    }
    out_.add("<div class=\"").add(kind).add("\">");
    for (const CompareSpan& s : l.spans) span(s);
    // An empty line keeps its height.
    if (l.look == Look::words && l.text(true).empty()) out_.add("&#160;");
    out_.add("</div>\n");
  }

  void span(const CompareSpan& s) {
    if (s.mark != Mark::none) out_.add(s.mark == Mark::secret ? "<mark class=\"secret\">" : "<mark>");
    appendHtml(out_, s.shown(report_.showSecrets));
    if (s.mark != Mark::none) out_.add("</mark>");
  }

  TextOut& out_;
  const Language language_;
  const CompareReport& report_;
  const CompareView view_;
};

}  // namespace

void writeCompareHtml(TextOut& out, Language language, const CompareReport& report) {
  CompareHtml{out, language, report}.write();
}

}  // namespace pw
