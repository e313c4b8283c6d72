// The detail tree: every layer and field of the selected packet.
#pragma once
#include <QTreeView>
#include <string_view>
#include <unordered_set>

#include "ui/details/detail_model.h"

class QMenu;

namespace pw::ui {

/// Selects fields together with the other panes. Which kinds of nodes are open is remembered by field, from
/// packet to packet; the innermost protocol starts open.
class DetailView : public QTreeView {
  Q_OBJECT

 public:
  DetailView(SelectedPacket& packet, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] DetailModel& details() const noexcept { return *model_; }
  [[nodiscard]] NodeId currentNode() const { return model_->nodeOf(currentIndex()); }

 Q_SIGNALS:
  void columnRequested(const QString& fieldKey);
  /// The menu of a field is about to be shown; `filter` says what it says.
  void menuAboutToShow(QMenu& menu, const QString& filter);
  /// A field that is a packet's number was activated; from 0.
  void packetRequested(std::uint32_t packet);

 protected:
  void contextMenuEvent(QContextMenuEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void restyle();
  void restoreExpansion();
  void restoreBelow(const QModelIndex& parent, unsigned depth);
  void onNode(NodeId node);
  void onActivated(const QModelIndex& index);
  void remember(const QModelIndex& index, bool open);
  void expandBelow(const QModelIndex& index);
  [[nodiscard]] std::string_view keyOf(const QModelIndex& index) const;

  SelectedPacket& packet_;
  const Theme& theme_;
  DetailModel* model_;
  bool restoring_ = false;
  std::unordered_set<std::string_view> open_, shut_;  // keys live in the field tables, for ever
  std::string_view lastKey_;  // of the field that was selected: looked for in the next packet
};

}  // namespace pw::ui
