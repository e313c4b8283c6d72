#include "dissectors/urlencoded_form/urlencoded_form.h"

#include "core/walk/walk.h"
#include "dissectors/http/content.h"
#include "dissectors/urlencoded_form/urlencoded_form_fields.h"

namespace pw::urlencoded_form {

namespace {

struct Form {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    std::string_view rest = http::textOf(c.rest());
    if constexpr (Sink::kFields) {
      layerLabel(w, [](TextOut& t) { t.add("HTML Form URL Encoded: application/x-www-form-urlencoded"); });
      const char* const start = rest.data();
      while (!rest.empty()) {
        const char* const from = rest.data();
        const std::string_view one = http::takePart(rest, '&');
        item(w, at + static_cast<std::uint32_t>(from - start), one);
      }
    }
  }

  template <class Sink>
  static void item(Walk<Sink>& w, std::uint32_t at, std::string_view one) {
    std::string_view value = one;
    const std::string_view key = http::takePart(value, '=');
    const std::string name = http::fromForm(key), text = http::fromForm(value);
    const NodeId node = add<F::item>(w, at, static_cast<std::uint32_t>(one.size()), 0);
    label(w, node, [&](TextOut& t) {
      t.add("Form item: \"").printable(http::bytesOf(name)).add("\" = \"");
      t.printable(http::bytesOf(text)).add('"');
    });
    Under<Sink> under{w, node};
    addText<F::key>(w, at, static_cast<std::uint32_t>(key.size()), name);
    const auto valueAt = static_cast<std::uint32_t>(one.size() - value.size());
    addText<F::value>(w, at + valueAt, static_cast<std::uint32_t>(value.size()), text);
  }
};

constexpr std::array kAttach{Attach{Table::content, static_cast<std::uint32_t>(http::Content::form)}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Form, F>("urlencoded-form", "URL Encoded Form Data", "HTML Form URL Encoded", kAttach);

}  // namespace pw::urlencoded_form
