#include "dissectors/ssdp/ssdp.h"

#include "core/walk/walk.h"
#include "dissectors/http/http_head.h"
#include "dissectors/ssdp/ssdp_fields.h"

namespace pw::ssdp {

namespace {

using http::bytesOf;
using http::Line;
using http::textOf;

constexpr http::F inTable(F field) noexcept { return static_cast<http::F>(field); }

constexpr http::NamedHeader kHeaders[] = {{"st", inTable(F::searchTarget)},
                                          {"nt", inTable(F::notificationType)},
                                          {"nts", inTable(F::notificationSubtype)},
                                          {"usn", inTable(F::uniqueName)},
                                          {"mx", inTable(F::maxWait)},
                                          {"man", inTable(F::extension)}};

struct Ssdp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("SSDP");
    const Line first = http::lineOf(textOf(c.peekRest()));
    const http::Start start = first.ended ? http::startOf(first.text) : http::Start::no;
    const bool response = start == http::Start::response;
    const bool known = response || start == http::Start::request;
    w.info([&](TextOut& t) {
      if (known) t.printable(bytesOf(first.text)).add(' ');
      else t.add("Continuation");
    });
    if (known) {
      http::HeadFacts facts;
      facts.response = response;
      http::Head<Sink>{w, c, facts, kHeaders}.walk();
    }
    if (c.wireLeft() == 0) return;
    // Requests have no content (UPnP Device Architecture §1.2.2, §1.3.2).
    if (known && !response) {
      readBytes<F::rest>(w, c, c.wireLeft());
      return;
    }
    w.data(c);
    // What the capture cut off is missed here: the rest may have been lines.
    if (c.left() < c.wireLeft()) c.skip(c.wireLeft());
  }
};

constexpr std::array kAttach{Attach{Table::udpPort, 1900}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Ssdp, F>("ssdp", "SSDP", "Simple Service Discovery Protocol", kAttach);

}  // namespace pw::ssdp
