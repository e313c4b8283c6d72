// Makes the text of rows of the packet list, for the few that are on screen.
#pragma once
#include <QString>
#include <array>
#include <memory>
#include <vector>

#include "core/trace/packet_reader.h"
#include "ui/colours/row_colouring.h"
#include "ui/document/capture_document.h"
#include "ui/packetlist/columns.h"
#include "ui/style/palette.h"

namespace pw::ui {

/// What a row is, from the trace's columns alone: cheap enough for the mini-map.
Tint tintOf(const PacketRow& row) noexcept;

/// The shape that stands for a row's kind beside its colour.
enum class RowSign : std::uint8_t {
  none,
  opening,
  closing,
  congestion,
  echo,
  reduced,
  again,    ///< bytes that were sent before
  trouble,  ///< bytes missing or late, duplicate ACKs, a window that is shut
  reset,
  broken,
  cut,
};
RowSign signOf(const PacketRow& row) noexcept;

/// Texts of one packet. Kept in a cache of fixed size and reused.
struct FormattedRow {
  std::uint32_t packet = UINT32_MAX;
  std::vector<QString> cells;  ///< by column, empty for those not visible
  Tint tint = Tint::none;
  RowSign sign = RowSign::none;
  std::optional<RowColours> colours;  ///< of a rule, or of the conversation
  bool hasComment = false;
};

/// GUI thread. Rows of packets below document.rows().
class RowFormatter {
 public:
  static constexpr std::size_t kCached = 1024;

  explicit RowFormatter(CaptureDocument& document) : document_(document), colouring_(document.registry()) {}

  void setColumns(const std::vector<Column>& columns);
  void setTimeFormat(TimeFormat format);
  /// Packets in which a password can be read.
  void setPasswords(MarkSet packets);
  [[nodiscard]] const MarkSet& passwords() const noexcept { return passwords_; }
  [[nodiscard]] TimeFormat timeFormat() const noexcept { return timeFormat_; }
  /// Asked once for each row that is made. After a change of it comes invalidate().
  [[nodiscard]] RowColouring& colouring() noexcept { return colouring_; }
  /// The row lives until the next call or invalidate().
  const FormattedRow& row(std::uint32_t packet);
  /// Forgets all rows: what they say may have changed. To be called when another capture is opened.
  void invalidate();
  /// The row as a sentence, for screen readers.
  QString sentence(std::uint32_t packet);

 private:
  void format(FormattedRow& into, std::uint32_t packet);
  void formatGivenUp(FormattedRow& into) const;
  void cell(std::string& to, const Column& column, const PacketRow& row, const PacketSummary& summary,
            const RowText& text);
  void fieldCell(std::string& to, const Column& column) const;
  void time(std::string& to, const PacketRow& row, std::uint32_t packet) const;
  void prepareReader();

  CaptureDocument& document_;
  RowColouring colouring_;
  std::vector<Column> columns_;
  TimeFormat timeFormat_ = TimeFormat::sinceStart;
  std::shared_ptr<Session> session_;
  std::unique_ptr<PacketReader> reader_;
  std::unique_ptr<FieldSink> fields_;  // where some column is a field
  bool measured_ = false;                // some column needs the packet's conversation
  RowSink rowSink_;
  MarkSet passwords_;
  unsigned decimals_ = 6;
  std::vector<FormattedRow> cache_{kCached};
  std::string scratch_;
};

/// Appends an address as the list shows it.
void appendAddress(std::string& to, const Address& address);

}  // namespace pw::ui
