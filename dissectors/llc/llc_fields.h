#pragma once
#include "core/field/field_def.h"
#include "dissectors/ethertype/ethertype_names.h"

namespace pw::llc {

enum class F : std::uint16_t {
  protocol,
  dsap,
  dsapSap,
  dsapIg,
  ssap,
  ssapSap,
  ssapCr,
  control,
  nr,
  ns,
  poll,
  final,
  supervisory,
  command,
  response,
  frameType,
  frameTypeShort,
  oui,
  type,
  pid,
  count_
};

inline constexpr std::array<ValueName, 35> kSaps{{
    {0x00, "NULL LSAP"},
    {0x01, "NULL LSAP"},
    {0x02, "LLC Sub-Layer Management"},
    {0x04, "SNA Path Control"},
    {0x06, "TCP/IP"},
    {0x08, "SNA"},
    {0x0c, "SNA"},
    {0x0e, "PROWAY (IEC955) Network Management and Initialization"},
    {0x10, "NetWare (unofficial?)"},
    {0x14, "ISO Network Layer (OSLAN 1)"},
    {0x18, "Texas Instruments"},
    {0x20, "ISO Network Layer (unofficial?)"},
    {0x34, "ISO Network Layer (unofficial?)"},
    {0x42, "Spanning Tree BPDU"},
    {0x4e, "EIA RS-511 Manufacturing Message Service"},
    {0x54, "ISO Network Layer (OSLAN 2)"},
    {0x7e, "ISO 8208 (X.25 over 802.2)"},
    {0x7f, "ISO 802.2"},
    {0x80, "XNS"},
    {0x82, "BACnet"},
    {0x86, "Nestar"},
    {0x8e, "PROWAY (IEC955) Active Station List Maintenance"},
    {0x98, "ARP"},
    {0xaa, "SNAP"},
    {0xb4, "HP JetDirect Printer"},
    {0xba, "Banyan Vines"},
    {0xbc, "Banyan Vines"},
    {0xe0, "NetWare"},
    {0xf0, "NetBIOS"},
    {0xf4, "IBM Net Management"},
    {0xf8, "HP Extended LLC"},
    {0xfa, "Ungermann-Bass"},
    {0xfc, "Remote Program Load"},
    {0xfe, "ISO Network Layer"},
    {0xff, "Global LSAP"},
}};
inline constexpr std::array<ValueName, 17> kCommands{{
    {0x00, "Unnumbered Information"},
    {0x01, "Set Initialization Mode"},
    {0x03, "Set Asynchronous Response Mode"},
    {0x08, "Unnumbered Poll"},
    {0x0b, "Set Asynchronous Balanced Mode"},
    {0x10, "Disconnect"},
    {0x13, "Set Asynchronous Response Mode Extended"},
    {0x18, "Unnumbered Acknowledge"},
    {0x1b, "Set Asynchronous Balanced Mode Extended"},
    {0x20, "Set Normal Response Mode"},
    {0x21, "Frame reject"},
    {0x23, "Reset"},
    {0x2b, "Exchange identification"},
    {0x31, "Configure"},
    {0x33, "Set Normal Response Mode Extended"},
    {0x38, "Test"},
    {0x3b, "Beacon"},
}};
inline constexpr std::array<ValueName, 3> kSupervisory{
    {{0, "Receiver ready"}, {1, "Receiver not ready"}, {2, "Reject"}}};
inline constexpr std::array<ValueName, 4> kFrameTypes{
    {{0, "Information frame"}, {1, "Supervisory frame"}, {2, "Information frame"}, {3, "Unnumbered frame"}}};
inline constexpr std::array<ValueName, 2> kGroup{{{0, "Individual"}, {1, "Group"}}};
inline constexpr std::array<ValueName, 2> kResponse{{{0, "Command"}, {1, "Response"}}};

inline constexpr std::array kFields{
    field(F::protocol, "llc", "Logical-Link Control", Kind::protocol, Base::none,
          "Says which protocol an 802.3 frame carries (IEEE 802.2)"),
    field(F::dsap, "llc.dsap", "DSAP", Kind::u8, Base::hex, "Protocol at the receiver (IEEE 802.2 §3.3)",
          {.names = kSaps}),
    field(F::dsapSap, "llc.dsap.sap", "SAP", Kind::u8, Base::dec, "The protocol without the group bit",
          {.mask = 0xfe}),
    field(F::dsapIg, "llc.dsap.ig", "IG Bit", Kind::boolean, Base::none,
          "Whether it is meant for a group of them", {.mask = 0x01, .names = kGroup, .parentBits = 8}),
    field(F::ssap, "llc.ssap", "SSAP", Kind::u8, Base::hex, "Protocol at the sender (IEEE 802.2 §3.3)",
          {.names = kSaps}),
    field(F::ssapSap, "llc.ssap.sap", "SAP", Kind::u8, Base::dec, "The protocol without the response bit",
          {.mask = 0xfe}),
    field(F::ssapCr, "llc.ssap.cr", "CR Bit", Kind::boolean, Base::none, "Whether it asks or answers",
          {.mask = 0x01, .names = kResponse, .parentBits = 8}),
    field(F::control, "llc.control", "Control", Kind::u16, Base::hex,
          "Numbered data, acknowledgement, or a message without number (IEEE 802.2 §5.2)"),
    field(F::nr, "llc.control.n_r", "N(R)", Kind::u16, Base::dec, "Frame that is expected next",
          {.mask = 0xfe00}),
    field(F::ns, "llc.control.n_s", "N(S)", Kind::u16, Base::dec, "Number of this frame", {.mask = 0x00fe}),
    field(F::poll, "llc.control.p", "Poll", Kind::boolean, Base::none, "Asks for an answer at once",
          {.mask = 0x10, .names = kSetNotSet, .parentBits = 8}),
    field(F::final, "llc.control.f", "Final", Kind::boolean, Base::none, "Is the answer that was asked for",
          {.mask = 0x10, .names = kSetNotSet, .parentBits = 8}),
    field(F::supervisory, "llc.control.s_ftype", "Supervisory frame type", Kind::u16, Base::hex,
          "Whether the receiver is ready", {.mask = 0x0c, .names = kSupervisory}),
    field(F::command, "llc.control.u_modifier_cmd", "Command", Kind::u8, Base::hex, "What is asked",
          {.mask = 0xec, .names = kCommands}),
    field(F::response, "llc.control.u_modifier_resp", "Response", Kind::u8, Base::hex, "What is answered",
          {.mask = 0xec, .names = kCommands}),
    field(F::frameType, "llc.control.ftype", "Frame type", Kind::u16, Base::hex,
          "Which of the three forms it has", {.mask = 0x03, .names = kFrameTypes}),
    field(F::frameTypeShort, "llc.control.ftype", "Frame type", Kind::u8, Base::hex,
          "The same in frames without number", {.mask = 0x03, .names = kFrameTypes}),
    field(F::oui, "llc.oui", "Organization Code", Kind::u24, Base::dec,
          "Who gave out the number behind it; 0 for ethertypes (RFC 1042)"),
    field(F::type, "llc.type", "Type", Kind::u16, Base::hex, "Which protocol the frame carries (RFC 1042)",
          {.names = ethertype::kNames}),
    field(F::pid, "llc.pid", "Protocol ID", Kind::u16, Base::hex, "Which protocol of that organization"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::llc

template <>
inline constexpr const auto& pw::kFieldTable<pw::llc::F> = pw::llc::kFields;
