#include "core/report/compare_view.h"

#include <algorithm>

#include "core/bytes/elapsed.h"
#include "core/report/compare_excerpt.h"
#include "core/report/flow_list.h"
#include "core/report/flow_text.h"
#include "core/report/leak_view.h"

namespace pw {

namespace {

using Look = CompareLine::Look;
using Mark = CompareSpan::Mark;

constexpr std::size_t kSealedHexLines = 3, kMostFindings = 8;

std::string number(std::uint64_t v) { return std::to_string(v); }

std::string printable(std::string_view text) {
  std::string out;
  TextOut{out}.printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return out;
}

CompareLine line(Look look, std::string text, BytePlace place = {}) {
  CompareLine l;
  l.look = look;
  l.spans.push_back({std::move(text), {}, Mark::none});
  l.place = place;
  return l;
}

BytePlace packetOf(const FlowStep& step) {
  return step.packets.empty() ? BytePlace{} : BytePlace{step.packets.front(), Source::frame, 0, 0};
}

/// Whether a finding is one to name beside the message.
bool isTold(const Finding& f) noexcept { return f.harm != Harm::context; }

class ViewMaker {
 public:
  ViewMaker(Language language, const CompareReport& report)
      : language_(language),
        report_(report),
        texts_(report.trace, report.registry),
        places_(report.trace, report.registry) {
    for (const FlowSteps* flow : {&report.left, &report.right})
      for (const FlowStep& s : flow->steps)
        for (const Finding& f : s.findings)
          if (isSecret(f)) learn(f);
  }

  CompareView make() {
    CompareView view;
    const FlowSteps* flows[2] = {&report_.left, &report_.right};
    for (const unsigned i : {0u, 1u}) {
      view.heads[i] = head(*flows[i]);
      if (flows[i]->turnsLeftOut != 0)
        view.remarks.push_back(view.heads[i].ends + ": " + say(Msg::compareMoreTurns, {number(flows[i]->turnsLeftOut)}));
      if (!flows[i]->whole) view.remarks.push_back(view.heads[i].ends + ": " + say(Msg::compareNotWhole));
    }
    for (const ComparedStep& s : alignSteps(report_.left, report_.right)) {
      CompareRow row;
      row.step = s;
      row.title = title(s);
      for (const unsigned i : {0u, 1u})
        row.cells[i] = s.step[i] == ComparedStep::kNone ? absent(s.kind) : cell(*flows[i], flows[i]->steps[s.step[i]]);
      view.rows.push_back(std::move(row));
    }
    return view;
  }

 private:
  std::string say(Msg id, std::initializer_list<std::string_view> arguments = {}) const {
    return message(language_, id, arguments);
  }

  void learn(const Finding& f) {
    const FoundText t = texts_.of(f);
    secrets_.add(t.value);
    if (!t.raw.empty()) secrets_.add(t.raw);
  }

  std::string title(const ComparedStep& s) const {
    if (s.kind == StepKind::response && s.number == 0) return say(Msg::compareGreeting);
    const auto id = static_cast<Msg>(static_cast<unsigned>(Msg::compareLookup) + static_cast<unsigned>(s.kind));
    return say(id, {number(s.number)});
  }

  CompareHead head(const FlowSteps& flow) const {
    CompareHead h;
    const FlowSummary& s = flow.summary;
    h.ends = endText(s.client, s.clientPort) + " → " + endText(s.server, s.serverPort);
    h.name = printable(flow.serverName);
    if (h.name.empty()) h.name = report_.names.nameOf(s.server, s.first);
    const auto any = [&](auto is) {
      return std::any_of(flow.steps.begin(), flow.steps.end(),
                         [&](const FlowStep& step) { return std::any_of(step.findings.begin(), step.findings.end(), is); });
    };
    const bool secret = any([](const Finding& f) { return f.harm == Harm::secret; });
    const bool password = any([](const Finding& f) {
      return f.kind == FindingKind::password || f.kind == FindingKind::hashedPassword;
    });
    const bool said = std::any_of(flow.steps.begin(), flow.steps.end(), [](const FlowStep& step) { return step.isTurn(); });
    h.tone = flow.isSealed && !secret ? CompareTone::sealed : said ? CompareTone::open : CompareTone::plain;
    const bool sealed = h.tone == CompareTone::sealed;
    h.chip = say(sealed ? Msg::compareIsSealed : said ? Msg::compareOpen : Msg::compareEmpty);
    h.verdict = password           ? say(Msg::compareVerdictPassword)
                : secret           ? say(Msg::compareVerdictSecret)
                : sealed           ? say(h.name.empty() ? Msg::compareVerdictSealedNoName : Msg::compareVerdictSealed, {h.name})
                : said             ? say(Msg::compareVerdictReadable)
                                   : say(Msg::compareVerdictEmpty);
    return h;
  }

