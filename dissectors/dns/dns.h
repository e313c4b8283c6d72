// Domain Name System (RFC 1034, RFC 1035) and its two relatives on the local link: mDNS (RFC 6762), LLMNR
// (RFC 4795).
#pragma once
#include "core/stream/stream_framer.h"
#include "core/walk/protocol.h"

namespace pw::dns {
extern const Protocol kProtocol;
extern const Protocol kMulticastProtocol;
extern const Protocol kLinkLocalProtocol;
extern const StreamProtocol kStream;  ///< of kProtocol, over TCP
}  // namespace pw::dns
