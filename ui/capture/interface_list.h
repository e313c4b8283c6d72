// The interfaces of this machine as a list to choose from, with what passes them.
#pragma once
#include <QAbstractListModel>
#include <QListView>
#include <QMap>
#include <QStringList>

#include "ui/capture/capture_probe.h"
#include "ui/style/theme.h"

namespace pw::ui {

/// A row an interface; those that are no networks only where they are asked for.
class InterfaceModel : public QAbstractListModel {
  Q_OBJECT

 public:
  InterfaceModel(const CaptureProbe& probe, QObject* parent);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  /// The name for Qt::DisplayRole, a sentence for screen readers.
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] const WatchedInterface& at(int row) const;
  void setShowAll(bool all);
  [[nodiscard]] bool showsAll() const noexcept { return all_; }
  /// Filters of their own, by interface.
  void setFilters(QMap<QString, QString> filters);
  /// What is to be known of it beside its name, in parts.
  [[nodiscard]] QStringList about(int row) const;
  /// That are not shown.
  [[nodiscard]] int hidden() const;
  void refill();
  void tellSampled();

 private:
  const CaptureProbe& probe_;
  std::vector<int> rows_;  // indices of the probe's interfaces
  QMap<QString, QString> filters_;
  bool all_ = false;
};

/// Several can be chosen. The choice is by name and outlives that an interface goes and comes.
class InterfaceList : public QListView {
  Q_OBJECT

 public:
  InterfaceList(CaptureProbe& probe, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] QStringList chosen() const;
  void choose(const QStringList& names);
  [[nodiscard]] InterfaceModel& interfaces() noexcept { return *model_; }
  void setShowAll(bool all);
  /// Tall enough for all rows, up to `most`.
  [[nodiscard]] QSize sizeHint() const override;
  void setMostRows(int rows) { mostRows_ = rows; }

 Q_SIGNALS:
  void choiceChanged();
  /// Double click or Return.
  void startRequested();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void refill();
  void retranslate();

  InterfaceModel* model_;
  QStringList wanted_;
  bool refilling_ = false;
  int mostRows_ = 8;
};

}  // namespace pw::ui
