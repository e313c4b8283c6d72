// The pane "Follow": what the two sides of the selected packet's conversation said.
#pragma once
#include <QWidget>

#include "ui/follow/follow_view.h"
#include "ui/i18n/language.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace pw::ui {

class FollowPane : public QWidget {
  Q_OBJECT

 public:
  FollowPane(CaptureDocument& document, SelectedPacket& packet, const Theme& theme, LanguageSwitch& language,
             QWidget* parent = nullptr);

  [[nodiscard]] FollowView& view() noexcept { return *view_; }
  /// Puts the cursor into the line for words to find.
  void activateFind();
  /// Looks for the words of the line; the view goes there, or the pane says that there are none.
  void find(bool forward);
  [[nodiscard]] bool isSearching() const noexcept { return search_.isRunning(); }
  [[nodiscard]] bool isSaving() const noexcept { return save_.isRunning(); }
  /// What the pane says below the view.
  [[nodiscard]] QString message() const;
  void saveTo(const QString& path);

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void retranslate();
  void restyle();
  void refresh();
  void say(const QString& text);
  void look(FollowPlace from, bool forward, bool again);
  void chooseFile();
  [[nodiscard]] QString summary() const;

  CaptureDocument& document_;
  const Theme& theme_;
  LanguageSwitch& language_;
  FollowView* view_;
  QComboBox *form_, *sides_;
  QLineEdit* edit_;
  QToolButton *previous_, *next_, *saveButton_;
  QLabel* message_;
  QString said_;   ///< instead of the summary
  FlowId saidOf_;  ///< while this is followed
  BackgroundJob search_, save_;
};

}  // namespace pw::ui
