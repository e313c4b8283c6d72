// From the fields of one packet to what they give away.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/leaks/finding.h"
#include "core/leaks/secret_names.h"
#include "core/leaks/secret_values.h"
#include "core/walk/registry.h"
#include "core/walk/sinks.h"

namespace pw {

/// Which fields give something away: asked of the registry once. Constant afterwards.
class RevealingFields {
 public:
  explicit RevealingFields(const Registry& registry);

  [[nodiscard]] Reveals of(FieldId id) const noexcept { return reveals_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] const FieldSet& wanted() const noexcept { return wanted_; }
  /// True where a value is no text: it is told in hex.
  [[nodiscard]] bool isBytes(FieldId id) const noexcept { return bytes_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] bool has(const ProtocolStack& stack) const noexcept;

 private:
  std::vector<Reveals> reveals_;    ///< by field
  std::vector<bool> bytes_;         ///< by field
  FieldSet wanted_;
  std::vector<bool> protocols_;     ///< by ProtocolId
};

/// A finding with its texts. Names of nested entries have their whole path ("user/password"). Values are as the
/// receiver gets them (percent-encoding undone), at most kMaxText bytes; `raw` are the bytes on the wire where those
/// differ.
struct FoundText {
  static constexpr std::size_t kMaxText = 4096;
  std::string name, value, raw;
};

/// One thread. Reused from packet to packet.
class FindingRules {
 public:
  /// A packet that holds more is told to have had enough.
  static constexpr std::size_t kMaxPerPacket = 4096;

  explicit FindingRules(const RevealingFields& fields) : fields_(fields) {}

  struct Place {
    PacketId packet;
    FlowId flow;
    Direction direction = Direction::forward;
    bool fromClient = true;
  };
  /// Reads a tree of the fields RevealingFields::wanted(). `texts`: also make texts().
  void read(const FieldTree& tree, const Place& place, bool texts);
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return found_; }
  /// Beside findings(), where asked for.
  [[nodiscard]] const std::vector<FoundText>& texts() const noexcept { return texts_; }
  /// Whether the last packet had more than kMaxPerPacket.
  [[nodiscard]] bool wasTooMuch() const noexcept { return tooMuch_; }

 private:
  /// Bytes of a source that stand for a text; the text itself may be spelled differently.
  struct Part {
    Source source = Source::frame;
    std::uint32_t offset = 0, length = 0;
    std::string_view text;
  };
  struct Entry {
    const FieldNode* node = nullptr;
    Part name, value;
    bool cookie = false;
  };

  void node(NodeId id);
  [[nodiscard]] Part partOf(const FieldNode& n) const;
  [[nodiscard]] Part nameOf(const FieldNode& n) const;
  [[nodiscard]] static Part slice(const Part& whole, std::size_t from, std::size_t length);
  void plain(const FieldNode& n, FindingKind kind, Harm harm);
  void pair(const FieldNode& n);
  void cookie(const FieldNode& n);
  void value(NodeId id);
  void entry(Entry e);
  void undecided();
  void scan(const FieldNode& n);
  void body(const FieldNode& n);
  [[nodiscard]] std::string pathOf(NodeId id) const;
  Finding* add(const FieldNode& n, FindingKind kind, Harm harm, const Part& value, const Part* name);
  [[nodiscard]] bool overlaps(const Part& part) const noexcept;
  std::string_view keep(std::string text);

  const RevealingFields& fields_;
  const FieldTree* tree_ = nullptr;
  Place place_;
  bool wantTexts_ = false, tooMuch_ = false, hasPassword_ = false;
  NodeId latestName_ = kNoNode;
  std::vector<Finding> found_;
  std::vector<FoundText> texts_;
  std::vector<std::string> kept_;       ///< decoded texts that Parts refer to
  std::size_t keptCount_ = 0;
  std::vector<NodeId> bodies_, scanned_;
  std::vector<std::size_t> undecided_;  ///< findings whose name is one of a user only beside a password
  std::vector<TextHit> hits_;
};

}  // namespace pw
