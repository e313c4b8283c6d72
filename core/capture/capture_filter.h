// Capture filters (BPF) as libpcap understands them.
#pragma once
#include <expected>
#include <string>

#include "core/packet/link_type.h"

namespace pw {

/// Whether libpcap takes the text for this link type; else its own message and nothing else. An empty text is fine.
/// A host name in the text is looked up by libpcap, which may block and asks a server: see namesAHost(). Any thread.
[[nodiscard]] std::expected<void, std::string> checkCaptureFilter(const std::string& text, LinkType link);

/// True where a word of the text is neither a word of the filter language, a number, an address, nor the name of a port
/// or protocol that this machine knows: checking it would ask a name server. Check such a text when it is meant to be
/// used, not while it is typed.
[[nodiscard]] bool namesAHost(const std::string& text);

}  // namespace pw
