#include "dissectors/data/data.h"

#include "core/walk/walk.h"
#include "dissectors/data/data_fields.h"

namespace pw::data {

namespace {

struct Data {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    const auto length = static_cast<std::uint32_t>(c.rest().size());
    if constexpr (Sink::kFields) {
      layerLabel(w, [&](TextOut& t) { t.add("Data (").dec(length).add(length == 1 ? " byte)" : " bytes)"); });
      add<F::bytes>(w, at, length, 0);
      addGenerated<F::length>(w, at, length, length);
    }
  }
};

constexpr std::array kAttach{Attach{Table::hub, static_cast<std::uint32_t>(Hub::data)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Data, F>("data", "Data", "Data", kAttach);

}  // namespace pw::data
