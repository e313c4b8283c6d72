#pragma once
#include "core/field/field_def.h"

namespace pw::telnet {

enum class F : std::uint16_t {
  protocol,
  command,
  cmd,
  option,
  optionData,
  data,
  userName,
  password,
  rest,
  count_
};

/// RFC 854, RFC 1184 §2.5, RFC 885
inline constexpr ValueName kCommands[] = {
    {236, "End of File"},
    {237, "Suspend Current Process"},
    {238, "Abort Process"},
    {239, "End of Record"},
    {240, "Suboption End"},
    {241, "No-Operation"},
    {242, "Data Mark"},
    {243, "Break"},
    {244, "Interrupt Process"},
    {245, "Abort Output"},
    {246, "Are You There?"},
    {247, "Escape Character"},
    {248, "Erase Line"},
    {249, "Go Ahead"},
    {250, "Suboption"},
    {251, "Will"},
    {252, "Won't"},
    {253, "Do"},
    {254, "Don't"},
    {255, "Data byte 255"},
};

/// IANA, Telnet Options
inline constexpr ValueName kOptions[] = {
    {0, "Binary Transmission"},
    {1, "Echo"},
    {2, "Reconnection"},
    {3, "Suppress Go Ahead"},
    {4, "Approx Message Size Negotiation"},
    {5, "Status"},
    {6, "Timing Mark"},
    {7, "Remote Controlled Trans and Echo"},
    {8, "Output Line Width"},
    {9, "Output Page Size"},
    {10, "Output Carriage-Return Disposition"},
    {11, "Output Horizontal Tab Stops"},
    {12, "Output Horizontal Tab Disposition"},
    {13, "Output Formfeed Disposition"},
    {14, "Output Vertical Tabstops"},
    {15, "Output Vertical Tab Disposition"},
    {16, "Output Linefeed Disposition"},
    {17, "Extended ASCII"},
    {18, "Logout"},
    {19, "Byte Macro"},
    {20, "Data Entry Terminal"},
    {21, "SUPDUP"},
    {22, "SUPDUP Output"},
    {23, "Send Location"},
    {24, "Terminal Type"},
    {25, "End of Record"},
    {26, "TACACS User Identification"},
    {27, "Output Marking"},
    {28, "Terminal Location Number"},
    {29, "Telnet 3270 Regime"},
    {30, "X.3 PAD"},
    {31, "Negotiate About Window Size"},
    {32, "Terminal Speed"},
    {33, "Remote Flow Control"},
    {34, "Linemode"},
    {35, "X Display Location"},
    {36, "Environment Option"},
    {37, "Authentication Option"},
    {38, "Encryption Option"},
    {39, "New Environment Option"},
    {40, "TN3270E"},
    {41, "XAUTH"},
    {42, "CHARSET"},
    {43, "Remote Serial Port"},
    {44, "COM Port Control"},
    {45, "Suppress Local Echo"},
    {46, "Start TLS"},
    {47, "KERMIT"},
    {48, "SEND-URL"},
    {49, "FORWARD_X"},
    {255, "Extended-Options-List"},
};

inline constexpr std::array kFields{
    field(F::protocol, "telnet", "Telnet", Kind::protocol, Base::none,
          "A terminal over the network: each key and each letter shown is readable (RFC 854)"),
    field(F::command, "telnet.command", "Telnet command", Kind::label, Base::none,
          "Both sides agree on how the terminal works (RFC 854, RFC 855)"),
    field(F::cmd, "telnet.cmd", "Command", Kind::u8, Base::dec,
          "Will and Do offer and ask for an option, Won't and Don't refuse it (RFC 854)", {.names = kCommands}),
    field(F::option, "telnet.subcmd", "Subcommand", Kind::u8, Base::dec,
          "Option that the command is about (RFC 855)", {.names = kOptions}),
    field(F::optionData, "telnet.option_data", "Option data", Kind::bytes, Base::none,
          "What is agreed on within the option (RFC 855)"),
    field(F::data, "telnet.data", "Data", Kind::string, Base::none,
          "What was typed, or what the terminal shows (RFC 854)"),
    field(F::userName, "telnet.username", "User name", Kind::string, Base::none,
          "What was typed, key by key, where the server asked for a name; shown where Enter was pressed",
          {.reveals = Reveals::userName}),
    field(F::password, "telnet.password", "Password", Kind::string, Base::none,
          "What was typed, key by key, where the server asked for a password; shown where Enter was pressed",
          {.reveals = Reveals::password}),
    field(F::rest, "telnet.rest", "Rest of a command", Kind::bytes, Base::none,
          "Bytes of a command that the segment before began"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::telnet

template <>
inline constexpr const auto& pw::kFieldTable<pw::telnet::F> = pw::telnet::kFields;
