#include "ui/filter/filter_bar.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "core/filter/program.h"
#include "core/report/filter_text.h"
#include "ui/filter/filter_references.h"
#include "ui/filter/named_filters_dialog.h"
#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

const QString kHistory = QStringLiteral("filter/history");
constexpr int kMaxButtonLetters = 24, kMaxTitle = 80;

QString textOf(std::string_view s) { return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size())); }

QString linkTo(const QString& filter, const QString& text) {
  return QStringLiteral("<a href=\"%1\"><code>%2</code></a>")
      .arg(QString::fromLatin1(filter.toUtf8().toPercentEncoding()), text.toHtmlEscaped());
}

/// What the sentence offers instead can be clicked.
QString withLinks(const QString& sentence, const FilterError& e, const QByteArray& typed) {
  QString rich = sentence.toHtmlEscaped();
  const auto replaceLast = [&rich](const QString& plain, const QString& link) {
    const qsizetype at = rich.lastIndexOf(plain.toHtmlEscaped());
    if (at >= 0) rich.replace(at, plain.toHtmlEscaped().size(), link);
    else rich += QLatin1Char(' ') + link;
  };
  QStringList names, links;
  for (const std::string& near : e.near) {
    QByteArray fixed = typed;
    fixed.replace(static_cast<qsizetype>(e.position), static_cast<qsizetype>(e.length), near.c_str());
    names << textOf(near);
    links << linkTo(QString::fromUtf8(fixed), names.back());
  }
  const QString comma = QStringLiteral(", ");
  if (!e.instead.empty()) replaceLast(textOf(e.instead), linkTo(textOf(e.instead), textOf(e.instead)));
  if (!names.isEmpty()) replaceLast(names.join(comma), links.join(comma));
  return rich;
}

}  // namespace

FilterBar::FilterBar(CaptureDocument& document, SelectedPacket& packet, ShownPackets& shown, const Theme& theme,
                     LanguageSwitch& language, QWidget* parent)
    : QWidget(parent),
      document_(document),
      packet_(packet),
      shown_(shown),
      theme_(theme),
      language_(language),
      edit_(new FilterEdit(document.registry(), theme, this)),
      values_(new CaptureValues(document, this)),
      saved_(new QToolButton(this)),
      apply_(new QToolButton(this)),
      used_(new QToolButton(this)),
      savedMenu_(new QMenu(this)),
      usedMenu_(new QMenu(this)),
      buttons_(new QWidget(this)),
      buttonRow_(new QHBoxLayout(buttons_)),
      message_(new QLabel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 3, 6, 3);
  column->setSpacing(2);
  auto* row = new QHBoxLayout;
  row->setSpacing(2);
  row->addWidget(saved_);
  row->addWidget(edit_, 1);
  row->addWidget(apply_);
  row->addWidget(used_);
  row->addWidget(buttons_);
  column->addLayout(row);
  column->addWidget(message_);
  buttonRow_->setContentsMargins(0, 0, 0, 0);
  buttonRow_->setSpacing(2);
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::RichText);
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse |
                                    Qt::LinksAccessibleByKeyboard);
  for (QToolButton* b : {saved_, apply_, used_}) b->setAutoRaise(true);
  for (const auto& [button, menu] : {std::pair{saved_, savedMenu_}, std::pair{used_, usedMenu_}}) {
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
  }
  edit_->setValues(values_);
  edit_->setMacros(readMacros());
  connect(savedMenu_, &QMenu::aboutToShow, this, &FilterBar::fillSaved);
  connect(usedMenu_, &QMenu::aboutToShow, this, &FilterBar::fillHistory);
  connect(apply_, &QToolButton::clicked, this, &FilterBar::applyTyped);
  connect(edit_, &FilterEdit::applied, this, &FilterBar::applyTyped);
  connect(edit_, &FilterEdit::checked, this, &FilterBar::onChecked);
  connect(edit_, &FilterEdit::left, this, [this] {
    // The first time back to the filter that is applied, then none at all.
    const QString applied = textOf(shown_.filter().text());
    if (edit_->text() != applied) edit_->setText(applied);
    else if (!applied.isEmpty()) clear();
    else Q_EMIT left();
  });
  connect(edit_, &FilterEdit::textDropped, this, [this](const QString& term) { join(term, FilterJoin::andSelected); });
  connect(message_, &QLabel::linkActivated, this, &FilterBar::onLink);
  connect(&shown_, &ShownPackets::replaced, this, &FilterBar::onChecked);
  connect(&theme_, &Theme::changed, this, &FilterBar::restyle);
  makeButtons();
  restyle();
  retranslate();
}

