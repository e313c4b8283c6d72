// Everything that can be chosen before a capture begins.
#pragma once
#include <QDialog>

#include "ui/capture/capture_choice.h"
#include "ui/capture/capture_probe.h"
#include "ui/style/theme.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace pw::ui {

class CaptureFilterEdit;
class InterfaceList;

class CaptureDialog : public QDialog {
  Q_OBJECT

 public:
  /// Probe and theme must outlive it.
  CaptureDialog(CaptureProbe& probe, const Theme& theme, const CaptureChoice& choice, QWidget* parent = nullptr);

  [[nodiscard]] CaptureChoice choice() const;
  [[nodiscard]] InterfaceList& interfaces() noexcept { return *interfaces_; }
  [[nodiscard]] CaptureFilterEdit& filter() noexcept { return *filter_; }
  /// Which interface the filter is for; offered where several are chosen. The first entry is for all.
  [[nodiscard]] QComboBox& filterFor() noexcept { return *filterFor_; }
  /// Why it cannot start as it stands; empty where it can.
  [[nodiscard]] QString hurdle() const;

 private:
  /// A number that counts only where its box is ticked.
  struct Limit {
    QCheckBox* on;
    QSpinBox* value;
    [[nodiscard]] std::optional<std::uint64_t> get(std::uint64_t unit = 1) const;
    void set(std::optional<std::uint64_t> number, std::uint64_t unit = 1) const;
  };

  Limit limit(const QString& words, const QString& unit, int most, int start);
  QWidget* interfacePage();
  QWidget* filterRow();
  void offerFilters();
  void showFilterOf(const QString& interface);
  void noteFilter();
  void tellFilters();
  QWidget* filePage();
  QWidget* keepBox();
  QWidget* stopPage();
  void fill(const CaptureChoice& choice);
  void browse();
  void tryStart();
  void refresh();

  CaptureProbe& probe_;
  InterfaceList* interfaces_;
  CaptureFilterEdit* filter_;
  QComboBox* filterFor_;
  QString filterOf_;     // the interface whose filter is shown; empty: that of all
  QString forAll_;       // the filter of those that have none of their own
  QMap<QString, QString> own_;
  QStringList refused_;  // interfaces, "" for all, whose filter libpcap refused
  QCheckBox *promiscuous_, *monitor_;
  Limit snapLen_{};
  QSpinBox* buffer_;
  QLineEdit* file_;
  Limit ringSize_{}, ringTime_{}, ringPackets_{}, ringFiles_{};
  Limit keepPackets_{}, keepSize_{};
  Limit stopPackets_{}, stopSize_{}, stopTime_{}, stopFiles_{};
  QLabel* told_;
  QPushButton* start_;
};

}  // namespace pw::ui
