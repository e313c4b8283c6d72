#pragma once
#include "core/field/field_def.h"

namespace pw::frame {

enum class F : std::uint16_t {
  protocol,
  interfaceId,
  interfaceName,
  interfaceDescription,
  encapType,
  time,
  timeEpoch,
  timeDelta,
  timeDeltaDisplayed,
  timeRelative,
  number,
  length,
  captured,
  protocols,
  comment,
  packetFlags,
  dropCount,
  queue,
  packetId,
  wsShort,
  wsMalformed,
  shorterThanCaptured,
  unparsed,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "frame", "Frame", Kind::protocol, Base::none, "One packet as the capture holds it"),
    field(F::interfaceId, "frame.interface_id", "Interface id", Kind::u32, Base::dec,
          "Number of the interface that saw the packet, from 0"),
    field(F::interfaceName, "frame.interface_name", "Interface name", Kind::string, Base::none,
          "Interface that saw the packet"),
    field(F::interfaceDescription, "frame.interface_description", "Interface description", Kind::string,
          Base::none, "The same in words"),
    field(F::encapType, "frame.encap_type", "Encapsulation type", Kind::i16, Base::dec,
          "Link layer of the packet, by its LINKTYPE number"),
    field(F::time, "frame.time", "Arrival Time", Kind::absTime, Base::local, "When the packet was captured"),
    field(F::timeEpoch, "frame.time_epoch", "Epoch Time", Kind::relTime, Base::epoch,
          "The same in seconds since 1970-01-01 UTC"),
    field(F::timeDelta, "frame.time_delta", "Time delta from previous captured frame", Kind::relTime,
          Base::none, "Seconds since the packet before"),
    field(F::timeDeltaDisplayed, "frame.time_delta_displayed", "Time delta from previous displayed frame",
          Kind::relTime, Base::none, "Seconds since the packet shown before"),
    field(F::timeRelative, "frame.time_relative", "Time since reference or first frame", Kind::relTime,
          Base::none, "Seconds since the first packet"),
    field(F::number, "frame.number", "Frame Number", Kind::u32, Base::dec, "Place in the capture, from 1"),
    field(F::length, "frame.len", "Frame Length", Kind::u32, Base::dec, "Bytes that were on the wire"),
    field(F::captured, "frame.cap_len", "Capture Length", Kind::u32, Base::dec,
          "Bytes that the capture kept"),
    field(F::protocols, "frame.protocols", "Protocols in frame", Kind::string, Base::none,
          "All layers from outside in"),
    field(F::comment, "frame.comment", "Comment", Kind::string, Base::none,
          "What somebody wrote about the packet"),
    field(F::packetFlags, "frame.packet_flags", "Packet flags", Kind::u32, Base::hex,
          "Direction and link errors as the capturer saw them (pcapng epb_flags)"),
    field(F::dropCount, "frame.drop_count", "Drop Count", Kind::u64, Base::dec,
          "Packets lost between this one and the one before (pcapng epb_dropcount)"),
    field(F::queue, "frame.interface_queue", "Interface queue", Kind::u32, Base::dec,
          "Queue of the interface that saw the packet (pcapng epb_queue)"),
    field(F::packetId, "frame.packet_id", "Packet id", Kind::u64, Base::dec,
          "Tells the same packet seen at several interfaces (pcapng epb_packetid)"),
    field(F::wsShort, "_ws.short", "Packet size limited during capture", Kind::string, Base::none,
          "The capture kept too few bytes to go on"),
    field(F::wsMalformed, "_ws.malformed", "Malformed Packet", Kind::string, Base::none,
          "Bytes that break the rules of their protocol"),
    field(F::shorterThanCaptured, "frame.len_lt_caplen", "Frame length is less than captured length", Kind::note,
          Base::error, "The capture tells of more bytes kept than there were on the wire", {.malformed = true}),
    field(F::unparsed, "frame.unparsed", "Not dissected", Kind::bytes, Base::none,
          "Bytes behind the place where reading stopped"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::frame

template <>
inline constexpr const auto& pw::kFieldTable<pw::frame::F> = pw::frame::kFields;
