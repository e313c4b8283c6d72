// The columns of the packet list: which there are and what they are called.
#pragma once
#include <QString>
#include <cstdint>
#include <optional>
#include <vector>

namespace pw::ui {

enum class ColumnKind : std::uint8_t {
  number,
  time,
  delta,  ///< seconds since the packet before
  source,
  destination,
  flow,
  direction,
  protocol,
  length,
  layers,
  what,  ///< what the packet is to its conversation, in short words
  info,
  field,  ///< any field, by its key
};

struct Column {
  ColumnKind kind = ColumnKind::info;
  QString fieldKey = {};  ///< of ColumnKind::field
  bool visible = true;
  int widthChars = 10;  ///< at first, in digits

  /// What a stored layout calls it.
  [[nodiscard]] QString id() const;
  [[nodiscard]] bool alignRight() const noexcept {
    return kind == ColumnKind::number || kind == ColumnKind::length || kind == ColumnKind::delta;
  }
};

/// Every built-in column, in the order of a new window.
std::vector<Column> standardColumns();
/// The reverse of Column::id(); nothing for text that is none.
std::optional<Column> columnFromId(const QString& id);

enum class TimeFormat : std::uint8_t {
  sinceStart,  ///< or since the time reference before
  sincePrevious,
  localDate,
  localTime,
  utcDate,
  utcTime,
  epoch,
  count_,
};

/// Appends a time of day in ISO order; `decimals` behind the seconds.
void appendIsoTime(std::string& to, std::int64_t ns, bool utc, bool withDate, unsigned decimals);

}  // namespace pw::ui
