#include "ui/packetlist/row_text.h"

#include <algorithm>

#include "ui/packetlist/packet_list_view.h"

namespace pw::ui {

QString rowsAsText(PacketListView& list, std::uint32_t first, std::uint32_t count) {
  const std::vector<int> shown = list.shownColumns();
  const std::vector<Column> columns = list.columns();
  QString text;
  for (std::uint32_t r = first; r < first + count; ++r) {
    const FormattedRow& row = list.formatter().row(list.packetAt(r));
    for (const int i : shown) {
      const QString& cell = row.cells[static_cast<std::size_t>(i)];
      const Column& column = columns[static_cast<std::size_t>(i)];
      const bool last = i == shown.back();
      const int width = last ? 0 : column.widthChars;
      text += column.alignRight() ? cell.rightJustified(width) : cell.leftJustified(width);
      if (!last) text += QLatin1Char(' ');
    }
    text += QLatin1Char('\n');
  }
  return text;
}

QString rowsAsCsv(PacketListView& list, std::uint32_t first, std::uint32_t count) {
  const std::vector<int> shown = list.shownColumns();
  const std::vector<Column> columns = list.columns();
  QString text;
  const auto add = [&](QString cell, int i) {
    cell.replace(QLatin1Char('"'), QLatin1String("\"\""));
    text += QLatin1Char('"') + cell + QLatin1Char('"') + QLatin1Char(i == shown.back() ? '\n' : ',');
  };
  for (const int i : shown) add(list.columnTitle(columns[static_cast<std::size_t>(i)]), i);
  for (std::uint32_t r = first; r < first + count; ++r)
    for (const int i : shown) add(list.formatter().row(list.packetAt(r)).cells[static_cast<std::size_t>(i)], i);
  return text;
}

}  // namespace pw::ui