QString FilterBar::message() const { return plain_; }

void FilterBar::activate() {
  edit_->setFocus();
  edit_->selectAll();
}

void FilterBar::type(const QString& letters) {
  if (edit_->text() == textOf(shown_.filter().text())) edit_->clear();
  edit_->setFocus();
  edit_->insert(letters);
  edit_->offer(false);
}

bool FilterBar::apply(const QString& filter) {
  edit_->setText(filter);
  return applyTyped();
}

bool FilterBar::applyTyped() {
  if (!edit_->filter()) {
    sayError();
    return false;
  }
  auto filter = withReferences();
  if (!filter) return false;
  noteUsed(edit_->text().trimmed());
  shown_.apply(std::move(*filter));
  onChecked();
  return true;
}

/// What is typed, with what it takes from the packet that is selected now. Nothing, and told, where there is none.
std::optional<Filter> FilterBar::withReferences() {
  const auto fields = referencesIn(*edit_->filter());
  if (fields.empty()) return edit_->filter();
  const auto told = [this](const QString& plain) {
    say(plain.toHtmlEscaped(), plain);
    return std::nullopt;
  };
  const QString first = textOf(fields.front());
  if (!packet_.packet())
    return told(tr("${%1} stands for a value of the selected packet, and no packet is selected.").arg(first));
  TakenReferences taken = takeReferences(fields, packet_);
  if (!taken.missing.empty())
    return told(tr("The selected packet %1 has no field %2.")
                    .arg(std::uint64_t{*packet_.packet()} + 1)
                    .arg(textOf(taken.missing)));
  auto compiled = compileFilter(edit_->text().toStdString(), document_.registry(),
                                {edit_->macros(), std::move(taken.values)});
  return compiled ? std::optional{std::move(*compiled)} : edit_->filter();
}

void FilterBar::join(const QString& term, FilterJoin how, bool atOnce) {
  if (term.isEmpty()) return;
  const QString filter = joinFilter(textOf(shown_.filter().text()), term, how);
  if (atOnce) apply(filter);
  else edit_->setText(filter);
  if (!atOnce) edit_->setFocus();
}

void FilterBar::onChecked() {
  const bool taken = edit_->text().contains(QLatin1String("${"));  // from another packet than before, perhaps
  apply_->setEnabled(edit_->filter().has_value() && (taken || edit_->text() != textOf(shown_.filter().text())));
  if (edit_->error()) sayError();
  else say({}, {});
}

void FilterBar::say(const QString& rich, const QString& plain) {
  plain_ = plain;
  message_->setText(rich);
  message_->setVisible(!rich.isEmpty());
  edit_->setAccessibleDescription(plain);
}

void FilterBar::sayError() {
  if (!edit_->error()) return;
  const FilterError& e = *edit_->error();
  const auto language = language_.isKorean() ? pw::Language::korean : pw::Language::english;
  const QString typed = edit_->text();
  const auto column = textOf(typed.toStdString().substr(0, e.position)).size() + 1;
  const QString sentence = textOf(filterErrorSentence(language, e));
  const QString place = tr("At letter %1: %2").arg(column).arg(sentence);
  say(withLinks(place, e, typed.toUtf8()), place);
}

void FilterBar::onLink(const QString& link) {
  if (link == QLatin1String("clear")) {
    clear();
    return;
  }
  edit_->setText(QString::fromUtf8(QByteArray::fromPercentEncoding(link.toLatin1())));
  edit_->setFocus();
}

