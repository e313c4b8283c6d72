#include "ui/compare/compare_pane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QListView>
#include <QScrollBar>
#include <QSettings>
#include <QUrl>
#include <algorithm>

#include "ui/compare/flow_choices.h"

namespace pw::ui {

namespace {

constexpr int kAgainMs = 400;
/// Shared with the panel of what an eavesdropper sees.
const QString kSecretsKey = QStringLiteral("leaks/showSecrets");

}  // namespace

ComparePane::ComparePane(CaptureDocument& document, SelectedPacket& packet, LearnedNames& names, const Theme& theme,
                         LanguageSwitch& language, QWidget* parent)
    : QWidget(parent),
      document_(document),
      packet_(packet),
      theme_(theme),
      language_(language),
      model_(new FlowChoices(document, names, this)),
      choices_{new QComboBox(this), new QComboBox(this)},
      hint_(new QLabel(this)),
      secrets_(new QCheckBox(this)),
      page_(new QTextBrowser(this)),
      job_(document, names) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 4, 0, 0);
  grid->setSpacing(4);
  for (const int side : {0, 1}) {
    QComboBox* c = choices_[side];
    auto* list = new QListView(c);
    list->setUniformItemSizes(true);
    list->setTextElideMode(Qt::ElideMiddle);
    c->setView(list);
    c->setModel(model_);
    c->setCurrentIndex(-1);
    c->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    c->setMinimumContentsLength(8);
    c->setMaxVisibleItems(20);
    grid->addWidget(c, 0, side);
    grid->setColumnStretch(side, 1);
    connect(c, &QComboBox::activated, this, &ComparePane::onChosen);
  }
  hint_->setWordWrap(true);
  hint_->setMargin(4);
  auto* second = new QHBoxLayout;
  second->addWidget(hint_, 1);
  second->addWidget(secrets_);
  grid->addLayout(second, 1, 0, 1, 2);
  grid->addWidget(page_, 2, 0, 1, 2);
  grid->setRowStretch(2, 1);
  page_->setOpenLinks(false);
  page_->setFrameShape(QFrame::NoFrame);
  page_->document()->setDocumentMargin(4);
  setFocusProxy(page_);
  again_.setSingleShot(true);
  again_.setInterval(kAgainMs);
  connect(&again_, &QTimer::timeout, this, &ComparePane::work);
  connect(secrets_, &QCheckBox::clicked, this, [this](bool on) {
    QSettings().setValue(kSecretsKey, on);
    state_.secrets = on;
    state_.revealed.clear();
    write();
  });
  connect(page_, &QTextBrowser::anchorClicked, this, &ComparePane::onAnchor);
  connect(&document_, &CaptureDocument::opened, this, &ComparePane::reset);
  connect(&document_, &CaptureDocument::closed, this, &ComparePane::reset);
  connect(&document_, &CaptureDocument::loaded, this, &ComparePane::onLoaded);
  connect(&packet_, &SelectedPacket::packetChanged, this, &ComparePane::onPacket);
  connect(&names, &LearnedNames::changed, this, [this] {
    if (flows_) again_.start();
  });
  connect(&job_, &CompareJob::searched, this, &ComparePane::onSearched);
  connect(&job_, &CompareJob::compared, this, &ComparePane::onCompared);
  connect(&theme_, &Theme::changed, this, &ComparePane::write);
  readSecretsSetting();
  retranslate();
}

void ComparePane::readSecretsSetting() {
  const bool on = QSettings().value(kSecretsKey, false).toBool();
  secrets_->setChecked(on);
  state_.secrets = on;
}

void ComparePane::reset() {
  job_.cancel();
  again_.stop();
  flows_.reset();
  state_.revealed.clear();
  here_.reset();
  searched_ = touched_ = false;
  for (QComboBox* c : choices_) c->setCurrentIndex(-1);
  write();
}

// Who has chosen already is not led elsewhere.
void ComparePane::onLoaded() {
  if (!document_.isOpen()) return;
  if (touched_) return work();
  job_.search();
  write();
}

void ComparePane::onSearched(const std::vector<FlowPair>& pairs) {
  searched_ = true;
  if (touched_ || pairs.empty()) return write();
  setChoice(0, pairs.front().open);
  setChoice(1, pairs.front().sealed);
  work();
  Q_EMIT pairFound();
}

void ComparePane::compare(FlowId left, FlowId right) {
  touched_ = true;
  setChoice(0, left);
  setChoice(1, right);
  work();
  if (right.valid()) page_->setFocus();
  else choices_[1]->setFocus();
}

void ComparePane::setChoice(unsigned side, FlowId flow) {
  choices_[side]->setCurrentIndex(flow.valid() ? static_cast<int>(flow.value) : -1);
}

FlowId ComparePane::chosen(unsigned side) const {
  const int i = choices_[side]->currentIndex();
  return i < 0 ? FlowId{} : FlowId{static_cast<std::uint32_t>(i)};
}