  CompareCell absent(StepKind kind) const {
    const Msg id = kind == StepKind::lookup    ? Msg::compareNoLookup
                   : kind == StepKind::opening ? Msg::compareNoOpening
                   : kind == StepKind::sealing ? Msg::compareNoSealing
                   : kind == StepKind::closing ? Msg::compareNoClosing
                                               : Msg::compareNothing;
    CompareCell c;
    c.absent = true;
    c.lines.push_back(line(Look::muted, say(id)));
    return c;
  }

  CompareCell cell(const FlowSteps& flow, const FlowStep& step) {
    CompareCell c;
    c.lines.push_back(line(Look::muted, when(flow, step), packetOf(step)));
    switch (step.kind) {
      case StepKind::lookup: lookup(flow, step, c); break;
      case StepKind::opening: opening(flow, step, c); break;
      case StepKind::sealing: sealing(flow, step, c); break;
      case StepKind::closing: closing(flow, step, c); break;
      case StepKind::request:
      case StepKind::response: step.sealed ? sealed(step, c) : open(step, c); break;
    }
    return c;
  }

  /// "packets 10–12 (3), +2.1 ms": times count from the conversation's first packet.
  std::string when(const FlowSteps& flow, const FlowStep& step) const {
    std::string out;
    if (!step.packets.empty()) {
      const auto frame = [](PacketId id) { return number(std::uint64_t{id.value} + 1); };
      out = step.packetCount == 1 ? say(Msg::comparePacket, {frame(step.packets.front())})
                                  : say(Msg::comparePackets, {frame(step.packets.front()), frame(step.packets.back()),
                                                              number(step.packetCount)});
    }
    if (step.firstNs > flow.summary.firstNs)
      out += ", +" + spanText(language_, elapsedNs(flow.summary.firstNs, step.firstNs));
    return out;
  }

  void lookup(const FlowSteps& flow, const FlowStep& step, CompareCell& c) const {
    const std::string name = report_.names.nameOf(flow.summary.server, flow.summary.first);
    c.tone = CompareTone::open;
    c.lines.push_back(line(Look::sentence,
                           name.empty() ? say(Msg::compareLookedUpSomething) : say(Msg::compareLookedUp, {name}),
                           packetOf(step)));
  }

  void opening(const FlowSteps& flow, const FlowStep& step, CompareCell& c) const {
    const std::string_view how = flow.summary.followed ? openingName(language_, flow.summary.tcp.opening) : "TCP";
    c.lines.push_back(line(Look::sentence,
                           say(Msg::compareOpened, {how, number(step.packetCount),
                                                    spanText(language_, elapsedNs(step.firstNs, step.lastNs))}),
                           packetOf(step)));
  }

  void closing(const FlowSteps& flow, const FlowStep& step, CompareCell& c) const {
    const bool tcp = flow.summary.transport == Transport::tcp && flow.summary.followed;
    const std::string_view how = tcp ? closingName(language_, flow.summary.tcp.closing) : "";
    if (tcp) c.lines.push_back(line(Look::sentence, say(Msg::compareClosed, {how}), packetOf(step)));
    if (step.sealedBytes != 0)
      c.lines.push_back(line(Look::sealed, say(Msg::compareSealedAlert, {number(step.sealedBytes)}), recordPlace(step)));
  }

  void sealing(const FlowSteps& flow, const FlowStep& step, CompareCell& c) const {
    c.tone = CompareTone::sealed;
    bool certificate = false;
    std::vector<CompareLine> lines;
    for (const SealedDetail& d : flow.details) {
      if (d.what == Reveals::fingerprint) continue;
      certificate = certificate || d.what == Reveals::certificateName;
      const bool isNumber = d.what == Reveals::version || d.what == Reveals::cipher;
      const std::string what = say(sealedTitle(d, flow.summary));
      const std::string value = isNumber ? sealedValueName(report_.registry, d) : printable(d.text);
      const BytePlace place{d.packet, d.source, d.offset, d.length};
      const bool shows = d.what == Reveals::serverName || d.what == Reveals::certificateName;
      const auto known = std::find_if(lines.begin(), lines.end(), [&](const CompareLine& l) {
        return l.spans.front().text == what + ": ";
      });
      if (known != lines.end()) {
        known->spans.push_back({", " + value, {}, Mark::none});
        continue;
      }
      CompareLine l;
      l.look = Look::finding;
      l.place = place;
      l.spans = {{what + ": ", {}, Mark::none}, {value, {}, shows ? Mark::personal : Mark::none}};
      lines.push_back(std::move(l));
    }
    c.lines.insert(c.lines.end(), lines.begin(), lines.end());
    if (step.sealedBytes == 0) return;
    if (!certificate)
      c.lines.push_back(line(Look::sealed, say(Msg::sealedCertificate) + ": " + say(Msg::compareCertificateSealed)));
    c.lines.push_back(line(Look::sealed, say(Msg::compareSealedHandshake, {number(step.sealedBytes)}), recordPlace(step)));
  }

