#include "ui/capture/private_note.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/capture/command_line.h"

namespace pw::ui {

PrivateNote::PrivateNote(CaptureDocument& document, const Theme& theme, QWidget* parent)
    : QFrame(parent),
      document_(document),
      theme_(theme),
      text_(new QLabel(this)),
      command_(new CommandLine(theme, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 6, 8, 6);
  column->addWidget(text_);
  column->addWidget(command_);
  text_->setWordWrap(true);
  setAutoFillBackground(true);
  connect(&document_, &CaptureDocument::opened, this, &PrivateNote::refresh);
  connect(&document_, &CaptureDocument::captureEnded, this, &PrivateNote::refresh);
  connect(&document_, &CaptureDocument::closed, this, &PrivateNote::refresh);
  connect(&theme_, &Theme::changed, this, &PrivateNote::restyle);
  refresh();
  restyle();
}

void PrivateNote::refresh() {
  text_->setText(tr("This is a network of your own: only programs that you start in it are captured. Such a program is "
                    "started from a terminal:"));
  const bool runs = document_.isOpen() && document_.isCapturing() && document_.live()->options().privateNamespace;
  if (runs)
    command_->setCommand(QStringLiteral("nsenter --preserve-credentials -U -n -t %1 bash")
                             .arg(document_.live()->helperPid()));
  setVisible(runs);
}

void PrivateNote::restyle() {
  QPalette q = palette();
  q.setColor(QPalette::Window, theme_.palette().of(Tint::handshake));
  q.setColor(QPalette::WindowText, theme_.palette().text);
  setPalette(q);
}

void PrivateNote::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace pw::ui
