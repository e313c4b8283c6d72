// What is shown while no capture is open: recent files, and what can be done.
#pragma once
#include <QWidget>

#include "ui/style/theme.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace pw::ui {

class WelcomePage : public QWidget {
  Q_OBJECT

 public:
  explicit WelcomePage(const Theme& theme, QWidget* parent = nullptr);

  void setRecentFiles(const QStringList& paths);

 Q_SIGNALS:
  void openRequested();
  void fileRequested(const QString& path);
  void forgetRequested(const QString& path);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void fillRecent();
  QWidget* recentRow(const QString& path);

  const Theme& theme_;
  QStringList recentPaths_;
  QLabel *title_, *subtitle_, *recentTitle_, *tipsTitle_, *tips_;
  QPushButton* open_;
  QWidget* recent_ = nullptr;
  QVBoxLayout* recentPlace_;
};

}  // namespace pw::ui
