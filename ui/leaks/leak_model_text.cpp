// The part of LeakModel that puts rows into words.
#include <QFont>

#include "ui/leaks/leak_model.h"

namespace pw::ui {

namespace {

constexpr qsizetype kMaxCell = 300;  // characters; a tool tip has more
constexpr qsizetype kMaxTip = 1000;

QString cut(QString text, qsizetype most) {
  if (text.size() <= most) return text;
  text.truncate(most);
  return text + QStringLiteral("…");
}

QString packetNumber(PacketId packet) { return packet.valid() ? numberOf(std::uint64_t{packet.value} + 1) : QString(); }

}  // namespace

LeakItem LeakModel::itemAs(const Shown& shown) const { return job_.results().items[shown.item]; }

const LeakItem* LeakModel::itemOf(const QModelIndex& index) const {
  const Shown* s = shownAt(index);
  return s == nullptr ? nullptr : &job_.results().items[s->item];
}

QString LeakModel::valueOf(const Shown& shown, bool secrets) const {
  const LeakItem item = itemAs(shown);
  if (item.first.kind == FindingKind::text) return bytesOf(shown.bytes);
  return textOf(shownText(secrets, item.first, *item.text).value);
}

QString LeakModel::findingText(const Shown& shown, int column, bool secrets) const {
  switch (column) {
    case kWhat: return whatOf(spoken(), itemAs(shown));
    case kValue: return valueOf(shown, secrets);
    case kPacket:
      return shown.count < 2 ? packetNumber(shown.first.packet)
                             : tr("%1  +%2").arg(packetNumber(shown.first.packet), numberOf(shown.count - 1));
    default: return {};
  }
}

QString LeakModel::headText(const SealedHead& head, int column) const {
  switch (column) {
    case kWhat: return head.flow.valid() ? tr("Conversation #%1").arg(head.flow.value) : tr("Outside conversations");
    case kValue:
      return head.name.empty() ? tr("%1, %2 sealed").arg(textOf(head.ends), bytesOf(head.sealedBytes))
                               : tr("%1, %2 sealed").arg(printableOf(head.name), bytesOf(head.sealedBytes));
    case kPacket: return packetNumber(head.first);
    default: return {};
  }
}

QString LeakModel::lineText(const LedgerLine& line, int column) const {
  switch (column) {
    case kWhat: return line.what;
    case kValue: return line.value;
    case kPacket: return packetNumber(line.spot.packet);
    default: return {};
  }
}

QString LeakModel::sectionText(LeakSection section) const {
  return tr("%1 (%2)").arg(nameOf(section, spoken()), numberOf(rows_[static_cast<std::size_t>(section)].size()));
}

QString LeakModel::text(const QModelIndex& index) const {
  if (isSection(index)) return index.column() == 0 ? sectionText(sectionOf(index)) : QString();
  if (index.column() == kState) {
    const auto state = stateOf(index);
    return state ? wordOf(*state) : QString();
  }
  if (const Shown* s = shownAt(index)) return findingText(*s, index.column(), showSecrets_ || revealed_ == s->item);
  if (const SealedHead* h = headAt(index)) return headText(*h, index.column());
  if (const LedgerLine* l = lineAt(index)) return lineText(*l, index.column());
  return {};
}

std::optional<LeakState> LeakModel::stateOf(const QModelIndex& index) const {
  if (shownAt(index) != nullptr) return LeakState::open;
  if (headAt(index) != nullptr) return LeakState::sealed;
  if (const LedgerLine* l = lineAt(index)) return l->state;
  return std::nullopt;
}

bool LeakModel::isStrong(const QModelIndex& index) const {
  if (const Shown* s = shownAt(index)) return isSecret(s->first);
  const LedgerLine* l = lineAt(index);
  return l != nullptr && l->strong;
}

bool LeakModel::isMasked(const QModelIndex& index) const {
  const Shown* s = shownAt(index);
  return s != nullptr && !showSecrets_ && revealed_ != s->item && valueOf(*s, true) != valueOf(*s, false);
}

QString LeakModel::sentence(const QModelIndex& index) const {
  const QModelIndex first = index.siblingAtColumn(0);
  if (isSection(index)) return text(first);
  const QString value = isMasked(index) ? tr("hidden") : text(index.siblingAtColumn(kValue));
  return tr("%1, %2: %3, packet %4")
      .arg(text(first), text(index.siblingAtColumn(kWhat)), value, text(index.siblingAtColumn(kPacket)));
}

QString LeakModel::explanation(const QModelIndex& index) const {
  QStringList all;
  if (const Shown* s = shownAt(index)) {
    all << textOf(leakPlace(spoken(), s->first));
    LeakGroup group;
    group.count = s->count;
    group.last = s->last;
    if (const std::string again = leakAgain(spoken(), group); !again.empty()) all.back() += QStringLiteral("; ") + textOf(again);
    for (const std::string& note : leakNotes(spoken(), itemAs(*s).first)) all << textOf(note);
    if (isMasked(index)) all << tr("Hidden: hold the value with the mouse, or press Space, to see it.");
  } else if (headAt(index) != nullptr) {
    all << tr("What was said is encrypted. Open the row to see what still shows.");
  } else if (const LedgerLine* l = lineAt(index)) {
    all << l->what + QStringLiteral(": ") + l->value;
    if (l->strong) all << tr("This is sent before anything is encrypted.");
  }
  return cut(all.join(QLatin1Char('\n')), kMaxTip);
}

QVariant LeakModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  switch (role) {
    case Qt::DisplayRole: return cut(text(index), kMaxCell);
    case Qt::ToolTipRole:
      if (isSection(index)) return {};
      return index.column() == kState ? explanation(index) : cut(text(index), kMaxTip);
    case Qt::AccessibleTextRole: return index.column() == 0 ? cut(sentence(index), kMaxTip) : cut(text(index), kMaxCell);
    case Qt::TextAlignmentRole:
      return index.column() == kPacket ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case kStateRole:
      if (const auto state = stateOf(index)) return static_cast<int>(*state);
      return {};
    case kStrongRole: return isStrong(index);
    case kMaskedRole: return isMasked(index);
    case kTextRole: return text(index);
    default: return {};
  }
}

QVariant LeakModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return section == kPacket ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case kState: return tr("State");
    case kWhat: return tr("What");
    case kValue: return tr("Value");
    default: return tr("Packet");
  }
}

}  // namespace pw::ui