void FilterBar::tellHidden(std::uint32_t packet) {
  const QString plain = tr("Packet %1 is hidden by the filter.").arg(std::uint64_t{packet} + 1);
  say(plain.toHtmlEscaped() + QStringLiteral(" <a href=\"clear\">%1</a>").arg(tr("Clear the Filter").toHtmlEscaped()),
      plain);
}

void FilterBar::restyle() {
  const Palette& p = theme_.palette();
  QPalette colours = message_->palette();
  colours.setColor(QPalette::WindowText, p.text);
  message_->setPalette(colours);
  saved_->setIcon(iconOf(Shape::bookmark, p.key, p.rule));
  apply_->setIcon(iconOf(Shape::arrowRight, p.text, p.rule));
  used_->setIcon(iconOf(Shape::clock, p.text, p.rule));
}

void FilterBar::retranslate() {
  edit_->setPlaceholderText(tr("Apply a display filter … for example ip.addr == 192.0.2.10"));
  edit_->setAccessibleName(tr("Display filter"));
  const auto name = [](QToolButton* b, const QString& text) {
    b->setToolTip(text);
    b->setAccessibleName(text);
  };
  name(saved_, tr("Saved filters"));
  name(apply_, tr("Apply the filter (Enter)"));
  name(used_, tr("Filters used before"));
  onChecked();
}

void FilterBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

QStringList FilterBar::history() const { return QSettings().value(kHistory).toStringList(); }

void FilterBar::noteUsed(const QString& filter) {
  if (filter.isEmpty()) return;
  QStringList used = history();
  used.removeAll(filter);
  used.prepend(filter);
  while (used.size() > kMaxHistory) used.removeLast();
  QSettings().setValue(kHistory, used);
}

void FilterBar::fillHistory() {
  usedMenu_->clear();
  for (const QString& filter : history()) {
    QString shown = filter;
    usedMenu_->addAction(shown.replace(QLatin1Char('&'), QLatin1String("&&")), this, [this, filter] { apply(filter); });
  }
  if (usedMenu_->isEmpty()) usedMenu_->addAction(tr("None yet"))->setEnabled(false);
}

void FilterBar::fillSaved() {
  savedMenu_->clear();
  QAction* keep = savedMenu_->addAction(tr("Save This Filter…"), this, &FilterBar::askName);
  keep->setEnabled(edit_->filter().has_value() && !edit_->text().trimmed().isEmpty());
  const QList<NamedFilter> saved = readNamed(NamedKind::buttons);
  savedMenu_->addAction(tr("Edit Saved Filters…"), this, &FilterBar::editSaved)->setEnabled(!saved.isEmpty());
  savedMenu_->addAction(tr("Display Filter Macros…"), this, &FilterBar::editMacros);
  if (saved.isEmpty()) return;
  savedMenu_->addSeparator();
  for (const NamedFilter& f : saved)
    savedMenu_->addAction(QString(f.name).replace(QLatin1Char('&'), QLatin1String("&&")), this,
                          [this, text = f.text] { apply(text); })
        ->setToolTip(f.text);
}

void FilterBar::editSaved() {
  NamedFiltersDialog dialog(NamedKind::buttons, readNamed(NamedKind::buttons), document_.registry(), theme_, window());
  if (dialog.exec() == QDialog::Accepted) setNamed(NamedKind::buttons, dialog.all());
}

void FilterBar::editMacros() {
  NamedFiltersDialog dialog(NamedKind::macros, readNamed(NamedKind::macros), document_.registry(), theme_, window());
  if (dialog.exec() == QDialog::Accepted) setNamed(NamedKind::macros, dialog.all());
}

void FilterBar::setNamed(NamedKind kind, const QList<NamedFilter>& all) {
  writeNamed(kind, all);
  if (kind == NamedKind::buttons) makeButtons();
  else edit_->setMacros(readMacros());
}

