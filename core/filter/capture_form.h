// Capture filters (pcap-filter(7)) told from display filters, and put into the other language where both can say it.
#pragma once
#include <string>
#include <string_view>

namespace pw::filter {

/// The display form of a capture filter made of the common primitives; empty where `text` is none.
std::string displayFormOf(std::string_view text);
/// The capture form of a display filter; empty where no capture filter says the same.
std::string captureFormOf(std::string_view text);

}  // namespace pw::filter
