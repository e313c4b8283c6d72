// Bytes written as text for the clipboard.
#pragma once
#include <QString>

#include "core/bytes/byte_view.h"

namespace pw::ui {

/// "0000  0a 0b ...  text", sixteen a line.
QString asHexDump(ByteView bytes);
/// "0a0b0c".
QString asHexStream(ByteView bytes);
/// Printable ASCII and line ends; the rest is left out.
QString asPrintable(ByteView bytes);
/// "const unsigned char packet[] = {\n  0x0a, ...\n};", twelve a line.
QString asCArray(ByteView bytes, const QString& name);
/// "\x0a\x0b", as a C string literal without its quotes.
QString asEscaped(ByteView bytes);

}  // namespace pw::ui
