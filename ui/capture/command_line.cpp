#include "ui/capture/command_line.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace pw::ui {

CommandLine::CommandLine(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), text_(new QLineEdit(this)), copy_(new QPushButton(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(text_, 1);
  row->addWidget(copy_);
  text_->setReadOnly(true);
  connect(copy_, &QPushButton::clicked, this, [this] {
    QApplication::clipboard()->setText(text_->text());
    copy_->setText(tr("Copied"));
  });
  connect(&theme_, &Theme::changed, this, &CommandLine::restyle);
  retranslate();
  restyle();
}

void CommandLine::setCommand(const QString& command) {
  if (command == text_->text()) return;
  text_->setText(command);
  text_->setCursorPosition(0);
  retranslate();
}

QString CommandLine::command() const { return text_->text(); }

void CommandLine::retranslate() {
  copy_->setText(tr("Copy"));
  copy_->setToolTip(tr("Copy the command to the clipboard"));
  text_->setAccessibleName(tr("Command to run in a terminal"));
}

void CommandLine::restyle() {
  text_->setFont(theme_.mono());
  text_->setMinimumHeight(Theme::lineHeight(theme_.mono()) + 8);
}

void CommandLine::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace pw::ui
