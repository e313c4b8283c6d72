#include "ui/capture/capture_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

#include "core/report/capture_text.h"
#include "ui/capture/capture_filter_edit.h"
#include "ui/capture/interface_list.h"
#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

constexpr int kMost = std::numeric_limits<int>::max();
constexpr int kMostSeconds = 365 * 24 * 3600;
constexpr int kMostSnapLen = 262144, kMostBufferMiB = 2047, kMostFiles = 100'000;
constexpr std::uint64_t kKilobytesPerMegabyte = 1000;

std::optional<std::chrono::milliseconds> seconds(std::optional<std::uint64_t> n) {
  if (!n) return std::nullopt;
  return std::chrono::seconds{static_cast<std::int64_t>(*n)};
}

std::optional<std::uint64_t> inSeconds(std::optional<std::chrono::milliseconds> t) {
  if (!t) return std::nullopt;
  return static_cast<std::uint64_t>(t->count() / 1000);
}

}  // namespace

std::optional<std::uint64_t> CaptureDialog::Limit::get(std::uint64_t unit) const {
  if (!on->isEnabled() || !on->isChecked()) return std::nullopt;
  return static_cast<std::uint64_t>(value->value()) * unit;
}

void CaptureDialog::Limit::set(std::optional<std::uint64_t> number, std::uint64_t unit) const {
  on->setChecked(number.has_value());
  if (number) value->setValue(static_cast<int>(*number / unit));
}

CaptureDialog::CaptureDialog(CaptureProbe& probe, const Theme& theme, const CaptureChoice& choice, QWidget* parent)
    : QDialog(parent),
      probe_(probe),
      interfaces_(new InterfaceList(probe, theme, this)),
      filter_(new CaptureFilterEdit(theme, this)),
      filterFor_(new QComboBox(this)),
      told_(new QLabel(this)) {
  setWindowTitle(tr("Capture Options"));
  auto* tabs = new QTabWidget(this);
  tabs->addTab(interfacePage(), tr("Interfaces"));
  tabs->addTab(filePage(), tr("Files"));
  tabs->addTab(stopPage(), tr("Stop"));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  start_ = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
  start_->setIcon(iconOf(Shape::triangleRight, theme.palette().sealed, theme.palette().rule));
  told_->setWordWrap(true);
  told_->setForegroundRole(QPalette::PlaceholderText);
  auto* column = new QVBoxLayout(this);
  column->addWidget(tabs, 1);
  column->addWidget(told_);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &CaptureDialog::tryStart);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(interfaces_, &InterfaceList::choiceChanged, this, &CaptureDialog::offerFilters);
  connect(interfaces_, &InterfaceList::startRequested, this, &CaptureDialog::tryStart);
  connect(filter_, &CaptureFilterEdit::submitted, this, &CaptureDialog::tryStart);
  connect(filter_, &CaptureFilterEdit::verdictChanged, this, [this] {
    noteFilter();
    refresh();
  });
  connect(filterFor_, &QComboBox::activated, this,
          [this](int row) { showFilterOf(filterFor_->itemData(row).toString()); });
  connect(&probe_, &CaptureProbe::permissionTested, this, &CaptureDialog::refresh);
  fill(choice);
  refresh();
  resize(sizeHint().expandedTo({720, 480}));
}

CaptureDialog::Limit CaptureDialog::limit(const QString& words, const QString& unit, int most, int start) {
  Limit out{new QCheckBox(words, this), new QSpinBox(this)};
  out.value->setRange(1, most);
  out.value->setValue(start);
  out.value->setSuffix(unit.isEmpty() ? QString() : QLatin1Char(' ') + unit);
  out.value->setGroupSeparatorShown(true);
  out.value->setEnabled(false);
  out.value->setAccessibleName(words);
  connect(out.on, &QCheckBox::toggled, out.value, &QWidget::setEnabled);
  connect(out.on, &QCheckBox::toggled, this, &CaptureDialog::refresh);
  return out;
}

