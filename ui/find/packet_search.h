// Looks for the next packet that has something: text, bytes, a field, or the same conversation.
#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/trace/packet_reader.h"

namespace pw::ui {

enum class SearchIn : std::uint8_t {
  rows,     ///< addresses, protocol and info
  details,  ///< lines of the tree
  text,     ///< the packet's bytes as text
  hex,      ///< the packet's bytes
  field,    ///< "key", "key part of its value" or "key == value"
  flow,
};

struct SearchQuery {
  SearchIn in = SearchIn::rows;
  std::string text;                 ///< rows, details
  std::vector<std::uint8_t> bytes;  ///< text, hex
  bool matchCase = false;           ///< rows, details, text, field
  std::vector<FieldId> fields;      ///< field
  bool wholeValue = false;          ///< field: `text` is all of the value, not a part
  FlowId flow;                      ///< flow
};

enum class QueryFault : std::uint8_t { empty, notHex, noSuchField };

/// What a person typed, made into a query. With `fault` set there is none.
struct ParsedQuery {
  SearchQuery query;
  std::optional<QueryFault> fault;
};
ParsedQuery parseQuery(const Registry& registry, SearchIn in, const std::string& typed, bool matchCase);

/// Decides packet by packet. One thread; trace and registry must outlive it.
class PacketMatcher {
 public:
  PacketMatcher(const Trace& trace, const Registry& registry, const SearchQuery& query);
  bool matches(PacketId id);

 private:
  bool inRow();
  bool inDetails();
  bool inField();
  bool inBytes(ByteView bytes) const;
  [[nodiscard]] bool contains(std::string_view text) const;

  const Trace& trace_;
  const Registry& registry_;
  SearchQuery query_;
  PacketReader reader_;
  RowSink row_;
  FieldSink fields_;
  std::string scratch_;
};

/// The first match after `from` (before it, going back) among rows [0, rows), the search going on from the
/// other end; `from` itself comes last. Counts packets in `done`.
std::optional<std::uint32_t> findPacket(PacketMatcher& matcher, std::uint32_t rows, std::uint32_t from,
                                        bool forward, const std::stop_token& stop,
                                        std::atomic<std::uint64_t>& done);
/// The same among rising packets; `from` need not be one of them.
std::optional<std::uint32_t> findPacket(PacketMatcher& matcher, std::span<const std::uint32_t> among, std::uint32_t from,
                                        bool forward, const std::stop_token& stop, std::atomic<std::uint64_t>& done);

}  // namespace pw::ui
