// The things that pwire can be asked to do. Each returns what the program ends with.
#pragma once
#include <string>
#include <vector>

#include "app/pwire/options.h"
#include "core/file/packet_source.h"
#include "core/filter/filter.h"
#include "core/report/output.h"
#include "core/trace/trace.h"
#include "core/walk/registry.h"

namespace pw::cli {

/// Prints to standard error, behind the program's name.
void complain(const std::string& sentence);

/// The capture, or nothing after having told why. `keepBytes` as OpenOptions has it.
std::unique_ptr<PacketSource> openOrTell(const std::string& file, Language language, bool keepBytes = false);
/// Tells what was wrong with the capture, if anything was.
Exit tellProblem(const std::optional<FileProblem>& problem, const std::string& file, Language language);
/// Tells where the capture was too much for the trace or its conversations.
void tellLimits(const Trace& trace, Language language);
/// Writes what is left; a reader that went away is no mistake.
Exit finishOutput(Output& out, Language language, Exit otherwise);

Exit readCapture(const Options& options, Language language);
/// Prints, writes and counts what a source gives. `name`: of the source, in messages; `live`: see Feed::Settings.
Exit printSource(const Options& options, const Registry& registry, std::unique_ptr<PacketSource> source,
                 const std::string& name, const Filter& filter, Language language, bool live);
/// pwire -i, -D and -L.
Exit captureLive(const Options& options, Language language);
Exit printInterfaces(Language language);
Exit printLinkTypes(const Options& options, Language language);
Exit printGlossary(const std::string& list, Language language);
/// `pwire info FILE...` and `pwire protocols FILE`: the arguments behind the word.
Exit infoCommand(const std::vector<std::string>& arguments, Language language);
Exit protocolsCommand(const std::vector<std::string>& arguments, Language language);
/// `pwire story -r FILE [--stream N] [--udp]` and `pwire flows -r FILE`.
Exit storyCommand(const std::vector<std::string>& arguments, Language language);
Exit flowsCommand(const std::vector<std::string>& arguments, Language language);
/// `pwire leaks -r FILE [--json | --html] [--show-secrets]`.
Exit leaksCommand(const std::vector<std::string>& arguments, Language language);
/// `pwire compare -r FILE [A B] [--json | --html] [--show-secrets] [--udp]`.
Exit compareCommand(const std::vector<std::string>& arguments, Language language);

/// `pwire filter --explain EXPR`: what a display filter means, or what is wrong with it.
Exit filterCommand(const std::vector<std::string>& arguments, Language language);

}  // namespace pw::cli
