// WebSocket (RFC 6455): messages both ways over what began as HTTP. The walk is over one frame.
#pragma once
#include "core/walk/protocol.h"

namespace pw::websocket {
extern const Protocol kProtocol;
}
