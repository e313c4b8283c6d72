#include "ui/objects/objects_pane.h"

#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include "core/follow/object_folder.h"
#include "core/follow/object_name.h"
#include "core/report/messages.h"
#include "ui/objects/object_preview.h"

namespace pw::ui {

ObjectsPane::ObjectsPane(CaptureDocument& document, const Theme& theme, LanguageSwitch& language, QWidget* parent)
    : QWidget(parent),
      document_(document),
      language_(language),
      table_(new ObjectTable(document, theme, this)),
      preview_(new ObjectPreview(theme, this)),
      saveButton_(new QPushButton(this)),
      saveAll_(new QPushButton(this)),
      cancel_(new QPushButton(this)),
      progress_(new QProgressBar(this)),
      message_(new QLabel(this)) {
  auto* split = new QSplitter(Qt::Vertical, this);
  split->addWidget(table_);
  split->addWidget(preview_);
  split->setChildrenCollapsible(false);
  auto* bottom = new QHBoxLayout;
  bottom->setContentsMargins(4, 4, 4, 4);
  bottom->addWidget(message_, 1);
  bottom->addWidget(progress_);
  for (QPushButton* b : {cancel_, saveButton_, saveAll_}) bottom->addWidget(b);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(split, 1);
  column->addLayout(bottom);
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::PlainText);
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  progress_->setRange(0, 1000);
  progress_->setTextVisible(false);
  progress_->setMaximumWidth(120);
  for (QWidget* w : {static_cast<QWidget*>(progress_), static_cast<QWidget*>(cancel_)}) w->hide();

  connect(table_, &RowView::currentChanged, this, &ObjectsPane::onCurrent);
  connect(table_, &RowView::selectionChanged, this, &ObjectsPane::refresh);
  connect(table_, &ObjectTable::changed, this, &ObjectsPane::refresh);
  connect(saveButton_, &QPushButton::clicked, this, [this] { choose(false); });
  connect(saveAll_, &QPushButton::clicked, this, [this] { choose(true); });
  connect(cancel_, &QPushButton::clicked, this, &ObjectsPane::cancel);
  connect(&save_, &BackgroundJob::progressed, this,
          [this](double share) { progress_->setValue(static_cast<int>(share * 1000)); });
  connect(&save_, &BackgroundJob::ended, this, &ObjectsPane::refresh);
  connect(&document_, &CaptureDocument::closed, &save_, &BackgroundJob::cancel);
  retranslate();
}

void ObjectsPane::retranslate() {
  table_->setAccessibleName(tr("Files that HTTP carried"));
  progress_->setAccessibleName(tr("Saving…"));
  saveButton_->setText(tr("Save…"));
  saveAll_->setText(tr("Save All…"));
  cancel_->setText(tr("Cancel"));
  message_->clear();
  refresh();
}

QString ObjectsPane::message() const { return message_->text(); }

void ObjectsPane::refresh() {
  const bool saving = save_.isRunning();
  progress_->setVisible(saving);
  cancel_->setVisible(saving);
  saveButton_->setEnabled(!saving && table_->selection().has_value());
  saveAll_->setEnabled(!saving && table_->rowCount() > 0);
  if (table_->rowCount() == 0) preview_->clear();
}

void ObjectsPane::onCurrent(std::optional<std::uint32_t> row) {
  const auto& objects = table_->objects();
  if (!row || !objects || *row >= objects->size()) {
    preview_->clear();
    return;
  }
  const CarriedObject& o = (*objects)[*row];
  ChunkReader reader{document_.trace(), document_.registry()};
  preview_->show(reader.read(o.content));
  Q_EMIT packetChosen(o.content.packet.value);
}

void ObjectsPane::choose(bool all) {
  const auto selected = table_->selection();
  if (table_->rowCount() == 0 || (!all && !selected)) return;
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Save the Files In"));
  if (!folder.isEmpty()) saveTo(folder, all ? RowView::Range{0, table_->rowCount() - 1} : *selected);
}

void ObjectsPane::saveTo(const QString& path, RowView::Range rows) {
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<const CarriedObjects> objects;
    std::optional<FileProblem> problem;
    std::uint32_t saved = 0;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), table_->objects(), std::nullopt, 0});
  const std::filesystem::path target{QFile::encodeName(path).toStdString()};
  message_->setText(tr("Saving…"));
  progress_->setValue(0);
  save_.start(
      rows.count(),
      [shared, target, rows, &registry = document_.registry()](const std::stop_token& stop,
                                                               std::atomic<std::uint64_t>& done) {
        auto folder = ObjectFolder::open(target);
        ChunkReader reader{shared->session->trace(), registry};
        for (std::uint32_t i = rows.first; folder && i <= rows.last && !stop.stop_requested(); ++i) {
          const CarriedObject& o = (*shared->objects)[i];
          const auto name = folder->save(fileNameOf(o), reader.read(o.content));
          if (!name) {
            shared->problem = name.error();
            return;
          }
          done.store(++shared->saved, std::memory_order_relaxed);
        }
        if (!folder) shared->problem = folder.error();
      },
      [this, shared, path] {
        const auto spoken = language_.isKorean() ? pw::Language::korean : pw::Language::english;
        message_->setText(
            shared->problem ? QString::fromStdString(fileProblemSentence(spoken, *shared->problem, path.toStdString()))
                            : tr("Saved files: %1").arg(QLocale().toString(shared->saved)));
      });
  refresh();
}

void ObjectsPane::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace pw::ui
