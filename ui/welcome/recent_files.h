// Files that were open lately.
#pragma once
#include <QWidget>

class QVBoxLayout;

namespace pw::ui {

class RecentFiles : public QWidget {
  Q_OBJECT

 public:
  explicit RecentFiles(QWidget* parent = nullptr);

  void setPaths(const QStringList& paths);

 Q_SIGNALS:
  void fileRequested(const QString& path);
  void forgetRequested(const QString& path);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refill();
  QWidget* rowOf(const QString& path);

  QStringList paths_;
  QWidget* rows_ = nullptr;
};

}  // namespace pw::ui
