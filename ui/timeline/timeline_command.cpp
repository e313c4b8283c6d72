#include "ui/timeline/timeline_command.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <cstdio>
#include <optional>

#include "core/engine/session.h"
#include "core/file/open_capture.h"
#include "ui/timeline/timeline_picture.h"

namespace pw::ui {

namespace {

enum Exit : int { ok = 0, usage = 1, file = 2 };

QString tr(const char* text) { return QCoreApplication::translate("pw::ui::TimelinePicture", text); }

int complain(Exit code, const QString& what) {
  std::fprintf(stderr, "plainwire: %s\n", what.toUtf8().constData());
  return code;
}

/// Frame numbers, from 1.
struct Frames {
  std::uint32_t first = 1, last = UINT32_MAX;
};

std::optional<Frames> framesOf(const QString& text) {
  if (text.isEmpty()) return Frames{};
  const QStringList ends = text.split(QLatin1Char('-'));
  bool a = false, b = false;
  if (ends.size() != 2) return std::nullopt;
  const Frames f{ends[0].toUInt(&a), ends[1].toUInt(&b)};
  return a && b && f.first >= 1 && f.first <= f.last ? std::optional(f) : std::nullopt;
}

std::optional<LadderScale> scaleOf(const QString& text) {
  if (text.isEmpty() || text == QLatin1String("readable")) return LadderScale::readable;
  if (text == QLatin1String("even")) return LadderScale::even;
  if (text == QLatin1String("true")) return LadderScale::trueTime;
  return std::nullopt;
}

std::optional<FlowId> flowOf(const Trace& trace, std::uint32_t stream) {
  for (std::uint32_t i = 0; i < trace.flowCount(); ++i) {
    const FlowSummary f = summarizeFlow(trace, FlowId{i});
    if (f.transport == Transport::tcp && f.stream == stream) return FlowId{i};
  }
  return std::nullopt;
}

/// Items of the conversation whose packets are among the frames; false where there is none.
bool restrict(PictureOptions& to, const Conversation& conversation, const Frames& frames) {
  const auto items = conversation.items();
  const auto first =
      std::lower_bound(items.begin(), items.end(), frames.first - 1,
                       [](const Conversation::Item& i, std::uint32_t p) { return i.packet.value < p; });
  const auto end =
      std::upper_bound(first, items.end(), frames.last - 1,
                       [](std::uint32_t p, const Conversation::Item& i) { return p < i.packet.value; });
  if (first == end) return false;
  to.first = static_cast<std::uint32_t>(first - items.begin());
  to.last = static_cast<std::uint32_t>(end - items.begin()) - 1;
  return true;
}

}  // namespace

int writeTimeline(const TimelineOptions& o, const Registry& registry, const Theme& theme, Language language) {
  bool isNumber = false;
  const std::uint32_t stream = o.stream.toUInt(&isNumber);
  const auto frames = framesOf(o.packets);
  const auto scale = scaleOf(o.scale);
  if (!isNumber)
    return complain(
        usage, tr("--timeline takes the number of a TCP conversation (tcp.stream), not %1.").arg(o.stream));
  if (o.capture.isEmpty()) return complain(usage, tr("--timeline needs a capture: -r FILE."));
  if (o.target.isEmpty())
    return complain(usage, tr("--timeline needs a picture to write: -o FILE.svg, .png or .pdf."));
  if (!isPictureName(o.target))
    return complain(usage, tr("The name must end in .svg, .png or .pdf: %1").arg(o.target));
  if (!frames)
    return complain(usage, tr("--packets takes two packet numbers, as in 10-20, not %1.").arg(o.packets));
  if (!scale) return complain(usage, tr("--scale takes readable, even or true, not %1.").arg(o.scale));

  const std::string name = QFileInfo(o.capture).fileName().toStdString();
  auto source = openCapture(o.capture.toStdString());
  if (!source)
    return complain(file, QString::fromStdString(fileProblemSentence(language, source.error(), name)));
  const auto session = std::make_shared<Session>(registry, std::move(*source));
  session->wait();
  const auto problem = session->problem();
  const auto flow = flowOf(session->trace(), stream);
  if (!flow) {
    if (problem) complain(file, QString::fromStdString(fileProblemSentence(language, *problem, name)));
    return complain(file, tr("%1 holds no TCP conversation number %2.").arg(o.capture).arg(stream));
  }
  const auto model = LadderModel::make(session, *flow, session->trace().size());
  PictureOptions options{
      .palette = &theme.palette(), .mono = theme.mono(), .language = language, .ladder = {}};
  options.ladder.scale = *scale;
  options.ladder.foldRuns = !o.showAll;
  if (!o.packets.isEmpty() && !restrict(options, *model->conversation, *frames))
    return complain(file,
                    tr("None of the packets %1 belongs to conversation %2.").arg(o.packets).arg(stream));
  const PictureOutcome outcome = saveTimelinePicture(*model, options, o.target);
  if (!outcome.problem.isEmpty()) return complain(file, outcome.problem);
  if (outcome.cut)
    complain(ok, tr("The picture holds the first %1 of %2 rows.").arg(outcome.rows).arg(outcome.allRows));
  // What could be read was drawn; the exit code tells that it is not all.
  return problem ? complain(file, QString::fromStdString(fileProblemSentence(language, *problem, name))) : ok;
}

}  // namespace pw::ui