void FilterBar::askName() {
  bool ok = false;
  const QString name = QInputDialog::getText(this, tr("Save This Filter"), tr("Name on the button:"), QLineEdit::Normal,
                                             edit_->text().left(kMaxButtonLetters), &ok);
  if (ok) saveAs(name.trimmed());
}

void FilterBar::saveAs(const QString& name) {
  const QString filter = edit_->text().trimmed();
  if (name.isEmpty() || filter.isEmpty() || !edit_->filter()) return;
  QList<NamedFilter> saved = readNamed(NamedKind::buttons);
  const auto at = std::find_if(saved.begin(), saved.end(), [&](const NamedFilter& f) { return f.name == name; });
  if (at != saved.end()) at->text = filter;
  else if (saved.size() < kMaxNamed) saved.append({name, filter});
  setNamed(NamedKind::buttons, saved);
}

void FilterBar::makeButtons() {
  for (QToolButton* old : buttons_->findChildren<QToolButton*>()) {
    old->hide();
    old->deleteLater();
  }
  const QList<NamedFilter> saved = readNamed(NamedKind::buttons);
  for (const NamedFilter& f : saved) {
    auto* button = new QToolButton(buttons_);
    button->setText(f.name.left(kMaxButtonLetters).replace(QLatin1Char('&'), QLatin1String("&&")));
    button->setToolTip(f.text);
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, [this, text = f.text] { apply(text); });
    buttonRow_->addWidget(button);
  }
  buttons_->setVisible(!saved.isEmpty());
}

namespace {

void addJoins(QMenu& menu, FilterBar& bar, const QString& term, bool atOnce) {
  constexpr std::array kJoins{
      QT_TRANSLATE_NOOP("pw::ui::FilterBar", "&Selected"),
      QT_TRANSLATE_NOOP("pw::ui::FilterBar", "&Not Selected"),
      QT_TRANSLATE_NOOP("pw::ui::FilterBar", "…&and Selected"),
      QT_TRANSLATE_NOOP("pw::ui::FilterBar", "…&or Selected"),
      QT_TRANSLATE_NOOP("pw::ui::FilterBar", "…an&d Not Selected"),
      QT_TRANSLATE_NOOP("pw::ui::FilterBar", "…o&r Not Selected")};
  for (std::size_t i = 0; i < kJoins.size(); ++i)
    menu.addAction(QCoreApplication::translate("pw::ui::FilterBar", kJoins[i]), &bar,
                   [&bar, term, i, atOnce] { bar.join(term, static_cast<FilterJoin>(i), atOnce); });
}

/// As it is read in a menu.
QString titleOf(const QString& term) {
  QString shown = term.size() > kMaxTitle ? term.left(kMaxTitle) + QStringLiteral("…") : term;
  return shown.replace(QLatin1Char('&'), QLatin1String("&&"));
}

}  // namespace

QMenu* addFilterMenu(QMenu& menu, FilterBar& bar, const QStringList& terms) {
  const auto tr = [](const char* text) { return QCoreApplication::translate("pw::ui::FilterBar", text); };
  QStringList given = terms;
  given.removeAll(QString());
  given.removeDuplicates();
  QMenu* first = nullptr;
  for (const bool atOnce : {true, false}) {
    QMenu* sub = menu.addMenu(atOnce ? tr("Apply as Filter") : tr("Prepare as Filter"));
    sub->setEnabled(!given.isEmpty());
    if (first == nullptr) first = sub;
    if (given.size() > 1) {
      for (const QString& term : given) {
        QMenu* of = sub->addMenu(titleOf(term));
        of->menuAction()->setData(term);
        addJoins(*of, bar, term, atOnce);
      }
      continue;
    }
    if (given.isEmpty()) continue;
    QAction* what = sub->addAction(titleOf(given.front()));
    what->setData(given.front());
    what->setEnabled(false);
    sub->addSeparator();
    addJoins(*sub, bar, given.front(), atOnce);
  }
  return first;
}

}  // namespace pw::ui
