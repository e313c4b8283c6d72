// Names under which contents from the network are saved: what somebody sent must never choose where a file goes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/follow/carried_objects.h"

namespace pw {

/// Bytes of a name at most, as in tshark and as file systems have it.
inline constexpr std::size_t kMaxObjectName = 255;

/// The last part of what was asked for, or "object" with the packet's number and the media type; as tshark 4.0 names
/// it: what no file system takes stands as %xx, names past kMaxObjectName lose bytes before their extension. Unlike
/// tshark's it is never "." or "..", never hidden, no name of a device, and valid UTF-8.
std::string fileNameOf(const CarriedObject& object);

/// The name with "(n)" before its extension, for the n-th file that would have it; n = 0: the name itself.
std::string numberedName(std::string_view name, unsigned n);

}  // namespace pw
