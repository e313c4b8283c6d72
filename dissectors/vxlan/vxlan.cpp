#include "dissectors/vxlan/vxlan.h"

#include "core/walk/walk.h"
#include "dissectors/vxlan/vxlan_fields.h"

namespace pw::vxlan {

namespace {

struct Vxlan {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("VxLAN");
    w.info([](TextOut&) {});
    const std::uint32_t at = c.offset();
    const std::uint16_t flags = c.u16();
    if (!c.ok()) return;
    {
      Under<Sink> under{w, add<F::flags>(w, at, 2, flags)};
      bits<F::group>(w, at, 2, flags);
      bits<F::vniFlag>(w, at, 2, flags);
      bits<F::dontLearn>(w, at, 2, flags);
      bits<F::policyApplied>(w, at, 2, flags);
      bits<F::reservedFlags>(w, at, 2, flags);
    }
    read<F::policy>(w, c);
    read<F::vni>(w, c);
    read<F::reserved>(w, c);
    if (c.ok()) w.next(Hub::ethernet, c);
  }
};

constexpr std::array kAttach{Attach{Table::udpPort, 4789}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Vxlan, F>("vxlan", "VXLAN", "Virtual eXtensible Local Area Network", kAttach);

}  // namespace pw::vxlan
