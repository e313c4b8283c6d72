// What an eavesdropper sees: a meter, and everything that was found.
#pragma once
#include <QTimer>
#include <QWidget>

#include "ui/leaks/leak_tree.h"
#include "ui/leaks/meter_bar.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace pw::ui {

class LeaksPane : public QWidget {
  Q_OBJECT

 public:
  LeaksPane(CaptureDocument& document, SelectedPacket& packet, LearnedNames& names, const Theme& theme,
            LanguageSwitch& language, QWidget* parent = nullptr);

  [[nodiscard]] LeakJob& job() noexcept { return *job_; }
  [[nodiscard]] LeakModel& model() noexcept { return *model_; }
  [[nodiscard]] LeakTree& tree() noexcept { return *tree_; }
  [[nodiscard]] MeterBar& meter() noexcept { return *meter_; }
  [[nodiscard]] QLineEdit& filter() noexcept { return *filter_; }
  [[nodiscard]] QToolButton& secrets() noexcept { return *secrets_; }
  [[nodiscard]] QComboBox& scope() noexcept { return *scope_; }
  /// What is said about all of it, and about the current row.
  [[nodiscard]] QString told() const;
  [[nodiscard]] QString explanation() const;
  void readSettings();
  void saveSettings() const;

 Q_SIGNALS:
  void spotChosen(const pw::ui::LeakSpot& spot);
  /// A report was written, or why not.
  void saved(const QString& path, const QString& problem);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void layOut();
  void connectParts();
  void retranslate();
  void restyle();
  void follow();
  void refresh();
  void explain();
  void askToSave();
  [[nodiscard]] bool isOfFlow() const;
  [[nodiscard]] QString stateText() const;
  [[nodiscard]] QString foundText() const;
  [[nodiscard]] QString nothingText() const;
  [[nodiscard]] QString boundsText() const;
  [[nodiscard]] Language spoken() const noexcept;

  CaptureDocument& document_;
  SelectedPacket& packet_;
  const Theme& theme_;
  LanguageSwitch& language_;
  LeakJob* job_;
  LeakModel* model_;
  QComboBox* scope_;
  QToolButton *secrets_, *save_, *stop_;
  MeterBar* meter_;
  QLineEdit* filter_;
  LeakTree* tree_;
  QLabel *state_, *why_;
  QTimer soon_;
  double share_ = 0;
};

}  // namespace pw::ui
