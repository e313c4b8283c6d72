// The records of TLS as a reader sees them: handshake messages by name, and of what is sealed how much there is.
#pragma once
#include "core/stream/readable_parts.h"

namespace pw::tls {

/// StreamProtocol::readable.
void readableParts(ByteView message, std::uint64_t facts, ReadableParts& out);

}  // namespace pw::tls
