// Names that look alike, and what can be written next: for messages and for completing.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pw::filter {

/// Equal but for capitals (ASCII).
bool sameLetters(std::string_view a, std::string_view b) noexcept;
/// At most `most` of `all` that `name` may have been meant for, likeliest first.
std::vector<std::string> nearest(std::string_view name, std::span<const std::string_view> all, std::size_t most = 3);

}  // namespace pw::filter
