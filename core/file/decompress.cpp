// gzip, zstd and lz4 as streams. Each class is a thin loop around its library.
#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "core/bytes/cursor.h"
#include "core/file/byte_source.h"

namespace pw {
namespace {

constexpr std::size_t kInputBytes = 256 * 1024;
constexpr std::uint32_t kZstdMagic = 0xfd2fb528, kLz4Magic = 0x184d2204;
constexpr std::uint32_t kSkippableMagic = 0x184d2a50, kSkippableMask = 0xfffffff0;

/// Holds the compressed bytes; a library says through `step` how far it got.
class DecompressingSource : public ByteSource {
 public:
  explicit DecompressingSource(std::unique_ptr<ByteSource> inner)
      : inner_(std::move(inner)), buffer_(kInputBytes) {}

  std::size_t read(std::span<std::uint8_t> into) final {
    std::size_t made = 0;
    while (made == 0 && !done_ && !into.empty()) {
      if (input_.empty() && !refill()) break;
      made = step(into);
      given_ += made;
    }
    return made;
  }

 protected:
  /// Decompresses from input() into `into`, calls used(); gives the bytes made. Reports failure through
  /// broken().
  virtual std::size_t step(std::span<std::uint8_t> into) = 0;

  [[nodiscard]] ByteView input() const noexcept { return input_; }
  void used(std::size_t n) noexcept { input_ = input_.subspan(n); }
  /// Whether the stream may end here: between members or frames.
  void atBoundary(bool yes) noexcept { boundary_ = yes; }
  void broken(const char* why) {
    fail({.kind = FileProblemKind::badCompression, .at = given_, .text = why != nullptr ? why : ""});
    done_ = true;
  }
  void finish() noexcept { done_ = true; }

 private:
  bool refill() {
    const std::size_t n = inner_->read(buffer_);
    input_ = ByteView{buffer_}.first(n);
    if (n != 0) return true;
    done_ = true;
    if (inner_->problem()) {
      FileProblem problem = *inner_->problem();
      problem.at = given_;
      fail(std::move(problem));
    } else if (!boundary_ && !drain()) {
      fail({.kind = FileProblemKind::cutShort, .at = given_});
    }
    return false;
  }
  virtual bool drain() { return false; }

  std::unique_ptr<ByteSource> inner_;
  std::vector<std::uint8_t> buffer_;
  ByteView input_;
  std::uint64_t given_ = 0;
  bool boundary_ = false, done_ = false;
};

/// RFC 1952. What follows the last member and is not a member is left alone, as gzip(1) does.
class GzipSource final : public DecompressingSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> inner) : DecompressingSource(std::move(inner)) {
    if (::inflateInit2(&stream_, 15 + 16) != Z_OK) broken(stream_.msg);
  }
  ~GzipSource() override { ::inflateEnd(&stream_); }

 private:
  std::size_t step(std::span<std::uint8_t> into) override {
    if (between_ && input().front() != 0x1f) {
      finish();
      return 0;
    }
    between_ = false;
    atBoundary(false);
    stream_.next_in = const_cast<Bytef*>(input().data());
    stream_.avail_in = static_cast<uInt>(input().size());
    stream_.next_out = into.data();
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(into.size(), 1U << 30));
    const uInt room = stream_.avail_out;
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    used(input().size() - stream_.avail_in);
    if (result == Z_STREAM_END) {
      between_ = true;
      atBoundary(true);
      ::inflateReset(&stream_);
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      broken(stream_.msg);
    }
    return room - stream_.avail_out;
  }

  z_stream stream_{};
  bool between_ = false;  // a member ended; the next byte may start another one
};

class ZstdSource final : public DecompressingSource {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> inner)
      : DecompressingSource(std::move(inner)), stream_(::ZSTD_createDStream()) {}

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const noexcept { ::ZSTD_freeDStream(stream); }
  };

  std::size_t step(std::span<std::uint8_t> into) override {
    ZSTD_inBuffer in{input().data(), input().size(), 0};
    ZSTD_outBuffer out{into.data(), into.size(), 0};
    const std::size_t result = ::ZSTD_decompressStream(stream_.get(), &out, &in);
    used(in.pos);
    if (::ZSTD_isError(result) != 0) {
      broken(::ZSTD_getErrorName(result));
    } else {
      atBoundary(result == 0);
    }
    return out.pos;
  }

  std::unique_ptr<ZSTD_DStream, Free> stream_;
};

class Lz4Source final : public DecompressingSource {
 public:
  explicit Lz4Source(std::unique_ptr<ByteSource> inner) : DecompressingSource(std::move(inner)) {
    LZ4F_dctx* context = nullptr;
    ::LZ4F_createDecompressionContext(&context, LZ4F_VERSION);
    context_.reset(context);
  }

 private:
  struct Free {
    void operator()(LZ4F_dctx* context) const noexcept { ::LZ4F_freeDecompressionContext(context); }
  };

  std::size_t step(std::span<std::uint8_t> into) override {
    std::size_t out = into.size(), in = input().size();
    const std::size_t result =
        ::LZ4F_decompress(context_.get(), into.data(), &out, input().data(), &in, nullptr);
    if (::LZ4F_isError(result) != 0U) {
      broken(::LZ4F_getErrorName(result));
      return 0;
    }
    used(in);
    atBoundary(result == 0);
    return out;
  }

  std::unique_ptr<LZ4F_dctx, Free> context_;
};

}  // namespace

bool isSkippableFrame(ByteView start) noexcept {
  return start.size() >= 4 && (loadLe<std::uint32_t>(start.data()) & kSkippableMask) == kSkippableMagic;
}

Compression sniffCompression(ByteView start) noexcept {
  if (start.size() < 4) return Compression::none;
  if (start[0] == 0x1f && start[1] == 0x8b) return Compression::gzip;
  std::uint32_t magic = loadLe<std::uint32_t>(start.data());
  if (isSkippableFrame(start)) {
    if (start.size() < 12) return Compression::none;
    const std::uint32_t skip = loadLe<std::uint32_t>(start.data() + 4);
    if (skip > start.size() - 12) return Compression::zstd;  // too far to be seen
    magic = loadLe<std::uint32_t>(start.data() + 8 + skip);
  }
  if (magic == kZstdMagic) return Compression::zstd;
  if (magic == kLz4Magic) return Compression::lz4;
  return Compression::none;
}

std::unique_ptr<ByteSource> decompressed(std::unique_ptr<ByteSource> inner, Compression kind) {
  switch (kind) {
    case Compression::gzip: return std::make_unique<GzipSource>(std::move(inner));
    case Compression::zstd: return std::make_unique<ZstdSource>(std::move(inner));
    case Compression::lz4: return std::make_unique<Lz4Source>(std::move(inner));
    case Compression::none: break;
  }
  return inner;
}

}  // namespace pw
