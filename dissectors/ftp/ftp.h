// File Transfer Protocol (RFC 959): the control connection. The walk is over what one segment brings of it.
#pragma once
#include "core/stream/stream_framer.h"
#include "core/walk/protocol.h"

namespace pw::ftp {
extern const Protocol kProtocol;
extern const StreamProtocol kStream;
}
