#include "ui/packetlist/column_model.h"

namespace pw::ui {

void ColumnModel::setColumns(std::vector<Column> columns) {
  beginResetModel();
  columns_ = std::move(columns);
  endResetModel();
}

void ColumnModel::retitle() {
  if (!columns_.empty()) Q_EMIT headerDataChanged(Qt::Horizontal, 0, static_cast<int>(columns_.size()) - 1);
}

QString ColumnModel::title(const Column& column) const {
  switch (column.kind) {
    case ColumnKind::number: return tr("No.");
    case ColumnKind::time: return tr("Time");
    case ColumnKind::delta: return tr("Delta");
    case ColumnKind::source: return tr("Source");
    case ColumnKind::destination: return tr("Destination");
    case ColumnKind::flow: return tr("Flow");
    case ColumnKind::direction: return tr("Direction");
    case ColumnKind::protocol: return tr("Protocol");
    case ColumnKind::length: return tr("Length");
    case ColumnKind::layers: return tr("Layers");
    case ColumnKind::what: return tr("What");
    case ColumnKind::info: return tr("Info");
    case ColumnKind::field: return column.fieldKey;
  }
  return {};
}

QVariant ColumnModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
  const Column& c = columns_[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole) return title(c);
  if (role == Qt::TextAlignmentRole)
    return QVariant::fromValue(
        Qt::Alignment(Qt::AlignVCenter | (c.alignRight() ? Qt::AlignRight : Qt::AlignLeft)));
  return {};
}

}  // namespace pw::ui
