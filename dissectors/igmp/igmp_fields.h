#pragma once
#include "core/field/field_def.h"
#include "dissectors/ip/ip_protocols.h"

namespace pw::igmp {

enum class F : std::uint16_t {
  protocol,
  version,
  type,
  maxResponse,
  reserved,
  checksum,
  checksumStatus,
  group,
  suppress,
  robustness,
  interval,
  sourceCount,
  source,
  recordCount,
  record,
  recordType,
  auxLength,
  auxData,
  data,
  badChecksum,
  count_
};

inline constexpr std::array<ValueName, 17> kTypes{{{0x01, "Create Group Request"},
                                                   {0x02, "Create Group Reply"},
                                                   {0x03, "Join Group Request"},
                                                   {0x04, "Join Group Reply"},
                                                   {0x05, "Leave Group Request"},
                                                   {0x06, "Leave Group Reply"},
                                                   {0x07, "Confirm Group Request"},
                                                   {0x08, "Confirm Group Reply"},
                                                   {0x11, "Membership Query"},
                                                   {0x12, "Membership Report"},
                                                   {0x13, "DVMRP Protocol"},
                                                   {0x14, "PIM Routing Message"},
                                                   {0x16, "Membership Report"},
                                                   {0x17, "Leave Group"},
                                                   {0x1e, "Traceroute Response"},
                                                   {0x1f, "Traceroute Query or Request"},
                                                   {0x22, "Membership Report"}}};
inline constexpr std::array<ValueName, 6> kRecordTypes{{{1, "Mode Is Include"},
                                                        {2, "Mode Is Exclude"},
                                                        {3, "Change To Include Mode"},
                                                        {4, "Change To Exclude Mode"},
                                                        {5, "Allow New Sources"},
                                                        {6, "Block Old Sources"}}};

inline constexpr std::array kFields{
    field(F::protocol, "igmp", "Internet Group Management Protocol", Kind::protocol, Base::none,
          "Tells routers which groups somebody on the link listens to (RFC 3376)"),
    field(F::version, "igmp.version", "IGMP Version", Kind::u8, Base::dec,
          "Version, by the type and length of the message (RFC 3376 §7.1)"),
    field(F::type, "igmp.type", "Type", Kind::u8, Base::hex, "What the message is (RFC 3376 §4)",
          {.names = kTypes}),
    field(F::maxResponse, "igmp.max_resp", "Max Resp Time", Kind::u8, Base::dec,
          "Tenths of a second within which to answer (RFC 3376 §4.1.1)"),
    field(F::reserved, "igmp.reserved", "Reserved", Kind::bytes, Base::none, "Must be zero"),
    field(F::checksum, "igmp.checksum", "Checksum", Kind::u16, Base::hex,
          "Guards the message against damage (RFC 3376 §4.1.2)"),
    field(F::checksumStatus, "igmp.checksum.status", "Checksum Status", Kind::u8, Base::none,
          "Whether the checksum is right", {.names = ip::kChecksumStatus}),
    field(F::group, "igmp.maddr", "Multicast Address", Kind::ipv4, Base::none,
          "Group that it is about; none: all (RFC 3376 §4.1.3)"),
    field(F::suppress, "igmp.s", "S", Kind::boolean, Base::none,
          "Other routers keep their timers (RFC 3376 §4.1.5)", {.mask = 0x08, .parentBits = 8}),
    field(F::robustness, "igmp.qrv", "QRV", Kind::u8, Base::dec,
          "How many losses are reckoned with (RFC 3376 §4.1.6)", {.mask = 0x07}),
    field(F::interval, "igmp.qqic", "QQIC", Kind::u8, Base::dec,
          "Seconds between questions (RFC 3376 §4.1.7)"),
    field(F::sourceCount, "igmp.num_src", "Num Src", Kind::u16, Base::dec,
          "How many senders are named (RFC 3376 §4.1.8)"),
    field(F::source, "igmp.saddr", "Source Address", Kind::ipv4, Base::none, "One sender (RFC 3376 §4.1.9)"),
    field(F::recordCount, "igmp.num_grp_recs", "Num Group Records", Kind::u16, Base::dec,
          "How many groups are reported (RFC 3376 §4.2.3)"),
    field(F::record, "igmp.group_record", "Group Record", Kind::label, Base::none,
          "One group (RFC 3376 §4.2.4)"),
    field(F::recordType, "igmp.record_type", "Record Type", Kind::u8, Base::dec,
          "What is wanted of the group (RFC 3376 §4.2.12)", {.names = kRecordTypes}),
    field(F::auxLength, "igmp.aux_data_len", "Aux Data Len", Kind::u8, Base::dec,
          "Units of four bytes behind the record (RFC 3376 §4.2.6)"),
    field(F::auxData, "igmp.aux_data", "Aux Data", Kind::bytes, Base::none, "Content shown as it is"),
    field(F::data, "igmp.data", "Data", Kind::bytes, Base::none, "Bytes behind the message"),
    field(F::badChecksum, "igmp.bad_checksum", "Bad checksum", Kind::note, Base::error,
          "The message was damaged on the way"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::igmp

template <>
inline constexpr const auto& pw::kFieldTable<pw::igmp::F> = pw::igmp::kFields;
