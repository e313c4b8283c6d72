#include "dissectors/http/ntlm.h"

#include "core/bytes/cursor.h"
#include "dissectors/http/http_text.h"

namespace pw::http {

namespace {

/// The text that the length and offset at the cursor tell; UTF-16 LE with `wide`.
std::string textAt(Cursor& fields, ByteView all, bool wide) {
  const std::size_t length = fields.le<std::uint16_t>();
  fields.skip(2);  // room
  const std::size_t at = fields.le<std::uint32_t>();
  std::string out;
  if (!fields.ok() || at > all.size() || length > all.size() - at) return out;
  const ByteView text = all.subspan(at, length);
  if (!wide) return std::string{textOf(text)};
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const unsigned v = text[i] | unsigned{text[i + 1]} << 8;
    if (v < 0x80) {
      out.push_back(static_cast<char>(v));
    } else if (v < 0x800) {
      out.push_back(static_cast<char>(0xc0 | v >> 6));
      out.push_back(static_cast<char>(0x80 | (v & 0x3f)));
    } else {
      out.push_back(static_cast<char>(0xe0 | v >> 12));
      out.push_back(static_cast<char>(0x80 | (v >> 6 & 0x3f)));
      out.push_back(static_cast<char>(0x80 | (v & 0x3f)));
    }
  }
  return out;
}

}  // namespace

std::optional<NtlmMessage> ntlmOf(std::string_view value) {
  std::string_view packed = value;
  const std::string_view scheme = takePart(packed, ' ');
  if (!sameWord(scheme, "ntlm") && !sameWord(scheme, "negotiate")) return std::nullopt;
  constexpr std::size_t kMaxMessage = std::size_t{16} << 10;
  const std::string message = fromBase64(trimmed(packed).substr(0, kMaxMessage));
  constexpr std::string_view kSignature{"NTLMSSP\0", 8};
  if (!message.starts_with(kSignature)) return std::nullopt;
  const ByteView all = bytesOf(message);
  Cursor c{all, all.size()};
  c.skip(kSignature.size());
  NtlmMessage out;
  out.type = c.le<std::uint32_t>();
  if (!c.ok() || out.type < 1 || out.type > 3) return std::nullopt;
  if (out.type != 3) return out;
  // [MS-NLMP] §2.2.1.3: two responses, then domain and user; flags behind workstation and session key
  c.skip(8);
  out.response = textAt(c, all, false);
  Cursor flags = c;
  flags.skip(32);
  const bool wide = (flags.le<std::uint32_t>() & 1) != 0;
  const std::string domain = textAt(c, all, wide);
  const std::string user = textAt(c, all, wide);
  if (!c.ok()) return std::nullopt;
  out.account = domain + '\\' + user;
  return out;
}

}  // namespace pw::http
