// The sentences themselves. Edited by hand; messages.h says what each is for.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "core/report/messages.h"

namespace pw {

struct MessageRow {
  Msg id;
  std::string_view english;
  std::string_view korean;
};

using MessageTable = std::array<MessageRow, static_cast<std::size_t>(Msg::count_)>;
extern const MessageTable kMessages;

}  // namespace pw