void ComparePane::onChosen() {
  touched_ = true;
  work();
}

void ComparePane::work() {
  const FlowId left = chosen(0), right = chosen(1);
  const bool same = flows_ && flows_->left == left && flows_->right == right;
  if (!same) {
    flows_.reset();
    state_.revealed.clear();
  }
  if (left.valid() && right.valid() && document_.isOpen())
    job_.compare(left, right, language_.isKorean() ? Language::korean : Language::english);
  if (!same) write();
}

void ComparePane::onCompared(const std::shared_ptr<const ComparedFlows>& flows) {
  const bool fresh = !flows_;
  flows_ = flows;
  here_ = hereRow();
  write();
  if (fresh && here_) scrollTo(*here_);
}

std::optional<std::size_t> ComparePane::hereRow() const {
  const auto packet = packet_.packet();
  if (!flows_ || !packet) return std::nullopt;
  for (std::size_t i = 0; i < flows_->packets.size(); ++i)
    if (std::binary_search(flows_->packets[i].begin(), flows_->packets[i].end(), PacketId{*packet})) return i;
  return std::nullopt;
}

void ComparePane::onPacket() {
  const auto now = hereRow();
  if (now == here_) return;
  here_ = now;
  write();
  if (now && !following_) scrollTo(*now);
}

void ComparePane::scrollTo(std::size_t row) { page_->scrollToAnchor(QStringLiteral("row-%1").arg(row)); }

void ComparePane::follow(std::size_t row, unsigned side, std::size_t line) {
  if (!flows_ || row >= flows_->view.rows.size() || side > 1) return;
  const auto& lines = flows_->view.rows[row].cells[side].lines;
  if (line >= lines.size() || !lines[line].place.packet.valid()) return;
  following_ = true;
  Q_EMIT placeRequested(lines[line].place);
  following_ = false;
}

void ComparePane::onAnchor(const QUrl& link) {
  const QStringList parts = link.toString().split(QLatin1Char('/'));
  if (parts.size() == 2 && parts[0] == QLatin1String("row")) return scrollTo(parts[1].toULongLong());
  if (parts.size() != 3) return;
  if (parts[0] != QLatin1String("show")) return follow(parts[0].toULongLong(), parts[1].toUInt(), parts[2].toULongLong());
  state_.revealed.insert({parts[1].toULongLong(), parts[2].toUInt()});
  write();
}

void ComparePane::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  if (flows_) work();
}

void ComparePane::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  // The other panel may have changed it.
  const bool before = state_.secrets;
  readSecretsSetting();
  if (before != state_.secrets) write();
}

void ComparePane::retranslate() {
  choices_[0]->setPlaceholderText(tr("Choose a conversation"));
  choices_[1]->setPlaceholderText(tr("Choose another one"));
  choices_[0]->setAccessibleName(tr("Conversation on the left"));
  choices_[1]->setAccessibleName(tr("Conversation on the right"));
  hint_->setText(tr("A click on a line leads to its packet and bytes, a click on dots shows what is masked."));
  secrets_->setText(tr("Show Secrets"));
  secrets_->setToolTip(tr("Show passwords, tokens and cookies as they were sent"));
  page_->setAccessibleName(tr("Two conversations side by side"));
  write();
}

QString ComparePane::emptyText() const {
  if (!document_.isOpen()) return tr("Open a capture: two of its conversations are compared here.");
  if (job_.isComparing()) return tr("Reading the conversations…");
  if (chosen(0).valid() && !chosen(1).valid()) return tr("Choose the conversation to compare with, above on the right.");
  if (chosen(1).valid() && !chosen(0).valid()) return tr("Choose the conversation to compare with, above on the left.");
  if (document_.isLoading()) return tr("The capture is being read. Any two conversations can be chosen above.");
  if (job_.isSearching()) return tr("Looking for an exchange that was sent over HTTP and over HTTPS…");
  if (model_->rowCount() < 2) return tr("Two conversations are needed, and this capture has fewer.");
  return tr("This capture does not hold the same exchange over HTTP and over HTTPS. Choose any two conversations above to "
            "see them side by side.");
}

void ComparePane::write() {
  const int at = page_->verticalScrollBar()->value();
  page_->document()->setDefaultStyleSheet(compareStyle(theme_));
  state_.packet = packet_.packet();
  QPalette muted = hint_->palette();
  muted.setColor(QPalette::WindowText, theme_.palette().muted);
  hint_->setPalette(muted);
  hint_->setVisible(flows_ != nullptr);
  if (flows_)
    page_->setHtml(comparePage(*flows_, state_));
  else
    page_->setHtml(QStringLiteral("<p class=muted>%1</p>").arg(emptyText().toHtmlEscaped()));
  page_->verticalScrollBar()->setValue(at);
}

}  // namespace pw::ui
