#include "ui/leaks/leaks_pane.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/leaks/report_dialog.h"

namespace pw::ui {

namespace {

constexpr int kSoonMs = 60;  // keys held down pass over many packets
const QString kShowSecrets = QStringLiteral("leaks/showSecrets");

}  // namespace

LeaksPane::LeaksPane(CaptureDocument& document, SelectedPacket& packet, LearnedNames& names, const Theme& theme,
                     LanguageSwitch& language, QWidget* parent)
    : QWidget(parent),
      document_(document),
      packet_(packet),
      theme_(theme),
      language_(language),
      job_(new LeakJob(document, names, this)),
      model_(new LeakModel(document, names, *job_, language, this)),
      scope_(new QComboBox(this)),
      secrets_(new QToolButton(this)),
      save_(new QToolButton(this)),
      stop_(new QToolButton(this)),
      meter_(new MeterBar(theme, this)),
      filter_(new QLineEdit(this)),
      tree_(new LeakTree(*model_, theme, this)),
      state_(new QLabel(this)),
      why_(new QLabel(this)) {
  layOut();
  connectParts();
  retranslate();
  restyle();
}

void LeaksPane::layOut() {
  auto* top = new QHBoxLayout;
  top->setContentsMargins(4, 4, 4, 0);
  scope_->addItems({QString(), QString()});
  top->addWidget(scope_);
  top->addWidget(filter_, 1);
  top->addWidget(secrets_);
  top->addWidget(save_);
  filter_->setClearButtonEnabled(true);
  filter_->setMinimumWidth(80);
  filter_->installEventFilter(this);
  filter_->addAction(QIcon(), QLineEdit::LeadingPosition);
  secrets_->setCheckable(true);
  for (QToolButton* b : {secrets_, save_, stop_}) b->setFocusPolicy(Qt::StrongFocus);
  auto* below = new QHBoxLayout;
  below->setContentsMargins(0, 0, 4, 0);
  below->addWidget(state_, 1);
  below->addWidget(stop_, 0, Qt::AlignTop);
  for (QLabel* label : {state_, why_}) {
    label->setWordWrap(true);
    label->setMargin(6);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(top);
  column->addWidget(meter_);
  column->addLayout(below);
  column->addWidget(tree_, 1);
  column->addWidget(why_);
}

void LeaksPane::connectParts() {
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  connect(&soon_, &QTimer::timeout, this, &LeaksPane::follow);
  connect(&packet_, &SelectedPacket::packetChanged, this, [this] {
    if (isOfFlow()) soon_.start();
  });
  connect(scope_, &QComboBox::currentIndexChanged, this, &LeaksPane::follow);
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& words) {
    model_->setFilter(words);
    refresh();
  });
  connect(secrets_, &QToolButton::toggled, this, [this](bool show) {
    model_->setShowSecrets(show);
    refresh();
  });
  connect(save_, &QToolButton::clicked, this, &LeaksPane::askToSave);
  connect(stop_, &QToolButton::clicked, this, [this] {
    if (job_->isSaving()) job_->cancelSaving();
    else if (job_->isStopped()) job_->resume();
    else job_->stop();
  });
  connect(tree_, &LeakTree::spotChosen, this, &LeaksPane::spotChosen);
  connect(tree_, &LeakTree::currentRowChanged, this, &LeaksPane::explain);
  connect(job_, &LeakJob::arrived, this, &LeaksPane::refresh);
  connect(job_, &LeakJob::stateChanged, this, &LeaksPane::refresh);
  connect(job_, &LeakJob::cleared, this, &LeaksPane::follow);
  connect(job_, &LeakJob::saved, this, &LeaksPane::saved);
  connect(job_, &LeakJob::progressed, this, [this](double share) {
    share_ = share;
    state_->setText(stateText());
  });
  connect(&document_, &CaptureDocument::rowsChanged, this, &LeaksPane::refresh);
  connect(&theme_, &Theme::changed, this, &LeaksPane::restyle);
}

Language LeaksPane::spoken() const noexcept { return language_.isKorean() ? Language::korean : Language::english; }
bool LeaksPane::isOfFlow() const { return scope_->currentIndex() == 1; }
QString LeaksPane::told() const { return state_->text(); }
QString LeaksPane::explanation() const { return why_->text(); }

void LeaksPane::readSettings() { secrets_->setChecked(QSettings().value(kShowSecrets, false).toBool()); }
void LeaksPane::saveSettings() const { QSettings().setValue(kShowSecrets, secrets_->isChecked()); }

// Along the selected packet, where only its conversation is wanted.
void LeaksPane::follow() {
  soon_.stop();
  if (!isOfFlow()) {
    job_->setFlow({});
    model_->setScope(std::nullopt);
  } else {
    const auto packet = packet_.packet();
    const FlowId flow = document_.flowOf(packet);
    job_->setFlow(flow);
    model_->setScope(flow);
  }
  refresh();
}

void LeaksPane::refresh() {
  if (!document_.isOpen()) meter_->setBytes(ReadableBytes{});
  else if (isOfFlow()) meter_->setBytes(model_->scope()->valid() ? job_->flowMeter() : ReadableBytes{});
  else if (job_->results().packets == 0) meter_->setBytes(std::nullopt);
  else meter_->setBytes(job_->results().meter);
  state_->setText(stateText());
  stop_->setVisible(job_->isLooking() || job_->isStopped() || job_->isSaving());
  stop_->setText(job_->isStopped() && !job_->isSaving() ? tr("Go On") : tr("Stop"));
  save_->setEnabled(document_.isOpen() && document_.rows() > 0 && !job_->isSaving());
  explain();
}

