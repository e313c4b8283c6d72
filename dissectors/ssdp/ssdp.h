// Simple Service Discovery Protocol (UPnP Device Architecture §1): lines as in HTTP, in single datagrams.
#pragma once
#include "core/walk/protocol.h"

namespace pw::ssdp {
extern const Protocol kProtocol;
}
