#include "ui/follow/follow_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace pw::ui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("pw::ui::FollowView", text); }
QString number(std::uint64_t n) { return QLocale().toString(static_cast<qulonglong>(n)); }
QString text(std::string_view s) { return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size())); }

QString sealed(const FollowChunk& c, std::string_view name) {
  const QString bytes = c.inside == ReadablePart::kUnknown
                            ? tr("%1 sealed bytes").arg(number(c.length))
                            : tr("%1 sealed bytes, at most %2 inside").arg(number(c.length), number(c.inside));
  return name.empty() ? bytes : QStringLiteral("%1: %2").arg(text(name), bytes);
}

/// The first bytes, as far as they are letters.
QString beginning(ByteView bytes) {
  constexpr std::size_t kMost = 40;
  QString out;
  for (std::size_t i = 0; i < bytes.size() && i < kMost; ++i)
    out += bytes[i] >= 0x20 && bytes[i] < 0x7f ? QChar(char16_t{bytes[i]}) : QChar(u'·');
  return bytes.size() > kMost ? out + QChar(u'…') : out;
}

}  // namespace

QString followNote(const FollowChunk& c, std::string_view name, ByteView bytes) {
  switch (c.kind) {
    case FollowChunk::Kind::gap: return tr("%1 bytes are missing in the capture").arg(number(c.length));
    case FollowChunk::Kind::cut: return tr("%1 bytes were cut off by the capture").arg(number(c.length));
    case FollowChunk::Kind::left: return tr("%1 bytes: too long to be put together").arg(number(c.length));
    case FollowChunk::Kind::differs: return tr("Sent again, but not the same: %1").arg(beginning(bytes));
    case FollowChunk::Kind::sealed: return sealed(c, name);
    case FollowChunk::Kind::named:
      return bytes.empty() ? text(name)
                           : QStringLiteral("%1: %2").arg(
                                 text(name), QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()),
                                                               static_cast<qsizetype>(bytes.size())));
    case FollowChunk::Kind::bytes:
    case FollowChunk::Kind::head:
    case FollowChunk::Kind::body: break;
  }
  return {};
}

QString followSide(unsigned side) { return side == 0 ? tr("Client") : tr("Server"); }

}  // namespace pw::ui