  static BytePlace recordPlace(const FlowStep& step) {
    const auto content = std::find_if(step.records.begin(), step.records.end(),
                                      [](const SealedRecord& r) { return !r.opening; });
    if (step.records.empty()) return packetOf(step);
    const SealedRecord& r = content == step.records.end() ? step.records.front() : *content;
    return {r.packet, r.source, r.offset, r.length};
  }

  void sealed(const FlowStep& step, CompareCell& c) {
    c.tone = CompareTone::sealed;
    if (step.recordCount == 0) {
      c.lines.push_back(line(Look::sealed, say(Msg::compareUnfinished, {number(step.payload)}), packetOf(step)));
      return;
    }
    const BytePlace place = recordPlace(step);
    c.lines.push_back(line(Look::sealed,
                           step.insideKnown ? say(Msg::compareSealed, {number(step.sealedBytes), number(step.recordCount),
                                                                       number(step.insideMost)})
                                            : say(Msg::compareSealedUnknown,
                                                  {number(step.sealedBytes), number(step.recordCount)}),
                           place));
    const ByteView bytes = places_.read(place, kSealedHexLines * kHexPerLine);
    if (bytes.empty()) return;
    c.lines.push_back(
        line(Look::muted, say(Msg::compareFirstBytes, {number(std::uint64_t{place.packet.value} + 1)})));
    for (std::size_t i = 0; i < bytes.size(); i += kHexPerLine) {
      const std::size_t n = std::min(kHexPerLine, bytes.size() - i);
      BytePlace part = place;
      part.offset += static_cast<std::uint32_t>(i);
      part.length = static_cast<std::uint32_t>(n);
      c.lines.push_back(hexLine(bytes.subspan(i, n), {}, part));
    }
  }

  void open(const FlowStep& step, CompareCell& c) {
    c.tone = CompareTone::open;
    c.lines.push_back(line(Look::sentence, say(Msg::compareReadable, {number(step.payload)}),
                           step.message.valid() ? step.message : packetOf(step)));
    if (step.message.valid()) {
      const ByteView bytes = places_.read(step.message, Excerpt::kMaxBytes);
      const Excerpt excerpt{step, bytes, secrets_};
      excerpt.words(language_, c.lines);
      findings(step, c);
      excerpt.hex(language_, c.lines);
    } else {
      findings(step, c);
    }
  }

  void findings(const FlowStep& step, CompareCell& c) {
    std::vector<std::string> known;
    for (const Finding& f : step.findings) {
      if (!isTold(f) && !isSecret(f)) continue;
      const FoundText t = texts_.of(f);
      std::string what = leakKindName(language_, f.kind);
      if (std::find(known.begin(), known.end(), what + t.value) != known.end()) continue;
      if (known.size() == kMostFindings) return;
      known.push_back(what + t.value);
      CompareLine l;
      l.look = Look::finding;
      l.place = {f.packet, f.source, f.offset, f.length};
      CompareSpan value{printable(t.value), {}, isSecret(f) ? Mark::secret : Mark::personal};
      if (value.mark == Mark::secret) value.masked = maskedText(value.text);
      l.spans.push_back({what + ": ", {}, Mark::none});
      l.spans.push_back(std::move(value));
      c.lines.push_back(std::move(l));
    }
  }

  const Language language_;
  const CompareReport& report_;
  FindingTexts texts_;
  PlaceReader places_;
  KnownSecrets secrets_;
};

}  // namespace

std::string CompareLine::text(bool secrets) const {
  std::string out;
  for (const CompareSpan& s : spans) out += s.shown(secrets);
  return out;
}

bool CompareLine::hasSecret() const noexcept {
  return std::any_of(spans.begin(), spans.end(), [](const CompareSpan& s) { return s.mark == Mark::secret; });
}

bool CompareView::hasSecret() const noexcept {
  return std::any_of(rows.begin(), rows.end(), [](const CompareRow& r) {
    return std::any_of(std::begin(r.cells), std::end(r.cells), [](const CompareCell& c) {
      return std::any_of(c.lines.begin(), c.lines.end(), [](const CompareLine& l) { return l.hasSecret(); });
    });
  });
}

CompareView compareView(Language language, const CompareReport& report) { return ViewMaker{language, report}.make(); }

}  // namespace pw
