#include "ui/welcome/recent_files.h"

#include <QDateTime>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace pw::ui {

RecentFiles::RecentFiles(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  refill();
}

void RecentFiles::setPaths(const QStringList& paths) {
  paths_ = paths;
  refill();
}

void RecentFiles::refill() {
  delete rows_;
  rows_ = new QWidget(this);
  auto* column = new QVBoxLayout(rows_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  for (const QString& path : paths_) column->addWidget(rowOf(path));
  if (paths_.isEmpty()) {
    auto* none = new QLabel(tr("None yet. Files can also be dropped here."), rows_);
    none->setForegroundRole(QPalette::PlaceholderText);
    none->setWordWrap(true);
    column->addWidget(none);
  }
  layout()->addWidget(rows_);
}

QWidget* RecentFiles::rowOf(const QString& path) {
  const QFileInfo file(path);
  auto* row = new QWidget(rows_);
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

void RecentFiles::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refill();
}

}  // namespace pw::ui
