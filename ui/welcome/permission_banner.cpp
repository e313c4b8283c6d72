#include "ui/welcome/permission_banner.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include "core/report/capture_text.h"
#include "ui/capture/command_line.h"
#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

/// What is to be done, in front of the command; and behind it.
std::pair<QString, QString> howToPermit(pw::Language language, const CapturePermission& p) {
  if (p.command.empty()) return {};
  const auto say = [language](Msg what, std::string_view argument = {}) {
    return QString::fromStdString(message(language, what, {argument}));
  };
  if (p.groupIsMissing) return {say(Msg::permissionHowGroup, p.group), say(Msg::permissionLogInAgain)};
  if (p.needsNewLogin) return {say(Msg::permissionHowLogin, p.group), {}};
  return {say(Msg::permissionHowCommand), {}};
}

void sayOrHide(QLabel& label, const QString& text) {
  label.setText(text);
  label.setVisible(!text.isEmpty());
}

}  // namespace

PermissionBanner::PermissionBanner(CaptureProbe& probe, const Theme& theme, LanguageSwitch& language, QWidget* parent)
    : QFrame(parent),
      probe_(probe),
      theme_(theme),
      language_(language),
      sign_(new QLabel(this)),
      title_(new QLabel(this)),
      what_(new QLabel(this)),
      how_(new QLabel(this)),
      after_(new QLabel(this)),
      now_(new QLabel(this)),
      command_(new CommandLine(theme, this)),
      test_(new QPushButton(this)),
      open_(new QPushButton(this)),
      private_(new QPushButton(this)) {
  layOut();
  connect(test_, &QPushButton::clicked, this, [this] {
    tested_ = true;
    probe_.testPermission();
    refresh();
  });
  connect(open_, &QPushButton::clicked, this, &PermissionBanner::openRequested);
  connect(private_, &QPushButton::clicked, this, &PermissionBanner::privateRequested);
  connect(&probe_, &CaptureProbe::permissionTested, this, &PermissionBanner::refresh);
  connect(&probe_, &CaptureProbe::listChanged, this, &PermissionBanner::refresh);
  connect(&theme_, &Theme::changed, this, &PermissionBanner::restyle);
  retranslate();
  restyle();
}

void PermissionBanner::layOut() {
  auto* words = new QVBoxLayout;
  words->setSpacing(6);
  for (QLabel* label : {title_, what_, how_}) words->addWidget(label);
  words->addWidget(command_);
  words->addWidget(after_);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(test_);
  buttons->addSpacing(16);
  buttons->addWidget(now_);
  buttons->addWidget(open_);
  buttons->addWidget(private_);
  buttons->addStretch(1);
  words->addSpacing(2);
  words->addLayout(buttons);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 10, 12, 10);
  row->setSpacing(10);
  row->addWidget(sign_, 0, Qt::AlignTop);
  row->addLayout(words, 1);
  for (QLabel* label : {what_, how_, after_}) {
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  setAutoFillBackground(true);
  hide();
}

void PermissionBanner::refresh() {
  const auto& permission = probe_.permission();
  if (!permission || permission->permitted()) {
    tested_ = false;
    hide();
    return;
  }
  const auto language = language_.isKorean() ? pw::Language::korean : pw::Language::english;
  const auto [how, after] = howToPermit(language, *permission);
  what_->setText(QString::fromStdString(captureProblemSentence(language, permission->problem, {}, {})));
  sayOrHide(*how_, how);
  command_->setCommand(QString::fromStdString(permission->command));
  command_->setVisible(!permission->command.empty());
  QString last = after;
  if (tested_ && probe_.isTesting()) last = tr("Testing…");
  else if (tested_) last += (last.isEmpty() ? QString() : QStringLiteral(" ")) + tr("Tested again: nothing has changed.");
  sayOrHide(*after_, last);
  private_->setVisible(permission->privateNamespace);
  setAccessibleName(title_->text());
  setAccessibleDescription(told());
  show();
}

QString PermissionBanner::told() const {
  QStringList all{title_->text(), what_->text(), how_->text(), command_->command(), after_->text()};
  all.removeAll(QString());
  return all.join(QLatin1Char('\n'));
}

void PermissionBanner::retranslate() {
  title_->setText(tr("You cannot capture yet"));
  test_->setText(tr("Test Again"));
  now_->setText(tr("What works now:"));
  open_->setText(tr("Open a File…"));
  private_->setText(tr("Capture in a Private Network"));
  private_->setToolTip(tr("A network of your own, which needs no permission: only programs that you start in it are "
                          "captured."));
  refresh();
}

void PermissionBanner::restyle() {
  const Palette& p = theme_.palette();
  QPalette q = palette();
  q.setColor(QPalette::Window, p.of(Tint::ecn));
  q.setColor(QPalette::WindowText, p.text);
  setPalette(q);
  QFont bold = font();
  bold.setBold(true);
  title_->setFont(bold);
  const int side = QFontMetrics(font()).height() + 4;
  sign_->setPixmap(iconOf(ui::Shape::exclamation, p.ecn, p.ecn).pixmap(side, side));
}

void PermissionBanner::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace pw::ui
