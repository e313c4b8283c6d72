#include "ui/main/welcome_page.h"

#include <QDateTime>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

QLabel* heading(QWidget* parent, double scale) {
  auto* label = new QLabel(parent);
  QFont f = label->font();
  f.setPointSizeF(f.pointSizeF() * scale);
  f.setBold(true);
  label->setFont(f);
  return label;
}

}  // namespace

WelcomePage::WelcomePage(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      title_(heading(this, 1.8)),
      subtitle_(new QLabel(this)),
      recentTitle_(heading(this, 1.1)),
      tipsTitle_(heading(this, 1.1)),
      tips_(new QLabel(this)),
      open_(new QPushButton(this)),
      recentPlace_(new QVBoxLayout) {
  auto* column = new QVBoxLayout;
  column->setSpacing(10);
  column->addWidget(title_);
  column->addWidget(subtitle_);
  column->addSpacing(6);
  column->addWidget(open_, 0, Qt::AlignLeft);
  column->addSpacing(14);
  column->addWidget(recentTitle_);
  column->addLayout(recentPlace_);
  column->addSpacing(14);
  column->addWidget(tipsTitle_);
  column->addWidget(tips_);
  auto* outer = new QHBoxLayout(this);
  outer->addStretch(1);
  auto* middle = new QVBoxLayout;
  middle->addStretch(1);
  middle->addLayout(column);
  middle->addStretch(2);
  outer->addLayout(middle, 4);
  outer->addStretch(1);
  subtitle_->setWordWrap(true);
  tips_->setWordWrap(true);
  tips_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  open_->setDefault(true);
  connect(open_, &QPushButton::clicked, this, &WelcomePage::openRequested);
  connect(&theme_, &Theme::changed, this, &WelcomePage::retranslate);
  retranslate();
}

void WelcomePage::setRecentFiles(const QStringList& paths) {
  recentPaths_ = paths;
  fillRecent();
}

void WelcomePage::retranslate() {
  title_->setText(QStringLiteral("Plainwire"));
  subtitle_->setText(tr("See what your computer says on the network, packet by packet."));
  open_->setText(tr("Open a Capture File…"));
  open_->setIcon(iconOf(Shape::folder, theme_.palette().text, theme_.palette().rule));
  recentTitle_->setText(tr("Recent files"));
  tipsTitle_->setText(tr("What you can do"));
  const QStringList tips{
      tr("• Open or drop a pcap, pcapng or snoop file, compressed or not."),
      tr("• Choose a packet to see its layers and its bytes; each field shows where it stands."),
      tr("• Choose a byte to find out what it means."), tr("• Press F1 for all keys.")};
  tips_->setText(tips.join(QLatin1Char('\n')));
  fillRecent();
}

void WelcomePage::fillRecent() {
  delete recent_;
  recent_ = new QWidget(this);
  auto* rows = new QVBoxLayout(recent_);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(2);
  for (const QString& path : recentPaths_) rows->addWidget(recentRow(path));
  recentTitle_->setVisible(!recentPaths_.isEmpty());
  recentPlace_->addWidget(recent_);
}

QWidget* WelcomePage::recentRow(const QString& path) {
  const QFileInfo file(path);
  auto* row = new QWidget(recent_);
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  auto* button = new QToolButton(row);
  button->setText(file.fileName());
  button->setToolTip(path);
  button->setAutoRaise(true);
  button->setEnabled(file.exists());
  auto* facts = new QLabel(row);
  facts->setForegroundRole(QPalette::PlaceholderText);
  line->addWidget(button);
  if (file.exists()) {
    const QLocale locale;
    facts->setText(
        QStringLiteral("%1   %2").arg(locale.formattedDataSize(file.size()),
                                      file.lastModified().toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
    connect(button, &QToolButton::clicked, this, [this, path] { Q_EMIT fileRequested(path); });
    line->addWidget(facts);
  } else {
    facts->setText(tr("The file is gone."));
    auto* forget = new QToolButton(row);
    forget->setText(tr("Remove from the list"));
    forget->setAutoRaise(true);
    connect(forget, &QToolButton::clicked, this, [this, path] { Q_EMIT forgetRequested(path); });
    line->addWidget(facts);
    line->addWidget(forget);
  }
  line->addStretch(1);
  return row;
}

void WelcomePage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace pw::ui
