#include "ui/save/save_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace pw::ui {

namespace {
QString number(std::uint64_t n) { return QLocale().toString(static_cast<qulonglong>(n)); }
}  // namespace

SaveDialog::SaveDialog(const CaptureDocument& document, std::vector<std::uint32_t> selected,
                       std::optional<std::vector<std::uint32_t>> shown, QWidget* parent)
    : QDialog(parent), document_(document), chosen_(std::move(selected)), displayed_(std::move(shown)) {
  setWindowTitle(tr("Save Packets"));
  all_ = new QRadioButton(tr("All packets (%1)").arg(number(document.rows())), this);
  const std::uint64_t passed = displayed_ ? displayed_->size() : 0;
  shown_ = new QRadioButton(tr("Packets that pass the filter (%1)").arg(number(passed)), this);
  marked_ = new QRadioButton(tr("Marked packets (%1)").arg(number(document.marks().count())), this);
  selected_ =
      new QRadioButton(tr("Selected packets (%1)").arg(number(chosen_.size())), this);
  all_->setChecked(true);
  marked_->setEnabled(!document.marks().empty());
  shown_->setVisible(displayed_.has_value());
  shown_->setEnabled(displayed_ && !displayed_->empty());
  selected_->setEnabled(!chosen_.empty());
  if (shown_->isEnabled()) shown_->setChecked(true);
  if (chosen_.size() > 1) selected_->setChecked(true);
  auto* which = new QVBoxLayout;
  for (QRadioButton* b : {all_, shown_, marked_, selected_}) which->addWidget(b);

  format_ = new QComboBox(this);
  format_->addItem(tr("pcapng, with comments"), static_cast<int>(FileFormat::pcapng));
  format_->addItem(tr("pcap, microseconds"), static_cast<int>(FileFormat::pcap));
  format_->addItem(tr("pcap, nanoseconds"), static_cast<int>(FileFormat::pcapNsec));
  path_ = new QLineEdit(this);
  path_->setMinimumWidth(fontMetrics().averageCharWidth() * 48);
  auto* choose = new QPushButton(tr("Choose…"), this);
  auto* place = new QHBoxLayout;
  place->addWidget(path_, 1);
  place->addWidget(choose);
  note_ = new QLabel(this);
  note_->setWordWrap(true);

  auto* form = new QFormLayout;
  form->addRow(tr("Packets:"), which);
  form->addRow(tr("Format:"), format_);
  form->addRow(tr("File:"), place);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
  auto* column = new QVBoxLayout(this);
  column->addLayout(form);
  column->addWidget(note_);
  column->addWidget(buttons);
  connect(choose, &QPushButton::clicked, this, &SaveDialog::browse);
  connect(format_, &QComboBox::currentIndexChanged, this, &SaveDialog::showNote);
  connect(buttons, &QDialogButtonBox::accepted, this, &SaveDialog::tryAccept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  showNote();
}

void SaveDialog::showNote() {
  const bool keeps = format_->currentData().toInt() == static_cast<int>(FileFormat::pcapng);
  const bool comments = document_.isOpen() && !document_.trace().commented().empty();
  note_->setText(!keeps && comments ? tr("pcap files cannot hold comments: they would be lost.") : QString());
}

void SaveDialog::browse() {
  const bool pcapng = format_->currentData().toInt() == static_cast<int>(FileFormat::pcapng);
  const QString start = path_->text().isEmpty() ? QFileInfo(document_.path()).absolutePath() : path_->text();
  const QString path = QFileDialog::getSaveFileName(this, windowTitle(), start,
                                                    pcapng ? tr("pcapng (*.pcapng)") : tr("pcap (*.pcap)"),
                                                    nullptr, QFileDialog::DontConfirmOverwrite);
  if (!path.isEmpty()) path_->setText(path);
}

void SaveDialog::tryAccept() {
  if (path_->text().trimmed().isEmpty()) {
    browse();
    return;
  }
  QString path = path_->text().trimmed();
  if (QFileInfo(path).suffix().isEmpty())
    path += format_->currentData().toInt() == static_cast<int>(FileFormat::pcapng) ? QStringLiteral(".pcapng")
                                                                                   : QStringLiteral(".pcap");
  path_->setText(path);
  if (QFileInfo::exists(path) &&
      QMessageBox::question(this, windowTitle(),
                            tr("%1 exists. Replace it?").arg(QFileInfo(path).fileName())) != QMessageBox::Yes)
    return;
  accept();
}

SaveRequest SaveDialog::request() const {
  SaveRequest r;
  r.path = path_->text();
  r.format = static_cast<FileFormat>(format_->currentData().toInt());
  if (marked_->isChecked()) {
    r.packets = document_.marks().members();
  } else if (shown_->isChecked() && displayed_) {
    r.packets = displayed_;
  } else if (selected_->isChecked() && !chosen_.empty()) {
    r.packets = chosen_;
  }
  return r;
}

}  // namespace pw::ui
