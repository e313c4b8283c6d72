#include "ui/expert/expert_pane.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace pw::ui {

ExpertPane::ExpertPane(CaptureDocument& document, const Theme& theme, LanguageSwitch& language, QWidget* parent)
    : QWidget(parent), theme_(theme), view_(new ExpertView(document, theme, language, this)), why_(new QLabel(this)) {
  auto* top = new QHBoxLayout;
  top->setContentsMargins(4, 4, 4, 4);
  for (const Severity s : {Severity::error, Severity::warning, Severity::note, Severity::chat}) {
    auto* b = new QToolButton(this);
    b->setCheckable(true);
    b->setChecked(true);
    b->setFocusPolicy(Qt::StrongFocus);
    b->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(b, &QToolButton::toggled, view_, [this, s](bool on) { view_->setShown(s, on); });
    buttons_[static_cast<std::size_t>(s)] = b;
    top->addWidget(b);
  }
  top->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(top);
  column->addWidget(view_, 1);
  column->addWidget(why_);
  why_->setWordWrap(true);
  why_->setMargin(6);
  why_->setTextFormat(Qt::PlainText);
  why_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  connect(view_, &RowView::currentChanged, this, &ExpertPane::explain);
  connect(view_, &ExpertView::reasonsChanged, this, &ExpertPane::explain);
  connect(view_, &ExpertView::changed, this, &ExpertPane::refresh);
  connect(&theme_, &Theme::changed, this, &ExpertPane::refresh);
  refresh();
}

QString ExpertPane::explanation() const { return why_->text(); }

// Sentences are longer than the list is wide.
void ExpertPane::explain() {
  const auto row = view_->current();
  const bool isPacket = row && view_->at(*row).what == ExpertRow::What::packet;
  why_->setText(isPacket ? view_->textOf(view_->at(*row)) : QString());
  why_->setVisible(!why_->text().isEmpty());
}

void ExpertPane::refresh() {
  explain();
  view_->setAccessibleName(tr("Expert information"));
  const Palette& p = theme_.palette();
  for (std::size_t i = 0; i < buttons_.size(); ++i) {
    const auto s = static_cast<Severity>(i);
    const QString count = QLocale().toString(static_cast<qulonglong>(view_->findings().count(s)));
    buttons_[i]->setText(count);
    buttons_[i]->setIcon(iconOf(ExpertView::shapeOf(s), ExpertView::colourOf(p, s), p.rule));
    buttons_[i]->setToolTip(ExpertView::nameOf(s));
    buttons_[i]->setAccessibleName(QStringLiteral("%1 (%2)").arg(ExpertView::nameOf(s), count));
  }
}

void ExpertPane::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace pw::ui
