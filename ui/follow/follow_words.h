// What is said of the parts of a conversation that have no bytes to show.
#pragma once
#include <QString>

#include "core/follow/followed_stream.h"

namespace pw::ui {

/// The words of a chunk that is told of. `name` and `bytes` are what ChunkReader gives.
QString followNote(const FollowChunk& chunk, std::string_view name, ByteView bytes);
/// "Client" or "Server".
QString followSide(unsigned side);

}  // namespace pw::ui
