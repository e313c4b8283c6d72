#include "ui/filter/filter_edit.h"

#include <QAbstractItemView>
#include <QDropEvent>
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextCharFormat>
#include <QTreeView>

#include "core/filter/completion.h"
#include "ui/filter/capture_values.h"
#include "ui/filter/filter_choices.h"

namespace pw::ui {

namespace {

constexpr int kPopupWidth = 640, kNameWidth = 260, kPopupRows = 12;

bool isNameLetter(QChar c) {
  return c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('_') || c == QLatin1Char('-');
}

QColor mixed(const QColor& a, const QColor& b, double share) {
  const auto part = [share](int x, int y) { return static_cast<int>(x * share + y * (1 - share)); };
  return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

}  // namespace

FilterEdit::FilterEdit(const Registry& registry, const Theme& theme, QWidget* parent)
    : QLineEdit(parent),
      registry_(registry),
      theme_(theme),
      choices_(new FilterChoiceModel(this)),
      completer_(new QCompleter(choices_, this)) {
  setClearButtonEnabled(true);
  auto* popup = new QTreeView;
  popup->setRootIsDecorated(false);
  popup->setHeaderHidden(true);
  popup->setUniformRowHeights(true);
  popup->setFrameStyle(QFrame::Box | QFrame::Plain);  // told apart from the list below it, in dark too
  completer_->setPopup(popup);
  popup->header()->resizeSection(0, kNameWidth);
  completer_->setMaxVisibleItems(kPopupRows);
  completer_->setCompletionRole(Qt::EditRole);  // the prefix stays empty: all of the model is offered
  completer_->setWidget(this);
  connect(completer_, QOverload<const QString&>::of(&QCompleter::activated), this, &FilterEdit::complete);
  connect(this, &QLineEdit::textChanged, this, &FilterEdit::check);
  connect(this, &QLineEdit::textEdited, this, [this] { offer(false); });
  connect(&theme_, &Theme::changed, this, &FilterEdit::recolour);
  recolour();
}

FilterEdit::~FilterEdit() = default;

QColor FilterEdit::colourOf(State state, const Palette& palette) {
  const double share = palette.dark ? 0.28 : 0.2;
  switch (state) {
    case State::good: return mixed(palette.sealed, palette.background, share);
    case State::doubtful: return palette.dark ? QColor(0x4a, 0x42, 0x10) : QColor(0xff, 0xf4, 0xb8);
    case State::bad: return mixed(palette.loss, palette.background, share);
    case State::empty: break;
  }
  return palette.background;
}

void FilterEdit::check() {
  error_.reset();
  filter_.reset();
  auto compiled = compileFilter(text().toStdString(), registry_, {macros_, {}});
  if (compiled) filter_ = std::move(*compiled);
  else error_ = std::move(compiled.error());
  if (error_) state_ = error_->instead.empty() ? State::bad : State::doubtful;
  else if (filter_->passesAll()) state_ = State::empty;
  else state_ = filter_->doubts().empty() ? State::good : State::doubtful;
  recolour();
  underline();
  Q_EMIT checked();
}

void FilterEdit::recolour() {
  const Palette& p = theme_.palette();
  QPalette colours = palette();
  colours.setColor(QPalette::Base, colourOf(state_, p));
  colours.setColor(QPalette::Text, p.text);
  colours.setColor(QPalette::PlaceholderText, p.muted);
  setPalette(colours);
  setFont(theme_.mono());
}

/// A wavy line below what is wrong. The only way into the layout of a QLineEdit is that of input methods.
void FilterEdit::underline() {
  if (composing_) return;
  QList<QInputMethodEvent::Attribute> marks;
  if (error_) {
    const std::string typed = text().toStdString();
    const auto at = std::min<std::size_t>(error_->position, typed.size());
    const auto from = QString::fromStdString(typed.substr(0, at)).size();
    auto length = QString::fromStdString(typed.substr(at, error_->length)).size();
    length = std::min(std::max<qsizetype>(length, 1), text().size() - from);
    QTextCharFormat wave;
    wave.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
    wave.setUnderlineColor(theme_.palette().loss);
    marks.append({QInputMethodEvent::TextFormat, static_cast<int>(from) - cursorPosition(), static_cast<int>(length),
                  wave});
  }
  QInputMethodEvent event(QString(), marks);
  marking_ = true;
  QLineEdit::inputMethodEvent(&event);
  marking_ = false;
}

void FilterEdit::setValues(CaptureValues* values) {
  values_ = values;
  if (values_ == nullptr) return;
  connect(values_, &CaptureValues::found, this, [this] {
    // Not where somebody has gone on, or is choosing already.
    if (awaiting_.isNull() || awaiting_ != text() || completer_->popup()->currentIndex().isValid()) return;
    offer(false);
  });
}

void FilterEdit::setMacros(FilterMacros macros) {
  if (macros == macros_) return;
  macros_ = std::move(macros);
  check();
}

QByteArray FilterEdit::beforeCursor() const { return text().left(cursorPosition()).toUtf8(); }

void FilterEdit::complete(const QString& choice) {
  const std::string before = beforeCursor().toStdString();
  const auto word = completeFilter(before, before.size(), registry_, macros_, 0);
  const QString kept = QString::fromStdString(before.substr(0, word.position));
  // The rest of the word behind the cursor goes too, and what the choice brings itself.
  QString after = text().mid(cursorPosition());
  while (!after.isEmpty() && isNameLetter(after[0])) after.remove(0, 1);
  if (!after.isEmpty() && (choice.endsWith(QLatin1Char('"')) || choice.endsWith(QLatin1Char('}'))) &&
      choice.back() == after[0])
    after.remove(0, 1);
  setText(kept + choice + after);
  setCursorPosition(static_cast<int>(kept.size() + choice.size()));
}

void FilterEdit::offer(bool asked) {
  const std::string before = beforeCursor().toStdString();
  FilterChoices c = completeFilter(before, before.size(), registry_, macros_);
  if (values_ != nullptr && !c.field.empty()) addPresentValues(c, values_->of(c.field));
  awaiting_ = values_ != nullptr && values_->isLooking() ? text() : QString();
  const bool begun = !c.word.empty() && (QChar::isLetter(static_cast<uchar>(c.word[0])) || c.word[0] == '_');
  const bool wanted = asked || begun || c.reference || !c.field.empty();
  const bool only = c.all.size() == 1 && c.all.front().text == c.word;
  if (!wanted || c.all.empty() || only) {
    completer_->popup()->hide();
    return;
  }
  choices_->show(std::move(c.all), macros_);
  completer_->popup()->setCurrentIndex({});
  place();
}

void FilterEdit::place() {
  QRect below = rect();
  below.setWidth(std::min(width(), std::max(kPopupWidth, width() / 2)));
  completer_->complete(below);
}

void FilterEdit::keyPressEvent(QKeyEvent* event) {
  QAbstractItemView* popup = completer_->popup();
  const bool chosen = popup->isVisible() && popup->currentIndex().isValid();
  switch (event->key()) {
    case Qt::Key_Tab:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (chosen) {
        event->ignore();  // the list's
        return;
      }
      popup->hide();
      awaiting_ = QString();
      if (event->key() == Qt::Key_Tab) break;
      Q_EMIT applied();
      return;
    case Qt::Key_Escape:
      awaiting_ = QString();
      if (popup->isVisible()) {
        popup->hide();
        return;
      }
      Q_EMIT left();
      return;
    case Qt::Key_Space:
      if ((event->modifiers() & Qt::ControlModifier) == 0) break;
      offer();
      return;
    case Qt::Key_Down:
      if (!popup->isVisible()) offer();
      return;
    default: break;
  }
  QLineEdit::keyPressEvent(event);
}

void FilterEdit::inputMethodEvent(QInputMethodEvent* event) {
  if (!marking_) composing_ = !event->preeditString().isEmpty();
  QLineEdit::inputMethodEvent(event);
}

void FilterEdit::changeEvent(QEvent* event) {
  QLineEdit::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) Q_EMIT checked();  // what is said of it
}

void FilterEdit::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasText() && !event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void FilterEdit::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  Q_EMIT textDropped(event->mimeData()->text().trimmed());
}

}  // namespace pw::ui
