#include "core/file/open_capture.h"

#include <algorithm>

#include "core/file/file_input.h"
#include "core/file/pcap_source.h"
#include "core/file/pcapng_source.h"
#include "core/file/read_ahead.h"
#include "core/file/snoop_source.h"
#include "core/file/spool.h"

namespace pw {
namespace {

/// Bytes that the caller keeps alive.
class MemoryStore final : public ByteStore {
 public:
  explicit MemoryStore(ByteView bytes) noexcept : bytes_(bytes) {}
  std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept override {
    if (at >= bytes_.size()) return 0;
    const ByteView from = bytes_.subspan(static_cast<std::size_t>(at));
    const std::size_t n = std::min(from.size(), into.size());
    std::copy_n(from.begin(), n, into.begin());
    return n;
  }

 private:
  ByteView bytes_;
};

std::unexpected<FileProblem> failed(FileProblem problem) { return std::unexpected(std::move(problem)); }

template <class Source, class... Args>
OpenResult opened(std::unique_ptr<Source> source, Args... args) {
  if (source->open(args...)) return source;
  return failed(source->problem().value_or(FileProblem{.kind = FileProblemKind::empty}));
}

/// Waits for `n` bytes or the end of the file.
void look(Window& window, std::size_t n) {
  while (window.fill(n) == Window::Fill::idle) {
  }
}

OpenResult openFormat(FileLayers layers) {
  Window& window = *layers.window;
  look(window, 4);
  const ByteView start = window.bytes(window.left());
  if (start.size() < 4) {
    if (const auto& below = window.problem()) return failed(*below);
    return failed({.kind = start.empty() ? FileProblemKind::empty : FileProblemKind::unknownFormat});
  }
  if (isPcapMagic(start)) {
    const bool pipe = layers.pipe;
    return opened(std::make_unique<PcapSource>(std::move(layers)), pipe);
  }
  if (loadLe<std::uint32_t>(start.data()) == static_cast<std::uint32_t>(pcapng::BlockType::sectionHeader)) {
    return opened(std::make_unique<PcapngSource>(std::move(layers)));
  }
  look(window, 8);
  if (isSnoopMagic(window.bytes(window.left())))
    return opened(std::make_unique<SnoopSource>(std::move(layers)));
  return failed({.kind = FileProblemKind::unknownFormat});
}

OpenResult openInput(const std::shared_ptr<FileInput>& input, const OpenOptions& options) {
  auto raw = std::make_unique<FileByteSource>(input);
  FileLayers layers;
  layers.info.fileBytes = input->size();
  // Four bytes nearly always tell; waiting for more would hold up a live writer's first packets.
  ByteView start = raw->peek(4);
  if (isSkippableFrame(start)) start = raw->peek(FileByteSource::kPeekBytes);
  layers.info.compression = sniffCompression(start);
  layers.pipe = !input->seekable();
  layers.input = input;

  const bool plain = layers.info.compression == Compression::none;
  std::shared_ptr<Spool> spool;
  if (plain && !layers.pipe) {
    layers.store = std::make_shared<FileStore>(input);
  } else if (options.keepBytes) {
    auto made = Spool::create();
    if (!made) return failed(std::move(made.error()));
    spool = std::move(*made);
    layers.store = spool;
  }
  ReadOptions read{.blockBytes = options.blockBytes,
                   .thread = options.readAhead,
                   .wholeBlocks = !layers.pipe,
                   .maxBytes = plain ? 0 : options.maxUnpackedBytes,
                   .idleAfter = layers.pipe ? options.pipeIdleAfter : std::chrono::milliseconds{0}};
  layers.window = std::make_unique<Window>(
      std::make_unique<ReadAhead>(decompressed(std::move(raw), layers.info.compression), std::move(spool),
                                  read, [input] { input->stop(); }));
  return openFormat(std::move(layers));
}

}  // namespace

OpenResult openCapture(const std::filesystem::path& path, const OpenOptions& options) {
  auto input = FileInput::open(path);
  if (!input) return failed(std::move(input.error()));
  return openInput(std::move(*input), options);
}

OpenResult openCaptureFd(int fd, const OpenOptions& options) {
  auto input = FileInput::duplicate(fd);
  if (!input) return failed(std::move(input.error()));
  return openInput(std::move(*input), options);
}

OpenResult openCaptureBytes(ByteView bytes, const OpenOptions& options) {
  FileLayers layers;
  layers.info.fileBytes = bytes.size();
  layers.info.compression = sniffCompression(bytes);
  const bool plain = layers.info.compression == Compression::none;
  if (plain) layers.store = std::make_shared<MemoryStore>(bytes);
  const ReadOptions read{.blockBytes = options.blockBytes,
                         .thread = false,
                         .wholeBlocks = true,
                         .maxBytes = plain ? 0 : options.maxUnpackedBytes,
                         .idleAfter = {}};
  layers.window = std::make_unique<Window>(std::make_unique<ReadAhead>(
      decompressed(std::make_unique<MemorySource>(bytes), layers.info.compression), nullptr, read, nullptr));
  return openFormat(std::move(layers));
}

}  // namespace pw
