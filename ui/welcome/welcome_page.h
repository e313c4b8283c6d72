// What is shown while no capture is open: interfaces to capture from, recent files, and what can be done.
#pragma once
#include <QScrollArea>

#include "ui/capture/capture_probe.h"
#include "ui/i18n/language.h"
#include "ui/style/theme.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace pw::ui {

class CaptureFilterEdit;
class InterfaceList;
class LeftRecordings;
class PermissionBanner;
class RecentFiles;

class WelcomePage : public QScrollArea {
  Q_OBJECT

 public:
  WelcomePage(CaptureProbe& probe, const Theme& theme, LanguageSwitch& language, QWidget* parent = nullptr);

  void setRecentFiles(const QStringList& paths);
  [[nodiscard]] InterfaceList& interfaces() noexcept { return *interfaces_; }
  [[nodiscard]] CaptureFilterEdit& filter() noexcept { return *filter_; }
  [[nodiscard]] PermissionBanner& permission() noexcept { return *permission_; }
  [[nodiscard]] LeftRecordings& leftRecordings() noexcept { return *left_; }
  [[nodiscard]] QPushButton& startButton() noexcept { return *start_; }

 Q_SIGNALS:
  void openRequested();
  void fileRequested(const QString& path);
  void forgetRequested(const QString& path);
  /// On the interfaces that are chosen, with the filter.
  void startRequested();
  void optionsRequested();
  void privateRequested();

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QLayout* captureColumn();
  QLayout* filesColumn();
  void connectParts();
  void onChoice();
  void updateStart();
  void tryStart();
  void updateMore();
  void chooseLikely();
  void retranslate();
  void restyle();

  CaptureProbe& probe_;
  const Theme& theme_;
  QLabel *title_, *subtitle_, *captureTitle_, *recentTitle_, *tipsTitle_, *tips_;
  QPushButton *open_, *start_, *options_;
  QCheckBox* more_;
  CaptureFilterEdit* filter_;
  InterfaceList* interfaces_;
  PermissionBanner* permission_;
  LeftRecordings* left_;
  RecentFiles* recent_;
  bool looked_ = false;
};

}  // namespace pw::ui
