#include "ui/welcome/left_recordings.h"

#include <QDateTime>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include "core/report/messages.h"
#include "ui/style/shapes.h"

namespace pw::ui {

LeftRecordings::LeftRecordings(const Theme& theme, LanguageSwitch& language, QWidget* parent)
    : QFrame(parent),
      theme_(theme),
      language_(language),
      sign_(new QLabel(this)),
      text_(new QLabel(this)),
      save_(new QPushButton(this)),
      discard_(new QPushButton(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 8, 12, 8);
  row->setSpacing(10);
  row->addWidget(sign_);
  row->addWidget(text_, 1);
  row->addWidget(save_);
  row->addWidget(discard_);
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::PlainText);
  setAutoFillBackground(true);
  connect(save_, &QPushButton::clicked, this, &LeftRecordings::ask);
  connect(discard_, &QPushButton::clicked, this, &LeftRecordings::discard);
  connect(&theme_, &Theme::changed, this, &LeftRecordings::restyle);
  refresh();
  restyle();
}

QString LeftRecordings::told() const { return text_->text(); }

void LeftRecordings::look() {
  if (job_.isRunning()) return;
  auto found = std::make_shared<std::vector<OrphanSpool>>();
  job_.start(
      1, [found](const std::stop_token&, std::atomic<std::uint64_t>&) { *found = orphanSpools(); },
      [this, found] {
        left_ = std::move(*found);
        refresh();
      });
}

void LeftRecordings::ask() {
  if (left_.empty()) return;
  const QString path = QFileDialog::getSaveFileName(this, tr("Save the Recording"), QString(),
                                                    tr("pcapng (*.pcapng)"));
  if (!path.isEmpty()) recover(QFileInfo(path).suffix().isEmpty() ? path + QStringLiteral(".pcapng") : path);
}

void LeftRecordings::recover(const QString& path) {
  const std::filesystem::path target{QFile::encodeName(path).toStdString()};
  run([target](const OrphanSpool& spool) { return recoverSpool(spool, target); }, path);
}

void LeftRecordings::discard() {
  if (QMessageBox::question(this, tr("Discard the Recording"), tr("Its packets are in no other file. Discard them?"),
                            QMessageBox::Discard | QMessageBox::Cancel,
                            QMessageBox::Cancel) == QMessageBox::Discard)
    run([](const OrphanSpool& spool) { return discardSpool(spool); }, {});
}

void LeftRecordings::run(std::function<std::expected<void, FileProblem>(const OrphanSpool&)> work,
                         const QString& path) {
  if (left_.empty() || job_.isRunning()) return;
  auto outcome = std::make_shared<std::expected<void, FileProblem>>();
  job_.start(
      1,
      [outcome, task = std::move(work), spool = left_.front()](const std::stop_token&, std::atomic<std::uint64_t>&) {
        *outcome = task(spool);
      },
      [this, outcome, path] {
        problem_.clear();
        if (*outcome) left_.erase(left_.begin());
        else
          problem_ = QString::fromStdString(
              fileProblemSentence(language_.isKorean() ? pw::Language::korean : pw::Language::english,
                                  outcome->error(), QFileInfo(path).fileName().toStdString()));
        refresh();
        if (*outcome && !path.isEmpty()) Q_EMIT recovered(path);
      });
  refresh();
}

void LeftRecordings::refresh() {
  save_->setText(tr("Save and Open…"));
  discard_->setText(tr("Discard"));
  setVisible(!left_.empty());
  if (left_.empty()) return;
  const OrphanSpool& spool = left_.front();
  const QLocale locale;
  const auto when = QDateTime::fromMSecsSinceEpoch(spool.startedNs / 1'000'000);
  QString text = tr("Plainwire ended without saving a recording of %1 (%2).")
                     .arg(when.toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                          locale.formattedDataSize(static_cast<qint64>(spool.bytes)));
  if (left_.size() > 1) text += QLatin1Char(' ') + tr("There are %1 more.").arg(left_.size() - 1);
  if (!problem_.isEmpty()) text += QLatin1Char('\n') + problem_;
  text_->setText(text);
  save_->setEnabled(!job_.isRunning());
  discard_->setEnabled(!job_.isRunning());
}

void LeftRecordings::restyle() {
  const Palette& p = theme_.palette();
  QPalette q = palette();
  q.setColor(QPalette::Window, p.of(Tint::handshake));
  q.setColor(QPalette::WindowText, p.text);
  setPalette(q);
  const int side = QFontMetrics(font()).height() + 4;
  sign_->setPixmap(iconOf(ui::Shape::information, p.client, p.client).pixmap(side, side));
}

void LeftRecordings::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace pw::ui
