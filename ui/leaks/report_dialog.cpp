#include "ui/leaks/report_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace pw::ui {

ReportDialog::ReportDialog(QWidget* parent)
    : QDialog(parent), format_(new QComboBox(this)), secrets_(new QComboBox(this)), note_(new QLabel(this)) {
  setWindowTitle(tr("Save Report"));
  format_->addItem(tr("Web page (HTML)"), static_cast<int>(ReportFormat::html));
  format_->addItem(tr("JSON, for programs"), static_cast<int>(ReportFormat::json));
  format_->addItem(tr("Text"), static_cast<int>(ReportFormat::text));
  secrets_->addItems({tr("Masked"), tr("As they were sent")});
  note_->setWordWrap(true);
  const auto tell = [this] {
    note_->setText(showSecrets() ? tr("Whoever gets this file has the passwords, too.")
                                 : tr("Secrets are masked: the file can be handed on."));
  };
  tell();
  connect(secrets_, &QComboBox::currentIndexChanged, this, tell);
  auto* form = new QFormLayout;
  form->addRow(tr("Format:"), format_);
  form->addRow(tr("Passwords and other secrets:"), secrets_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
  auto* column = new QVBoxLayout(this);
  column->addLayout(form);
  column->addWidget(note_);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

ReportFormat ReportDialog::format() const { return static_cast<ReportFormat>(format_->currentData().toInt()); }

bool ReportDialog::showSecrets() const { return secrets_->currentIndex() == 1; }

QString ReportDialog::suffixOf(ReportFormat format) {
  switch (format) {
    case ReportFormat::html: return QStringLiteral(".html");
    case ReportFormat::json: return QStringLiteral(".json");
    case ReportFormat::text: break;
  }
  return QStringLiteral(".txt");
}

QString ReportDialog::choosePath(const QString& near) {
  const QFileInfo capture(near);
  const QString suffix = suffixOf(format());
  const QString start = capture.absolutePath() + QLatin1Char('/') + capture.completeBaseName() + suffix;
  QString path = QFileDialog::getSaveFileName(this, windowTitle(), start, QStringLiteral("*") + suffix);
  if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty()) path += suffix;
  return path;
}

}  // namespace pw::ui
