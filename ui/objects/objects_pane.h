// The pane "Objects": the files that HTTP carried, what is in them, and a way to save them.
#pragma once
#include <QWidget>

#include "ui/i18n/language.h"
#include "ui/objects/object_table.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace pw::ui {

class ObjectPreview;

class ObjectsPane : public QWidget {
  Q_OBJECT

 public:
  ObjectsPane(CaptureDocument& document, const Theme& theme, LanguageSwitch& language, QWidget* parent = nullptr);

  [[nodiscard]] ObjectTable& table() noexcept { return *table_; }
  [[nodiscard]] ObjectPreview& preview() noexcept { return *preview_; }
  [[nodiscard]] QString message() const;
  [[nodiscard]] bool isSaving() const noexcept { return save_.isRunning(); }
  /// Saves rows into a folder, each under a name that is free there.
  void saveTo(const QString& folder, RowView::Range rows);
  void cancel() { save_.cancel(); }

 Q_SIGNALS:
  /// A person chose the file that this packet completed.
  void packetChosen(std::uint32_t packet);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void refresh();
  void onCurrent(std::optional<std::uint32_t> row);
  void choose(bool all);

  CaptureDocument& document_;
  LanguageSwitch& language_;
  ObjectTable* table_;
  ObjectPreview* preview_;
  QPushButton *saveButton_, *saveAll_, *cancel_;
  QProgressBar* progress_;
  QLabel* message_;
  BackgroundJob save_;
};

}  // namespace pw::ui
