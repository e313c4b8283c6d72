// Packets as JSON, one object each in an array (tshark's -T json), or as lines for a bulk import (-T ek).
#pragma once
#include <string>
#include <vector>

#include "core/packet/packet_context.h"
#include "core/report/node_order.h"
#include "core/walk/registry.h"
#include "core/walk/sinks.h"

namespace pw {

/// How the value of a field stands in JSON: text, except where JSON has its own form.
void appendJsonValue(TextOut& out, const FieldDef& def, const FieldTree& tree, const FieldNode& node);

/// The day of the index that tshark names ("packets-2026-11-23"), in the machine's time zone.
void appendIndexName(TextOut& out, std::int64_t timeNs);

/// `-T json`. Keys repeat where a packet has a field several times, as in tshark. One thread.
class JsonWriter {
 public:
  /// `keys`: these fields only, each as an array of its values; empty: the whole tree. `raw`: bytes of each
  /// field beside it (-x).
  JsonWriter(const Registry& registry, std::vector<std::string> keys, bool raw);
  [[nodiscard]] FieldSink makeSink() const;

  void packet(TextOut& out, const PacketContext& packet, const FieldTree& tree);
  /// The array's end, also where there was no packet.
  void finish(TextOut& out);

 private:
  static constexpr unsigned kMaxDepth = 64;

  void members(TextOut& out, const FieldTree& tree, NodeId first, unsigned depth);
  void member(TextOut& out, const FieldTree& tree, NodeId id, unsigned depth);
  void rawMember(TextOut& out, const FieldTree& tree, const FieldNode& node, unsigned depth);
  void note(TextOut& out, const FieldDef& def, unsigned depth);
  void chosen(TextOut& out, const FieldTree& tree);

  const Registry& registry_;
  std::vector<std::string> keys_;
  bool raw_;
  bool any_ = false;
  NodeOrder order_;
};

/// `-T ek`: an index line and a document line a packet, each complete with its end. One thread.
class EkWriter {
 public:
  EkWriter(const Registry& registry, std::vector<std::string> keys, bool raw);
  [[nodiscard]] FieldSink makeSink() const;

  void packet(TextOut& out, const PacketContext& packet, const FieldTree& tree);

 private:
  static constexpr unsigned kMaxDepth = 64;

  void layers(TextOut& out, const FieldTree& tree);
  void fields(TextOut& out, const FieldTree& tree, NodeId first, unsigned depth, bool& any);
  void value(TextOut& out, const FieldTree& tree, const FieldNode& node);
  void name(TextOut& out, FieldId field, std::string_view suffix);
  void group(TextOut& out, const FieldTree& tree, NodeId id, unsigned depth, bool& any);
  void chosen(TextOut& out, const FieldTree& tree);

  const Registry& registry_;
  std::vector<std::string> keys_;
  bool raw_;
  NodeOrder order_;
  std::vector<bool> written_;  ///< by NodeId: stands in the array of an earlier one
};

}  // namespace pw
