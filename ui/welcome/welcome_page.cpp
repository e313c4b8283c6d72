#include "ui/welcome/welcome_page.h"

#include <QCheckBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/capture/capture_choice.h"
#include "ui/capture/capture_filter_edit.h"
#include "ui/capture/interface_list.h"
#include "ui/style/shapes.h"
#include "ui/welcome/left_recordings.h"
#include "ui/welcome/permission_banner.h"
#include "ui/welcome/recent_files.h"

namespace pw::ui {

namespace {

constexpr int kMostWidth = 1000;  // longer lines are hard to follow

QLabel* heading(QWidget* parent, double scale) {
  auto* label = new QLabel(parent);
  QFont f = label->font();
  f.setPointSizeF(f.pointSizeF() * scale);
  f.setBold(true);
  label->setFont(f);
  return label;
}

}  // namespace

WelcomePage::WelcomePage(CaptureProbe& probe, const Theme& theme, LanguageSwitch& language, QWidget* parent)
    : QScrollArea(parent), probe_(probe), theme_(theme) {
  auto* page = new QWidget(this);
  title_ = heading(page, 1.8);
  subtitle_ = new QLabel(page);
  captureTitle_ = heading(page, 1.1);
  recentTitle_ = heading(page, 1.1);
  tipsTitle_ = heading(page, 1.1);
  tips_ = new QLabel(page);
  open_ = new QPushButton(page);
  start_ = new QPushButton(page);
  options_ = new QPushButton(page);
  more_ = new QCheckBox(page);
  filter_ = new CaptureFilterEdit(theme, page);
  interfaces_ = new InterfaceList(probe, theme, page);
  permission_ = new PermissionBanner(probe, theme, language, page);
  left_ = new LeftRecordings(theme, language, page);
  recent_ = new RecentFiles(page);

  auto* column = new QVBoxLayout;
  column->setSpacing(10);
  auto* head = new QHBoxLayout;
  auto* names = new QVBoxLayout;
  names->addWidget(title_);
  names->addWidget(subtitle_);
  head->addLayout(names, 1);
  head->addWidget(open_, 0, Qt::AlignBottom);
  column->addLayout(head);
  column->addWidget(left_);
  column->addSpacing(6);
  column->addLayout(captureColumn());
  column->addSpacing(12);
  column->addLayout(filesColumn());
  auto* frame = new QWidget(page);
  frame->setLayout(column);
  frame->setMaximumWidth(kMostWidth);
  auto* outer = new QHBoxLayout(page);
  outer->setContentsMargins(24, 16, 24, 16);
  outer->addStretch(1);
  auto* middle = new QVBoxLayout;
  middle->addStretch(1);
  middle->addWidget(frame);
  middle->addStretch(2);
  outer->addLayout(middle, 12);
  outer->addStretch(1);
  setWidget(page);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  subtitle_->setWordWrap(true);
  connectParts();
  retranslate();
  restyle();
}

QLayout* WelcomePage::captureColumn() {
  auto* column = new QVBoxLayout;
  column->setSpacing(8);
  auto* line = new QHBoxLayout;
  line->addWidget(filter_, 1);
  line->addWidget(start_, 0, Qt::AlignTop);
  line->addWidget(options_, 0, Qt::AlignTop);
  column->addWidget(captureTitle_);
  column->addWidget(permission_);
  column->addLayout(line);
  column->addWidget(interfaces_);
  column->addWidget(more_);
  return column;
}

QLayout* WelcomePage::filesColumn() {
  auto* left = new QVBoxLayout;
  left->addWidget(recentTitle_, 0, Qt::AlignTop);
  left->addWidget(recent_, 0, Qt::AlignTop);
  left->addStretch(1);
  auto* right = new QVBoxLayout;
  right->addWidget(tipsTitle_, 0, Qt::AlignTop);
  right->addWidget(tips_, 0, Qt::AlignTop);
  right->addStretch(1);
  tips_->setWordWrap(true);
  tips_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* row = new QHBoxLayout;
  row->setSpacing(32);
  row->addLayout(left, 1);
  row->addLayout(right, 1);
  return row;
}

void WelcomePage::connectParts() {
  connect(open_, &QPushButton::clicked, this, &WelcomePage::openRequested);
  connect(start_, &QPushButton::clicked, this, &WelcomePage::tryStart);
  connect(options_, &QPushButton::clicked, this, &WelcomePage::optionsRequested);
  connect(interfaces_, &InterfaceList::startRequested, this, &WelcomePage::tryStart);
  connect(interfaces_, &InterfaceList::choiceChanged, this, &WelcomePage::onChoice);
  connect(filter_, &CaptureFilterEdit::submitted, this, &WelcomePage::tryStart);
  connect(filter_, &CaptureFilterEdit::verdictChanged, this, &WelcomePage::updateStart);
  connect(more_, &QCheckBox::toggled, interfaces_, &InterfaceList::setShowAll);
  connect(&probe_, &CaptureProbe::permissionTested, this, &WelcomePage::updateStart);
  connect(&probe_, &CaptureProbe::listChanged, this, [this] {
    updateMore();
    chooseLikely();
  });
  connect(permission_, &PermissionBanner::openRequested, this, &WelcomePage::openRequested);
  connect(permission_, &PermissionBanner::privateRequested, this, &WelcomePage::privateRequested);
  connect(recent_, &RecentFiles::fileRequested, this, &WelcomePage::fileRequested);
  connect(recent_, &RecentFiles::forgetRequested, this, &WelcomePage::forgetRequested);
  connect(left_, &LeftRecordings::recovered, this, &WelcomePage::fileRequested);
  connect(&theme_, &Theme::changed, this, &WelcomePage::restyle);
}

void WelcomePage::setRecentFiles(const QStringList& paths) { recent_->setPaths(paths); }

void WelcomePage::onChoice() {
  filter_->setLinkType(likelyLinkType(interfaces_->chosen()));
  updateStart();
}

// A button that cannot be pressed says why.
void WelcomePage::updateStart() {
  const auto& permission = probe_.permission();
  QString why;
  if (permission && !permission->permitted()) why = permission_->told();
  else if (interfaces_->chosen().isEmpty()) why = tr("Choose an interface first.");
  else if (filter_->verdict() == CaptureFilterEdit::Verdict::bad) why = filter_->told();
  start_->setEnabled(why.isEmpty());
  start_->setToolTip(why);
}

void WelcomePage::tryStart() {
  updateStart();
  if (start_->isEnabled()) Q_EMIT startRequested();
  else if (!permission_->isHidden()) ensureWidgetVisible(permission_);
}

// The first is the most promising one; whoever wants another chooses it.
void WelcomePage::chooseLikely() {
  const InterfaceModel& model = interfaces_->interfaces();
  if (model.rowCount() == 0 || !interfaces_->chosen().isEmpty()) return;
  const CaptureInterface& first = model.at(0).facts;
  if (first.hurdle == InterfaceHurdle::none) interfaces_->choose({QString::fromStdString(first.name)});
}

void WelcomePage::updateMore() {
  const int hidden = interfaces_->interfaces().hidden();
  more_->setText(tr("Show also what is no network: USB, Bluetooth and the like"));
  more_->setVisible(hidden > 0 || more_->isChecked());
}

void WelcomePage::retranslate() {
  title_->setText(QStringLiteral("Plainwire"));
  subtitle_->setText(tr("See what your computer says on the network, packet by packet."));
  captureTitle_->setText(tr("Capture"));
  open_->setText(tr("Open a Capture File…"));
  start_->setText(tr("Start"));
  options_->setText(tr("Options…"));
  recentTitle_->setText(tr("Recent files"));
  tipsTitle_->setText(tr("What you can do"));
  const QStringList tips{
      tr("• Open or drop a pcap, pcapng or snoop file, compressed or not."),
      tr("• Choose a packet to see its layers and its bytes; each field shows where it stands."),
      tr("• Choose a byte to find out what it means."), tr("• Press F1 for all keys.")};
  tips_->setText(tips.join(QLatin1Char('\n')));
  updateMore();
  updateStart();
}

void WelcomePage::restyle() {
  const Palette& p = theme_.palette();
  open_->setIcon(iconOf(ui::Shape::folder, p.text, p.rule));
  start_->setIcon(iconOf(ui::Shape::triangleRight, p.sealed, p.rule));
  updateStart();
}

void WelcomePage::changeEvent(QEvent* event) {
  QScrollArea::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void WelcomePage::showEvent(QShowEvent* event) {
  QScrollArea::showEvent(event);
  probe_.setWatching(true);
  if (std::exchange(looked_, true)) return;
  probe_.testPermission();
  left_->look();
}

void WelcomePage::hideEvent(QHideEvent* event) {
  QScrollArea::hideEvent(event);
  probe_.setWatching(false);
}

}  // namespace pw::ui
