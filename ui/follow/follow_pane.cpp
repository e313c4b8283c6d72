#include "ui/follow/follow_pane.h"

#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "core/report/messages.h"
#include "ui/flows/flow_columns.h"
#include "ui/follow/follow_search.h"
#include "ui/follow/follow_words.h"
#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

QToolButton* button(QWidget* parent) {
  auto* b = new QToolButton(parent);
  b->setFocusPolicy(Qt::StrongFocus);
  b->setAutoRaise(true);
  return b;
}

}  // namespace

FollowPane::FollowPane(CaptureDocument& document, SelectedPacket& packet, const Theme& theme, LanguageSwitch& language,
                       QWidget* parent)
    : QWidget(parent),
      document_(document),
      theme_(theme),
      language_(language),
      view_(new FollowView(document, packet, theme, this)),
      form_(new QComboBox(this)),
      sides_(new QComboBox(this)),
      edit_(new QLineEdit(this)),
      previous_(button(this)),
      next_(button(this)),
      saveButton_(button(this)),
      message_(new QLabel(this)) {
  auto* top = new QHBoxLayout;
  top->setContentsMargins(4, 4, 4, 4);
  top->addWidget(form_);
  top->addWidget(sides_);
  top->addWidget(edit_, 1);
  for (QToolButton* b : {previous_, next_, saveButton_}) top->addWidget(b);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(top);
  column->addWidget(view_, 1);
  column->addWidget(message_);
  edit_->setClearButtonEnabled(true);
  edit_->setMinimumWidth(60);
  message_->setMargin(4);
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::PlainText);
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  for (int i = 0; i < 3; ++i) {
    form_->addItem(QString());
    sides_->addItem(QString());
  }
  connect(form_, &QComboBox::activated, this, [this](int i) { view_->setForm(static_cast<FollowForm>(i)); });
  connect(sides_, &QComboBox::activated, this, [this](int i) { view_->setSides(static_cast<FollowView::Sides>(i)); });
  connect(edit_, &QLineEdit::textEdited, view_, &FollowView::clearFound);
  connect(edit_, &QLineEdit::returnPressed, this, [this] { find(true); });
  connect(next_, &QToolButton::clicked, this, [this] { find(true); });
  connect(previous_, &QToolButton::clicked, this, [this] { find(false); });
  connect(saveButton_, &QToolButton::clicked, this, &FollowPane::chooseFile);
  connect(view_, &FollowView::changed, this, &FollowPane::refresh);
  connect(&theme_, &Theme::changed, this, &FollowPane::restyle);
  retranslate();
  restyle();
}

void FollowPane::retranslate() {
  const char* const forms[] = {QT_TR_NOOP("Text"), QT_TR_NOOP("Hex"), QT_TR_NOOP("Decoded")};
  const char* const sides[] = {QT_TR_NOOP("Both sides"), QT_TR_NOOP("Client only"), QT_TR_NOOP("Server only")};
  for (int i = 0; i < 3; ++i) {
    form_->setItemText(i, tr(forms[i]));
    sides_->setItemText(i, tr(sides[i]));
  }
  form_->setAccessibleName(tr("How it is shown"));
  form_->setToolTip(tr("Decoded: contents of HTTP unpacked, and what TLS seals told"));
  sides_->setAccessibleName(tr("Which side"));
  edit_->setPlaceholderText(tr("Find in it"));
  edit_->setAccessibleName(tr("Find in the conversation"));
  const auto name = [](QToolButton* b, const QString& text) {
    b->setToolTip(text);
    b->setAccessibleName(text);
  };
  name(previous_, tr("Find the one before"));
  name(next_, tr("Find the next one"));
  name(saveButton_, tr("Save what is shown…"));
  view_->setAccessibleName(tr("What both sides said"));
  said_.clear();
  refresh();
}

void FollowPane::restyle() {
  const Palette& p = theme_.palette();
  previous_->setIcon(iconOf(Shape::arrowLeft, p.text, p.rule));
  next_->setIcon(iconOf(Shape::arrowRight, p.text, p.rule));
  saveButton_->setIcon(iconOf(Shape::save, p.text, p.rule));
}

QString FollowPane::message() const { return message_->text(); }

void FollowPane::say(const QString& text) {
  said_ = text;
  message_->setText(text.isEmpty() ? summary() : text);
}

