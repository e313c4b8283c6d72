// How far loading is, with a button that ends it; stands in the status bar while a file is read.
#pragma once
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace pw::ui {

class LoadBar : public QWidget {
  Q_OBJECT

 public:
  explicit LoadBar(QWidget* parent = nullptr);

  void setText(const QString& text);
  /// 0 to 1; below 0 where nobody knows.
  void setProgress(double share);

 Q_SIGNALS:
  void cancelled();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QLabel* label_;
  QProgressBar* bar_;
  QToolButton* cancel_;
};

}  // namespace pw::ui
