#include "ui/find/find_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>

#include "ui/filter/shown_packets.h"

namespace pw::ui {

namespace {
constexpr int kSteps = 1000;
}

FindBar::FindBar(CaptureDocument& document, const ShownPackets& shown, QWidget* parent)
    : QWidget(parent),
      document_(document),
      shown_(shown),
      place_(new QComboBox(this)),
      edit_(new QLineEdit(this)),
      matchCase_(new QCheckBox(this)),
      previous_(new QToolButton(this)),
      next_(new QToolButton(this)),
      close_(new QToolButton(this)),
      progress_(new QProgressBar(this)),
      cancel_(new QToolButton(this)),
      message_(new QLabel(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(6, 3, 6, 3);
  for (QWidget* w : std::initializer_list<QWidget*>{place_, edit_, matchCase_, previous_, next_, progress_,
                                                    cancel_, message_, close_})
    row->addWidget(w);
  row->setStretchFactor(edit_, 1);
  edit_->setClearButtonEnabled(true);
  progress_->setMaximumWidth(120);
  progress_->setTextVisible(false);
  progress_->setRange(0, kSteps);
  for (QToolButton* b : {previous_, next_, close_, cancel_}) b->setAutoRaise(true);
  for (int i = 0; i <= static_cast<int>(SearchIn::field); ++i) place_->addItem(QString());
  connect(edit_, &QLineEdit::textEdited, this, [this] { say({}); });
  connect(previous_, &QToolButton::clicked, this, [this] { Q_EMIT findRequested(false); });
  connect(next_, &QToolButton::clicked, this, [this] { Q_EMIT findRequested(true); });
  connect(close_, &QToolButton::clicked, this, [this] {
    job_.cancel();
    hide();
    Q_EMIT left();
  });
  connect(cancel_, &QToolButton::clicked, &job_, &BackgroundJob::cancel);
  connect(&job_, &BackgroundJob::progressed, this, [this](double share) {
    progress_->setValue(static_cast<int>(share * kSteps));
    progress_->show();
    cancel_->show();
  });
  connect(&job_, &BackgroundJob::ended, this, [this] {
    progress_->hide();
    cancel_->hide();
  });
  connect(&document_, &CaptureDocument::opened, &job_, &BackgroundJob::cancel);
  connect(&document_, &CaptureDocument::closed, &job_, &BackgroundJob::cancel);
  progress_->hide();
  cancel_->hide();
  retranslate();
}

void FindBar::retranslate() {
  place_->setItemText(static_cast<int>(SearchIn::rows), tr("Packet list"));
  place_->setItemText(static_cast<int>(SearchIn::details), tr("Packet details"));
  place_->setItemText(static_cast<int>(SearchIn::text), tr("Bytes as text"));
  place_->setItemText(static_cast<int>(SearchIn::hex), tr("Bytes in hex"));
  place_->setItemText(static_cast<int>(SearchIn::field), tr("Field"));
  place_->setAccessibleName(tr("Where to look"));
  edit_->setAccessibleName(tr("Text to find"));
  edit_->setPlaceholderText(tr("Find: text, 0d 0a, or ip.ttl == 64"));
  matchCase_->setText(tr("Match case"));
  previous_->setText(tr("Previous"));
  next_->setText(tr("Next"));
  close_->setText(tr("Close"));
  cancel_->setText(tr("Cancel"));
  progress_->setAccessibleName(tr("Progress"));
}

void FindBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void FindBar::activate() {
  show();
  edit_->setFocus();
  edit_->selectAll();
}

SearchIn FindBar::place() const { return static_cast<SearchIn>(place_->currentIndex()); }

void FindBar::setQuery(SearchIn in, const QString& text) {
  place_->setCurrentIndex(static_cast<int>(in));
  edit_->setText(text);
}

QString FindBar::message() const { return message_->text(); }

void FindBar::say(const QString& text) {
  message_->setText(text);
  message_->setVisible(!text.isEmpty());
}

void FindBar::showFault(QueryFault fault) {
  switch (fault) {
    case QueryFault::empty: say(tr("Type what to look for.")); break;
    case QueryFault::notHex: say(tr("Hex bytes look like this: 0d 0a 0d 0a")); break;
    case QueryFault::noSuchField: say(tr("There is no such field.")); break;
  }
}

void FindBar::find(std::uint32_t from, bool forward) {
  const std::uint32_t rows = document_.rows();
  if (!document_.isOpen() || rows == 0) return;
  auto parsed =
      parseQuery(document_.registry(), place(), edit_->text().toStdString(), matchCase_->isChecked());
  if (parsed.fault) {
    show();
    showFault(*parsed.fault);
    return;
  }
  say({});
  struct Shared {
    std::shared_ptr<Session> session;
    std::optional<std::uint32_t> found;
    std::vector<std::uint32_t> among;  // packets that are shown, where some are hidden
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), std::nullopt, {}});
  const bool filtered = shown_.isFiltered();
  if (filtered) shared->among = shown_.packets();
  const Registry& registry = document_.registry();
  job_.start(
      rows,
      [=, &registry, query = std::move(parsed.query)](const std::stop_token& stop,
                                                      std::atomic<std::uint64_t>& done) {
        PacketMatcher matcher(shared->session->trace(), registry, query);
        shared->found = filtered ? findPacket(matcher, shared->among, from, forward, stop, done)
                                 : findPacket(matcher, rows, from, forward, stop, done);
      },
      [this, shared, from, forward] {
        if (!shared->found) {
          show();
          say(tr("Not found."));
          Q_EMIT notFound();
          return;
        }
        const bool wrapped = forward ? *shared->found <= from : *shared->found >= from;
        if (wrapped)
          say(forward ? tr("Went on from the first packet.") : tr("Went on from the last packet."));
        Q_EMIT found(*shared->found);
      });
}

void FindBar::keyPressEvent(QKeyEvent* event) {
  const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
  switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT findRequested(!shift); break;
    case Qt::Key_Escape: close_->click(); break;
    default: QWidget::keyPressEvent(event); break;
  }
}

}  // namespace pw::ui