void FollowPane::refresh() {
  form_->setCurrentIndex(static_cast<int>(view_->form()));
  sides_->setCurrentIndex(static_cast<int>(view_->sides()));
  const bool there = view_->page() != nullptr;
  for (QToolButton* b : {previous_, next_, saveButton_}) b->setEnabled(there);
  say(std::exchange(saidOf_, view_->flow()) == view_->flow() ? said_ : QString());
}

QString FollowPane::summary() const {
  const auto& page = view_->page();
  if (!page) return {};
  const auto number = [](std::uint64_t n) { return QLocale().toString(static_cast<qulonglong>(n)); };
  const FlowSummary& f = page->flow;
  std::string client, server;
  appendEnd(client, f.client, f.clientPort);
  appendEnd(server, f.server, f.serverPort);
  QString text = tr("Conversation #%1: %2 sent %3 bytes, %4 sent %5.")
                     .arg(f.id.value)
                     .arg(QString::fromStdString(client), number(page->stream->bytes(f.directionOf(0))),
                          QString::fromStdString(server), number(page->stream->bytes(f.directionOf(1))));
  if (f.rolesGuessed) text += QLatin1Char(' ') + tr("Who is the client is guessed.");
  if (page->stream->different() != 0)
    text += QLatin1Char(' ') + tr("Sent again with other bytes: %1.").arg(number(page->stream->different()));
  if (!page->stream->whole()) text += QLatin1Char(' ') + tr("It is too long: only its beginning was read.");
  return text;
}

void FollowPane::activateFind() {
  edit_->setFocus();
  edit_->selectAll();
}

void FollowPane::find(bool forward) {
  if (edit_->text().isEmpty()) {
    activateFind();
    return;
  }
  if (view_->page()) look(view_->searchFrom(forward), forward, false);
}

/// `again`: the search goes on from the other end.
void FollowPane::look(FollowPlace from, bool forward, bool again) {
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<const FollowPage> page;
    std::optional<FollowPlace> found;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), view_->page(), std::nullopt});
  const std::string words = edit_->text().toStdString();
  say(tr("Searching…"));
  search_.start(
      shared->page->stream->size(),
      [shared, words, from, forward, &registry = document_.registry()](const std::stop_token& stop,
                                                                      std::atomic<std::uint64_t>& done) {
        ChunkReader reader{shared->session->trace(), registry};
        shared->found = findFollowed(*shared->page, reader, words, from, forward, stop, done);
      },
      [this, shared, words, forward, again] {
        if (shared->page != view_->page()) return find(forward);  // it has grown meanwhile
        if (shared->found) {
          view_->showFound(*shared->found, static_cast<std::uint32_t>(words.size()));
          say(again ? tr("Searched on from the other end.") : QString());
        } else if (again) {
          say(tr("“%1” does not occur.").arg(edit_->text()));
        } else {
          look(forward ? FollowPlace{} : FollowPlace{static_cast<std::uint32_t>(shared->page->stream->size()), 0},
               forward, true);
        }
      });
}

void FollowPane::chooseFile() {
  const bool isHex = view_->form() == FollowForm::hex;
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Save the Conversation"),
                                   isHex ? QStringLiteral("conversation.txt") : QStringLiteral("conversation.bin"));
  if (!path.isEmpty()) saveTo(path);
}

void FollowPane::saveTo(const QString& path) {
  if (!view_->page()) return;
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<const FollowPage> page;
    std::optional<FileProblem> problem;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), view_->page(), std::nullopt});
  const std::filesystem::path target{QFile::encodeName(path).toStdString()};
  say(tr("Saving…"));
  save_.start(
      shared->page->stream->size(),
      [shared, target, &registry = document_.registry()](const std::stop_token& stop,
                                                         std::atomic<std::uint64_t>& done) {
        ChunkReader reader{shared->session->trace(), registry};
        shared->problem = saveFollowed(*shared->page, reader, target, stop, done);
      },
      [this, shared, name = QFileInfo(path).fileName()] {
        const auto spoken = language_.isKorean() ? Language::korean : Language::english;
        say(shared->problem ? QString::fromStdString(fileProblemSentence(spoken, *shared->problem, name.toStdString()))
                            : tr("Saved to %1.").arg(name));
      });
}

// Escape leaves the line for the text.
void FollowPane::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && edit_->hasFocus()) {
    view_->clearFound();
    view_->setFocus();
    return;
  }
  QWidget::keyPressEvent(event);
}

void FollowPane::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace pw::ui
