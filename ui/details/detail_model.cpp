#include "ui/details/detail_model.h"

#include <QMimeData>

#include <QIcon>

#include "core/field/format.h"
#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

constexpr std::size_t kMaxLine = 4096;

QString toQString(const std::string& text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), kMaxLine)));
}

QString keyOf(const FieldDef& d) {
  return QString::fromUtf8(d.key.data(), static_cast<qsizetype>(d.key.size()));
}

}  // namespace

DetailModel::DetailModel(SelectedPacket& packet, const Theme& theme, QObject* parent)
    : QAbstractItemModel(parent), packet_(packet), theme_(theme) {
  // The tree is replaced between these two: to views the model is empty then.
  connect(&packet_, &SelectedPacket::aboutToChange, this, [this] {
    beginResetModel();
    places_.clear();
    order_.clear();
    firstRoot_ = roots_ = 0;
    endResetModel();
  });
  connect(&packet_, &SelectedPacket::packetChanged, this, [this] {
    beginResetModel();
    rebuild();
    endResetModel();
  });
}

void DetailModel::rebuild() {
  const auto& nodes = packet_.tree().nodes();
  const auto count = static_cast<NodeId>(nodes.size());
  places_.assign(count, {});
  roots_ = 0;
  // A node whose parent is hidden is not drawn: parents stand before their children.
  for (NodeId i = 0; i < count; ++i) {
    const NodeId p = nodes[i].parent;
    places_[i].drawn = !nodes[i].hidden && (p == kNoNode || places_[p].drawn);
    if (!places_[i].drawn) continue;
    places_[i].row = p == kNoNode ? roots_++ : places_[p].children++;
  }
  std::uint32_t at = 0;
  for (Place& p : places_) {
    p.firstChild = at;
    at += p.children;
  }
  firstRoot_ = at;
  order_.assign(at + roots_, kNoNode);
  for (NodeId i = 0; i < count; ++i) {
    if (!places_[i].drawn) continue;
    const NodeId p = nodes[i].parent;
    order_[(p == kNoNode ? firstRoot_ : places_[p].firstChild) + places_[i].row] = i;
  }
}

QModelIndex DetailModel::index(int row, int column, const QModelIndex& parent) const {
  if (column != 0 || row < 0 || row >= rowCount(parent)) return {};
  const NodeId p = nodeOf(parent);
  const std::uint32_t run = p == kNoNode ? firstRoot_ : places_[p].firstChild;
  return createIndex(row, 0, static_cast<quintptr>(order_[run + static_cast<std::uint32_t>(row)]));
}

QModelIndex DetailModel::parent(const QModelIndex& child) const {
  const NodeId n = nodeOf(child);
  return n == kNoNode ? QModelIndex{} : indexOf(packet_.tree()[n].parent);
}

int DetailModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(roots_);
  const NodeId n = nodeOf(parent);
  return n == kNoNode || parent.column() != 0 ? 0 : static_cast<int>(places_[n].children);
}

NodeId DetailModel::nodeOf(const QModelIndex& index) const noexcept {
  if (!index.isValid() || index.internalId() >= places_.size()) return kNoNode;
  return static_cast<NodeId>(index.internalId());
}

QModelIndex DetailModel::indexOf(NodeId node) const {
  if (node == kNoNode || node >= places_.size() || !places_[node].drawn) return {};
  return createIndex(static_cast<int>(places_[node].row), 0, static_cast<quintptr>(node));
}

const FieldDef& DetailModel::fieldOf(NodeId node) const {
  return packet_.registry().field(packet_.tree()[node].field);
}

QString DetailModel::line(NodeId node) const {
  std::string text;
  TextOut out{text};
  appendLine(out, packet_.registry(), packet_.tree(), packet_.tree()[node]);
  return toQString(text);
}

QString DetailModel::value(NodeId node) const {
  const FieldDef& d = fieldOf(node);
  if (d.kind == Kind::label || d.kind == Kind::note || d.kind == Kind::protocol) return line(node);
  std::string text;
  TextOut out{text};
  appendValue(out, d, packet_.tree(), packet_.tree()[node]);
  return toQString(text);
}

Qt::ItemFlags DetailModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
  return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

QMimeData* DetailModel::mimeData(const QModelIndexList& indexes) const {
  if (indexes.isEmpty() || nodeOf(indexes.front()) == kNoNode) return nullptr;
  auto* data = new QMimeData;
  data->setText(filterText(nodeOf(indexes.front())));
  return data;
}

QString DetailModel::filterText(NodeId node) const {
  const FieldDef& d = fieldOf(node);
  const QString key = keyOf(d);
  switch (d.kind) {
    case Kind::protocol:
    case Kind::label:
    case Kind::note: return key;
    case Kind::string:
    case Kind::absTime: {
      QString text = value(node);
      text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
      return key + QStringLiteral(" == \"") + text + QLatin1Char('"');
    }
    case Kind::bytes: {
      std::string text;
      TextOut{text}.hexBytes(packet_.tree().bytes(packet_.tree()[node]), ':');
      return key + QStringLiteral(" == ") + toQString(text);
    }
    default: return key + QStringLiteral(" == ") + value(node);
  }
}

QVariant DetailModel::decoration(const FieldDef& d) const {
  if (d.kind != Kind::note) return {};
  const Palette& p = theme_.palette();
  switch (d.base) {
    case Base::error: return iconOf(Shape::cross, p.loss, p.loss);
    case Base::warning: return iconOf(Shape::exclamation, p.ecn, p.ecn);
    case Base::remark: return iconOf(Shape::information, p.client, p.client);
    default: return iconOf(Shape::circle, p.muted, p.muted);
  }
}

QVariant DetailModel::data(const QModelIndex& index, int role) const {
  const NodeId n = nodeOf(index);
  if (n == kNoNode) return {};
  const FieldDef& d = fieldOf(n);
  switch (role) {
    case Qt::DisplayRole: return line(n);
    case Qt::DecorationRole: return decoration(d);
    case Qt::ToolTipRole:
      return QString::fromUtf8(d.help.data(), static_cast<qsizetype>(d.help.size())) + QLatin1Char('\n') +
             keyOf(d);
    case Qt::AccessibleDescriptionRole:
      return QString::fromUtf8(d.help.data(), static_cast<qsizetype>(d.help.size()));
    case Qt::ForegroundRole: {
      const bool broken = d.key == "_ws.malformed" || (d.kind == Kind::note && d.base == Base::error);
      if (broken) return theme_.palette().loss;
      if (d.kind == Kind::note && d.base == Base::warning) return theme_.palette().ecn;
      return {};
    }
    default: return {};
  }
}

}  // namespace pw::ui
