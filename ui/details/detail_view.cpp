#include "ui/details/detail_view.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

namespace pw::ui {

namespace {
constexpr unsigned kMaxDepth = 32;
constexpr int kMaxExpanded = 5000;  // rows that one command opens
}  // namespace

DetailView::DetailView(SelectedPacket& packet, const Theme& theme, QWidget* parent)
    : QTreeView(parent), packet_(packet), theme_(theme) {
  model_ = new DetailModel(packet, theme, this);
  setModel(model_);
  setHeaderHidden(true);
  setUniformRowHeights(true);
  setAnimated(false);
  setDragEnabled(true);
  setDragDropMode(QAbstractItemView::DragOnly);
  setTextElideMode(Qt::ElideNone);
  header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  header()->setStretchLastSection(false);
  connect(this, &QTreeView::expanded, this, [this](const QModelIndex& i) { remember(i, true); });
  connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& i) { remember(i, false); });
  connect(this, &QTreeView::activated, this, &DetailView::onActivated);
  connect(&packet_, &SelectedPacket::packetChanged, this, &DetailView::restoreExpansion);
  connect(&packet_, &SelectedPacket::nodeChanged, this, &DetailView::onNode);
  connect(&theme_, &Theme::changed, this, &DetailView::restyle);
  restyle();
}

void DetailView::restyle() {
  setFont(theme_.mono());
  const int line = Theme::lineHeight(theme_.mono());
  setIconSize(QSize(line - 4, line - 4));
  setIndentation(line);
  viewport()->update();
}

std::string_view DetailView::keyOf(const QModelIndex& index) const {
  const NodeId n = model_->nodeOf(index);
  return n == kNoNode ? std::string_view{} : model_->fieldOf(n).key;
}

void DetailView::remember(const QModelIndex& index, bool open) {
  if (restoring_) return;
  const std::string_view key = keyOf(index);
  (open ? open_ : shut_).insert(key);
  (open ? shut_ : open_).erase(key);
}

void DetailView::restoreExpansion() {
  restoring_ = true;
  restoreBelow({}, 0);
  for (int row = model_->rowCount() - 1; row >= 0; --row) {
    const QModelIndex layer = model_->index(row, 0);
    if (model_->rowCount(layer) == 0) continue;
    if (!shut_.contains(keyOf(layer))) expand(layer);
    break;
  }
  restoring_ = false;
  if (lastKey_.empty() || !packet_.packet()) return;
  const auto& nodes = packet_.tree().nodes();
  for (NodeId i = 0; i < nodes.size(); ++i)
    if (model_->fieldOf(i).key == lastKey_ && model_->indexOf(i).isValid()) {
      packet_.selectNode(i);
      return;
    }
}

void DetailView::restoreBelow(const QModelIndex& parent, unsigned depth) {
  if (depth == kMaxDepth || open_.empty()) return;
  const int rows = model_->rowCount(parent);
  for (int row = 0; row < rows; ++row) {
    const QModelIndex i = model_->index(row, 0, parent);
    if (model_->rowCount(i) == 0) continue;
    if (open_.contains(keyOf(i))) expand(i);
    restoreBelow(i, depth + 1);
  }
}

void DetailView::onNode(NodeId node) {
  const QModelIndex index = model_->indexOf(node);
  if (index == currentIndex()) return;
  if (!index.isValid()) {
    clearSelection();
    setCurrentIndex({});
    return;
  }
  restoring_ = true;  // opening the way to a byte's field is no wish for the next packet
  setCurrentIndex(index);
  scrollTo(index);
  restoring_ = false;
}

void DetailView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTreeView::currentChanged(current, previous);
  const NodeId n = model_->nodeOf(current);
  if (n == kNoNode) return;
  lastKey_ = model_->fieldOf(n).key;
  packet_.selectNode(n);
}

void DetailView::onActivated(const QModelIndex& index) {
  const NodeId n = model_->nodeOf(index);
  if (n == kNoNode || model_->fieldOf(n).kind != Kind::frameNum) return;
  const std::uint64_t number = packet_.tree()[n].value;
  if (number >= 1 && number <= UINT32_MAX) Q_EMIT packetRequested(static_cast<std::uint32_t>(number - 1));
}

void DetailView::expandBelow(const QModelIndex& index) {
  setUpdatesEnabled(false);
  std::vector<QModelIndex> queue{index};
  for (std::size_t at = 0; at < queue.size() && at < kMaxExpanded; ++at) {
    const QModelIndex i = queue[at];
    if (i.isValid()) expand(i);
    for (int row = 0; row < model_->rowCount(i); ++row)
      if (const QModelIndex c = model_->index(row, 0, i); model_->rowCount(c) > 0) queue.push_back(c);
  }
  setUpdatesEnabled(true);
}

void DetailView::keyPressEvent(QKeyEvent* event) {
  const bool control = (event->modifiers() & Qt::ControlModifier) != 0;
  const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
  if (event->key() == Qt::Key_Right && control)
    expandBelow({});
  else if (event->key() == Qt::Key_Left && control)
    collapseAll();
  else if (event->key() == Qt::Key_Right && shift)
    expandBelow(currentIndex());
  else if (event->key() == Qt::Key_Backspace)
    setCurrentIndex(currentIndex().parent());
  else
    QTreeView::keyPressEvent(event);
}

void DetailView::resizeEvent(QResizeEvent* event) {
  QTreeView::resizeEvent(event);
  header()->setMinimumSectionSize(viewport()->width());  // a selected line is drawn to the edge
}

void DetailView::contextMenuEvent(QContextMenuEvent* event) {
  const QModelIndex index = indexAt(event->pos());
  const NodeId n = model_->nodeOf(index);
  QMenu menu(this);
  const auto copy = [&menu](const QString& text, const QString& what) {
    menu.addAction(text, [what] { QApplication::clipboard()->setText(what); });
  };
  if (n != kNoNode) {
    const FieldDef& d = model_->fieldOf(n);
    const QString key = QString::fromUtf8(d.key.data(), static_cast<qsizetype>(d.key.size()));
    menu.addAction(tr("Apply as Column"), this, [this, key] { Q_EMIT columnRequested(key); });
    Q_EMIT menuAboutToShow(menu, model_->filterText(n));
    menu.addSeparator();
    copy(tr("Copy Line"), model_->line(n));
    copy(tr("Copy Value"), model_->value(n));
    copy(tr("Copy Field Name"), key);
    copy(tr("Copy as Filter"), model_->filterText(n));
    menu.addSeparator();
    menu.addAction(tr("Expand Below"), this, [this, index] { expandBelow(index); });
  }
  menu.addAction(tr("Expand All"), this, [this] { expandBelow({}); });
  menu.addAction(tr("Collapse All"), this, &QTreeView::collapseAll);
  menu.exec(event->globalPos());
}

}  // namespace pw::ui
