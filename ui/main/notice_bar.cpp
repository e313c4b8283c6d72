#include "ui/main/notice_bar.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/style/shapes.h"

namespace pw::ui {

NoticeBar::NoticeBar(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      theme_(theme),
      sign_(new QLabel(this)),
      text_(new QLabel(this)),
      close_(new QToolButton(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 4, 8, 4);
  row->addWidget(sign_, 0, Qt::AlignTop);
  row->addWidget(text_, 1);
  row->addWidget(close_, 0, Qt::AlignTop);
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::PlainText);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  close_->setAutoRaise(true);
  close_->setText(tr("Close"));
  setAutoFillBackground(true);
  connect(close_, &QToolButton::clicked, this, &QWidget::hide);
  connect(&theme_, &Theme::changed, this, &NoticeBar::restyle);
  restyle();
  hide();
}

void NoticeBar::say(const QString& text, bool serious) {
  serious_ = serious;
  text_->setText(text);
  setAccessibleName(text);
  restyle();
  show();
}

QString NoticeBar::text() const { return text_->text(); }

void NoticeBar::restyle() {
  const Palette& p = theme_.palette();
  const QColor& colour = serious_ ? p.loss : p.ecn;
  QPalette q = palette();
  q.setColor(QPalette::Window, p.of(serious_ ? Tint::loss : Tint::ecn));
  q.setColor(QPalette::WindowText, p.text);
  setPalette(q);
  const int side = QFontMetrics(font()).height();
  sign_->setPixmap(
      iconOf(serious_ ? ui::Shape::cross : ui::Shape::exclamation, colour, colour).pixmap(side, side));
}

void NoticeBar::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) close_->setText(tr("Close"));
}

}  // namespace pw::ui
