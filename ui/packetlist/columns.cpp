#include "ui/packetlist/columns.h"

#include <array>
#include <ctime>

#include "core/field/text_out.h"

namespace pw::ui {

namespace {

struct Known {
  ColumnKind kind;
  const char* id;
  bool visible;
  int widthChars;
};

constexpr std::array kKnown{
    Known{ColumnKind::number, "number", true, 8},
    Known{ColumnKind::time, "time", true, 13},
    Known{ColumnKind::delta, "delta", false, 13},
    Known{ColumnKind::source, "source", true, 18},
    Known{ColumnKind::destination, "destination", true, 18},
    Known{ColumnKind::flow, "flow", false, 7},
    Known{ColumnKind::direction, "direction", false, 16},
    Known{ColumnKind::protocol, "protocol", true, 10},
    Known{ColumnKind::length, "length", true, 8},
    Known{ColumnKind::layers, "layers", false, 24},
    Known{ColumnKind::what, "what", true, 14},
    Known{ColumnKind::info, "info", true, 60},
};

Column columnOf(const Known& k) { return {k.kind, {}, k.visible, k.widthChars}; }

}  // namespace

QString Column::id() const {
  if (kind == ColumnKind::field) return QStringLiteral("field:") + fieldKey;
  for (const Known& k : kKnown)
    if (k.kind == kind) return QString::fromLatin1(k.id);
  return {};
}

std::vector<Column> standardColumns() {
  std::vector<Column> all;
  for (const Known& k : kKnown) all.push_back(columnOf(k));
  return all;
}

std::optional<Column> columnFromId(const QString& id) {
  if (id.startsWith(QLatin1String("field:")) && id.size() > 6)
    return Column{ColumnKind::field, id.mid(6), true, 14};
  for (const Known& k : kKnown)
    if (id == QLatin1String(k.id)) return columnOf(k);
  return std::nullopt;
}

void appendIsoTime(std::string& to, std::int64_t ns, bool utc, bool withDate, unsigned decimals) {
  std::int64_t seconds = ns / 1'000'000'000, part = ns % 1'000'000'000;
  if (part < 0) {
    part += 1'000'000'000;
    --seconds;
  }
  const auto t = static_cast<std::time_t>(seconds);
  std::tm tm{};
  TextOut out{to};
  if ((utc ? gmtime_r(&t, &tm) : localtime_r(&t, &tm)) == nullptr) {
    out.seconds(ns, decimals);
    return;
  }
  const auto two = [&](int v) { out.dec0(static_cast<std::uint64_t>(v), 2); };
  if (withDate) {
    out.sdec(tm.tm_year + 1900).add('-');
    two(tm.tm_mon + 1);
    out.add('-');
    two(tm.tm_mday);
    out.add(' ');
  }
  two(tm.tm_hour);
  out.add(':');
  two(tm.tm_min);
  out.add(':');
  two(tm.tm_sec);
  if (decimals == 0) return;
  std::string fraction;
  TextOut{fraction}.dec0(static_cast<std::uint64_t>(part), 9);
  out.add('.').add(std::string_view{fraction}.substr(0, decimals));
}

}  // namespace pw::ui
