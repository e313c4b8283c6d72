#include "ui/bytes/byte_text.h"

#include "core/field/text_out.h"

namespace pw::ui {

namespace {

constexpr std::size_t kDumpRow = 16, kArrayRow = 12;

bool printable(std::uint8_t b) { return b >= 0x20 && b < 0x7f; }

QString made(const std::string& text) {
  return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

QString asHexDump(ByteView bytes) {
  std::string s;
  TextOut out{s};
  for (std::size_t row = 0; row < bytes.size(); row += kDumpRow) {
    out.hex(row, 4).add(' ');
    for (std::size_t i = row; i < row + kDumpRow; ++i) {
      if (i % 8 == 0) out.add(' ');
      i < bytes.size() ? out.hex(bytes[i], 2).add(' ') : out.add("   ");
    }
    out.add(' ');
    for (std::size_t i = row; i < row + kDumpRow && i < bytes.size(); ++i)
      out.add(printable(bytes[i]) ? static_cast<char>(bytes[i]) : '.');
    out.add('\n');
  }
  return made(s);
}

QString asHexStream(ByteView bytes) {
  std::string s;
  TextOut{s}.hexBytes(bytes);
  return made(s);
}

QString asPrintable(ByteView bytes) {
  std::string s;
  for (const std::uint8_t b : bytes)
    if (printable(b) || b == '\n' || b == '\t') s.push_back(static_cast<char>(b));
  return made(s);
}

QString asCArray(ByteView bytes, const QString& name) {
  std::string s = "const unsigned char " + name.toStdString() + "[] = {";
  TextOut out{s};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out.add(i % kArrayRow == 0 ? "\n  " : " ").hex0x(bytes[i], 2);
    if (i + 1 < bytes.size()) out.add(',');
  }
  out.add("\n};\n");
  return made(s);
}

QString asEscaped(ByteView bytes) {
  std::string s;
  TextOut out{s};
  for (const std::uint8_t b : bytes) out.add("\\x").hex(b, 2);
  return made(s);
}

}  // namespace pw::ui