QWidget* CaptureDialog::interfacePage() {
  promiscuous_ = new QCheckBox(tr("Promiscuous: also what is meant for other computers"), this);
  monitor_ = new QCheckBox(tr("Monitor mode: raw Wi-Fi, while the network is left"), this);
  snapLen_ = limit(tr("Keep only the beginning of packets:"), tr("bytes"), kMostSnapLen, 128);
  buffer_ = new QSpinBox(this);
  buffer_->setRange(1, kMostBufferMiB);
  buffer_->setSuffix(QStringLiteral(" MiB"));
  buffer_->setToolTip(tr("Room in the kernel for packets that nobody has taken yet. More helps where packets come in "
                         "bursts."));
  auto* all = new QCheckBox(tr("Show also what is no network: USB, Bluetooth and the like"), this);
  connect(all, &QCheckBox::toggled, interfaces_, &InterfaceList::setShowAll);
  auto* grid = new QGridLayout;
  grid->addWidget(promiscuous_, 0, 0, 1, 2);
  grid->addWidget(monitor_, 1, 0, 1, 2);
  grid->addWidget(snapLen_.on, 2, 0);
  grid->addWidget(snapLen_.value, 2, 1);
  auto* bufferWords = new QLabel(tr("Kernel's buffer, each interface:"), this);
  bufferWords->setBuddy(buffer_);
  grid->addWidget(bufferWords, 3, 0);
  grid->addWidget(buffer_, 3, 1);
  grid->setColumnStretch(2, 1);
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->addWidget(interfaces_, 1);
  column->addWidget(all);
  column->addWidget(filterRow());
  column->addLayout(grid);
  return page;
}

QWidget* CaptureDialog::filterRow() {
  filterFor_->setAccessibleName(tr("Which interface the filter is for"));
  filterFor_->setToolTip(tr("An interface without a filter of its own takes that of all."));
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins({});
  row->addWidget(filterFor_, 0, Qt::AlignTop);
  row->addWidget(filter_, 1);
  return box;
}

/// One entry for all interfaces and one for each that is chosen; a single interface needs no choice.
void CaptureDialog::offerFilters() {
  noteFilter();
  const QStringList chosen = interfaces_->chosen();
  const bool several = chosen.size() > 1;
  filterFor_->clear();
  filterFor_->addItem(tr("All interfaces"), QString());
  for (const QString& name : chosen)
    filterFor_->addItem(own_.contains(name) ? tr("%1: its own").arg(name) : name, name);
  filterFor_->setVisible(several);
  showFilterOf(several && chosen.contains(filterOf_) ? filterOf_ : QString());
}

void CaptureDialog::showFilterOf(const QString& interface) {
  noteFilter();
  filterOf_ = interface;
  filterFor_->setCurrentIndex(std::max(filterFor_->findData(interface), 0));
  filter_->setText(interface.isEmpty() ? forAll_ : own_.value(interface));  // first: what follows checks and notes it
  filter_->setLinkType(likelyLinkType(interface.isEmpty() ? interfaces_->chosen() : QStringList{interface}));
  refresh();
}

/// Keeps what is in the line, and whether it is one.
void CaptureDialog::noteFilter() {
  const QString text = filter_->text();
  if (filterOf_.isEmpty()) forAll_ = text;
  else if (text.trimmed().isEmpty()) own_.remove(filterOf_);
  else own_.insert(filterOf_, text);
  refused_.removeAll(filterOf_);
  if (filter_->verdict() == CaptureFilterEdit::Verdict::bad) refused_ << filterOf_;
  if (const int row = filterFor_->findData(filterOf_); row > 0)
    filterFor_->setItemText(row, own_.contains(filterOf_) ? tr("%1: its own").arg(filterOf_) : filterOf_);
  tellFilters();
}

/// Beside the interfaces that are chosen, so that none is at work unseen.
void CaptureDialog::tellFilters() {
  const QStringList chosen = interfaces_->chosen();
  QMap<QString, QString> told;
  if (chosen.size() > 1)
    for (const QString& name : chosen)
      if (own_.contains(name)) told.insert(name, own_.value(name).trimmed());
  interfaces_->interfaces().setFilters(std::move(told));
}

