// The messages of HTTP as a reader sees them: head, and content without chunks and packing.
#pragma once
#include "core/stream/readable_parts.h"

namespace pw::http {

/// StreamProtocol::readable. What is unpacked is bounded as in content_decoder.h.
void readableParts(ByteView message, std::uint64_t facts, ReadableParts& out);

}  // namespace pw::http
