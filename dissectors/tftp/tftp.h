// Trivial File Transfer Protocol (RFC 1350) with its options (RFC 2347, RFC 2348, RFC 2349, RFC 7440).
#pragma once
#include "core/walk/protocol.h"

namespace pw::tftp {
extern const Protocol kProtocol;
}
