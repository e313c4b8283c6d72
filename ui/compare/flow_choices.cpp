#include "ui/compare/flow_choices.h"

#include <limits>

#include "core/field/text_out.h"
#include "ui/flows/flow_columns.h"

namespace pw::ui {

FlowChoices::FlowChoices(CaptureDocument& document, LearnedNames& names, QObject* parent)
    : QAbstractListModel(parent), document_(document), names_(names) {
  connect(&document_, &CaptureDocument::opened, this, &FlowChoices::reset);
  connect(&document_, &CaptureDocument::closed, this, &FlowChoices::reset);
  connect(&document_, &CaptureDocument::rowsChanged, this, &FlowChoices::grow);
  connect(&document_, &CaptureDocument::loaded, this, &FlowChoices::grow);
  connect(&names_, &LearnedNames::changed, this, [this] {
    if (known_ > 0) Q_EMIT dataChanged(index(0), index(known_ - 1));
  });
}

void FlowChoices::reset() {
  beginResetModel();
  known_ = 0;
  endResetModel();
}

void FlowChoices::grow() {
  if (!document_.isOpen()) return;
  const std::uint32_t flows = document_.trace().flowCount();
  const int now = static_cast<int>(std::min<std::uint32_t>(flows, std::numeric_limits<int>::max()));
  if (now <= known_) return;
  beginInsertRows({}, known_, now - 1);
  known_ = now;
  endInsertRows();
}

int FlowChoices::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : known_; }

QVariant FlowChoices::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= known_ || !document_.isOpen()) return {};
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  return textOf(FlowId{static_cast<std::uint32_t>(index.row())});
}

QString FlowChoices::textOf(FlowId flow) const {
  const FlowSummary f = summarizeFlow(document_.trace(), flow);
  const FlowWords words{document_.trace(), document_.registry(), *names_.book(), Language::english};
  std::string text;
  TextOut out{text};
  out.add('#').dec(flow.value).add("  ").add(protocolName(words, f)).add("  ");
  appendEnd(text, f.client, f.clientPort);
  out.add(" → ");
  appendEnd(text, f.server, f.serverPort);
  const std::string name = names_.book()->nameOf(f.server, f.first);
  if (!name.empty()) out.add("  (").add(name).add(')');
  return QString::fromStdString(text);
}

}  // namespace pw::ui
