// All conversations of a capture as something to choose from.
#pragma once
#include <QAbstractListModel>

#include "ui/document/capture_document.h"
#include "ui/document/learned_names.h"

namespace pw::ui {

/// A row for each conversation, in their order; texts are made when they are shown. GUI thread.
class FlowChoices : public QAbstractListModel {
  Q_OBJECT

 public:
  FlowChoices(CaptureDocument& document, LearnedNames& names, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  /// "#3 TCP 192.0.2.10:57900 → 192.0.2.80:80 (shop.example)".
  [[nodiscard]] QString textOf(FlowId flow) const;

 private:
  void reset();
  void grow();

  CaptureDocument& document_;
  LearnedNames& names_;
  int known_ = 0;
};

}  // namespace pw::ui
