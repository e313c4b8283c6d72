// The columns of the table of conversations: titles, widths, and what stands in a cell.
#pragma once
#include <QAbstractTableModel>
#include <QString>
#include <cstdint>
#include <string>

#include "core/report/flow_text.h"
#include "core/trace/flow_summary.h"
#include "core/trace/name_book.h"
#include "core/walk/registry.h"

namespace pw::ui {

enum class FlowColumn : std::uint8_t {
  number,
  protocol,
  client,
  server,
  name,  ///< of the server, as the capture tells it
  activity,
  started,
  duration,
  packetsOut,  ///< from the client
  packetsIn,
  bytesOut,
  bytesIn,
  opening,
  closing,
  rtt,
  losses,
  ecn,
  count_,
};
inline constexpr int kFlowColumns = static_cast<int>(FlowColumn::count_);

/// At first, in digits.
int widthOf(FlowColumn column) noexcept;
bool alignedRight(FlowColumn column) noexcept;

/// What cells are made with. Borrows everything.
struct FlowWords {
  const Trace& trace;
  const Registry& registry;
  const NameBook& names;
  Language language = Language::english;
};

/// Appends a cell's text; nothing where a conversation has no such thing.
void appendFlowCell(std::string& to, const FlowWords& words, const FlowSummary& flow, FlowColumn column);
/// The protocol that a conversation is about: its innermost layer with a meaning.
std::string_view protocolName(const FlowWords& words, const FlowSummary& flow);
/// "192.0.2.1:80", "[2001:db8::1]:80".
void appendEnd(std::string& to, const Address& address, std::uint16_t port);
/// What was sent again and what was never seen, of both sides.
std::uint64_t lossesOf(const FlowSummary& flow) noexcept;
/// Packets of both sides with a CE mark.
std::uint64_t congestionMarksOf(const FlowSummary& flow) noexcept;

/// The header's model.
class FlowColumnModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  using QAbstractTableModel::QAbstractTableModel;

  [[nodiscard]] static QString title(FlowColumn column);
  void retitle() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, kFlowColumns - 1); }

  [[nodiscard]] int rowCount(const QModelIndex& = {}) const override { return 0; }
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : kFlowColumns;
  }
  [[nodiscard]] QVariant data(const QModelIndex&, int) const override { return {}; }
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

}  // namespace pw::ui
