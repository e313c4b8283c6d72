#include "ui/capture/interface_list.h"

#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>

#include "ui/capture/sparkline.h"

namespace pw::ui {

namespace {

constexpr int kPad = 8;

QString tell(const char* text) { return QCoreApplication::translate("pw::ui::InterfaceList", text); }

QStringList factsOf(const CaptureInterface& i) {
  QStringList parts;
  if (i.hurdle == InterfaceHurdle::down)
    parts << QCoreApplication::translate("pw::ui::InterfaceList", "not up");
  if (i.hurdle == InterfaceHurdle::disconnected)
    parts << QCoreApplication::translate("pw::ui::InterfaceList", "not connected");
  if (i.name == "any")
    parts << QCoreApplication::translate("pw::ui::InterfaceList", "all networks at once");
  else if (i.loopback)
    parts << QCoreApplication::translate("pw::ui::InterfaceList", "within this computer");
  else if (!i.network && !i.description.empty())
    parts << QString::fromStdString(i.description);
  if (i.wireless) parts << QCoreApplication::translate("pw::ui::InterfaceList", "wireless");
  for (const std::string& a : i.addresses) parts << QString::fromStdString(a);
  return parts;
}

QString rate(const WatchedInterface& w) {
  if (w.packets.values().empty()) return {};
  const QLocale locale;
  const double packets = static_cast<double>(w.packets.last());
  return QCoreApplication::translate("pw::ui::InterfaceList", "%1 packets/s")
      .arg(locale.toString(packets, 'f', packets > 0 && packets < 10 ? 1 : 0));
}

class InterfaceDelegate : public QStyledItemDelegate {
 public:
  InterfaceDelegate(const InterfaceModel& model, const Theme& theme, QObject* parent)
      : QStyledItemDelegate(parent), model_(model), theme_(theme) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const Palette& p = theme_.palette();
    const WatchedInterface& w = model_.at(index.row());
    const bool chosen = (option.state & QStyle::State_Selected) != 0;
    const bool lame = w.facts.hurdle != InterfaceHurdle::none;
    painter->save();
    if (chosen) painter->fillRect(option.rect, p.selection);
    else if ((option.state & QStyle::State_MouseOver) != 0) painter->fillRect(option.rect, p.of(Tint::handshake));
    const QColor words = chosen ? p.selectionText : lame ? p.muted : p.text;
    const QColor aside = chosen ? p.selectionText : p.muted;
    QFont bold = option.font;
    bold.setBold(true);
    QRect box = option.rect.adjusted(kPad, 0, -kPad, 0);
    const QFontMetrics m(option.font);
    const int nameWidth = std::min(nameWidthOf(bold), box.width() / 3);
    const auto text = [&](const QRect& in, const QColor& colour, Qt::Alignment align, const QString& what) {
      painter->setPen(colour);
      painter->drawText(in, static_cast<int>(align | Qt::AlignVCenter | Qt::TextSingleLine),
                        painter->fontMetrics().elidedText(what, Qt::ElideRight, in.width()));
    };
    painter->setFont(bold);
    text({box.left(), box.top(), nameWidth, box.height()}, words, Qt::AlignLeft,
         QString::fromStdString(w.facts.name));
    painter->setFont(option.font);
    box.setLeft(box.left() + nameWidth + 2 * kPad);
    const int rateWidth = m.horizontalAdvance(tell("%1 packets/s").arg(QStringLiteral("0,000,000")));
    if (box.width() > 3 * rateWidth) {
      text({box.right() - rateWidth, box.top(), rateWidth, box.height()}, aside, Qt::AlignRight, rate(w));
      box.setRight(box.right() - rateWidth - kPad);
    }
    const QRect chart(box.right() - chartWidth(), box.top() + 5, chartWidth(), box.height() - 10);
    if (!w.packets.values().empty())
      paintSparkline(*painter, chart, w.packets, chosen ? p.selectionText : p.client, chosen ? p.selectionText : p.rule);
    box.setRight(chart.left() - 2 * kPad);
    text(box, aside, Qt::AlignLeft, model_.about(index.row()).join(QStringLiteral("  ·  ")));
    painter->restore();
  }

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
    return {200, Theme::lineHeight(option.font) + 14};
  }

 private:
  static int chartWidth() { return 2 * static_cast<int>(Samples::kCount); }

  int nameWidthOf(const QFont& bold) const {
    const QFontMetrics m(bold);
    int width = m.averageCharWidth() * 8;
    for (int r = 0; r < model_.rowCount(); ++r)
      width = std::max(width, m.horizontalAdvance(QString::fromStdString(model_.at(r).facts.name)));
    return width;
  }

  const InterfaceModel& model_;
  const Theme& theme_;
};

}  // namespace

