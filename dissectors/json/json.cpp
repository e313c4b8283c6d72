#include "dissectors/json/json.h"

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/json/json_fields.h"
#include "dissectors/json/json_reader.h"

namespace pw::json {

namespace {

struct Json {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const std::string_view type = http::typeFrom(w.handoff());
    const Cursor all = c;
    c.rest();
    if constexpr (Sink::kFields) {
      layerLabel(w, [&](TextOut& t) {
        t.add("JavaScript Object Notation");
        if (!type.empty()) t.add(": ").add(type);
      });
      Reader<Sink>{w, all}.read();
    }
  }
};

constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::json)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Json, F>("json", "JSON", "JavaScript Object Notation", kAttach);

}  // namespace pw::json