QWidget* CaptureDialog::filePage() {
  file_ = new QLineEdit(this);
  file_->setPlaceholderText(tr("None: you are asked when it is closed"));
  file_->setAccessibleName(tr("File"));
  auto* choose = new QPushButton(tr("Choose…"), this);
  connect(choose, &QPushButton::clicked, this, &CaptureDialog::browse);
  connect(file_, &QLineEdit::textChanged, this, &CaptureDialog::refresh);
  auto* place = new QHBoxLayout;
  place->addWidget(file_, 1);
  place->addWidget(choose);
  auto* form = new QFormLayout;
  form->addRow(tr("File:"), place);
  auto* ring = new QGroupBox(tr("A ring of files: begin another one after"), this);
  auto* grid = new QGridLayout(ring);
  ringSize_ = limit(tr("Size:"), QStringLiteral("MB"), 1'000'000, 100);
  ringTime_ = limit(tr("Time:"), QStringLiteral("s"), kMostSeconds, 3600);
  ringPackets_ = limit(tr("Packets:"), QString(), kMost, 1'000'000);
  ringFiles_ = limit(tr("Keep only the newest:"), tr("files"), kMostFiles, 10);
  int row = 0;
  for (const Limit& l : {ringSize_, ringTime_, ringPackets_, ringFiles_}) {
    grid->addWidget(l.on, row, 0);
    grid->addWidget(l.value, row++, 1);
  }
  grid->setColumnStretch(2, 1);
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->addLayout(form);
  column->addWidget(ring);
  auto* note = new QLabel(tr("A ring of files needs a file."), page);
  note->setForegroundRole(QPalette::PlaceholderText);
  column->addWidget(note);
  column->addWidget(keepBox());
  column->addStretch(1);
  return page;
}

/// So that a capture may run for days.
QWidget* CaptureDialog::keepBox() {
  auto* box = new QGroupBox(tr("For captures that run for long: keep only the last"), this);
  keepPackets_ = limit(tr("Packets in this window:"), QString(), kMost, 1'000'000);
  keepSize_ = limit(tr("On the disk, without a file:"), QStringLiteral("MB"), 1'000'000, 1000);
  keepPackets_.on->setToolTip(tr("Older ones stay in the list as numbers alone and take no memory. What is recorded is "
                                 "not concerned."));
  keepSize_.on->setToolTip(tr("Older packets stay in the list, but their bytes go."));
  auto* grid = new QGridLayout(box);
  int row = 0;
  for (const Limit& l : {keepPackets_, keepSize_}) {
    grid->addWidget(l.on, row, 0);
    grid->addWidget(l.value, row++, 1);
  }
  grid->setColumnStretch(2, 1);
  return box;
}

