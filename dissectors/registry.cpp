#include "dissectors/registry.h"

#include "dissectors/arp/arp.h"
#include "dissectors/data/data.h"
#include "dissectors/data_text_lines/data_text_lines.h"
#include "dissectors/dhcp/dhcp.h"
#include "dissectors/dhcpv6/dhcpv6.h"
#include "dissectors/dns/dns.h"
#include "dissectors/eth/eth.h"
#include "dissectors/ethertype/ethertype.h"
#include "dissectors/frame/frame.h"
#include "dissectors/ftp/ftp.h"
#include "dissectors/gre/gre.h"
#include "dissectors/http/http.h"
#include "dissectors/icmp/icmp.h"
#include "dissectors/icmpv6/icmpv6.h"
#include "dissectors/ieee8021ad/ieee8021ad.h"
#include "dissectors/igmp/igmp.h"
#include "dissectors/imap/imap.h"
#include "dissectors/ip/ip.h"
#include "dissectors/ipv6/ipv6.h"
#include "dissectors/json/json.h"
#include "dissectors/llc/llc.h"
#include "dissectors/loop/loop.h"
#include "dissectors/media/media.h"
#include "dissectors/mime_multipart/mime_multipart.h"
#include "dissectors/ntp/ntp.h"
#include "dissectors/null/null.h"
#include "dissectors/pop/pop.h"
#include "dissectors/ppp/ppp.h"
#include "dissectors/raw/raw.h"
#include "dissectors/sll/sll.h"
#include "dissectors/smtp/smtp.h"
#include "dissectors/ssdp/ssdp.h"
#include "dissectors/tcp/tcp.h"
#include "dissectors/telnet/telnet.h"
#include "dissectors/tftp/tftp.h"
#include "dissectors/tls/tls.h"
#include "dissectors/tls/tls_parts.h"
#include "dissectors/udp/udp.h"
#include "dissectors/urlencoded_form/urlencoded_form.h"
#include "dissectors/vlan/vlan.h"
#include "dissectors/vxlan/vxlan.h"
#include "dissectors/websocket/websocket.h"

namespace pw {

// One line a protocol, by hand: objects that register themselves would be dropped by the linker from a static
// library.
Registry allProtocols() {
  static constexpr const Protocol* kAll[] = {
      &frame::kProtocol,            //
      &arp::kProtocol,              //
      &data::kProtocol,             //
      &data_text_lines::kProtocol,  //
      &dhcp::kProtocol,             //
      &dhcpv6::kProtocol,           //
      &dns::kProtocol,              //
      &dns::kMulticastProtocol,     //
      &dns::kLinkLocalProtocol,     //
      &eth::kProtocol,              //
      &ethertype::kProtocol,        //
      &ftp::kProtocol,              //
      &gre::kProtocol,              //
      &http::kProtocol,             //
      &icmp::kProtocol,             //
      &icmpv6::kProtocol,           //
      &ieee8021ad::kProtocol,       //
      &igmp::kProtocol,             //
      &imap::kProtocol,             //
      &ip::kProtocol,               //
      &ipv6::kProtocol,             //
      &ipv6::kHopByHop,             //
      &ipv6::kDestination,          //
      &ipv6::kRouting,              //
      &ipv6::kFragment,             //
      &json::kProtocol,             //
      &llc::kProtocol,              //
      &loop::kProtocol,             //
      &media::kProtocol,            //
      &mime_multipart::kProtocol,   //
      &ntp::kProtocol,              //
      &null::kProtocol,             //
      &pop::kProtocol,              //
      &ppp::kProtocol,              //
      &raw::kProtocol,              //
      &sll::kProtocol,              //
      &smtp::kProtocol,             //
      &ssdp::kProtocol,             //
      &tcp::kProtocol,              //
      &telnet::kProtocol,           //
      &tftp::kProtocol,             //
      &tls::kProtocol,              //
      &tls::kX509Sat,               //
      &tls::kX509Ce,                //
      &tls::kX509Af,                //
      &tls::kPkixImplicit,          //
      &tls::kPkixExplicit,          //
      &tls::kPkcs1,                 //
      &tls::kOcsp,                  //
      &tls::kNetscape,              //
      &tls::kCms,                   //
      &tls::kLogotype,              //
      &tls::kProxy,                 //
      &udp::kProtocol,              //
      &urlencoded_form::kProtocol,  //
      &vlan::kProtocol,             //
      &vxlan::kProtocol,            //
      &websocket::kProtocol,        //
  };
  return Registry{kAll};
}

}  // namespace pw
