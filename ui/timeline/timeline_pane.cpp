#include "ui/timeline/timeline_pane.h"

#include <QActionGroup>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QStackedLayout>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/bytes/elapsed.h"
#include "core/walk/registry.h"
#include "ui/timeline/timeline_picture.h"

namespace pw::ui {

namespace {

constexpr int kLateMs = 150, kGrownMs = 1000;
constexpr std::size_t kMostToRefresh =
    500'000;                      // packets of a conversation that is laid out again while it grows
constexpr std::size_t kKept = 6;  // conversations
constexpr std::size_t kKeptPackets = 2'000'000;  // in all of them

bool beginningMissing(const LadderModel& model) {
  const FlowSummary& f = model.conversation->summary();
  return f.transport == Transport::tcp &&
         (f.tcp.opening == Opening::midStream || f.tcp.opening == Opening::answerFirst);
}

const QString kScale = QStringLiteral("timeline/scale");

}  // namespace

TimelinePane::TimelinePane(CaptureDocument& document, SelectedPacket& packet, const Theme& theme,
                           QWidget* parent)
    : QWidget(parent), document_(document), packet_(packet), theme_(theme) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  bar_ = new QToolBar(this);
  bar_->setObjectName(QStringLiteral("TimelineBar"));
  bar_->setToolButtonStyle(Qt::ToolButtonTextOnly);
  auto* pages = new QWidget(this);
  pages_ = new QStackedLayout(pages);
  message_ = new QLabel(pages);
  message_->setAlignment(Qt::AlignCenter);
  message_->setWordWrap(true);
  message_->setMargin(20);
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  view_ = new LadderView(theme, pages);
  view_->setObjectName(QStringLiteral("Timeline"));
  pages_->addWidget(message_);
  pages_->addWidget(view_);
  note_ = new QLabel(this);
  note_->setMargin(4);
  note_->setWordWrap(true);
  column->addWidget(bar_);
  column->addWidget(pages, 1);
  column->addWidget(note_);
  buildBar();
  late_.setSingleShot(true);
  late_.setInterval(kLateMs);
  connect(&late_, &QTimer::timeout, this, [this] {
    if (job_.isRunning()) showEmpty(Empty::working);
  });
  connect(view_, &LadderView::packetActivated, this, &TimelinePane::packetActivated);
  connect(view_, &LadderView::rangeChanged, this, &TimelinePane::updateNote);
  connect(&packet_, &SelectedPacket::packetChanged, this, &TimelinePane::follow);
  connect(&document_, &CaptureDocument::opened, this, &TimelinePane::forget);
  connect(&document_, &CaptureDocument::closed, this, &TimelinePane::forget);
  connect(&document_, &CaptureDocument::loaded, this, &TimelinePane::follow);
  grown_.setSingleShot(true);
  grown_.setInterval(kGrownMs);
  connect(&grown_, &QTimer::timeout, this, &TimelinePane::refresh);
  connect(&document_, &CaptureDocument::rowsChanged, this, [this] {
    if (!grown_.isActive()) grown_.start();
  });
  showEmpty(Empty::nothingChosen);
}

TimelinePane::~TimelinePane() = default;

void TimelinePane::buildBar() {
  scales_ = new QActionGroup(this);
  const auto scale = [this](LadderScale s) {
    auto* a = new QAction(scales_);
    a->setCheckable(true);
    connect(a, &QAction::triggered, view_, [this, s] { view_->setScale(s); });
    bar_->addAction(a);
    return a;
  };
  readable_ = scale(LadderScale::readable);
  even_ = scale(LadderScale::even);
  trueTime_ = scale(LadderScale::trueTime);
  readable_->setChecked(true);
  bar_->addSeparator();
  all_ = bar_->addAction(QString());
  all_->setCheckable(true);
  connect(all_, &QAction::toggled, view_, [this](bool on) { view_->setFoldRuns(!on); });
  zoomOut_ = bar_->addAction(QStringLiteral("−"), view_, [this] { view_->zoomBy(-1); });
  zoomIn_ = bar_->addAction(QStringLiteral("+"), view_, [this] { view_->zoomBy(1); });
  fit_ = bar_->addAction(QString(), view_, &LadderView::fit);
  auto* menu = new QMenu(this);
  saveAll_ = menu->addAction(QString(), this, [this] { savePicture(false); });
  saveRange_ = menu->addAction(QString(), this, [this] { savePicture(true); });
  auto* save = new QToolButton(bar_);
  save->setObjectName(QStringLiteral("TimelineSave"));
  save->setMenu(menu);
  save->setPopupMode(QToolButton::InstantPopup);
  bar_->addWidget(save);
}