void LeaksPane::explain() {
  why_->setText(model_->explanation(tree_->currentIndex()));
  why_->setVisible(!why_->text().isEmpty());
}

QString LeaksPane::stateText() const {
  if (!document_.isOpen()) return tr("Open a capture: what others can read in it is told here.");
  if (job_->isSaving()) return tr("Saving the report…");
  const LeakResults& r = job_->results();
  QString text;
  if (job_->isLooking())
    text = tr("Looking… %1 of %2 packets.").arg(numberOf(static_cast<std::uint64_t>(share_ * document_.rows())),
                                                 numberOf(document_.rows()));
  else if (job_->isStopped())
    text = tr("Stopped after %1 of %2 packets.").arg(numberOf(r.packets), numberOf(document_.rows()));
  else if (!job_->complete())
    text = tr("Waiting for the capture to be loaded.");
  const QString found = foundText();
  if (!text.isEmpty() && !found.isEmpty()) text += QLatin1Char(' ');
  return text + found + boundsText();
}

QString LeaksPane::foundText() const {
  if (isOfFlow() && !packet_.packet())
    return tr("Choose a packet: what others can read of its conversation is told here.");
  if (isOfFlow() && !model_->scope()->valid())
    return tr("This packet belongs to no conversation: only TCP and UDP packets do.");
  const std::uint32_t all = model_->findings();
  if (all != 0) {
    const std::uint32_t secrets = model_->secrets();
    return tr("Anyone on the way can read: %1.")
        .arg(tr("%1 secrets, %2 other things").arg(numberOf(secrets), numberOf(all - secrets)));
  }
  if (!filter_->text().trimmed().isEmpty()) return tr("Nothing that was found has these words.");
  return job_->complete() ? nothingText() : QString();
}

QString LeaksPane::nothingText() const {
  const auto& bytes = meter_->bytes();
  QString why;
  if (!bytes || bytes->all() == 0) why = tr("No content was sent.");
  else if (bytes->readable == 0 && bytes->unknown == 0) why = tr("All content is encrypted.");
  else if (bytes->sealed > bytes->readable) why = tr("Nearly all content is encrypted.");
  else if (bytes->unknown > bytes->readable) why = tr("Most content is of protocols that are not known here.");
  else why = tr("What can be read has no names, passwords or pages in it.");
  if (isOfFlow()) return tr("Nothing readable by others was found in this conversation.") + QLatin1Char(' ') + why;
  return tr("Nothing readable by others was found in %1 packets.").arg(numberOf(job_->results().packets)) +
         QLatin1Char(' ') + why;
}

QString LeaksPane::boundsText() const {
  const LeakResults& r = job_->results();
  QString text;
  if (r.leftOut != 0)
    text += QLatin1Char(' ') + textOf(message(spoken(), Msg::leaksTooMany, {std::to_string(r.leftOut)}));
  if (r.sealedLeftOut != 0)
    text +=
        QLatin1Char(' ') + tr("Sealed conversations past the first %1 are not listed.").arg(numberOf(r.sealed.size()));
  if (r.unreadable != 0)
    text += QLatin1Char(' ') + textOf(message(spoken(), Msg::leaksUnreadable, {std::to_string(r.unreadable)}));
  return text;
}

void LeaksPane::askToSave() {
  ReportDialog dialog(this);
  if (dialog.exec() != QDialog::Accepted) return;
  const QString path = dialog.choosePath(document_.path());
  if (!path.isEmpty()) job_->save({path, dialog.format(), dialog.showSecrets()}, spoken());
}

void LeaksPane::retranslate() {
  scope_->setItemText(0, tr("Whole capture"));
  scope_->setItemText(1, tr("This conversation"));
  scope_->setAccessibleName(tr("What is looked at"));
  filter_->setPlaceholderText(tr("Find in findings"));
  filter_->setAccessibleName(tr("Find in findings"));
  secrets_->setText(tr("Show secrets"));
  secrets_->setToolTip(tr("Passwords, tokens and cookies are hidden, so that they are not read over your shoulder."));
  save_->setText(tr("Save Report…"));
  tree_->setAccessibleName(tr("What an eavesdropper sees"));
  model_->retranslate();
  refresh();
}

void LeaksPane::restyle() {
  const Palette& p = theme_.palette();
  filter_->actions().constFirst()->setIcon(iconOf(Shape::magnifier, p.muted, p.rule));
  save_->setIcon(iconOf(Shape::save, p.text, p.rule));
  secrets_->setIcon(iconOf(Shape::eye, p.text, p.rule));
  for (QToolButton* b : {secrets_, save_}) b->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  tree_->restyle();
}

// Down from the box leads into the tree, Escape empties the box.
bool LeaksPane::eventFilter(QObject* watched, QEvent* event) {
  if (watched == filter_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape && !filter_->text().isEmpty()) {
      filter_->clear();
      return true;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Return) {
      tree_->setFocus();
      if (!tree_->currentIndex().isValid()) tree_->setCurrentIndex(model_->index(0, 0));
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void LeaksPane::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  tree_->restyle();
}

}  // namespace pw::ui
