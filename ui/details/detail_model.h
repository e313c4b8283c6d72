// The fields of the selected packet as a tree model.
#pragma once
#include <QAbstractItemModel>
#include <vector>

#include "ui/document/selected_packet.h"
#include "ui/style/theme.h"

namespace pw::ui {

/// A view of SelectedPacket's tree: nothing is copied but who is whose child. Lines are made when they are
/// drawn.
class DetailModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  DetailModel(SelectedPacket& packet, const Theme& theme, QObject* parent = nullptr);

  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& = {}) const override { return 1; }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// The field as a filter, to be dropped on the filter's line.
  [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

  [[nodiscard]] NodeId nodeOf(const QModelIndex& index) const noexcept;
  /// Invalid for nodes that are not drawn.
  [[nodiscard]] QModelIndex indexOf(NodeId node) const;
  [[nodiscard]] const SelectedPacket& packet() const noexcept { return packet_; }
  [[nodiscard]] const FieldDef& fieldOf(NodeId node) const;
  [[nodiscard]] QString line(NodeId node) const;
  [[nodiscard]] QString value(NodeId node) const;
  /// A display filter that finds packets with this value; empty where the field has none.
  [[nodiscard]] QString filterText(NodeId node) const;

 private:
  void rebuild();
  [[nodiscard]] QVariant decoration(const FieldDef& field) const;

  SelectedPacket& packet_;
  const Theme& theme_;
  struct Place {
    std::uint32_t firstChild = 0, children = 0;  // run in order_
    std::uint32_t row = 0;
    bool drawn = false;
  };
  std::vector<Place> places_;  // by node
  std::vector<NodeId> order_;  // children of each node in one run; the roots' run is last
  std::uint32_t firstRoot_ = 0, roots_ = 0;
};

}  // namespace pw::ui
