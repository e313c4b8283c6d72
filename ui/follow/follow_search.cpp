#include "ui/follow/follow_search.h"

#include <algorithm>

#include "core/file/output_file.h"
#include "ui/follow/follow_painter.h"
#include "ui/follow/follow_words.h"

namespace pw::ui {

namespace {

bool isShown(const FollowPage& page, const FollowChunk& c) noexcept {
  return c.direction == Direction::forward ? page.look.forward : page.look.backward;
}
bool isFlow(const FollowChunk& c) noexcept {
  return c.kind == FollowChunk::Kind::bytes || c.kind == FollowChunk::Kind::head || c.kind == FollowChunk::Kind::body;
}

char lowered(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Text of which the last bytes are kept, so that what spans packets is found.
class Window {
 public:
  explicit Window(std::size_t kept) : kept_(kept) {}

  void clear() {
    text_.clear();
    starts_.clear();
  }
  void add(std::uint32_t chunk, ByteView bytes) {
    const std::size_t cut = text_.size() - std::min(text_.size(), kept_);
    text_.erase(0, cut);
    for (auto& s : starts_) s.text -= static_cast<std::ptrdiff_t>(cut);
    while (starts_.size() > 1 && starts_[1].text <= 0) starts_.erase(starts_.begin());
    starts_.push_back({static_cast<std::ptrdiff_t>(text_.size()), chunk});
    for (const std::uint8_t b : bytes) text_.push_back(lowered(static_cast<char>(b)));
  }
  [[nodiscard]] std::size_t find(const std::string& words, std::size_t from) const { return text_.find(words, from); }
  [[nodiscard]] FollowPlace placeOf(std::size_t at) const {
    auto s = std::prev(starts_.end());
    while (s != starts_.begin() && s->text > static_cast<std::ptrdiff_t>(at)) --s;
    return {s->chunk, static_cast<std::uint32_t>(static_cast<std::ptrdiff_t>(at) - s->text)};
  }

 private:
  struct Start {
    std::ptrdiff_t text = 0;  ///< where a chunk begins in the text; below 0 where its beginning was let go
    std::uint32_t chunk = 0;
  };
  std::size_t kept_;
  std::string text_;
  std::vector<Start> starts_;
};

}  // namespace

std::optional<FollowPlace> findFollowed(const FollowPage& page, ChunkReader& reader, const std::string& words,
                                        FollowPlace from, bool forward, const std::stop_token& stop,
                                        std::atomic<std::uint64_t>& done) {
  std::string wanted = words;
  std::transform(wanted.begin(), wanted.end(), wanted.begin(), lowered);
  Window window{wanted.size() - 1};
  std::optional<FollowPlace> last, previous;
  const FollowedStream& stream = *page.stream;
  const FollowChunk* before = nullptr;
  for (std::uint32_t i = forward ? from.chunk : 0; i < stream.size(); ++i) {
    if (stop.stop_requested()) return std::nullopt;
    done.store(i, std::memory_order_relaxed);
    if (!forward && i > from.chunk) break;
    const FollowChunk& c = stream[i];
    if (!isShown(page, c) || !isFlow(c)) {
      window.clear();
      before = nullptr;
      continue;
    }
    const bool goesOn = before != nullptr && before->direction == c.direction && c.kind == FollowChunk::Kind::bytes;
    if (!goesOn) window.clear();
    before = &c;
    window.add(i, reader.read(c));
    for (std::size_t at = 0; (at = window.find(wanted, at)) != std::string::npos; ++at) {
      const FollowPlace place = window.placeOf(at);
      if (previous && place <= *previous) continue;  // seen with the packet before
      previous = place;
      if (forward && place >= from) return place;
      if (!forward && place >= from) return last;
      last = place;
    }
  }
  return forward ? std::nullopt : last;
}

std::optional<FileProblem> saveFollowed(const FollowPage& page, ChunkReader& reader,
                                        const std::filesystem::path& target, const std::stop_token& stop,
                                        std::atomic<std::uint64_t>& done) {
  auto file = OutputFile::create(target, false);
  if (!file) return file.error();
  const auto write = [&file](const std::string& text) {
    return file->write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  };
  const FollowedStream& stream = *page.stream;
  for (std::uint32_t i = 0; i < stream.size(); ++i) {
    if (stop.stop_requested()) return std::nullopt;
    done.store(i, std::memory_order_relaxed);
    const FollowChunk& c = stream[i];
    if (!isShown(page, c)) continue;
    std::expected<void, FileProblem> written;
    if (!isFlow(c)) {
      written = write(QStringLiteral("[%1]\n").arg(followNote(c, reader.name(c), reader.read(c))).toStdString());
    } else if (page.look.form != FollowForm::hex) {
      written = file->write(reader.read(c));
    } else {
      FollowRowMaker maker{stream, reader, page.look};
      maker.seek({i, 0});
      QString text;
      for (FollowRow row; maker.here().chunk == i && maker.next(&row);) {
        if (page.sideOf(c) != 0) text += QLatin1Char('\t');
        text += FollowPainter::hexText(row, c, page.look.columns) + QLatin1Char('\n');
      }
      written = write(text.toStdString());
    }
    if (!written) return written.error();
  }
  if (const auto over = file->commit(); !over) return over.error();
  return std::nullopt;
}

}  // namespace pw::ui
