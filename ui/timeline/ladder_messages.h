// What a conversation says in its application's words: "POST /login HTTP/1.1", "Client Hello".
#pragma once
#include <stop_token>

#include "core/walk/registry.h"
#include "ui/timeline/ladder_input.h"

namespace pw::ui {

/// Messages past so many of one conversation have no words of their own: their packets fold like others.
inline constexpr std::size_t kMaxLadderMessages = 4096;

/// Reads the packets that end a message by which the conversation is understood, and notes their line in `in.said`; they
/// are not folded. Any thread.
void sayMessages(LadderInput& in, const Conversation& conversation, const Trace& trace, const Registry& registry,
                 const std::stop_token& stop = {});

}  // namespace pw::ui
