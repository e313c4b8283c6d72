#pragma once
#include "core/field/field_def.h"

namespace pw::tftp {

enum class F : std::uint16_t {
  protocol,
  opcode,
  sourceFile,
  destinationFile,
  mode,
  block,
  errorCode,
  errorMessage,
  option,
  optionName,
  optionValue,
  data,
  error,
  badBlockSize,
  count_
};

inline constexpr std::array<ValueName, 6> kOpcodes{{{1, "Read Request"},
                                                    {2, "Write Request"},
                                                    {3, "Data Packet"},
                                                    {4, "Acknowledgement"},
                                                    {5, "Error Code"},
                                                    {6, "Option Acknowledgement"}}};
inline constexpr std::array<ValueName, 9> kErrors{{{0, "Not defined"},
                                                   {1, "File not found"},
                                                   {2, "Access violation"},
                                                   {3, "Disk full or allocation exceeded"},
                                                   {4, "Illegal TFTP Operation"},
                                                   {5, "Unknown transfer ID"},
                                                   {6, "File already exists"},
                                                   {7, "No such user"},
                                                   {8, "Option negotiation failed"}}};

inline constexpr std::array kFields{
    field(F::protocol, "tftp", "Trivial File Transfer Protocol", Kind::protocol, Base::none,
          "Copies files block by block, without log-in; computers start from it (RFC 1350)"),
    field(F::opcode, "tftp.opcode", "Opcode", Kind::u16, Base::dec, "What the message does (RFC 1350 §5)",
          {.names = kOpcodes}),
    field(F::sourceFile, "tftp.source_file", "Source File", Kind::string, Base::none,
          "File that is asked for (RFC 1350 §5)"),
    field(F::destinationFile, "tftp.destination_file", "Destination File", Kind::string, Base::none,
          "File that will be written (RFC 1350 §5)"),
    field(F::mode, "tftp.type", "Type", Kind::string, Base::none,
          "Whether line ends are converted (netascii) or bytes are kept (octet) (RFC 1350 §5)"),
    field(F::block, "tftp.block", "Block", Kind::u16, Base::dec,
          "Number of the block that is sent or acknowledged, from 1 (RFC 1350 §5)"),
    field(F::errorCode, "tftp.error.code", "Error code", Kind::u16, Base::dec,
          "What went wrong (RFC 1350 §5)", {.names = kErrors}),
    field(F::errorMessage, "tftp.error.message", "Error message", Kind::string, Base::none,
          "What went wrong, in words (RFC 1350 §5)"),
    field(F::option, "tftp.option", "Option", Kind::label, Base::none,
          "A setting that both ends agree on (RFC 2347)"),
    field(F::optionName, "tftp.option.name", "Option name", Kind::string, Base::none,
          "Which setting: blksize is the bytes of a block, tsize of the file (RFC 2347)"),
    field(F::optionValue, "tftp.option.value", "Option value", Kind::string, Base::none,
          "Its value, written in decimal (RFC 2347)"),
    field(F::data, "tftp.data", "Data", Kind::bytes, Base::none, "Content of a message of unknown kind"),
    field(F::error, "tftp.error", "TFTP ERROR packet", Kind::note, Base::warning,
          "The transfer ends with this error (RFC 1350 §7)"),
    field(F::badBlockSize, "tftp.blocksize_range", "TFTP blocksize out of range", Kind::note, Base::warning,
          "A block has 8 to 65464 bytes (RFC 2348)"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::tftp

template <>
inline constexpr const auto& pw::kFieldTable<pw::tftp::F> = pw::tftp::kFields;
