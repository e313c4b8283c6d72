#include "ui/leaks/leak_tree.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace pw::ui {

namespace {

constexpr int kGap = 5;

LeakState stateAt(const QModelIndex& index) {
  return static_cast<LeakState>(index.siblingAtColumn(0).data(LeakModel::kStateRole).toInt());
}
bool hasState(const QModelIndex& index) { return index.siblingAtColumn(0).data(LeakModel::kStateRole).isValid(); }
bool isStrong(const QModelIndex& index) { return index.siblingAtColumn(0).data(LeakModel::kStrongRole).toBool(); }

}  // namespace

// ---- LeakDelegate ----

QSize LeakDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QSize size = QStyledItemDelegate::sizeHint(option, index);
  size.setHeight(Theme::lineHeight(theme_.mono()) + 6);
  return size;
}

void LeakDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyleOptionViewItem o = option;
  initStyleOption(&o, index);
  const Palette& p = theme_.palette();
  const bool selected = (o.state & QStyle::State_Selected) != 0;
  if (!hasState(index)) {  // a section
    o.font.setBold(true);
    o.fontMetrics = QFontMetrics(o.font);
    if (index.model()->rowCount(index) == 0) o.palette.setColor(QPalette::Text, p.muted);
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &o, painter, o.widget);
    return;
  }
  const QColor ink = selected ? p.selectionText : colourOf(p, stateAt(index), isStrong(index));
  if (index.column() == LeakModel::kValue) {
    o.font = theme_.mono();
    o.fontMetrics = QFontMetrics(o.font);
    o.palette.setColor(QPalette::Text, stateAt(index) == LeakState::visible && !isStrong(index) ? p.text : ink);
  }
  if (index.column() != LeakModel::kState) {
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &o, painter, o.widget);
    return;
  }
  const QString word = std::exchange(o.text, QString());
  QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &o, painter, o.widget);
  const int side = o.fontMetrics.ascent() + 1;
  const QRect box(o.rect.left() + kGap, o.rect.center().y() - side / 2, side, side);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  drawShape(*painter, shapeOf(stateAt(index)), box, ink);
  o.font.setBold(true);
  painter->setFont(o.font);
  painter->setPen(ink);
  const QRect rest = o.rect.adjusted(side + 2 * kGap, 0, 0, 0);
  painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                    QFontMetrics(o.font).elidedText(word, Qt::ElideRight, rest.width()));
  painter->restore();
}

// ---- LeakTree ----

LeakTree::LeakTree(LeakModel& model, const Theme& theme, QWidget* parent)
    : QTreeView(parent), model_(model), theme_(theme) {
  setModel(&model_);
  setItemDelegate(new LeakDelegate(theme_, this));
  setUniformRowHeights(true);
  setAnimated(false);
  setSelectionBehavior(SelectRows);
  setAllColumnsShowFocus(true);
  setExpandsOnDoubleClick(true);
  header()->setSectionsMovable(false);
  header()->setStretchLastSection(false);
  header()->setSectionResizeMode(LeakModel::kValue, QHeaderView::Stretch);
  connect(&model_, &QAbstractItemModel::modelReset, this, &LeakTree::openSections);
  connect(&model_, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& above) {
    if (model_.isSection(above) && model_.sectionOf(above) == LeakSection::sealed) openOnlyOne();
  });
  connect(this, &QTreeView::activated, this, &LeakTree::choose);
  restyle();
  openSections();
}

void LeakTree::restyle() {
  setIndentation(Theme::lineHeight(theme_.mono()) * 2 / 3);
  arrange();
  viewport()->update();
}

void LeakTree::arrange() {
  const QFontMetrics m(font());
  QFont bold = font();
  bold.setBold(true);
  int word = 0;
  for (const LeakState s : {LeakState::open, LeakState::visible, LeakState::sealed})
    word = std::max(word, QFontMetrics(bold).horizontalAdvance(wordOf(s)));
  header()->resizeSection(LeakModel::kState, 3 * indentation() + word + m.ascent() + 5 * kGap);
  header()->resizeSection(LeakModel::kWhat, m.averageCharWidth() * 30);
  header()->resizeSection(LeakModel::kPacket, m.averageCharWidth() * 11);
}

void LeakTree::openSections() {
  for (int i = 0; i < model_.rowCount(); ++i) {
    setFirstColumnSpanned(i, {}, true);
    expand(model_.index(i, 0));
  }
  openOnlyOne();
  Q_EMIT currentRowChanged();
}

// Where a single conversation is sealed, what shows of it is what people look for.
void LeakTree::openOnlyOne() {
  const QModelIndex sealed = model_.index(static_cast<int>(LeakSection::sealed), 0);
  if (model_.rowCount(sealed) == 1) expand(model_.index(0, 0, sealed));
}

void LeakTree::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTreeView::currentChanged(current, previous);
  if (current.row() == previous.row() && current.parent() == previous.parent()) return;
  model_.reveal({});
  choose(current);
  Q_EMIT currentRowChanged();
}

void LeakTree::choose(const QModelIndex& index) {
  if (const auto spot = model_.spotOf(index)) Q_EMIT spotChosen(*spot);
}

void LeakTree::copy() {
  QStringList cells;
  for (int c = 0; c < LeakModel::kColumns; ++c)
    if (const QString text = currentIndex().siblingAtColumn(c).data(LeakModel::kTextRole).toString(); !text.isEmpty()) cells << text;
  if (!cells.isEmpty()) QApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

// The window has a command for the same key.
bool LeakTree::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
    event->accept();
    return true;
  }
  return QTreeView::event(event);
}

void LeakTree::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    copy();
  } else if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
    if (model_.isSection(currentIndex())) setExpanded(currentIndex(), !isExpanded(currentIndex()));
    else model_.reveal(model_.isRevealed(currentIndex()) ? QModelIndex{} : currentIndex());
    Q_EMIT currentRowChanged();
  } else {
    QTreeView::keyPressEvent(event);
  }
}

void LeakTree::mousePressEvent(QMouseEvent* event) {
  QTreeView::mousePressEvent(event);
  const QModelIndex at = indexAt(event->pos());
  if (event->button() != Qt::LeftButton || at.column() != LeakModel::kValue) return;
  if (!at.siblingAtColumn(0).data(LeakModel::kMaskedRole).toBool()) return;
  held_ = true;
  model_.reveal(at);
}

void LeakTree::mouseReleaseEvent(QMouseEvent* event) {
  if (std::exchange(held_, false)) model_.reveal({});
  QTreeView::mouseReleaseEvent(event);
}

void LeakTree::contextMenuEvent(QContextMenuEvent* event) {
  const QModelIndex at = indexAt(event->pos());
  QMenu menu(this);
  if (at.isValid() && !model_.isSection(at)) {
    menu.addAction(tr("Copy Row"), this, &LeakTree::copy);
    menu.addAction(tr("Copy Value"), this, [value = at.siblingAtColumn(LeakModel::kValue)] {
      QApplication::clipboard()->setText(value.data(LeakModel::kTextRole).toString());
    });
    menu.addSeparator();
    if (const auto spot = model_.spotOf(at)) Q_EMIT menuAboutToShow(menu, *spot);
  }
  menu.addAction(tr("Expand All"), this, [this] { expandToDepth(0); });
  menu.addAction(tr("Collapse All"), this, &QTreeView::collapseAll);
  menu.exec(event->globalPos());
}

void LeakTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  if (hasState(index) && isStrong(index)) painter->fillRect(option.rect, theme_.palette().of(Tint::loss));
  QTreeView::drawRow(painter, option, index);
}

}  // namespace pw::ui
