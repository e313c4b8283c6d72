#include "dissectors/registry.h"

#include "dissectors/data/data.h"
#include "dissectors/eth/eth.h"
#include "dissectors/ethertype/ethertype.h"
#include "dissectors/frame/frame.h"
#include "dissectors/ip/ip.h"
#include "dissectors/tcp/tcp.h"
#include "dissectors/udp/udp.h"

namespace pw {

// One line a protocol, by hand: objects that register themselves would be dropped by the linker from a static library.
Registry allProtocols() {
  static constexpr const Protocol* kAll[] = {
      &frame::kProtocol,      //
      &data::kProtocol,       //
      &eth::kProtocol,        //
      &ethertype::kProtocol,  //
      &ip::kProtocol,         //
      &tcp::kProtocol,        //
      &udp::kProtocol,        //
  };
  return Registry{kAll};
}

}  // namespace pw
