#pragma once
#include "core/field/field_def.h"

namespace pw::websocket {

enum class F : std::uint16_t {
  protocol,
  fin,
  reserved,
  opcode,
  mask,
  length,
  length16,
  length64,
  key,
  maskedPayload,
  packedPayload,
  payload,
  continuation,
  text,
  close,
  closeCode,
  closeReason,
  ping,
  pong,
  unknown,
  message,
  notUnpacked,
  unparsed,
  count_
};

inline constexpr std::array<ValueName, 6> kOpcodes{{
    {0, "Continuation"}, {1, "Text"}, {2, "Binary"}, {8, "Connection Close"}, {9, "Ping"}, {10, "Pong"}}};

/// RFC 6455 §11.7 and its registry.
inline constexpr std::array<ValueName, 16> kCloseCodes{{{1000, "Normal Closure"},
                                                        {1001, "Going Away"},
                                                        {1002, "Protocol error"},
                                                        {1003, "Unsupported Data"},
                                                        {1004, "Reserved"},
                                                        {1005, "No Status Rcvd"},
                                                        {1006, "Abnormal Closure"},
                                                        {1007, "Invalid frame payload data"},
                                                        {1008, "Policy Violation"},
                                                        {1009, "Message Too Big"},
                                                        {1010, "Mandatory Ext."},
                                                        {1011, "Internal Server Error"},
                                                        {1012, "Service Restart"},
                                                        {1013, "Try Again Later"},
                                                        {1014, "Bad Gateway"},
                                                        {1015, "TLS handshake"}}};

inline constexpr std::array kFields{
    field(F::protocol, "websocket", "WebSocket", Kind::protocol, Base::none,
          "Messages both ways at any time, over what began as HTTP (RFC 6455)"),
    field(F::fin, "websocket.fin", "Fin", Kind::boolean, Base::none,
          "The message ends with this frame (RFC 6455 §5.2)", {.mask = 0x80, .names = kTrueFalse}),
    field(F::reserved, "websocket.rsv", "Reserved", Kind::u8, Base::hex,
          "For extensions; the first bit says packed (RFC 7692 §6)", {.mask = 0x70}),
    field(F::opcode, "websocket.opcode", "Opcode", Kind::u8, Base::dec,
          "What the frame is (RFC 6455 §5.2)", {.mask = 0x0f, .names = kOpcodes}),
    field(F::mask, "websocket.mask", "Mask", Kind::boolean, Base::none,
          "The payload is masked, as a client must; not to hide it (RFC 6455 "
          "§5.3)", {.mask = 0x80, .names = kTrueFalse}),
    field(F::length, "websocket.payload_length", "Payload length", Kind::u8, Base::dec,
          "Bytes of payload; 126 and 127 say that the length follows (RFC 6455 §5.2)", {.mask = 0x7f}),
    field(F::length16, "websocket.payload_length_ext_16", "Extended Payload length (16 bits)", Kind::u16, Base::dec,
          "Bytes of payload (RFC 6455 §5.2)"),
    field(F::length64, "websocket.payload_length_ext_64", "Extended Payload length (64 bits)", Kind::u64, Base::dec,
          "Bytes of payload (RFC 6455 §5.2)"),
    field(F::key, "websocket.masking_key", "Masking-Key", Kind::bytes, Base::none,
          "The payload is combined with these four bytes, over and over (RFC 6455 §5.3)"),
    field(F::maskedPayload, "websocket.masked_payload", "Masked payload", Kind::label, Base::none,
          "The payload as it was sent (RFC 6455 §5.3)"),
    field(F::packedPayload, "websocket.packed_payload", "Packed payload", Kind::label, Base::none,
          "The payload as it was sent, deflated (RFC 7692 §7)"),
    field(F::payload, "websocket.payload", "Payload", Kind::label, Base::none,
          "The payload as it is meant (RFC 6455 §5.2)"),
    field(F::continuation, "websocket.payload.continue", "Continue", Kind::bytes, Base::none,
          "The next piece of a message (RFC 6455 §5.4)"),
    field(F::text, "websocket.payload.text", "Text", Kind::string, Base::none,
          "Text in UTF-8 (RFC 6455 §5.6)"),
    field(F::close, "websocket.payload.close", "Close", Kind::label, Base::none,
          "The sender will send no more (RFC 6455 §5.5.1)"),
    field(F::closeCode, "websocket.payload.close.status_code", "Status code", Kind::u16, Base::dec,
          "Why the connection ends (RFC 6455 §7.4)", {.names = kCloseCodes}),
    field(F::closeReason, "websocket.payload.close.reason", "Reason", Kind::string, Base::none,
          "The same in words (RFC 6455 §5.5.1)"),
    field(F::ping, "websocket.payload.ping", "Ping", Kind::bytes, Base::none,
          "To be sent back (RFC 6455 §5.5.2)"),
    field(F::pong, "websocket.payload.pong", "Pong", Kind::bytes, Base::none,
          "Bytes of the ping that is answered (RFC 6455 §5.5.3)"),
    field(F::unknown, "websocket.payload.unknown", "Unknown", Kind::bytes, Base::none,
          "Binary content, or of an opcode that has no meaning yet (RFC 6455 §5.2)"),
    field(F::message, "websocket.message", "Message put together", Kind::string, Base::none,
          "All pieces of the message that ends here, mask and packing undone (RFC 6455 §5.4)"),
    field(F::notUnpacked, "websocket.not_unpacked", "Not unpacked", Kind::note, Base::chat,
          "It was packed with earlier messages in mind, which are not at hand (RFC 7692 §7.2.3.2)"),
    field(F::unparsed, "websocket.unparsed", "Unknown bytes", Kind::bytes, Base::none,
          "Bytes of a frame that is not there in full, or behind one"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::websocket

template <>
inline constexpr const auto& pw::kFieldTable<pw::websocket::F> = pw::websocket::kFields;
