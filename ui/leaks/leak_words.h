// Words of the eavesdropper panel.
#pragma once
#include <QString>
#include <vector>

#include "core/report/messages.h"
#include "ui/document/selected_packet.h"
#include "ui/leaks/leak_results.h"
#include "ui/style/palette.h"
#include "ui/style/shapes.h"

namespace pw::ui {

/// How something stands to who listens.
enum class LeakState : std::uint8_t {
  open,     ///< can be read
  visible,  ///< shows, though what was said is sealed
  sealed,   ///< nobody can read it without the key
};

QString wordOf(LeakState state);
ui::Shape shapeOf(LeakState state) noexcept;
/// `strong`: a surprise, as the name of a server that shows.
const QColor& colourOf(const Palette& palette, LeakState state, bool strong) noexcept;

/// In the order of the panel.
enum class LeakSection : std::uint8_t { credentials, secrets, people, done, sealed, count_ };
inline constexpr std::size_t kLeakSections = static_cast<std::size_t>(LeakSection::count_);

LeakSection sectionOf(const Finding& finding) noexcept;
QString nameOf(LeakSection section, Language language);

/// Where something stands, to go there.
struct LeakSpot {
  PacketId packet;
  ByteRange bytes;  ///< of no length: the packet as a whole
};
LeakSpot spotOf(const Finding& finding) noexcept;

/// "Password of alice · pw".
QString whatOf(Language language, const LeakItem& item);
QString textOf(const std::string& text);
/// Bytes of a capture: with escapes for what cannot be shown.
QString printableOf(std::string_view text);
/// With separators of thousands.
QString numberOf(std::uint64_t n);
QString bytesOf(std::uint64_t n);

/// A line of what shows of a sealed conversation.
struct LedgerLine {
  LeakState state = LeakState::visible;
  bool strong = false;
  QString what, value;
  LeakSpot spot;
};

/// Borrows everything; `names` were learnt from the same capture.
std::vector<LedgerLine> ledgerLines(Language language, const Trace& trace, const Registry& registry,
                                    const NameBook& names, const SealedLedger& ledger);

}  // namespace pw::ui
