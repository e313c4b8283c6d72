#include "ui/story/story_pane.h"

#include <QEvent>
#include <QScrollBar>
#include <QUrl>
#include <algorithm>

#include "ui/flows/flow_columns.h"

namespace pw::ui {

namespace {

constexpr int kSoonMs = 60;        // keys held down pass over many packets
constexpr int kAgainMs = 1000;     // between two tellings of a conversation that grows
constexpr std::size_t kMaxLinks = 12;  // of one sentence

QString escaped(const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); }

}  // namespace

StoryPane::StoryPane(CaptureDocument& document, SelectedPacket& packet, LearnedNames& names, const Theme& theme,
                     LanguageSwitch& language, QWidget* parent)
    : QTextBrowser(parent),
      document_(document),
      packet_(packet),
      names_(names),
      theme_(theme),
      language_(language),
      job_(document) {
  setOpenLinks(false);
  setFrameShape(QFrame::NoFrame);
  QTextBrowser::document()->setDocumentMargin(10);
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  again_.setSingleShot(true);
  again_.setInterval(kAgainMs);
  connect(&soon_, &QTimer::timeout, this, &StoryPane::tell);
  connect(&again_, &QTimer::timeout, this, &StoryPane::onRows);
  connect(&packet_, &SelectedPacket::packetChanged, this, &StoryPane::onPacket);
  connect(&document_, &CaptureDocument::rowsChanged, this, [this] {
    if (!again_.isActive()) again_.start();
  });
  connect(&document_, &CaptureDocument::loaded, this, &StoryPane::onRows);
  connect(&document_, &CaptureDocument::opened, this, &StoryPane::reset);
  connect(&document_, &CaptureDocument::closed, this, &StoryPane::reset);
  connect(&names_, &LearnedNames::changed, this, &StoryPane::write);
  connect(&job_, &StoryJob::told, this, &StoryPane::onTold);
  connect(this, &QTextBrowser::anchorClicked, this, &StoryPane::onAnchor);
  connect(&theme_, &Theme::changed, this, &StoryPane::write);
  write();
}

Language StoryPane::spoken() const noexcept { return language_.isKorean() ? Language::korean : Language::english; }

void StoryPane::reset() {
  job_.cancel();
  soon_.stop();
  again_.stop();
  story_.reset();
  followed_.reset();
  flow_ = FlowId{};
  write();
}

void StoryPane::onPacket() {
  const auto packet = packet_.packet();
  const FlowId flow = document_.flowOf(packet);
  if (flow == flow_ && (story_ || !flow.valid())) {
    write();  // another of its packets is the selected one
    return;
  }
  flow_ = flow;
  story_.reset();
  followed_.reset();
  job_.cancel();
  if (flow_.valid()) soon_.start();
  write();
}

void StoryPane::onRows() {
  if (!flow_.valid() || !document_.isOpen() || job_.isRunning() || soon_.isActive()) return;
  if (story_ && story_->flow.last == summarizeFlow(document_.trace(), flow_).last) return;
  soon_.start();
}

void StoryPane::tell() {
  // Not while nobody looks: long conversations take a while.
  if (looked_ && flow_.valid() && document_.isOpen()) job_.tell(flow_, spoken());
}

void StoryPane::onTold(const std::shared_ptr<const Story>& story) {
  story_ = story;
  if (followed_ && *followed_ >= story_->lines.size()) followed_.reset();
  write();
  tellEvidence();
}

void StoryPane::setLooked(bool looked) {
  looked_ = looked;
  if (looked_ && !story_ && flow_.valid()) soon_.start();
  tellEvidence();
}

void StoryPane::changeEvent(QEvent* event) {
  QTextBrowser::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  if (flow_.valid() && story_) soon_.start();
  write();
}

void StoryPane::tellEvidence() {
  std::vector<std::uint32_t> packets;
  if (story_ && looked_)
    for (std::size_t i = 0; i < story_->lines.size(); ++i)
      if (!followed_ || *followed_ == i)
        for (const PacketId p : story_->lines[i].packets) packets.push_back(p.value);
  std::sort(packets.begin(), packets.end());
  packets.erase(std::unique(packets.begin(), packets.end()), packets.end());
  Q_EMIT evidenceChanged(packets);
}

