// The part of PacketListView that is about columns.
#include <QHeaderView>
#include <QStringList>
#include <algorithm>

#include "ui/packetlist/column_model.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::ui {

std::vector<Column> PacketListView::columns() const { return columns_->columns(); }

QString PacketListView::columnTitle(const Column& column) const { return columns_->title(column); }

void PacketListView::applyColumns(std::vector<Column> columns) {
  restoring_ = true;
  columns_->setColumns(std::move(columns));
  const auto& all = columns_->columns();
  for (int i = 0; i < static_cast<int>(all.size()); ++i)
    header_->setSectionHidden(i, !all[static_cast<std::size_t>(i)].visible);
  defaultWidths();
  formatter_.setColumns(all);
  restoring_ = false;
  columnsTouched();
}

void PacketListView::defaultWidths() {
  const int digit = QFontMetrics(theme_.mono()).horizontalAdvance(QLatin1Char('0'));
  const auto& all = columns_->columns();
  for (int i = 0; i < static_cast<int>(all.size()); ++i)
    header_->resizeSection(i, all[static_cast<std::size_t>(i)].widthChars * digit + 8);
}

void PacketListView::columnsTouched() {
  if (!restoring_) relayout();
}

// Forms of time differ much in length: the column grows where the new one needs it.
void PacketListView::widenTimeColumn() {
  if (rowCount() == 0) return;
  const auto& all = columns_->columns();
  for (int i = 0; i < static_cast<int>(all.size()); ++i) {
    if (all[static_cast<std::size_t>(i)].kind != ColumnKind::time || header_->isSectionHidden(i)) continue;
    const QString& text = formatter_.row(packetAt(current_.value_or(0))).cells[static_cast<std::size_t>(i)];
    const int wanted = QFontMetrics(theme_.mono()).horizontalAdvance(text) + 16;
    if (header_->sectionSize(i) < wanted) header_->resizeSection(i, wanted);
  }
}

void PacketListView::setColumnVisible(int index, bool visible) {
  if (index < 0 || index >= columns_->columnCount()) return;
  columns_->setVisible(index, visible);
  header_->setSectionHidden(index, !visible);
  formatter_.setColumns(columns_->columns());
  relayout();
}

void PacketListView::addFieldColumn(const QString& key) {
  const QStringList before = saveColumns();
  const QString id = Column{ColumnKind::field, key}.id();
  QStringList after;
  bool placed = false;
  for (const QString& entry : before) {
    if (entry.startsWith(id + QLatin1Char(','))) continue;
    if (!placed && entry.startsWith(QLatin1String("info,"))) {
      after << id + QStringLiteral(",1,0");
      placed = true;
    }
    after << entry;
  }
  if (!placed) after << id + QStringLiteral(",1,0");
  restoreColumns(after);
}

void PacketListView::removeColumn(int index) {
  QStringList saved = saveColumns();
  if (index < 0 || index >= columns_->columnCount()) return;
  const QString id = columns_->columns()[static_cast<std::size_t>(index)].id() + QLatin1Char(',');
  saved.erase(std::remove_if(saved.begin(), saved.end(), [&](const QString& s) { return s.startsWith(id); }),
              saved.end());
  restoreColumns(saved);
}

void PacketListView::resetColumns() { applyColumns(standardColumns()); }

void PacketListView::fitColumn(int index) {
  if (index < 0 || index >= columns_->columnCount() || rowCount() == 0) return;
  const QFontMetrics metrics(theme_.mono());
  int width = header_->sectionSizeHint(index);
  const std::uint64_t end = std::min<std::uint64_t>(
      rowCount(), std::uint64_t{firstVisible()} + static_cast<unsigned>(visibleRows()));
  for (std::uint64_t r = firstVisible(); r < end; ++r) {
    const QString& text =
        formatter_.row(packetAt(static_cast<std::uint32_t>(r))).cells[static_cast<std::size_t>(index)];
    width = std::max(width, metrics.horizontalAdvance(text) + 10);
  }
  header_->resizeSection(index, std::min(width, 4000));
}

// One entry a column in the order on screen: "id,visible,width"; width 0 stands for the standard one.
QStringList PacketListView::saveColumns() const {
  QStringList saved;
  for (int visual = 0; visual < header_->count(); ++visual) {
    const int logical = header_->logicalIndex(visual);
    const Column& c = columns_->columns()[static_cast<std::size_t>(logical)];
    const int width = c.visible ? header_->sectionSize(logical) : 0;
    saved << QStringLiteral("%1,%2,%3").arg(c.id()).arg(c.visible ? 1 : 0).arg(width);
  }
  return saved;
}

bool PacketListView::restoreColumns(const QStringList& saved) {
  std::vector<Column> columns;
  std::vector<int> widths;
  for (const QString& entry : saved) {
    const QStringList parts = entry.split(QLatin1Char(','));
    auto column = parts.size() == 3 ? columnFromId(parts[0]) : std::nullopt;
    if (!column) return false;
    column->visible = parts[1] == QLatin1String("1");
    columns.push_back(*std::move(column));
    widths.push_back(std::clamp(parts[2].toInt(), 0, 4000));
  }
  if (std::none_of(columns.begin(), columns.end(), [](const Column& c) { return c.visible; })) return false;
  for (Column& known : standardColumns()) {  // built-in ones that a later version added
    const bool there =
        std::any_of(columns.begin(), columns.end(), [&](const Column& c) { return c.id() == known.id(); });
    if (there) continue;
    known.visible = false;
    columns.push_back(known);
    widths.push_back(0);
  }
  applyColumns(std::move(columns));
  for (int i = 0; i < static_cast<int>(widths.size()); ++i)
    if (const int w = widths[static_cast<std::size_t>(i)]; w > 0) header_->resizeSection(i, w);
  relayout();
  return true;
}

}  // namespace pw::ui
