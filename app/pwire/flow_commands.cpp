// pwire story and pwire flows.
#include "app/pwire/commands.h"
#include "app/pwire/feed.h"
#include "app/pwire/read_and_print.h"
#include "app/pwire/words.h"
#include "core/report/flow_list.h"
#include "core/report/story.h"

namespace pw::cli {

namespace {

std::string_view nameOf(Transport t) { return t == Transport::tcp ? "TCP" : "UDP"; }

/// Prints the stories that were asked for, as they are worked out.
class Stories {
 public:
  Stories(const Words& words, Language language, const Trace& trace, Output& out)
      : words_(words),
        language_(language),
        trace_(trace),
        out_(out),
        wanted_(words.udp ? Transport::udp : Transport::tcp) {}

  Exit print() { return words_.stream ? one() : all(); }

 private:
  Exit one() {
    std::optional<FlowId> found;
    std::uint32_t count = 0;
    trace_.readFlows([&](const FlowTable& flows) {
      for (std::uint32_t i = 0; i < flows.size(); ++i) {
        const Flow& f = flows.flow(FlowId{i});
        if (f.key.transport != wanted_) continue;
        ++count;
        if (f.stream == *words_.stream) found = FlowId{i};
      }
    });
    if (found) {
      story(*found);
      if (words_.json) out_.add("\n");
      return Exit::ok;
    }
    const std::string name{nameOf(wanted_)};
    complain(count == 0 ? message(language_, Msg::noConversation, {name})
                        : message(language_, Msg::noSuchStream, {name, std::to_string(*words_.stream),
                                                                 std::to_string(count), std::to_string(count - 1)}));
    return Exit::usage;
  }

  Exit all() {
    bool any = false;
    if (words_.json) out_.add("[");
    const std::uint32_t flows = trace_.flowCount();
    for (std::uint32_t i = 0; i < flows && !interrupted(); ++i) {
      const Transport t = trace_.readFlows([i](const FlowTable& f) { return f.flow(FlowId{i}).key.transport; });
      if (words_.udp && t != Transport::udp) continue;
      if (any) out_.add(words_.json ? ",\n" : "\n");
      any = true;
      story(FlowId{i});
      if (!out_.roll()) break;
    }
    if (words_.json) out_.add("]\n");
    return Exit::ok;
  }

  void story(FlowId id) {
    const auto conversation = Conversation::make(trace_, id, trace_.size());
    TextOut text = out_.text();
    if (words_.json) {
      writeStoryJson(text, language_, trace_, *conversation);
      return;
    }
    const FlowSummary& s = conversation->summary();
    text.add(message(language_, Msg::storyHeading,
                     {nameOf(s.transport), std::to_string(s.stream), endText(s.client, s.clientPort),
                      endText(s.server, s.serverPort)}));
    text.add('\n');
    for (const StoryLine& line : storyOf(language_, trace_, *conversation)) {
      text.add("- ").add(storySentence(language_, line)).add(" [");
      for (std::size_t i = 0; i < line.packets.size(); ++i)
        text.add(i == 0 ? "" : ", ").dec(std::uint64_t{line.packets[i].value} + 1);
      text.add("]\n");
    }
  }

  const Words& words_;
  const Language language_;
  const Trace& trace_;
  Output& out_;
  const Transport wanted_;
};

Exit printFlows(const Words& words, Language language, const Trace& trace, Output& out) {
  TextOut text = out.text();
  if (words.json)
    text.add('[');
  else if (words.csv)
    writeFlowCsvTitles(text);
  else
    writeFlowTitles(text, language);
  bool any = false;
  const std::uint32_t flows = trace.flowCount();
  for (std::uint32_t i = 0; i < flows && !interrupted(); ++i) {
    const FlowSummary flow = summarizeFlow(trace, FlowId{i});
    if (words.udp && flow.transport != Transport::udp) continue;
    if (words.json) {
      text.add(any ? ",\n" : "\n");
      JsonMembers members{text};
      writeFlowJson(members, text, flow);
      members.end();
    } else {
      words.csv ? writeFlowCsvRow(text, flow) : writeFlowRow(text, language, flow);
    }
    any = true;
    if (!out.roll()) break;
  }
  if (words.json) text.add(any ? "\n]\n" : "]\n");
  return Exit::ok;
}

}  // namespace

Exit storyCommand(const std::vector<std::string>& arguments, Language language) {
  const auto words = wordsFrom(arguments, {"--json", "--udp", "--stream"}, language);
  if (!words || !onlyOneFile(*words, language)) return Exit::usage;
  return readAndPrint(*words, language, [&](const Trace& trace, const Registry&, Output& out) {
    return Stories{*words, language, trace, out}.print();
  });
}

Exit flowsCommand(const std::vector<std::string>& arguments, Language language) {
  const auto words = wordsFrom(arguments, {"--json", "--csv", "--udp"}, language);
  if (!words || !onlyOneFile(*words, language)) return Exit::usage;
  return readAndPrint(*words, language, [&](const Trace& trace, const Registry&, Output& out) {
    return printFlows(*words, language, trace, out);
  });
}

}  // namespace pw::cli
