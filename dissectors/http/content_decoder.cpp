#include "dissectors/http/content_decoder.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "dissectors/http/http_text.h"

namespace pw::http {

namespace {

constexpr std::size_t kStep = std::size_t{64} << 10;

std::size_t boundFor(std::size_t packed) noexcept {
  return std::min(kMaxUnpacked, std::max(kStep, packed * std::min(kMaxRatio, kMaxUnpacked)));
}

/// Makes room for a step; false once the bound is reached.
bool grow(std::vector<std::uint8_t>& out, std::size_t used, std::size_t bound) {
  if (used >= bound) return false;
  out.resize(std::min(bound, used + kStep));
  return true;
}

struct InflateEnd {
  void operator()(z_stream* z) const noexcept { ::inflateEnd(z); }
};

/// `windowBits` as zlib has it: 15 + 16 gzip, 15 zlib, -15 raw. `open`: the data has no end of its own.
Unpacked inflated(ByteView packed, int windowBits, bool open = false) {
  Unpacked out;
  z_stream z{};
  out.whole = false;
  if (::inflateInit2(&z, windowBits) != Z_OK) return out;
  const std::unique_ptr<z_stream, InflateEnd> end{&z};
  std::vector<std::uint8_t> in{packed.begin(), packed.end()};  // zlib's pointer is not const
  z.next_in = in.data();
  z.avail_in = static_cast<uInt>(in.size());
  const std::size_t bound = boundFor(in.size());
  std::size_t made = 0;
  int result = Z_OK;
  while (result == Z_OK && grow(out.bytes, made, bound)) {
    z.next_out = out.bytes.data() + made;
    z.avail_out = static_cast<uInt>(out.bytes.size() - made);
    result = ::inflate(&z, Z_SYNC_FLUSH);
    made = out.bytes.size() - z.avail_out;
    if (z.avail_in == 0 && z.avail_out != 0) break;
  }
  out.bytes.resize(made);
  out.whole = result == Z_STREAM_END || (open && (result == Z_OK || result == Z_BUF_ERROR) && z.avail_in == 0);
  return out;
}

/// Means zlib's format (RFC 9110 §8.4.1.2), but some servers send the bare one.
Unpacked deflated(ByteView packed) {
  Unpacked out = inflated(packed, 15);
  return out.whole || !out.bytes.empty() ? std::move(out) : inflated(packed, -15);
}

struct BrotliEnd {
  void operator()(BrotliDecoderState* s) const noexcept { BrotliDecoderDestroyInstance(s); }
};

Unpacked unbrotlied(ByteView packed) {
  Unpacked out;
  out.whole = false;
  const std::unique_ptr<BrotliDecoderState, BrotliEnd> s{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
  if (!s) return out;
  const std::uint8_t* in = packed.data();
  std::size_t left = packed.size();
  std::size_t made = 0;
  auto result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && grow(out.bytes, made, boundFor(packed.size()))) {
    std::uint8_t* to = out.bytes.data() + made;
    std::size_t room = out.bytes.size() - made;
    result = BrotliDecoderDecompressStream(s.get(), &left, &in, &room, &to, nullptr);
    made = out.bytes.size() - room;
  }
  out.bytes.resize(made);
  out.whole = result == BROTLI_DECODER_RESULT_SUCCESS;
  return out;
}

struct ZstdEnd {
  void operator()(ZSTD_DStream* s) const noexcept { ZSTD_freeDStream(s); }
};

/// RFC 8878; RFC 9659 allows windows of up to 8 MiB here.
Unpacked unzstded(ByteView packed) {
  Unpacked out;
  out.whole = false;
  const std::unique_ptr<ZSTD_DStream, ZstdEnd> s{ZSTD_createDStream()};
  constexpr int kWindowLog = 23;
  if (!s || ZSTD_isError(ZSTD_DCtx_setParameter(s.get(), ZSTD_d_windowLogMax, kWindowLog)) != 0) return out;
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::size_t made = 0, result = 1;
  while (result != 0 && grow(out.bytes, made, boundFor(packed.size()))) {
    ZSTD_outBuffer to{out.bytes.data() + made, out.bytes.size() - made, 0};
    result = ZSTD_decompressStream(s.get(), &to, &in);
    made += to.pos;
    if (ZSTD_isError(result) != 0 || (in.pos == in.size && to.pos < to.size)) break;
  }
  out.bytes.resize(made);
  out.whole = result == 0;
  return out;
}

Unpacked one(std::string_view coding, ByteView body) {
  if (sameWord(coding, "gzip") || sameWord(coding, "x-gzip")) return inflated(body, 15 + 16);
  if (sameWord(coding, "deflate")) return deflated(body);
  if (sameWord(coding, "br")) return unbrotlied(body);
  if (sameWord(coding, "zstd")) return unzstded(body);
  Unpacked out;
  out.known = sameWord(coding, "identity");
  out.bytes.assign(body.begin(), body.end());
  return out;
}

}  // namespace

Unpacked unpack(std::string_view coding, ByteView body) {
  constexpr std::size_t kMaxCodings = 3;
  std::array<std::string_view, kMaxCodings> codings;
  std::size_t n = 0;
  while (!coding.empty() && n < kMaxCodings) codings[n++] = trimmed(takePart(coding, ','));
  Unpacked out;
  out.known = coding.empty();
  out.bytes.assign(body.begin(), body.end());
  while (out.known && out.whole && n > 0) {
    Unpacked next = one(codings[--n], out.bytes);
    out = std::move(next);
  }
  return out;
}

Unpacked unpackMessage(ByteView payload, ByteView before) {
  std::vector<std::uint8_t> packed{before.begin(), before.end()};
  packed.insert(packed.end(), payload.begin(), payload.end());
  packed.insert(packed.end(), kDeflateTail.begin(), kDeflateTail.end());
  if (before.empty()) return inflated(packed, -15, true);
  // How much of what comes out belongs to earlier messages is known only once they were unpacked.
  const Unpacked earlier = inflated(ByteView{packed}.first(before.size()), -15, true);
  Unpacked all = inflated(packed, -15, true);
  all.whole = all.whole && earlier.whole;
  if (!earlier.whole) all.bytes.clear();
  else all.bytes.erase(all.bytes.begin(), all.bytes.begin() + static_cast<std::ptrdiff_t>(std::min(earlier.bytes.size(), all.bytes.size())));
  return all;
}

}  // namespace pw::http