QWidget* CaptureDialog::stopPage() {
  stopPackets_ = limit(tr("After packets:"), QString(), kMost, 10'000);
  stopSize_ = limit(tr("After so much in files:"), QStringLiteral("MB"), 1'000'000, 100);
  stopTime_ = limit(tr("After a time:"), QStringLiteral("s"), kMostSeconds, 60);
  stopFiles_ = limit(tr("After files:"), tr("files"), kMostFiles, 10);
  auto* page = new QWidget(this);
  auto* grid = new QGridLayout;
  int row = 0;
  for (const Limit& l : {stopPackets_, stopSize_, stopTime_, stopFiles_}) {
    grid->addWidget(l.on, row, 0);
    grid->addWidget(l.value, row++, 1);
  }
  grid->setColumnStretch(2, 1);
  auto* column = new QVBoxLayout(page);
  column->addWidget(new QLabel(tr("Whichever comes first ends the capture:"), page));
  column->addLayout(grid);
  column->addStretch(1);
  return page;
}

void CaptureDialog::fill(const CaptureChoice& c) {
  filter_->setText(c.filter);
  own_ = c.ownFilters;
  interfaces_->choose(c.interfaces);
  offerFilters();
  promiscuous_->setChecked(c.promiscuous);
  monitor_->setChecked(c.monitor);
  snapLen_.set(c.snapLen == 0 ? std::nullopt : std::optional<std::uint64_t>{c.snapLen});
  buffer_->setValue(static_cast<int>(c.bufferMiB));
  file_->setText(c.file);
  ringSize_.set(c.ring.kilobytes, kKilobytesPerMegabyte);
  ringTime_.set(inSeconds(c.ring.duration));
  ringPackets_.set(c.ring.packets);
  ringFiles_.set(c.ring.files == 0 ? std::nullopt : std::optional<std::uint64_t>{c.ring.files});
  keepPackets_.set(c.keepPackets == 0 ? std::nullopt : std::optional<std::uint64_t>{c.keepPackets});
  keepSize_.set(c.keepMegabytes == 0 ? std::nullopt : std::optional{c.keepMegabytes});
  stopPackets_.set(c.stop.packets);
  stopSize_.set(c.stop.kilobytes, kKilobytesPerMegabyte);
  stopTime_.set(inSeconds(c.stop.duration));
  stopFiles_.set(c.stop.files);
}

CaptureChoice CaptureDialog::choice() const {
  CaptureChoice c;
  c.interfaces = interfaces_->chosen();
  c.filter = filterOf_.isEmpty() ? filter_->text() : forAll_;
  if (c.interfaces.size() > 1)
    for (const QString& name : c.interfaces) {
      const QString own = name == filterOf_ ? filter_->text().trimmed() : own_.value(name);
      if (!own.isEmpty()) c.ownFilters.insert(name, own);
    }
  c.promiscuous = promiscuous_->isChecked();
  c.monitor = monitor_->isChecked();
  c.snapLen = static_cast<std::uint32_t>(snapLen_.get().value_or(0));
  c.bufferMiB = static_cast<std::uint32_t>(buffer_->value());
  c.file = file_->text().trimmed();
  c.ring.kilobytes = ringSize_.get(kKilobytesPerMegabyte);
  c.ring.duration = seconds(ringTime_.get());
  c.ring.packets = ringPackets_.get();
  c.ring.files = static_cast<std::uint32_t>(ringFiles_.get().value_or(0));
  c.keepPackets = static_cast<std::uint32_t>(keepPackets_.get().value_or(0));
  c.keepMegabytes = keepSize_.get().value_or(0);
  c.stop.packets = stopPackets_.get();
  c.stop.kilobytes = stopSize_.get(kKilobytesPerMegabyte);
  c.stop.duration = seconds(stopTime_.get());
  if (const auto files = stopFiles_.get()) c.stop.files = static_cast<std::uint32_t>(*files);
  return c;
}

QString CaptureDialog::hurdle() const {
  const auto& permission = probe_.permission();
  if (permission && !permission->permitted())
    return tr("You cannot capture yet. The welcome page says what is missing.");
  const auto chosen = static_cast<std::size_t>(interfaces_->chosen().size());
  if (chosen == 0) return tr("Choose an interface first.");
  if (chosen > CaptureOptions::kMaxInterfaces) return tr("These are too many interfaces at once.");
  if (filter_->verdict() == CaptureFilterEdit::Verdict::bad) return filter_->told();
  for (const QString& name : interfaces_->chosen())
    if (chosen > 1 && refused_.contains(name)) return tr("The filter for %1 is wrong.").arg(name);
  if (refused_.contains(QString()) && !filterOf_.isEmpty()) return tr("The filter for all interfaces is wrong.");
  return {};
}

void CaptureDialog::browse() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Capture Into a File"), file_->text(),
                                                    tr("pcapng (*.pcapng)"), nullptr,
                                                    QFileDialog::DontConfirmOverwrite);
  if (!path.isEmpty()) file_->setText(path);
}

void CaptureDialog::refresh() {
  const bool toFile = !file_->text().trimmed().isEmpty();
  for (const Limit& l : {ringSize_, ringTime_, ringPackets_}) l.on->setEnabled(toFile);
  keepSize_.on->setEnabled(!toFile);
  const bool ring = toFile && (ringSize_.on->isChecked() || ringTime_.on->isChecked() || ringPackets_.on->isChecked());
  for (const Limit& l : {ringFiles_, stopFiles_}) l.on->setEnabled(ring);
  for (const Limit& l : {ringSize_, ringTime_, ringPackets_, ringFiles_, stopFiles_, keepSize_})
    l.value->setEnabled(l.on->isEnabled() && l.on->isChecked());
  const QString why = hurdle();
  start_->setEnabled(why.isEmpty());
  told_->setText(why);
}

void CaptureDialog::tryStart() {
  if (!hurdle().isEmpty()) return;
  QString path = file_->text().trimmed();
  if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".pcapng");
  file_->setText(path);
  const bool ring = choice().ring.asked();  // their names have numbers
  if (!path.isEmpty() && !ring && QFileInfo::exists(path) &&
      QMessageBox::question(this, windowTitle(),
                            tr("%1 exists. Replace it?").arg(QFileInfo(path).fileName())) != QMessageBox::Yes)
    return;
  filter_->noteUsed();
  accept();
}

}  // namespace pw::ui
