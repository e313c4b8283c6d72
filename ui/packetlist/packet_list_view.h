// The packet list: as many rows as a capture has, painted from the trace, with no memory per row.
#pragma once
#include <memory>
#include <optional>

#include "ui/document/capture_document.h"
#include "ui/packetlist/columns.h"
#include "ui/packetlist/row_formatter.h"
#include "ui/rows/row_view.h"

namespace pw::ui {

class ColumnModel;
class MiniMapScrollBar;
class ShownPackets;

/// Rows are the packets that are shown, in order. The document and what is shown must outlive it.
class PacketListView : public RowView {
  Q_OBJECT

 public:
  PacketListView(CaptureDocument& document, ShownPackets& shown, const Theme& theme, QWidget* parent = nullptr);
  ~PacketListView() override;

  [[nodiscard]] std::uint32_t rowCount() const noexcept override;
  [[nodiscard]] QString sentence(std::uint32_t row) override { return formatter_.sentence(packetAt(row)); }
  [[nodiscard]] std::uint32_t packetAt(std::uint32_t row) const noexcept;
  /// The packet that somebody chose: of the current row, or one that is hidden.
  [[nodiscard]] std::optional<std::uint32_t> packet() const noexcept { return packet_; }
  /// Chooses a packet. Where it is hidden, no row is the current one, and false is returned.
  bool setPacket(std::uint32_t packet, Scroll scroll = Scroll::centre);
  /// Packets of the selected rows.
  [[nodiscard]] std::vector<std::uint32_t> selectedPackets() const;

  /// Packets that some other pane speaks of, in rising order: they get a bar at the edge.
  void setEvidence(std::vector<std::uint32_t> packets);
  [[nodiscard]] const std::vector<std::uint32_t>& evidence() const noexcept { return evidence_; }

  /// Packets in which a password can be read.
  void setPasswords(const MarkSet& packets);

  /// Shows the newest row whenever there is one, until somebody scrolls away from the end; scrolling there begins it
  /// again. Only while a capture is live.
  void setFollowing(bool on);
  [[nodiscard]] bool isFollowing() const noexcept { return following_; }

  [[nodiscard]] std::vector<Column> columns() const;
  void setColumnVisible(int index, bool visible);
  void addFieldColumn(const QString& key);
  void removeColumn(int index);
  void resetColumns();
  void fitColumn(int index);
  [[nodiscard]] QString columnTitle(const Column& column) const;
  void setTimeFormat(TimeFormat format);
  [[nodiscard]] TimeFormat timeFormat() const noexcept { return formatter_.timeFormat(); }
  void setColourRules(std::vector<ColourRule> rules);
  void setColouring(bool on);
  /// `number` from 1 to 9; rows of the conversation get that colour until another capture is opened.
  void colourConversation(FlowId flow, int number);
  void resetConversationColours();
  [[nodiscard]] const RowColouring& colouring() noexcept { return formatter_.colouring(); }
  [[nodiscard]] RowFormatter& formatter() noexcept { return formatter_; }
  /// Columns with their order, widths and visibility, as text for the settings.
  [[nodiscard]] QStringList saveColumns() const;
  /// False, and nothing changed, for text that is none of saveColumns().
  bool restoreColumns(const QStringList& saved);

 Q_SIGNALS:
  void followingChanged(bool on);
  /// Another packet was chosen, or none is any more.
  void packetChanged(std::optional<std::uint32_t> packet);
  /// Letters that are no keys of the list.
  void typed(const QString& letters);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  [[nodiscard]] int leftMargin() const override;
  [[nodiscard]] QString tipAt(std::uint32_t row, int column, const QPoint& at) override;

 private:
  friend class PacketListPainter;

  void repaintRows();
  void onOpened();
  void onReplaced();
  void onGrew();
  void onCurrent(std::optional<std::uint32_t> row);
  void findPlace();
  void choose(std::optional<std::uint32_t> packet);
  void onClosed();
  void onAnnotations();
  void onScrolled(int value);
  void noteFollowing(bool on);
  void applyColumns(std::vector<Column> columns);
  void defaultWidths();
  void columnsTouched();
  void widenTimeColumn();

  CaptureDocument& document_;
  ShownPackets& shown_;
  RowFormatter formatter_;
  ColumnModel* columns_;
  MiniMapScrollBar* bar_;
  bool anyComments_ = false;
  bool restoring_ = false;
  bool following_ = false, growing_ = false;
  std::vector<std::uint32_t> evidence_;
  std::optional<std::uint32_t> packet_;
  std::optional<std::uint32_t> wanted_;  // what a person chose last; where it is hidden the nearest one stands in
  bool placing_ = false;  // the row of wanted_ is yet to be found: packets that far were not asked
  bool moving_ = false;   // the row changes, and not because somebody chose another packet
};

}  // namespace pw::ui
