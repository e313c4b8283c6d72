// Compresses in memory, as the usual tools do.
#pragma once
#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <stdexcept>

#include "tests/file/make.h"

namespace pw::test {

inline Bytes gzipped(const Bytes& plain) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib");
  Bytes packed(deflateBound(&stream, plain.size()) + 64);
  stream.next_in = const_cast<Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

inline Bytes zstdPacked(const Bytes& plain) {
  Bytes packed(ZSTD_compressBound(plain.size()));
  packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3));
  return packed;
}

inline Bytes lz4Packed(const Bytes& plain) {
  LZ4F_preferences_t preferences{};
  preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
  Bytes packed(LZ4F_compressFrameBound(plain.size(), &preferences));
  packed.resize(LZ4F_compressFrame(packed.data(), packed.size(), plain.data(), plain.size(), &preferences));
  return packed;
}

struct Packer {
  const char* name;
  Compression kind;
  Bytes (*pack)(const Bytes&);
};

inline constexpr Packer kPackers[] = {{"gzip", Compression::gzip, gzipped},
                                      {"zstd", Compression::zstd, zstdPacked},
                                      {"lz4", Compression::lz4, lz4Packed}};

}  // namespace pw::test