void StoryPane::follow(std::size_t line, std::size_t packet) {
  if (!story_ || line >= story_->lines.size() || packet >= story_->lines[line].packets.size()) return;
  followed_ = line;
  tellEvidence();
  Q_EMIT packetRequested(story_->lines[line].packets[packet].value);
  write();
}

// Links are "line/packet", both counted from 0.
void StoryPane::onAnchor(const QUrl& link) {
  const QStringList parts = link.toString().split(QLatin1Char('/'));
  if (parts.size() == 2) follow(parts[0].toUInt(), parts[1].toUInt());
}

std::vector<std::uint32_t> StoryPane::packetsAt(const QPoint& inViewport) const {
  const QStringList parts = anchorAt(inViewport).split(QLatin1Char('/'));
  const std::size_t line = parts.front().toUInt();
  std::vector<std::uint32_t> packets;
  if (parts.size() != 2 || !story_ || line >= story_->lines.size()) return packets;
  for (const PacketId p : story_->lines[line].packets) packets.push_back(p.value);
  std::sort(packets.begin(), packets.end());
  return packets;
}

void StoryPane::write() {
  const int at = verticalScrollBar()->value();
  const Palette& p = theme_.palette();
  setAccessibleName(tr("Story of the conversation"));
  QTextBrowser::document()->setDefaultStyleSheet(
      QStringLiteral("a { text-decoration: none; color: %1 } .line { color: %5 } .muted { color: %2 } "
                     ".here { color: %3; background-color: %4 } .title { font-weight: bold }")
          .arg(p.client.name(), p.muted.name(), p.selectionText.name(), p.selection.name(), p.text.name()));
  setHtml(page());
  verticalScrollBar()->setValue(at);
}

QString StoryPane::page() const {
  const auto plain = [](const QString& text) {
    return QStringLiteral("<p class=muted>%1</p>").arg(text.toHtmlEscaped());
  };
  if (!document_.isOpen() || !packet_.packet())
    return plain(tr("Choose a packet: what happened in its conversation is told here."));
  if (!flow_.valid())
    return plain(tr("This packet belongs to no conversation: only TCP and UDP packets do."));
  if (!story_) return plain(tr("Reading the conversation…"));
  QString html = head();
  for (std::size_t i = 0; i < story_->lines.size(); ++i) html += lineHtml(i);
  if (story_->lines.empty()) html += plain(tr("There is nothing to tell about this conversation."));
  if (!story_->whole) html += plain(tr("It is too long: only its beginning was read."));
  return html;
}

QString StoryPane::head() const {
  const FlowSummary& f = story_->flow;
  std::string client, server;
  appendEnd(client, f.client, f.clientPort);
  appendEnd(server, f.server, f.serverPort);
  const std::string name = names_.book()->nameOf(f.server, f.first);
  if (!name.empty()) server += " (" + name + ")";
  return QStringLiteral("<p class=title>%1</p>")
      .arg(tr("Conversation #%1: %2 → %3").arg(f.id.value).arg(escaped(client), escaped(server)));
}

QString StoryPane::lineHtml(std::size_t index) const {
  const ToldLine& line = story_->lines[index];
  const auto here = packet_.packet();
  QString links;
  for (std::size_t i = 0; i < line.packets.size() && i < kMaxLinks; ++i) {
    const bool isHere = here == line.packets[i].value;
    links += QStringLiteral(" <a %1 href='%2/%3'>&nbsp;%4&nbsp;</a>")
                 .arg(isHere ? QStringLiteral("class=here") : QString())
                 .arg(index)
                 .arg(i)
                 .arg(std::uint64_t{line.packets[i].value} + 1);
  }
  if (line.packets.size() > kMaxLinks) links += QStringLiteral(" …");
  return QStringLiteral("<p style='margin-top:8px'><a class=line href='%1/0'>%2</a> <small>%3</small></p>")
      .arg(index)
      .arg(escaped(line.sentence), links);
}

}  // namespace pw::ui