void TimelinePane::retranslate(Language language) {
  readable_->setText(tr("Readable"));
  readable_->setToolTip(tr("Longer gaps are drawn longer, up to a bound"));
  even_->setText(tr("Even"));
  even_->setToolTip(tr("One row a packet"));
  trueTime_->setText(tr("True Time"));
  trueTime_->setToolTip(tr("Height is time; long silence is folded"));
  all_->setText(tr("Show All"));
  all_->setToolTip(tr("Show every packet instead of folding runs of plain ones"));
  zoomIn_->setToolTip(tr("Zoom in (+)"));
  zoomOut_->setToolTip(tr("Zoom out (-)"));
  fit_->setText(tr("Fit"));
  fit_->setToolTip(tr("The whole conversation, or back to rows that can be read (F)"));
  saveAll_->setText(tr("Save a Picture of the Timeline…"));
  saveRange_->setText(tr("Save a Picture of the Selected Packets…"));
  if (auto* save = findChild<QToolButton*>(QStringLiteral("TimelineSave"))) {
    save->setText(tr("Picture"));
    save->setToolTip(tr("Save the timeline as SVG, PNG or PDF"));
    save->setAccessibleName(tr("Picture"));
  }
  bar_->layout()->invalidate();  // else some buttons keep the width of the other language
  bar_->layout()->activate();
  bar_->setWindowTitle(tr("Timeline"));
  view_->setAccessibleName(tr("Timeline"));
  view_->setLanguage(language);
  showEmpty(empty_);
  updateNote();
}

QString TimelinePane::message() const {
  return pages_->currentWidget() == message_ ? message_->text() : QString();
}

void TimelinePane::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  follow();
}

void TimelinePane::forget() {
  job_.cancel();
  late_.stop();
  kept_.clear();
  wanted_ = {};
  view_->setModel(nullptr);
  showEmpty(Empty::nothingChosen);
}

void TimelinePane::follow() {
  if (!isVisible() || !document_.isOpen()) return;
  const auto packet = packet_.packet();
  if (!packet || *packet >= document_.rows()) {
    job_.cancel();
    showEmpty(Empty::nothingChosen);
    return;
  }
  const PacketRow row = document_.trace().row(PacketId{*packet});
  if (!row.flow.valid()) {
    job_.cancel();
    showEmpty(Empty::noConversation);
    return;
  }
  const auto fits = [&](const std::shared_ptr<const LadderModel>& m) {
    const bool here = m && m->session == document_.session() && m->conversation->summary().id == row.flow;
    const bool grown = document_.isLoading() ? !m || !m->conversation->itemOf(PacketId{*packet})
                                             : !m || m->conversation->rows() != document_.rows();
    return here && !grown;
  };
  if (fits(view_->model())) {
    job_.cancel();
    showPacket();
    return;
  }
  const auto known = std::find_if(kept_.begin(), kept_.end(), fits);
  if (known != kept_.end()) {
    job_.cancel();
    take(*known, nullptr);
    return;
  }
  if (!job_.isRunning() || wanted_ != row.flow) start(row.flow);
}

/// While a capture is loaded its conversations grow.
void TimelinePane::refresh() {
  const auto& model = view_->model();
  const bool shown = isVisible() && empty_ == Empty::none && model && document_.isLoading();
  if (!shown || job_.isRunning() || model->session != document_.session()) return;
  if (model->input->packets.size() <= kMostToRefresh) start(model->conversation->summary().id);
}

void TimelinePane::start(FlowId flow) {
  struct Made {
    std::shared_ptr<const LadderModel> model;
    std::shared_ptr<const LadderIndex> index;
  };
  auto made = std::make_shared<Made>();
  LadderOptions options = view_->options();
  const auto& shown = view_->model();
  if (!shown || shown->session != document_.session() || shown->conversation->summary().id != flow) {
    options.openRuns.clear();
    options.closedEpisodes.clear();
  }
  wanted_ = flow;
  late_.start();
  job_.start(
      0,
      [made, options, flow, session = document_.session(), rows = document_.rows()](
          const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        made->model = LadderModel::make(session, flow, rows, stop);
        if (made->model) made->index = LadderIndex::make(made->model->input, options, stop);
      },
      [this, made] {
        late_.stop();
        if (!made->index || made->model->session != document_.session()) return;
        take(made->model, made->index);
        follow();  // the capture may have grown, or been loaded to its end, meanwhile
      });
}

