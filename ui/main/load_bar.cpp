#include "ui/main/load_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace pw::ui {

namespace {
constexpr int kSteps = 1000;
}

LoadBar::LoadBar(QWidget* parent)
    : QWidget(parent),
      label_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      cancel_(new QToolButton(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(label_);
  row->addWidget(bar_);
  row->addWidget(cancel_);
  bar_->setTextVisible(false);
  bar_->setMaximumWidth(180);
  cancel_->setText(tr("Cancel"));
  cancel_->setAutoRaise(true);
  bar_->setAccessibleName(tr("Progress"));
  connect(cancel_, &QToolButton::clicked, this, &LoadBar::cancelled);
}

void LoadBar::setText(const QString& text) { label_->setText(text); }

void LoadBar::setProgress(double share) {
  bar_->setRange(0, share < 0 ? 0 : kSteps);
  if (share >= 0) bar_->setValue(static_cast<int>(share * kSteps));
}

void LoadBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  cancel_->setText(tr("Cancel"));
  bar_->setAccessibleName(tr("Progress"));
}

}  // namespace pw::ui
