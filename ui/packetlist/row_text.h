// Rows of the packet list as text for the clipboard.
#pragma once
#include <QString>
#include <cstdint>

namespace pw::ui {

class PacketListView;

/// More rows than this are not copied: the clipboard holds text in memory.
inline constexpr std::uint32_t kMaxCopiedRows = 50'000;

/// Columns as they are shown, aligned with blanks.
QString rowsAsText(PacketListView& list, std::uint32_t first, std::uint32_t count);
/// Columns as they are shown with a line of titles, every cell in quotes (RFC 4180).
QString rowsAsCsv(PacketListView& list, std::uint32_t first, std::uint32_t count);

}  // namespace pw::ui