void TimelinePane::take(std::shared_ptr<const LadderModel> model, std::shared_ptr<const LadderIndex> index) {
  std::erase_if(kept_, [&model](const auto& m) {
    return m == model || m->conversation->summary().id == model->conversation->summary().id;
  });
  kept_.push_front(model);
  std::size_t packets = 0, n = 0;
  while (n < kept_.size() && n < kKept && (packets += kept_[n]->input->packets.size()) <= kKeptPackets) ++n;
  kept_.resize(std::max<std::size_t>(1, n));
  view_->setModel(std::move(model), std::move(index));
  showPacket();
}

void TimelinePane::showPacket() {
  late_.stop();
  showEmpty(Empty::none);
  const auto packet = packet_.packet();
  if (packet && view_->model()) view_->setCurrent(view_->model()->conversation->itemOf(PacketId{*packet}));
  updateNote();
}

void TimelinePane::showEmpty(Empty what) {
  empty_ = what;
  const bool shown = what == Empty::none;
  bar_->setEnabled(shown);
  if (!shown) note_->hide();
  if (shown) {
    pages_->setCurrentWidget(view_);
    return;
  }
  QString text = tr("Choose a packet of a TCP or UDP conversation.");
  if (what == Empty::working) text = tr("Working…");
  const auto packet = packet_.packet();
  if (what == Empty::noConversation && packet && document_.isOpen()) {
    const ProtocolStack& stack = document_.trace().stack(document_.trace().row(PacketId{*packet}).stack);
    std::string_view name = stack.size() == 0
                                ? std::string_view()
                                : document_.registry().protocol(stack[stack.size() - 1]).shortName;
    name = name.substr(0, name.find('/'));  // "ARP/RARP"
    text = tr("%1 has no conversation.")
               .arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
  }
  message_->setText(text);
  pages_->setCurrentWidget(message_);
}

void TimelinePane::updateNote() {
  const auto& model = view_->model();
  const LadderView::Range range = view_->range();
  saveRange_->setEnabled(!range.empty());
  QString text;
  if (model && !range.empty()) {
    const auto& packets = model->input->packets;
    std::uint64_t bytes = 0;
    for (std::uint32_t i = range.first; i <= range.last; ++i) bytes += packets[i].bytes;
    text = tr("Selected: %1, %2 within %3")
               .arg(tr("%Ln packets", nullptr, static_cast<int>(range.last - range.first + 1)),
                    bytesText(bytes), spanText(elapsedNs(packets[range.first].timeNs, packets[range.last].timeNs)));
  } else if (model && beginningMissing(*model)) {
    text = tr("The beginning was not captured.");
  } else if (model && !model->conversation->whole()) {
    text = tr("Only the first %1 are shown.")
               .arg(tr("%Ln packets", nullptr, static_cast<int>(model->input->packets.size())));
  }
  note_->setText(text);
  note_->setVisible(!text.isEmpty() && empty_ == Empty::none);
}

void TimelinePane::savePicture(bool selectionOnly) {
  const auto& model = view_->model();
  if (!model) return;
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Save a Picture"), QStringLiteral("timeline.svg"),
                                   tr("SVG (*.svg);;PNG (*.png);;PDF (*.pdf)"));
  if (path.isEmpty()) return;
  PictureOptions options{.palette = &theme_.palette(),
                         .mono = theme_.mono(),
                         .language = view_->language(),
                         .ladder = view_->options()};
  if (const LadderView::Range range = view_->range(); selectionOnly && !range.empty()) {
    options.first = range.first;
    options.last = range.last;
  }
  const PictureOutcome outcome = saveTimelinePicture(*model, options, path);
  if (!outcome.problem.isEmpty())
    note_->setText(outcome.problem);
  else if (outcome.cut)
    note_->setText(tr("The picture holds the first %1 of %2 rows.").arg(outcome.rows).arg(outcome.allRows));
  else
    note_->setText(tr("Saved to %1.").arg(path));
  note_->show();
}

void TimelinePane::saveSettings() const {
  QSettings().setValue(kScale, static_cast<int>(view_->options().scale));
}

void TimelinePane::readSettings() {
  const int saved = QSettings().value(kScale).toInt();
  const int scale = saved >= 0 && saved <= static_cast<int>(LadderScale::trueTime) ? saved : 0;
  scales_->actions().at(scale)->setChecked(true);
  view_->setScale(static_cast<LadderScale>(scale));
}

}  // namespace pw::ui
