#include "dissectors/media/media.h"

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/media/media_fields.h"

namespace pw::media {

namespace {

struct Media {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    const auto length = static_cast<std::uint32_t>(c.rest().size());
    if constexpr (Sink::kFields) {
      layerLabel(w, [&](TextOut& t) { t.add("Media Type (").dec(length).add(length == 1 ? " byte)" : " bytes)"); });
      add<F::type>(w, at, length, 0);
    }
  }
};

constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::media)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Media, F>("media", "Media", "Media Type", kAttach);

}  // namespace pw::media
