// Protocol numbers of IPv4's Protocol and IPv6's Next Header field (IANA "Protocol Numbers").
#pragma once
#include <array>

#include "core/field/field_def.h"

namespace pw::ip {

inline constexpr std::array<ValueName, 49> kProtocolNames{{{0, "IPv6 Hop-by-Hop Option"},
                                                           {1, "ICMP"},
                                                           {2, "IGMP"},
                                                           {3, "GGP"},
                                                           {4, "IPIP"},
                                                           {5, "Stream"},
                                                           {6, "TCP"},
                                                           {7, "CBT"},
                                                           {8, "EGP"},
                                                           {9, "IGRP"},
                                                           {17, "UDP"},
                                                           {20, "HMP"},
                                                           {27, "RDP"},
                                                           {29, "ISO TP4"},
                                                           {33, "DCCP"},
                                                           {35, "IDPR"},
                                                           {41, "IPv6"},
                                                           {43, "Routing Header for IPv6"},
                                                           {44, "Fragment Header for IPv6"},
                                                           {46, "RSVP"},
                                                           {47, "Generic Routing Encapsulation"},
                                                           {48, "Mobile Host Routing Protocol"},
                                                           {50, "Encap Security Payload"},
                                                           {51, "Authentication Header"},
                                                           {55, "Minimal IP Encapsulation"},
                                                           {58, "ICMPv6"},
                                                           {59, "No Next Header for IPv6"},
                                                           {60, "Destination Options for IPv6"},
                                                           {84, "TTP"},
                                                           {88, "EIGRP"},
                                                           {89, "OSPF IGP"},
                                                           {94, "IPIP"},
                                                           {97, "Ether-IP"},
                                                           {98, "Encapsulation Header"},
                                                           {103, "PIM"},
                                                           {106, "QNX"},
                                                           {108, "IPComp"},
                                                           {112, "VRRP"},
                                                           {113, "PGM"},
                                                           {115, "L2TP"},
                                                           {118, "STP"},
                                                           {124, "IS-IS over IPv4"},
                                                           {132, "SCTP"},
                                                           {133, "Fibre Channel"},
                                                           {135, "Mobility Header"},
                                                           {136, "UDP Lite"},
                                                           {137, "MPLS-in-IP"},
                                                           {139, "HIP"},
                                                           {140, "Shim6 Protocol"}}};

/// Differentiated services code points (IANA "DSCP"), with the short names that headers are drawn with.
inline constexpr std::array<ValueName, 24> kDscpNames{
    {{0, "Default"},                 {1, "LE"},
     {8, "Class Selector 1"},        {10, "Assured Forwarding 11"},
     {12, "Assured Forwarding 12"},  {14, "Assured Forwarding 13"},
     {16, "Class Selector 2"},       {18, "Assured Forwarding 21"},
     {20, "Assured Forwarding 22"},  {22, "Assured Forwarding 23"},
     {24, "Class Selector 3"},       {26, "Assured Forwarding 31"},
     {28, "Assured Forwarding 32"},  {30, "Assured Forwarding 33"},
     {32, "Class Selector 4"},       {34, "Assured Forwarding 41"},
     {36, "Assured Forwarding 42"},  {38, "Assured Forwarding 43"},
     {40, "Class Selector 5"},       {44, "Voice Admit"},
     {46, "Expedited Forwarding"},   {48, "Class Selector 6"},
     {56, "Class Selector 7"},       {63, "Reserved"}}};

/// RFC 3168 §5.
inline constexpr std::array<ValueName, 4> kEcnNames{{{0, "Not ECN-Capable Transport"},
                                                     {1, "ECN-Capable Transport codepoint '01'"},
                                                     {2, "ECN-Capable Transport codepoint '10'"},
                                                     {3, "Congestion Experienced"}}};

inline constexpr std::array<std::string_view, 4> kEcnShort{"Not-ECT", "ECT(1)", "ECT(0)", "CE"};

inline constexpr std::array<ValueName, 5> kChecksumStatus{
    {{0, "Bad"}, {1, "Good"}, {2, "Unverified"}, {3, "Not present"}, {4, "Partial (offload)"}}};
enum class ChecksumStatus : std::uint8_t { bad = 0, good = 1, unverified = 2, notPresent = 3, partial = 4 };

}  // namespace pw::ip