InterfaceModel::InterfaceModel(const CaptureProbe& probe, QObject* parent)
    : QAbstractListModel(parent), probe_(probe) {
  refill();
}

int InterfaceModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

const WatchedInterface& InterfaceModel::at(int row) const {
  return probe_.interfaces()[static_cast<std::size_t>(rows_[static_cast<std::size_t>(row)])];
}

QVariant InterfaceModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const WatchedInterface& w = at(index.row());
  const QString name = QString::fromStdString(w.facts.name);
  switch (role) {
    case Qt::DisplayRole: return name;
    case Qt::ToolTipRole:
      return (QStringList{name} + about(index.row())).join(QLatin1Char('\n'));
    case Qt::AccessibleTextRole: {
      QStringList parts = QStringList{name} + about(index.row());
      if (const QString now = rate(w); !now.isEmpty()) parts << now;
      return parts.join(QStringLiteral(", "));
    }
    default: return {};
  }
}

QStringList InterfaceModel::about(int row) const {
  const CaptureInterface& facts = at(row).facts;
  const QString filter = filters_.value(QString::fromStdString(facts.name));
  QStringList parts = factsOf(facts);
  if (!filter.isEmpty()) parts.prepend(QCoreApplication::translate("pw::ui::InterfaceList", "filter: %1").arg(filter));
  return parts;
}

void InterfaceModel::setFilters(QMap<QString, QString> filters) {
  if (filters == filters_) return;
  filters_ = std::move(filters);
  tellSampled();
}

void InterfaceModel::refill() {
  beginResetModel();
  rows_.clear();
  const auto& all = probe_.interfaces();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all_ || all[i].facts.network) rows_.push_back(static_cast<int>(i));
  endResetModel();
}

void InterfaceModel::setShowAll(bool all) {
  all_ = all;
  refill();
}

int InterfaceModel::hidden() const { return static_cast<int>(probe_.interfaces().size() - rows_.size()); }

void InterfaceModel::tellSampled() {
  if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

InterfaceList::InterfaceList(CaptureProbe& probe, const Theme& theme, QWidget* parent)
    : QListView(parent), model_(new InterfaceModel(probe, this)) {
  setModel(model_);
  setItemDelegate(new InterfaceDelegate(*model_, theme, this));
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setUniformItemSizes(true);
  setMouseTracking(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  connect(&probe, &CaptureProbe::listChanged, this, &InterfaceList::refill);
  connect(&probe, &CaptureProbe::sampled, model_, &InterfaceModel::tellSampled);
  connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
    if (refilling_) return;
    wanted_ = chosen();
    Q_EMIT choiceChanged();
  });
  connect(this, &QListView::doubleClicked, this, &InterfaceList::startRequested);
  connect(&theme, &Theme::changed, this, [this] {
    scheduleDelayedItemsLayout();
    updateGeometry();
  });
  retranslate();
}

QStringList InterfaceList::chosen() const {
  QStringList names;
  for (int r = 0; r < model_->rowCount(); ++r)
    if (selectionModel()->isSelected(model_->index(r))) names << QString::fromStdString(model_->at(r).facts.name);
  return names;
}

void InterfaceList::choose(const QStringList& names) {
  wanted_ = names;
  refilling_ = true;
  selectionModel()->clearSelection();
  for (int r = 0; r < model_->rowCount(); ++r) {
    if (!wanted_.contains(QString::fromStdString(model_->at(r).facts.name))) continue;
    selectionModel()->select(model_->index(r), QItemSelectionModel::Select);
    selectionModel()->setCurrentIndex(model_->index(r), QItemSelectionModel::NoUpdate);
  }
  refilling_ = false;
  Q_EMIT choiceChanged();
}

void InterfaceList::setShowAll(bool all) {
  model_->setShowAll(all);
  refill();
}

void InterfaceList::refill() {
  refilling_ = true;
  model_->refill();
  refilling_ = false;
  choose(QStringList(wanted_));
  // Keys work at once.
  if (!currentIndex().isValid() && model_->rowCount() > 0)
    selectionModel()->setCurrentIndex(model_->index(0), QItemSelectionModel::NoUpdate);
  updateGeometry();
}

QSize InterfaceList::sizeHint() const {
  const int rows = std::clamp(model_->rowCount(), 3, mostRows_);
  const int height = sizeHintForRow(0) > 0 ? sizeHintForRow(0) : fontMetrics().height() + 14;
  return {400, rows * height + 2 * frameWidth()};
}

void InterfaceList::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    if (chosen().isEmpty() && currentIndex().isValid())
      selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
    Q_EMIT startRequested();
    return;
  }
  QListView::keyPressEvent(event);
}

void InterfaceList::retranslate() { setAccessibleName(tr("Interfaces")); }

void InterfaceList::changeEvent(QEvent* event) {
  QListView::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  viewport()->update();
}

}  // namespace pw::ui
