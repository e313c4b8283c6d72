#include "ui/capture/capture_filter_edit.h"

#include <QAction>
#include <QCompleter>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QStringListModel>
#include <QVBoxLayout>

#include "core/capture/capture_filter.h"
#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

constexpr int kSoonMs = 120;
constexpr qsizetype kMaxKept = 20;
const QString kUsed = QStringLiteral("capture/filters");
// Offered to those who never wrote one.
const QStringList kExamples{QStringLiteral("tcp port 80 or tcp port 443"), QStringLiteral("udp port 53"),
                            QStringLiteral("icmp or icmp6"), QStringLiteral("host 192.0.2.1"),
                            QStringLiteral("not port 22")};

struct Checked {
  CaptureFilterEdit::Verdict verdict = CaptureFilterEdit::Verdict::good;
  QString words;
};

Checked checked(const std::string& text, LinkType link) {
  if (namesAHost(text)) return {CaptureFilterEdit::Verdict::asksAServer, {}};
  if (const auto fine = checkCaptureFilter(text, link); !fine)
    return {CaptureFilterEdit::Verdict::bad, QString::fromStdString(fine.error())};
  return {};
}

}  // namespace

CaptureFilterEdit::CaptureFilterEdit(const Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), line_(new QLineEdit(this)), told_(new QLabel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(line_);
  column->addWidget(told_);
  told_->setWordWrap(true);
  told_->setTextFormat(Qt::PlainText);
  told_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  sign_ = line_->addAction(QIcon(), QLineEdit::LeadingPosition);
  line_->setClearButtonEnabled(true);
  auto* completer = new QCompleter(QSettings().value(kUsed).toStringList() + kExamples, line_);
  completer->setCompletionMode(QCompleter::PopupCompletion);
  completer->setFilterMode(Qt::MatchContains);
  line_->setCompleter(completer);
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  connect(&soon_, &QTimer::timeout, this, &CaptureFilterEdit::check);
  connect(line_, &QLineEdit::textChanged, this, &CaptureFilterEdit::onEdited);
  connect(line_, &QLineEdit::returnPressed, this, &CaptureFilterEdit::submitted);
  connect(&theme_, &Theme::changed, this, &CaptureFilterEdit::showVerdict);
  retranslate();
}

QString CaptureFilterEdit::text() const { return line_->text().trimmed(); }
void CaptureFilterEdit::setText(const QString& text) { line_->setText(text); }
QString CaptureFilterEdit::told() const { return told_->text(); }

void CaptureFilterEdit::setLinkType(LinkType link) {
  if (link == link_) return;
  link_ = link;
  onEdited();
}

void CaptureFilterEdit::onEdited() {
  if (text().isEmpty()) {
    soon_.stop();
    take(Verdict::empty, {});
    return;
  }
  take(Verdict::checking, words_);
  soon_.start();
}

// One check at a time, and the last text wins: nobody waits for libpcap.
void CaptureFilterEdit::check() {
  if (job_.isRunning()) {
    again_ = true;
    return;
  }
  const QString asked = text();
  auto found = std::make_shared<Checked>();
  job_.start(
      1,
      [found, words = asked.toStdString(), link = link_](const std::stop_token&, std::atomic<std::uint64_t>&) {
        *found = checked(words, link);
      },
      [this, found, asked] {
        if (std::exchange(again_, false)) check();
        else if (asked == text() && !asked.isEmpty()) take(found->verdict, found->words);
      });
}

void CaptureFilterEdit::take(Verdict verdict, const QString& words) {
  const bool changed = verdict != verdict_;
  verdict_ = verdict;
  words_ = words;
  showVerdict();
  if (changed) Q_EMIT verdictChanged();
}

void CaptureFilterEdit::showVerdict() {
  const Palette& p = theme_.palette();
  const auto sign = [&]() -> QIcon {
    switch (verdict_) {
      case Verdict::good: return iconOf(Shape::circle, p.sealed, p.rule);
      case Verdict::bad: return iconOf(Shape::cross, p.loss, p.rule);
      case Verdict::asksAServer: return iconOf(Shape::information, p.ecn, p.rule);
      default: return iconOf(Shape::magnifier, p.muted, p.rule);
    }
  }();
  sign_->setIcon(sign);
  if (verdict_ == Verdict::checking) return;  // what was said stays until there is something else to say
  QPalette q = told_->palette();
  q.setColor(QPalette::WindowText, verdict_ == Verdict::bad ? p.loss : p.muted);
  told_->setPalette(q);
  told_->setText(verdict_ == Verdict::bad ? words_
                 : verdict_ == Verdict::asksAServer
                     ? tr("It names a host: it is checked when the capture begins, since that asks a name server.")
                     : QString());
  told_->setVisible(!told_->text().isEmpty());
}

void CaptureFilterEdit::noteUsed() {
  if (text().isEmpty()) return;
  QSettings settings;
  QStringList used = settings.value(kUsed).toStringList();
  used.removeAll(text());
  used.prepend(text());
  while (used.size() > kMaxKept) used.removeLast();
  settings.setValue(kUsed, used);
  if (auto* model = qobject_cast<QStringListModel*>(line_->completer()->model()))
    model->setStringList(used + kExamples);
}

void CaptureFilterEdit::retranslate() {
  line_->setPlaceholderText(tr("Capture filter, for example: tcp port 80"));
  line_->setAccessibleName(tr("Capture filter"));
  showVerdict();
}

void CaptureFilterEdit::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace pw::ui
