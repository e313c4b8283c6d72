// A protocol as the registry knows it: its fields, where it attaches, and its walk in each instantiation.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "core/bytes/cursor.h"
#include "core/field/field_def.h"

namespace pw {

/// By what number a parent finds its child.
enum class Table : std::uint8_t {
  hub,        ///< fixed meeting points, see Hub
  linkType,   ///< LINKTYPE_ number
  ethertype,
  llcSap,     ///< IEEE 802.2 service access point
  pppProtocol,
  ipProtocol,
  tcpPort,
  udpPort,
  content,    ///< what a message carries, by the dissectors' own numbers
  part,       ///< layers that stand for parts of their parent, by its own numbers
  count_,
};

/// Keys of Table::hub: layers that several parents enter by name.
enum class Hub : std::uint8_t { frame, ethertype, data, llc, ethernet, ip, ipv6, count_ };

struct Attach {
  Table table;
  std::uint32_t key;
};

struct StreamProtocol;
template <class Sink>
class Walk;
class SummarySink;
class RowSink;
class FieldSink;

/// A protocol's row in the registry. Constant for the life of the program.
struct Protocol {
  std::string_view name;       ///< as in frame.protocols, lower case
  std::string_view shortName;  ///< as in the Protocol column and in "[... : TCP truncated]"
  std::string_view longName;
  std::span<const FieldDef> fields;
  std::span<const Attach> attach;
  void (*summary)(Walk<SummarySink>&, Cursor&);
  void (*row)(Walk<RowSink>&, Cursor&);
  void (*tree)(Walk<FieldSink>&, Cursor&);
  const StreamProtocol* stream = nullptr;  ///< its messages lie in TCP streams: the walk gets whole ones
};

/// Makes the row for a dissector `D` with `template <class Sink> static void walk(Walk<Sink>&, Cursor&)`: this is the
/// one place where its walk is instantiated.
template <class D, class F>
constexpr Protocol protocolOf(std::string_view name, std::string_view shortName, std::string_view longName,
                              std::span<const Attach> attach, const StreamProtocol* stream = nullptr) {
  return {name,
          shortName,
          longName,
          kFieldTable<F>,
          attach,
          &D::template walk<SummarySink>,
          &D::template walk<RowSink>,
          &D::template walk<FieldSink>,
          stream};
}

}  // namespace pw
